"""What asks a database in Django: managers, querysets, the rows that loops take from them. Names from its pages.

The names were compared with the package itself on 2026-11-26: Django 5.2.19.
"""

import re

from ecolint import Document, Node

from .calls import function, keywords, method, positional, receiver
from .names import bindings, modules, origin, value
from .tree import text

# Django 5.2, "QuerySet API reference": methods that send a query (with their asynchronous forms).
EVALUATES = frozenset(
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
LAZY = frozenset(
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
_OTHERS = frozenset(
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
_OWN_THAT_ACT = re.compile(
    rf"(?:{'|'.join(sorted(EVALUATES | _OTHERS))})$|a?bulk_|create_|get_or_|in_bulk|update_|delete_|count_"
    r"|(?:add|build|clean|clear|generate|import|load|log|mark|notify|process|purge|record|register|remove|run|save|send"
    r"|store|sync|track|write)(?:_|$)"
    r"|\w+_(?:count|dict|ids|list|map|names|set|tree|tuples)$"
)
"""Methods of one's own managers that give no queryset, by how they are called."""
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
# Django 5.2, "Django shortcut functions".
SHORTCUTS = frozenset(
    f"django.shortcuts.{prefix}get_{what}_or_404" for what in ("object", "list") for prefix in ("", "a")
)
# Methods that hardly anything else than a manager or queryset has.
_TELLING = frozenset(
    {
        "annotate",
        "exclude",
        "get_or_create",
        "order_by",
        "prefetch_related",
        "select_for_update",
        "select_related",
        "update_or_create",
        "values_list",
    }
)
# Methods that send a query even if the rows were fetched along.
_ANEW = frozenset(
    f"{prefix}{name}" for name in ("create", "get", "get_or_create", "update_or_create") for prefix in ("", "a")
)
_OF_ROWS = frozenset(f"{prefix}{name}" for name in ("aggregate", "earliest", "latest") for prefix in ("", "a"))
"""Methods that only managers and querysets have, and that always send a query."""
_PLAIN = frozenset({"count", "acount", "exists", "aexists", "first", "afirst", "last", "alast"})
"""Methods that a manager is asked without arguments."""
# What goes through the rows of a queryset, and gives them as they are.
KEEPS_ROWS = frozenset(f"builtins.{name}" for name in ("iter", "list", "reversed", "set", "sorted", "tuple"))


def is_queryset(doc: Document, node: Node | None, *, deep: int = 3, own: bool = True) -> bool:
    """Whether an expression is a Django queryset, or a manager.

    `own`: what a method of one's own manager gives counts, too, unless it says that it acts. Some give lists.
    """
    while node is not None:
        kind = node.type
        if kind == "identifier":
            return deep > 0 and is_queryset(doc, value(doc, node), deep=deep - 1, own=own)
        if kind == "attribute":
            return _is_manager(node) and is_model(doc, node.child_by_field_name("object"))
        if kind == "call":
            if method(node) == "get_queryset":
                return receiver(node) is not None
            called = function(node)
            if called is not None and text(called).endswith(".objects"):  # MongoEngine: `Town.objects(name=name)`
                return is_model(doc, called.child_by_field_name("object"))
            may_be_one = own and _is_manager(receiver(node)) and not _OWN_THAT_ACT.match(method(node))
            if method(node) not in LAZY and not may_be_one:
                return False
            node = receiver(node)
        elif kind == "subscript":
            if all(part.type != "slice" for part in node.named_children):
                return False
            node = node.child_by_field_name("value")
        else:
            return False
    return False


def is_related(doc: Document, node: Node | None, *, anew: bool = False) -> bool:
    """Whether an expression is the rows that belong to one, and reading them surely sends a query.

    A condition does (`order.lines.filter(late=True)`); what may have been fetched along (`order.lines.all()`) does if
    the order is a row of a queryset that fetches nothing along. `anew`: for a method that asks whatever was fetched.
    """
    telling, plain, named, depth = False, True, False, 0
    while node is not None and uses_django(doc):
        if node.type == "identifier" and depth < 2:
            node, depth = value(doc, node), depth + 1
        elif node.type == "attribute":
            return _is_relation(doc, node) if telling else plain and _is_relation_of_row(doc, node, anew, named)
        elif node.type == "call" and method(node) in LAZY:
            telling, named = telling or _is_telling(node), True
            plain = plain and method(node) != "values"  # which dictionaries have, too
            node = receiver(node)
        else:
            return False
    return False


def _is_relation(doc: Document, node: Node) -> bool:
    owner = node.child_by_field_name("object")
    named = text(node.child_by_field_name("attribute")).endswith("objects")
    return not named and (not origin(doc, owner) or text(owner).rpartition(".")[2][:1].isupper())


def _is_relation_of_row(doc: Document, node: Node, anew: bool, named: bool) -> bool:
    """`order.lines` of a row of a queryset, `order.line_set` of anything: `named` by a method, or like many."""
    name = text(node.child_by_field_name("attribute"))
    if anew and name.endswith("_set"):
        return _is_relation(doc, node)
    many = named or name.endswith(("s", "_set"))
    rows = rows_of(doc, node.child_by_field_name("object")) if many else None
    return rows is not None and (anew or not _fetches_along(doc, rows))


def _fetches_along(doc: Document, node: Node | None) -> bool:
    """Whether a queryset fetches other rows along, or may: it is made by a method of one's own."""
    while node is not None:
        if node.type == "identifier":
            node = value(doc, node)
        elif node.type == "call":
            if method(node) == "prefetch_related" or method(node) not in LAZY:
                return True
            node = receiver(node)
        else:
            return node.type != "attribute" or text(node.child_by_field_name("attribute")) not in MANAGERS
    return True


def is_query(doc: Document, call: Node, name: str, obj: Node) -> bool:
    """Whether a call of a method of an object sends a query."""
    if name not in EVALUATES:
        return False
    if is_queryset(doc, obj):
        return True
    if obj.type == "attribute" and name not in _OF_ROWS | (_ANEW if keywords(call) else _PLAIN):
        return False  # a dictionary's get(), a file's delete()
    return is_related(doc, obj, anew=name in _ANEW | _OF_ROWS)


def related_rows(query: Node) -> Node | None:
    """`order.lines` of `order.lines.filter(late=True).count()`."""
    node = query if method(query) in EVALUATES | LAZY else None
    while node is not None and node.type == "call":
        node = receiver(node)
    return node if node is not None and node.type == "attribute" else None


def _is_telling(call: Node) -> bool:
    if method(call) in _TELLING:
        return True
    return (
        method(call) == "filter" and bool(keywords(call)) and not any(one.type == "string" for one in positional(call))
    )


def uses_django(doc: Document) -> bool:
    """Whether a file imports Django, or models from beside it."""
    return doc.once(_uses_django)


def _uses_django(doc: Document) -> bool:
    return any(name.startswith(("django", "rest_framework", "wagtail")) for name in modules(doc))


def rows_of(doc: Document, name: Node | None) -> Node | None:
    """The queryset whose rows a variable goes through, in a loop or comprehension; None if that isn't plain."""
    if name is None or name.type != "identifier":
        return None
    found = bindings(doc, name)
    around = [one for one in found if _holds(_loop_of(one.by), name)]
    inner = max(around, key=lambda one: one.by.start_byte, default=None)
    if inner is None or sum(_holds(_loop_of(inner.by), one.name) for one in found) != 1:
        return None
    clause = inner.by
    source = _source(doc, clause.child_by_field_name("right"), clause.child_by_field_name("left"), inner.name)
    return source if is_queryset(doc, source) or is_related(doc, source, anew=True) else None


def _loop_of(by: Node) -> Node | None:
    """The loop or comprehension that binds a name by its header."""
    if by.type == "for_in_clause":
        return by.parent
    return by if by.type == "for_statement" else None


def _source(doc: Document, source: Node | None, target: Node | None, name: Node) -> Node | None:
    """What gives a loop's variable its values, without what hands them on: `enumerate`, `zip`, `list`."""
    for _ in range(5):
        if source is None or target is None:
            return None
        if source.type == "identifier" and not is_queryset(doc, source):
            source = value(doc, source)
        elif source.type != "call":
            return source if target == name else None
        elif method(source) in ("iterator", "aiterator"):
            source = receiver(source)
        else:
            called, given = origin(doc, function(source)), positional(source)
            if called in KEEPS_ROWS and given:
                source = given[0]
            elif called in ("builtins.enumerate", "builtins.zip"):
                parts = target.named_children
                place = next((place for place, part in enumerate(parts) if _holds(part, name)), len(parts))
                wanted = place - 1 if called == "builtins.enumerate" else place
                if not 0 <= wanted < len(given) or target == name:
                    return None
                source, target = given[wanted], parts[place]
            else:
                return source if target == name else None
    return None


def _holds(part: Node | None, name: Node) -> bool:
    return part is not None and part.start_byte <= name.start_byte and name.end_byte <= part.end_byte


def is_model(doc: Document, node: Node | None) -> bool:
    """Whether an expression looks like a class of models: `Order`, `self.model`, `type(x)`, `get_user_model()`."""
    if node is None:
        return False
    if node.type == "call":
        return origin(doc, function(node)) == "builtins.type" or method(node) == "get_user_model"
    name = text(node).rpartition(".")[2]
    return node.type in ("identifier", "attribute") and (
        name[:1].isupper() or name in ("model", "cls", "__class__") or name.endswith("_model")
    )


def _is_manager(node: Node | None) -> bool:
    """`Order.objects`, `Order._default_manager`, `Order.all_objects`."""
    if node is None or node.type != "attribute":
        return False
    name = text(node.child_by_field_name("attribute"))
    return name in MANAGERS or name.endswith("_objects")
