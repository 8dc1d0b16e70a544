"""Calls that send a query to a database as they run: through mappers, query builders, drivers."""

import re

from ecolint import Document, Node

from .bindings import binding
from .databases import is_model_of_project, is_prisma, is_repository
from .names import comes_from, constant, imported_modules, origin
from .query_methods import (
    BUILDERS,
    BUILT,
    COLLECTION,
    DRIZZLE,
    ENDS,
    MANAGERS,
    MODEL,
    PRISMA,
    REPOSITORY,
    SENDS_SQL,
    SUPABASE,
    SUPABASE_MADE,
    TAGS,
    UNAMBIGUOUS,
)
from .syntax import FUNCTIONS, arguments, bare, called_name, callee, parent_of, receiver

_SQL = re.compile(
    r"[\"'`]\s*(?:SELECT\s[\s\S]*?\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s)",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(r"\binformation_schema\.|\bpg_[a-z]+\b|\bpragma_|\bsqlite_(?:master|schema)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"create|insert|save|update|upsert|delete|destroy|remove|replace|patch|del$|increment", re.IGNORECASE
)
_ALTERS = re.compile(
    r"save|update|upsert|delete|destroy|remove|replace|patch|del$|increment|findOrCreate", re.IGNORECASE
)


def is_query(doc: Document, call: Node) -> bool:
    """Whether a call surely asks a database for records, or changes some."""
    target, name = receiver(call), called_name(doc, call)
    if name == "sql":
        return _is_tagged(doc, call) and _is_run(doc, call)
    if target is None:
        return False
    if name in PRISMA and is_prisma(doc, call):
        return True
    if name in UNAMBIGUOUS and bare(target).type == "member_expression":
        return all(one.type == "object" for one in arguments(call)[:1])
    if name in REPOSITORY and (is_repository(doc, call) or _is_manager(doc, target, call)):
        return True
    if name in MODEL and is_model_of_project(doc, call):
        return _is_run(doc, call) and not _is_looked_into(doc, call)
    if name in COLLECTION and _is_collection(doc, target):
        return True
    if name in BUILT:
        return any(called_name(doc, one) == "createQueryBuilder" for one in chain(call))
    if name in SENDS_SQL and arguments(call) and _SQL.match(statement := doc.text(arguments(call)[0])):
        return doc.text(target).rpartition(".")[2] not in ("queryRunner", "sql") and not _CATALOGUE.search(statement)
    if name in SUPABASE and _is_asked_of_supabase(doc, call):
        return _is_run(doc, call)
    return name in ENDS and _is_built(doc, call)


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
    if name == "sql" and target is None:
        return callee(first)
    if target is None or name in BUILDERS or name in ("collection", "getRepository", "model"):
        return first
    if name in DRIZZLE and len(calls) > 1:  # db.select().from(towns), db.insert(towns)
        source = next((arguments(one) for one in calls if called_name(doc, one) == "from"), given)
        return source[0] if source else target
    return given[0] if _is_manager(doc, target, call) else target


def subject(doc: Document, call: Node) -> str:
    """What tells a query from others in one loop: its table, or its statement."""
    given = arguments(call)
    if given and called_name(doc, call) in SENDS_SQL and _SQL.match(doc.text(given[0])):
        return doc.text(given[0])
    if called_name(doc, call) == "sql":
        return doc.text(call)
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
    named = doc.text(target).rpartition(".")[2].lower() in MANAGERS
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
    return bool(DRIZZLE.get(names[-1], frozenset()).intersection(names[:-1]))


def _is_asked_of_supabase(doc: Document, call: Node) -> bool:
    """`supabase.from("towns").select("name").eq("id", id)`, the whole chain."""
    if _goes_on(doc, call):
        return False
    calls = chain(call)
    client = receiver(calls[-1]) if calls and called_name(doc, calls[-1]) == "from" else None
    if client is None:
        return False
    if doc.text(client).rpartition(".")[2].lower().startswith("supabase"):
        return True
    made = constant(doc, client) if client.type == "identifier" else None
    function = callee(bare(made)) if made is not None else None
    return function is not None and any(
        comes_from(doc, function, module, *SUPABASE_MADE) for module in ("@supabase/supabase-js", "@supabase/ssr")
    )


def _is_tagged(doc: Document, call: Node) -> bool:
    """A statement behind the tag of a driver: ``sql`SELECT name FROM towns WHERE id = ${id}` ``."""
    function, statement = callee(call), call.child_by_field_name("arguments")
    if function is None or statement is None or not _SQL.match(doc.text(statement)):
        return False
    made = constant(doc, function)
    tag = callee(bare(made)) if made is not None else function
    found = origin(doc, tag) if tag is not None else None
    return found is not None and found.module in TAGS


def _is_builder(doc: Document, function: Node) -> bool:
    """Whether a function begins a query of Knex, as its name says or what it was made by: `pg = knex({ … })`."""
    if function.type not in ("identifier", "member_expression"):
        return False
    if doc.text(function).rpartition(".")[2] in BUILDERS:
        return True
    made = constant(doc, function) if function.type == "identifier" else None
    made = bare(made) if made is not None else None
    return made is not None and made.type == "call_expression" and comes_from(doc, callee(made), "knex")


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
