"""What asks a database: Django and SQLAlchemy queries, drivers' cursors. Names and what they do, by library.

The names were compared with the packages themselves on 2026-11-26: Django 5.2.19, SQLAlchemy 2.1.9, PyMongo 4.20.1 and
asyncpg 0.32.0.
"""

from collections.abc import Callable, Iterator

from ecolint import Document, Node

from .calls import function, method, methods_called, positional, receiver
from .names import modules, origin, value
from .sql import is_definition, is_query
from .strings import beginning, known
from .tree import text

# Django 5.2, "QuerySet API reference": methods that send a query (with their asynchronous forms).
DJANGO_EVALUATES = frozenset(
    f"{prefix}{name}"
    for name in (
        "aggregate",
        "count",
        "create",
        "delete",
        "earliest",
        "exists",
        "first",
        "get",
        "get_or_create",
        "in_bulk",
        "last",
        "latest",
        "update",
        "update_or_create",
    )
    for prefix in ("", "a")
)
# Django 5.2, "QuerySet API reference": methods that return another, still unevaluated queryset.
DJANGO_LAZY = frozenset(
    {
        "alias",
        "all",
        "annotate",
        "dates",
        "datetimes",
        "defer",
        "difference",
        "distinct",
        "exclude",
        "extra",
        "filter",
        "intersection",
        "none",
        "only",
        "order_by",
        "prefetch_related",
        "reverse",
        "select_for_update",
        "select_related",
        "union",
        "using",
        "values",
        "values_list",
    }
)
# Django 5.2: methods that give something else than a queryset.
DJANGO_OTHERS = frozenset(
    {
        "abulk_create",
        "abulk_update",
        "bulk_create",
        "bulk_update",
        "contains",
        "explain",
        "iterator",
        "aiterator",
        "raw",
    }
)
DJANGO_MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
_TABLE_ATTRIBUTES = DJANGO_MANAGERS | {"query"}
# SQLAlchemy 2.0 (and Flask-SQLAlchemy 3.1), "Legacy Query API" and "Result": methods of a query that send it.
SQLALCHEMY_EVALUATES = frozenset(
    {
        "all",
        "count",
        "delete",
        "first",
        "first_or_404",
        "get",
        "get_or_404",
        "one",
        "one_or_404",
        "one_or_none",
        "scalar",
        "update",
    }
)
# SQLAlchemy 2.0, "Session API": methods of a session that send a statement given as argument.
SESSION_EXECUTES = frozenset({"execute", "get", "get_one", "scalar", "scalars"})
# DB API 2.0 (PEP 249) and what drivers add: asyncpg 0.30, psycopg 3.2, sqlite3 of Python 3.13.
DRIVER_EXECUTES = frozenset({"execute", "fetch", "fetchrow", "fetchval"})
# PyMongo 4.10, "Collection"; Motor 3.6 has the same names.
MONGO_EXECUTES = frozenset(
    {
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
# Django 5.2, "Django shortcut functions".
SHORTCUTS = frozenset(
    f"django.shortcuts.{prefix}get_{what}_or_404" for what in ("object", "list") for prefix in ("", "a")
)
QUERYSETS = (*sorted(DJANGO_MANAGERS), "get_queryset")
"""For `words=`: what a file holds that has a queryset."""
_SQLALCHEMY = frozenset({"flask_sqlalchemy", "sqlalchemy", "sqlmodel"})
QUERIES = (*QUERYSETS, *sorted(MONGO_EXECUTES | DRIVER_EXECUTES), "query", "db session", *sorted(_SQLALCHEMY))
"""For `words=`: what a file holds that sends a query."""
QUERY_METHODS = DJANGO_EVALUATES | SQLALCHEMY_EVALUATES | SESSION_EXECUTES | DRIVER_EXECUTES | MONGO_EXECUTES


def queries(doc: Document, where: Callable[[Node], bool] | None = None) -> Iterator[Node]:
    """The calls that send a query to a database as they run; `where` is a cheap test that is asked first."""
    if not doc.once(_may_query):
        return
    for call in doc.once(_called_as_queries_are):
        if (where is None or where(call)) and _is_query(doc, call, method(call)):
            yield call


def querysets(doc: Document) -> Iterator[Node]:
    """The calls of methods that return a Django queryset, in files that name what has one."""
    yield from doc.once(_querysets)


def _querysets(doc: Document) -> list[Node]:
    return list(methods_called(doc, DJANGO_LAZY)) if b"objects" in doc.data else []


def _called_as_queries_are(doc: Document) -> list[Node]:
    return list(methods_called(doc, QUERY_METHODS))


def _may_query(doc: Document) -> bool:
    """Whether anything in the file looks like a database at all."""
    return any(sign in doc.data for sign in _SIGNS)


_SIGNS = (b"objects", b"_manager", b"get_queryset", b".query", b"ession", b"execute", b"fetch", b"ollection", b"mongo")


def is_queryset(doc: Document, node: Node | None, *, deep: int = 3) -> bool:
    """Whether an expression is a Django queryset, or a manager."""
    while node is not None:
        kind = node.type
        if kind == "identifier":
            return deep > 0 and is_queryset(doc, value(doc, node), deep=deep - 1)
        if kind == "attribute":
            return text(node.child_by_field_name("attribute")) in DJANGO_MANAGERS and is_model(
                doc, node.child_by_field_name("object")
            )
        if kind == "call":
            if method(node) == "get_queryset":
                return receiver(node) is not None
            own = _is_manager(receiver(node)) and method(node) not in DJANGO_EVALUATES | DJANGO_OTHERS
            if method(node) not in DJANGO_LAZY and not own:
                return False
            node = receiver(node)
        elif kind == "subscript":
            if all(part.type != "slice" for part in node.named_children):
                return False
            node = node.child_by_field_name("value")
        else:
            return False
    return False


def table(query: Node) -> Node | None:
    """The model that a query asks: `Order` of `Order.objects.get()` and of `session.query(Order).first()`."""
    node: Node | None = query
    while node is not None:
        if node.type == "attribute":
            obj = node.child_by_field_name("object")
            if text(node.child_by_field_name("attribute")) in _TABLE_ATTRIBUTES:
                return obj
            node = obj
        elif node.type == "call":
            given = positional(node)
            if method(node) == "query" and given:
                return given[0]
            node = function(node)
        else:
            node = node.child_by_field_name("value") if node.type == "subscript" else None
    return None


def is_model(doc: Document, node: Node | None) -> bool:
    """Whether an expression looks like a class of models: `Order`, `models.Order`, `self.model`, `type(x)`."""
    if node is None:
        return False
    if node.type == "call":
        return origin(doc, function(node)) == "builtins.type"
    name = text(node).rpartition(".")[2]
    return node.type in ("identifier", "attribute") and (
        name[:1].isupper() or name in ("model", "cls", "__class__") or name.endswith("_model")
    )


def _is_manager(node: Node | None) -> bool:
    return node is not None and node.type == "attribute" and text(node).rpartition(".")[2] in DJANGO_MANAGERS


def _is_query(doc: Document, call: Node, name: str) -> bool:
    obj = receiver(call)
    if obj is None:
        return False
    if name in DJANGO_EVALUATES and is_queryset(doc, obj):
        return True
    if name in MONGO_EXECUTES and obj.type != "call":
        return not modules(doc).isdisjoint(("pymongo", "motor", "bson", "pymongo_inmemory")) or "collection" in text(
            obj
        )
    if name in DRIVER_EXECUTES and is_query(known(doc, next(iter(positional(call)), None))):
        return True
    return _is_sqlalchemy(doc, call, name, obj)


def _is_sqlalchemy(doc: Document, call: Node, name: str, obj: Node) -> bool:
    packages = modules(doc)
    if name in SQLALCHEMY_EVALUATES and obj.type != "identifier" and _is_sqlalchemy_query(obj):
        return True
    if (
        name in SESSION_EXECUTES
        and is_session(obj)
        and (not _SQLALCHEMY.isdisjoint(packages) or text(obj) in ("db.session", "self.db.session"))
    ):
        first = next(iter(positional(call)), None)
        written = beginning(doc, first) or beginning(doc, next(iter(positional(value(doc, first) or first)), None))
        if is_definition(written):
            return False
        return first is not None and (name in ("execute", "scalar", "scalars") or is_model(doc, first))
    return False


def is_session(node: Node | None) -> bool:
    """Whether an expression looks like a SQLAlchemy session: `session`, `db.session`, `self._session`, `Session()`."""
    if node is not None and node.type == "call":
        node = function(node)
    return node is not None and text(node).rpartition(".")[2].lower().lstrip("_") in _SESSIONS


_SESSIONS = frozenset({"session", "db_session", "dbsession", "async_session", "sess"})


def _is_sqlalchemy_query(node: Node | None) -> bool:
    """`session.query(User).filter(…)`, `User.query.filter_by(…)`."""
    while node is not None:
        if node.type == "call":
            obj = receiver(node)
            if method(node) == "query" and is_session(obj):
                return True
            node = obj
        elif node.type == "attribute":
            owner = node.child_by_field_name("object")
            return (
                text(node.child_by_field_name("attribute")) == "query"
                and owner is not None
                and owner.type in ("identifier", "attribute")
                and text(owner).rpartition(".")[2][:1].isupper()
            )
        else:
            return False
    return False


def is_connection(name: Node) -> bool:
    """Whether a name says that it is the way to the database, not what is asked of it."""
    return is_session(name) or text(name).lower() in _CONNECTIONS


_CONNECTIONS = frozenset({"conn", "connection", "cur", "curs", "cursor", "db", "engine"})
