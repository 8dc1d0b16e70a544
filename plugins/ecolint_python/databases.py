"""What asks a database: Django, SQLAlchemy, models that are asked themselves, drivers' cursors, PyMongo.

The names were compared with the packages themselves on 2026-11-26: PyMongo 4.20.1 and asyncpg 0.32.0.
"""

from collections.abc import Iterator

from ecolint import Document, Node

from . import active_records, django, sqlalchemy
from .calls import function, method, methods_called, positional, receiver
from .loops import is_repeated, iterated, may_be_repeated
from .names import COMPREHENSIONS, modules, origin, value
from .sql import bare, is_about_the_database, is_change, is_query
from .strings import known, parts
from .tree import child, text

# DB API 2.0 (PEP 249) and what drivers add: asyncpg 0.30, psycopg 3.2, sqlite3 of Python 3.13.
DRIVER_EXECUTES = frozenset({"execute", "fetch", "fetchrow", "fetchval"})
# PyMongo 4.10, "Collection"; Motor 3.6 has the same names.
MONGO_EXECUTES = frozenset(
    {
        "count_documents",
        "delete_one",
        "find_one",
        "find_one_and_delete",
        "find_one_and_replace",
        "find_one_and_update",
        "insert_one",
        "replace_one",
        "update_one",
    }
)
# pandas 2.2, "Input/output: SQL".
PANDAS_READS = frozenset({"pandas.read_sql", "pandas.read_sql_query", "pandas.read_sql_table"})
QUERYSETS = (*sorted(django.MANAGERS), "get_queryset")
"""For `words=`: what a file holds that has a queryset."""
QUERIES = (
    *QUERYSETS,
    *sorted(MONGO_EXECUTES | DRIVER_EXECUTES | sqlalchemy.PACKAGES | active_records.MAPPERS),
    "query",
    "db session",
    "django",
    "models",
)
"""For `words=`: what a file holds that sends a query."""
QUERY_METHODS = (
    django.EVALUATES
    | sqlalchemy.EVALUATES
    | sqlalchemy.EXECUTES
    | active_records.ASKS
    | DRIVER_EXECUTES
    | MONGO_EXECUTES
)


_MONGO = frozenset({"bson", "motor", "pymongo", "pymongo_inmemory"})


def queries(doc: Document) -> Iterator[Node]:
    """The calls that send a query to a database as they run."""
    if doc.once(_may_query):
        yield from (call for call in methods_called(doc, QUERY_METHODS) if sends(doc, call))


def repeated_queries(doc: Document) -> Iterator[Node]:
    """Those in loops."""
    if doc.once(_may_query):
        for call in methods_called(doc, QUERY_METHODS, lambda place: may_be_repeated(doc, place)):
            if is_repeated(call) and sends(doc, call):
                yield call


def querysets(doc: Document) -> Iterator[Node]:
    """The calls of methods that return a Django queryset, in files that name what has one."""
    yield from doc.once(_querysets)


def _querysets(doc: Document) -> list[Node]:
    return list(methods_called(doc, django.LAZY)) if b"objects" in doc.data or django.uses_django(doc) else []


def _may_query(doc: Document) -> bool:
    """Whether anything in the file looks like a database at all."""
    return any(sign in doc.data for sign in _SIGNS)


_SIGNS = (
    b"objects",
    b"_manager",
    b"get_queryset",
    b".query",
    b"ession",
    b"execute",
    b"fetch",
    b"ollection",
    b"mongo",
    b"django",
    b"models",
    b"peewee",
    b"sqlalchemy",
    b"sqlmodel",
)


def table(doc: Document, query: Node) -> Node | None:
    """The model that a query asks: `Order` of `Order.objects.get()` and of `session.query(Order).first()`."""
    node: Node | None = query
    while node is not None:
        if node.type == "attribute":
            obj = node.child_by_field_name("object")
            name = text(node.child_by_field_name("attribute"))
            if name == "query" or name in django.MANAGERS or name.endswith("_objects"):
                return obj
            node = obj
        elif node.type == "call":
            given = positional(node)
            if method(node) in ("get", "get_one", "query") and given and sqlalchemy.is_session(doc, receiver(node)):
                return given[0]
            made = sqlalchemy.statement(doc, given[0]) if given and method(node) in sqlalchemy.EXECUTES else None
            if made is not None:
                return next(iter(positional(made)), None)
            node = function(node)
        elif node.type == "identifier":
            made = value(doc, node)
            node = made if made is not None and made.type == "call" and made.end_byte <= node.start_byte else None
        else:
            node = node.child_by_field_name("value") if node.type == "subscript" else None
    return active_records.asked_model(query)


def changes_rows(doc: Document, query: Node) -> bool:
    """Whether a query writes."""
    name = method(query).removeprefix("a")
    if name in ("exec", "execute"):
        return is_change(known(doc, next(iter(positional(query)), None))) or sqlalchemy.writes(doc, query)
    return name in _WRITES


_WRITES = frozenset({"create", "delete", "get_or_create", "save", "update", "update_or_create"}) | {
    "delete_one",
    "insert_one",
    "replace_one",
    "update_one",
}


def sends(doc: Document, call: Node) -> bool:
    """Whether a call of a method sends a query to a database."""
    name, obj = method(call), receiver(call)
    if obj is None or name not in QUERY_METHODS:
        return False
    if django.is_query(doc, call, name, obj):
        return True
    if name in MONGO_EXECUTES and obj.type != "call" and (_MONGO & modules(doc) or "collection" in text(obj)):
        return True
    if name in DRIVER_EXECUTES:
        written = known(doc, _written(doc, call))
        if is_query(written) or is_about_the_database(written):
            return not is_about_the_database(written)
    return sqlalchemy.is_query(doc, call, name, obj) or active_records.is_query(doc, call, name, obj)


def _written(doc: Document, call: Node) -> Node | None:
    """The statement that a call is given, perhaps through a variable and SQLAlchemy's `text()`."""
    given = next(iter(positional(call)), None)
    given = value(doc, given) or given
    return next(iter(positional(given)), None) if method(given) == "text" else given


def gives_rows(doc: Document, node: Node | None, *, deep: int = 6) -> bool:
    """Whether an expression gives the rows of a query: `session.scalars(select(Town)).all()`, `cursor.fetchall()`."""
    if node is None or not deep:
        return False
    if node.type == "identifier":
        return gives_rows(doc, value(doc, node), deep=deep - 1)
    if node.type in ("await", "parenthesized_expression"):
        return gives_rows(doc, child(node), deep=deep)
    if node.type in COMPREHENSIONS:
        return gives_rows(doc, iterated(node), deep=deep - 1)
    if django.is_queryset(doc, node) or sqlalchemy.is_query_object(doc, node):
        return True
    if node.type != "call":
        return False
    name = method(node)
    if name == "fetchall" or (name in _ALL_ROWS and (sends(doc, node) or _finds(doc, node))):
        return True
    if active_records.gives_rows(doc, node):
        return True
    if name in _AS_THEY_ARE:
        return gives_rows(doc, receiver(node), deep=deep)
    given = positional(node)
    return bool(given) and origin(doc, function(node)) in _GO_THROUGH and gives_rows(doc, given[0], deep=deep - 1)


_ALL_ROWS = frozenset({"all", "exec", "execute", "fetch", "find", "scalars", "stream", "stream_scalars"})
_AS_THEY_ARE = frozenset(
    {"all", "fetchall", "iterator", "limit", "mappings", "order_by", "scalars", "sort", "unique", "where"}
)
_GO_THROUGH = django.KEEPS_ROWS | {"builtins.enumerate"}


def _finds(doc: Document, call: Node) -> bool:
    """PyMongo's `towns.find({…})`."""
    return method(call) == "find" and not _MONGO.isdisjoint(modules(doc))


def runs_in_process(doc: Document, query: Node) -> bool:
    """Whether a written statement is for SQLite or DuckDB, which are asked without any round trip.

    Their drivers are imported, or it has their placeholders; ODBC has the same.
    """
    given = next(iter(positional(query)), None)
    if method(query) not in DRIVER_EXECUTES or not is_query(known(doc, given)):
        return False
    packages = modules(doc)
    if not _EMBEDDED.isdisjoint(packages):
        return True
    return "pyodbc" not in packages and any("?" in bare(one) for one in parts(doc, given) if isinstance(one, str))


_EMBEDDED = frozenset({"aiosqlite", "apsw", "duckdb", "sqlite3"})


def is_connection(name: Node) -> bool:
    """Whether a name says that it is the way to the database, not what is asked of it."""
    return sqlalchemy.is_called_session(name) or text(name).lower() in _CONNECTIONS


_CONNECTIONS = frozenset({"conn", "connection", "cur", "curs", "cursor", "db", "engine"})
