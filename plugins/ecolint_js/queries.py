"""Calls that send a query to a database as they run: through mappers, query builders, drivers.

Each kind names the page that documents it, from general knowledge in November 2026: the pages were not opened.
"""

import re

from ecolint import Document, Node

from .bindings import binding
from .databases import is_model_of_project, is_prisma, is_repository
from .names import comes_from, constant, imported_modules
from .syntax import FUNCTIONS, arguments, bare, called_name, callee, parent_of, receiver

_PRISMA = frozenset(
    [
        "aggregate",
        "count",
        "create",
        "createManyAndReturn",
        "delete",
        "findFirst",
        "findFirstOrThrow",
        "findMany",
        "findUnique",
        "findUniqueOrThrow",
        "groupBy",
        "update",
        "upsert",
    ]
)
"""https://www.prisma.io/docs/orm/reference/prisma-client-reference"""
_UNAMBIGUOUS = frozenset({"findFirst", "findFirstOrThrow", "findMany", "findUnique", "findUniqueOrThrow"})
"""Methods that only Prisma, and Drizzle's `db.query`, have: https://orm.drizzle.team/docs/rqb"""
_REPOSITORY = frozenset(
    [
        "count",
        "countBy",
        "delete",
        "exists",
        "existsBy",
        "find",
        "findAndCount",
        "findBy",
        "findOne",
        "findOneBy",
        "findOneByOrFail",
        "findOneOrFail",
        "increment",
        "insert",
        "remove",
        "save",
        "softDelete",
        "update",
    ]
)
"""https://typeorm.io/docs/working-with-entity-manager/repository-api"""
_MANAGERS = frozenset({"em", "entitymanager", "manager", "transactionalentitymanager", "transactionmanager"})
_MODEL = frozenset(
    [
        "aggregate",
        "count",
        "countDocuments",
        "create",
        "deleteOne",
        "destroy",
        "exists",
        "find",
        "findAll",
        "findAndCountAll",
        "findByIdAndDelete",
        "findByIdAndUpdate",
        "findById",
        "findByPk",
        "findOne",
        "findOneAndDelete",
        "findOneAndUpdate",
        "findOneBy",
        "findOneByOrFail",
        "findOneOrFail",
        "findOrCreate",
        "replaceOne",
        "update",
        "updateMany",
        "updateOne",
        "upsert",
    ]
)
"""Sequelize, Mongoose, and TypeORM's active records: https://sequelize.org/docs/v6/core-concepts/model-querying-finders/,
https://mongoosejs.com/docs/queries.html"""
_COLLECTION = frozenset(
    [
        "aggregate",
        "countDocuments",
        "deleteMany",
        "deleteOne",
        "find",
        "findOne",
        "findOneAndDelete",
        "findOneAndReplace",
        "findOneAndUpdate",
        "insertOne",
        "replaceOne",
        "updateMany",
        "updateOne",
    ]
)
"""https://mongodb.github.io/node-mongodb-native/6.0/classes/Collection.html"""
_BUILT = frozenset({"getCount", "getMany", "getManyAndCount", "getOne", "getOneOrFail", "getRawMany", "getRawOne"})
"""What ends TypeORM's `createQueryBuilder()`: https://typeorm.io/docs/query-builder/select-query-builder"""
_ENDS = frozenset(
    [
        "all",
        "andWhere",
        "del",
        "delete",
        "execute",
        "first",
        "get",
        "groupBy",
        "innerJoin",
        "insert",
        "join",
        "leftJoin",
        "limit",
        "onConflict",
        "orderBy",
        "patch",
        "findById",
        "pluck",
        "returning",
        "run",
        "select",
        "set",
        "update",
        "values",
        "where",
        "whereIn",
        "whereNull",
    ]
)
"""What may end a chain of Knex, Objection or Drizzle: https://knexjs.org/guide/query-builder.html,
https://vincit.github.io/objection.js, https://orm.drizzle.team/docs/select"""
_BUILDERS = frozenset({"knex", "db", "database", "trx", "tx", "transaction", "qb"})
_SENDS_SQL = frozenset(
    [
        "$executeRawUnsafe",
        "$queryRawUnsafe",
        "all",
        "any",
        "each",
        "execute",
        "get",
        "many",
        "manyOrNone",
        "none",
        "one",
        "oneOrNone",
        "query",
        "run",
    ]
)
"""node-postgres, mysql2, better-sqlite3, pg-promise, Knex."""
_SQL = re.compile(
    r"[\"'`]\s*(?:SELECT\s[\s\S]*?\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s)",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(r"\binformation_schema\.|\bpg_[a-z]+\b|\bpragma_|\bsqlite_(?:master|schema)\b", re.IGNORECASE)
NAMES = tuple(sorted(_PRISMA | _REPOSITORY | _MODEL | _COLLECTION | _BUILT | _ENDS | _SENDS_SQL))
"""Names of methods that may send a query."""
_WRITES = re.compile(
    r"create|insert|save|update|upsert|delete|destroy|remove|replace|patch|del$|increment", re.IGNORECASE
)
_ALTERS = re.compile(
    r"save|update|upsert|delete|destroy|remove|replace|patch|del$|increment|findOrCreate", re.IGNORECASE
)


def is_query(doc: Document, call: Node) -> bool:
    """Whether a call surely asks a database for records, or changes some."""
    target, name = receiver(call), called_name(doc, call)
    if target is None:
        return False
    if name in _PRISMA and is_prisma(doc, call):
        return True
    if name in _UNAMBIGUOUS and bare(target).type == "member_expression":
        return all(one.type == "object" for one in arguments(call)[:1])
    if name in _REPOSITORY and (is_repository(doc, call) or _is_manager(doc, target, call)):
        return True
    if name in _MODEL and is_model_of_project(doc, call):
        return _is_run(doc, call) and not _is_looked_into(doc, call)
    if name in _COLLECTION and _is_collection(doc, target):
        return True
    if name in _BUILT:
        return any(called_name(doc, one) == "createQueryBuilder" for one in chain(call))
    if name in _SENDS_SQL and arguments(call) and _SQL.match(statement := doc.text(arguments(call)[0])):
        return doc.text(target).rpartition(".")[2] not in ("queryRunner", "sql") and not _CATALOGUE.search(statement)
    return name in _ENDS and _is_built(doc, call)


def changes_rows(doc: Document, call: Node) -> bool:
    """Whether a query writes, as its name or its statement says."""
    if _WRITES.search(called_name(doc, call)) or any(_WRITES.match(called_name(doc, one)) for one in chain(call)):
        return True
    given = arguments(call)
    return bool(given) and doc.text(given[0]).lstrip("`'\" \n").upper().startswith(("INSERT", "UPDATE", "DELETE"))


def alters_rows(doc: Document, call: Node) -> bool:
    """Whether a query changes or removes what is there, which has no general form for many rows, unlike adding."""
    if _ALTERS.search(called_name(doc, call)) or any(_ALTERS.match(called_name(doc, one)) for one in chain(call)):
        return True
    given = arguments(call)
    return bool(given) and doc.text(given[0]).lstrip("`'\" \n").upper().startswith(("UPDATE", "DELETE"))


def table(doc: Document, call: Node) -> Node | None:
    """What a query asks: the model, repository, collection or table that a chain of calls names."""
    calls = [call, *chain(call)]
    first, target = calls[-1], receiver(calls[-1])
    name, given = called_name(doc, first), arguments(first)
    if target is None or name in _BUILDERS or name in ("collection", "getRepository", "model"):
        return first
    if name in _DRIZZLE and len(calls) > 1:  # db.select().from(towns), db.insert(towns)
        source = next((arguments(one) for one in calls if called_name(doc, one) == "from"), given)
        return source[0] if source else target
    return given[0] if _is_manager(doc, target, call) else target


def subject(doc: Document, call: Node) -> str:
    """What tells a query from others in one loop: its table, or its statement."""
    given = arguments(call)
    if given and called_name(doc, call) in _SENDS_SQL and _SQL.match(doc.text(given[0])):
        return doc.text(given[0])
    return doc.text(table(doc, call) or call)


def chain(call: Node) -> list[Node]:
    """The calls whose results a call is made on, from the last to the first: `b()`, `a()` of `a().b().c()`."""
    found: list[Node] = []
    target = receiver(call)
    while target is not None and bare(target).type == "call_expression":
        found.append(bare(target))
        target = receiver(found[-1])
    return found


def _is_manager(doc: Document, target: Node, call: Node) -> bool:
    """`manager.findOne(User, …)`, `this.em.save(User, …)`."""
    given = arguments(call)
    named = doc.text(target).rpartition(".")[2].lower() in _MANAGERS
    return named and bool(given) and given[0].type == "identifier" and doc.text(given[0])[:1].isupper()


def _is_collection(doc: Document, target: Node) -> bool:
    """`db.collection("towns")`, a variable that holds one, `context.collections.Towns`, or a name taken from those."""
    target = bare(target)
    if target.type == "call_expression":
        return called_name(doc, target) == "collection"
    if target.type == "member_expression":
        above = target.child_by_field_name("object")
        return above is not None and doc.text(above).rpartition(".")[2] == "collections"
    if target.type != "identifier":
        return False
    found = binding(doc, target)
    value = found.node.child_by_field_name("value") if found and found.node.type == "variable_declarator" else None
    if value is None:
        return False
    value = bare(value)
    if value.type == "call_expression":
        return called_name(doc, value) == "collection"
    return bool(found and found.path) and doc.text(value).rpartition(".")[2] == "collections"


def _is_built(doc: Document, call: Node) -> bool:
    """Whether a whole chain of a query builder is awaited or handed on: `await knex("towns").where({ id })`."""
    if _goes_on(doc, call) or not _is_run(doc, call):
        return False
    calls = [call, *chain(call)]
    names, first = [called_name(doc, one) for one in calls], calls[-1]
    function = callee(first)
    if function is None:
        return False
    if _is_builder(doc, function):
        given = arguments(first)  # knex("towns").where(…)
        return len(calls) > 1 and bool(given) and given[0].type in ("string", "template_string", "identifier")
    target = receiver(first)
    if target is None:
        return False
    if called_name(doc, first) == "query" and not arguments(first):  # Objection: Town.query().findById(…)
        return len(calls) > 1 and doc.text(target)[:1].isupper()
    if not any(module.startswith("drizzle-orm") for module in imported_modules(doc)):
        return False
    return bool(_DRIZZLE.get(names[-1], frozenset()).intersection(names[:-1]))


def _is_builder(doc: Document, function: Node) -> bool:
    """Whether a function begins a query of Knex, as its name says or what it was made by: `pg = knex({ … })`."""
    if function.type not in ("identifier", "member_expression"):
        return False
    if doc.text(function).rpartition(".")[2] in _BUILDERS:
        return True
    made = constant(doc, function) if function.type == "identifier" else None
    made = bare(made) if made is not None else None
    return made is not None and made.type == "call_expression" and comes_from(doc, callee(made), "knex")


_DRIZZLE = {
    "select": frozenset({"from"}),
    "selectDistinct": frozenset({"from"}),
    "insert": frozenset({"values"}),
    "update": frozenset({"set"}),
    "delete": frozenset({"where"}),
}


def _goes_on(doc: Document, call: Node) -> bool:
    """Whether a call is followed by another one on its result, other than `.then()` and the like."""
    parent = parent_of(doc, call)
    if parent is None or parent.type != "member_expression":
        return False
    name = parent.child_by_field_name("property")
    return name is not None and doc.text(name) not in ("then", "catch", "finally")


def _is_looked_into(doc: Document, call: Node) -> bool:
    """`Town.findOne(id).name`: what it gives is no promise."""
    parent = parent_of(doc, call)
    name = parent.child_by_field_name("property") if parent is not None and parent.type == "member_expression" else None
    above = parent_of(doc, parent) if parent is not None and name is not None else None
    return name is not None and (above is None or above.type != "call_expression")


def _is_run(doc: Document, call: Node) -> bool:
    """Whether a promise is awaited, returned or given to somebody."""
    parent = parent_of(doc, call)
    if parent is None:
        return False
    if parent.type in FUNCTIONS:
        body = parent.child_by_field_name("body")
        return body is not None and body.id == call.id
    return parent.type in ("await_expression", "return_statement", "arguments", "array", "member_expression")
