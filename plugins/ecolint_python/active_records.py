"""Models that are asked themselves: Peewee, Tortoise, Beanie. `User.get(User.name == name)`, `await User.get(id=id)`.

The names were compared with the packages' pages from general knowledge in November 2026: the pages were not opened.
"""

from ecolint import Document, Node

from .calls import keywords, method, positional, receiver
from .names import modules, origin
from .tree import text

# Peewee 3.17, "Querying": methods of a model that ask at once, and methods that end what select() and others begin.
_PEEWEE_ASKS = frozenset({"create", "get", "get_by_id", "get_or_create", "get_or_none"})
_PEEWEE_ENDS = frozenset({"count", "exists", "execute", "first", "get", "get_or_none", "scalar"})
_PEEWEE_BEGINS = frozenset({"delete", "insert", "replace", "select", "update"})
# Tortoise 0.21, "Models", and Beanie 1.27, "Find": methods of a model that ask when they are awaited.
_AWAITED = frozenset(
    {
        "all",
        "count",
        "create",
        "delete",
        "exists",
        "find_one",
        "first",
        "get",
        "get_or_create",
        "get_or_none",
        "last",
        "update",
        "update_or_create",
        "values",
        "values_list",
    }
)
_LAZY = frozenset({"exclude", "filter", "find", "order_by", "prefetch_related", "select_related"})
ASKS = _PEEWEE_ASKS | _PEEWEE_ENDS | _AWAITED
"""Methods that may send a query."""
MAPPERS = frozenset({"beanie", "ormar", "peewee", "playhouse", "tortoise"})


def is_query(doc: Document, call: Node, name: str, obj: Node) -> bool:
    """Whether a call sends a query of a model that is asked itself."""
    return name in ASKS and (_is_peewee(doc, call, name, obj) or _is_awaited(doc, call, name, obj))


def gives_rows(doc: Document, call: Node) -> bool:
    """Whether a call gives the rows of a model that is asked itself: `User.select().where(…)`, `User.filter(…)`."""
    return method(call) in _ROWS and asked_model(call) is not None and not MAPPERS.isdisjoint(modules(doc))


_ROWS = _LAZY | {"all", "iterator", "join", "limit", "select", "to_list", "values", "values_list", "where"}


def asked_model(call: Node) -> Node | None:
    """`User` of `User.select().where(…).get()` and `User.get(…)`: the class that a chain of methods begins with."""
    node: Node | None = call
    while node is not None and node.type == "call":
        node = receiver(node)
    return node if node is not None and _is_class(node) else None


def _is_peewee(doc: Document, call: Node, name: str, obj: Node) -> bool:
    if _is_class(obj):
        if name not in _PEEWEE_ASKS:
            return False
        return _compares_fields_of(obj, positional(call)) or (
            bool({"peewee", "playhouse"} & modules(doc)) and bool(positional(call) or keywords(call))
        )
    begun, where = obj, False
    while begun.type == "call" and method(begun) not in _PEEWEE_BEGINS:
        where = where or method(begun) == "where"
        below = receiver(begun)
        if below is None:
            return False
        begun = below
    model = receiver(begun)
    return name in _PEEWEE_ENDS and where and begun.type == "call" and model is not None and _is_class(model)


def _compares_fields_of(model: Node, given: list[Node]) -> bool:
    """`User.get(User.name == name)`."""
    return any(
        one.type in ("comparison_operator", "binary_operator") and text(one).lstrip("( ").startswith(f"{text(model)}.")
        for one in given
    )


def _is_awaited(doc: Document, call: Node, name: str, obj: Node) -> bool:
    """`await User.filter(name=name).first()`, of a class that a file imports from its models."""
    if name not in _AWAITED or call.parent is None or call.parent.type != "await":
        return False
    model = obj
    while model.type == "call" and method(model) in _LAZY:
        below = receiver(model)
        if below is None:
            return False
        model = below
    if not _is_class(model):
        return False
    return not MAPPERS.isdisjoint(modules(doc)) or "models" in origin(doc, model).split(".")


def _is_class(node: Node) -> bool:
    return node.type in ("identifier", "attribute") and text(node).rpartition(".")[2][:1].isupper()
