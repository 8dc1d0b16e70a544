"""What asks a database through SQLAlchemy: its sessions and queries. Names from its pages.

The names were compared with the package itself on 2026-11-26: SQLAlchemy 2.1.9.
"""

from ecolint import Document, Node

from .calls import argument, function, method, positional, receiver
from .django import is_model
from .names import bindings, modules, origin, value
from .sql import is_change, is_definition
from .sql import is_query as is_select
from .strings import beginning
from .tree import child, text

# SQLAlchemy 2.0 (and Flask-SQLAlchemy 3.1), "Legacy Query API" and "Result": methods of a query that send it.
EVALUATES = frozenset(
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
# SQLAlchemy 2.0, "Session API", and SQLModel 0.0.22 (`exec`): methods that send a statement given as argument.
EXECUTES = frozenset({"exec", "execute", "get", "get_one", "scalar", "scalars", "stream", "stream_scalars"})
PACKAGES = frozenset({"flask_sqlalchemy", "sqlalchemy", "sqlmodel"})
_STATEMENTS = frozenset({"delete", "exists", "insert", "select", "text", "update"})
_SESSIONS = frozenset({"session", "db_session", "dbsession", "async_session", "sa_session", "sess"})


def is_query(doc: Document, call: Node, name: str, obj: Node) -> bool:
    """Whether a call of a method sends a query of SQLAlchemy."""
    if name in EVALUATES and obj.type != "identifier" and is_query_object(doc, obj):
        return True
    if name not in EXECUTES:
        return False
    known = not PACKAGES.isdisjoint(modules(doc))
    first = argument(call, 0, "statement")
    if known and name != "get" and (made := statement(doc, first)) is not None:
        return method(made) != "text" or is_select(beginning(doc, argument(made, 0, "text")))
    if not is_session(doc, obj) or not (known or text(obj) in ("db.session", "self.db.session")):
        return False
    written = beginning(doc, first) or beginning(doc, next(iter(positional(value(doc, first) or first)), None))
    if is_definition(written):
        return False
    return first is not None and (name not in ("get", "get_one") or is_model(doc, first))


def statement(doc: Document, node: Node | None) -> Node | None:
    """The `select(…)`, `update(…)` and so on that begins a statement, also where a variable holds it."""
    while node is not None:
        if node.type == "identifier":
            node = _assigned_last(doc, node)
        elif node.type == "parenthesized_expression":
            node = child(node)
        elif node.type == "call":
            name = origin(doc, function(node))
            if name.partition(".")[0] in PACKAGES and name.rpartition(".")[2] in _STATEMENTS:
                return node
            node = receiver(node)
        else:
            return None
    return None


def _assigned_last(doc: Document, name: Node) -> Node | None:
    """What a variable was assigned last, as the text goes: statements are built up under one name."""
    found = [
        binding.by
        for binding in bindings(doc, name)
        if binding.by.type == "assignment" and binding.by.end_byte <= name.start_byte
    ]
    last = max(found, key=lambda by: by.start_byte, default=None)
    return last.child_by_field_name("right") if last is not None else None


def writes(doc: Document, call: Node) -> bool:
    """Whether a call that sends a statement changes rows with it."""
    made = statement(doc, argument(call, 0, "statement"))
    if made is not None and method(made) == "text":
        return is_change(beginning(doc, argument(made, 0, "text")))
    return made is not None and method(made) in ("delete", "insert", "update")


def is_session(doc: Document, node: Node | None) -> bool:
    """Whether an expression looks like a session: `session`, `self._session`, `Session()`, or a `db: Session`."""
    if node is not None and node.type == "call":
        node = function(node)
    if node is None:
        return False
    return is_called_session(node) or (node.type == "identifier" and _is_declared_session(doc, node))


def is_called_session(node: Node) -> bool:
    """Whether a name says that it is a session."""
    return text(node).rpartition(".")[2].lower().lstrip("_") in _SESSIONS


def _is_declared_session(doc: Document, name: Node) -> bool:
    found = bindings(doc, name)
    kind = found[0].by.child_by_field_name("type") if len(found) == 1 else None
    return kind is not None and text(kind).rpartition(".")[2].partition("[")[0] in ("AsyncSession", "Session")


def is_query_object(doc: Document, node: Node | None) -> bool:
    """`session.query(User).filter(…)`, `User.query.filter_by(…)`."""
    while node is not None:
        if node.type == "call":
            obj = receiver(node)
            if method(node) == "query" and is_session(doc, obj):
                return True
            if method(node) == "query" and not PACKAGES.isdisjoint(modules(doc)):
                return is_model(doc, next(iter(positional(node)), None))
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
