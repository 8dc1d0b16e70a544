"""How many items there are: plainly few, plainly without a bound, or who knows."""

from ecolint import Document, Node

from .calls import argument, function, method, positional, receiver
from .django import is_queryset
from .loops import iterated
from .names import COMPREHENSIONS, bindings, origin, value
from .strings import number
from .tree import child, text, words

FEW = 10
"""Turns up to which a loop is small."""
# Built-in functions, and methods, that give as many items as they are given.
_WRAPPERS = frozenset(
    f"builtins.{name}"
    for name in (
        "enumerate",
        "filter",
        "iter",
        "len",
        "list",
        "map",
        "range",
        "reversed",
        "set",
        "sorted",
        "tuple",
        "zip",
    )
)
_VIEWS = frozenset({"copy", "iterator", "items", "itertuples", "iterrows", "keys", "values"})
# What reads: files, tables, answers of a server. All that they give may be long.
_READERS = frozenset(
    {"builtins.open", "csv.DictReader", "csv.reader", "json.load", "json.loads", "os.scandir", "os.walk"}
)
_READING_METHODS = frozenset(
    {"fetchall", "getlist", "glob", "iter_content", "iter_lines", "json", "read", "readlines", "rglob", "splitlines"}
)


# What there are only a few of, whoever gives them: parts of a form, a table, a command, a configuration.
_FEW_THINGS = frozenset(
    f"{word}{ending}"
    for word in (
        "arg",
        "attr",
        "attribute",
        "block",
        "column",
        "direction",
        "field",
        "header",
        "kwarg",
        "language",
        "layer",
        "meta",
        "option",
        "param",
        "perm",
        "permission",
    )
    for ending in ("", "s")
)


def is_small(doc: Document, loop: Node, few: int = FEW) -> bool:
    """Whether a loop visibly takes a few turns only: over a literal, a constant, `range(3)`."""
    source = iterated(loop)
    size = length(doc, source)
    if size is None:
        size = _most(doc, source)
    if size is None and _is_imported_constant(doc, source):
        return True
    return size <= few if size is not None else _is_constant(source)


def _most(doc: Document, node: Node | None) -> int | None:
    """How many items are left of others at most: three of `reviewers[:3]`, two of `[x for x in (a, b) if x]`."""
    while node is not None and node.type == "call" and origin(doc, function(node)) in _WRAPPERS and positional(node):
        node = positional(node)[0]
    node = value(doc, node) or node
    if node is not None and node.type in COMPREHENSIONS:
        return length(doc, iterated(node)) if _goes_once(node) else None
    taken = next((part for part in node.named_children if part.type == "slice"), None) if node is not None else None
    if node is None or node.type != "subscript" or taken is None:
        return None
    first, _, last = text(taken).partition(":")
    if first.strip().startswith("-") and not last.strip():
        first, last = "", first.strip().removeprefix("-")
    return int(last) if not first.strip() and last.strip().isdecimal() else None


def _goes_once(comprehension: Node) -> bool:
    return sum(one.type == "for_in_clause" for one in comprehension.named_children) == 1


def _is_imported_constant(doc: Document, node: Node | None) -> bool:
    """`kinds` or `kinds.items()` after `from shop.constants import kinds`."""
    name = origin(doc, receiver(node) if method(node) in _VIEWS else node)
    return not {"const", "constants", "enums", "choices"}.isdisjoint(name.split(".")[:-1])


def _is_constant(node: Node | None) -> bool:
    """`COLOURS`, `settings.LANGUAGES`, `Kind.__members__`: seldom more than a handful."""
    name = text(node).rpartition(".")[2]
    return node is not None and node.type in ("identifier", "attribute") and (name.isupper() or name == "__members__")


def goes_in_steps(doc: Document, loop: Node) -> bool:
    """Whether a loop goes from batch to batch: `for start in range(0, len(ids), 500)`."""
    source = iterated(loop)
    return (
        source is not None and origin(doc, function(source)) == "builtins.range" and argument(source, 2, "") is not None
    )


def is_unbounded(doc: Document, node: Node | None, *, deep: int = 4) -> bool:
    """Whether nothing but the data limits how many items there are: parameters, attributes, tables, files, answers."""
    if node is None or not deep or words(node) & _FEW_THINGS:
        return False
    match node.type:
        case "identifier":
            return _is_unbounded_name(doc, node, deep - 1)
        case "attribute":
            return not _is_constant(node)
        case "list_comprehension" | "generator_expression" | "set_comprehension" | "dictionary_comprehension":
            return is_unbounded(doc, iterated(node), deep=deep - 1)
        case "parenthesized_expression" | "await":
            return is_unbounded(doc, child(node), deep=deep)
        case "call":
            return _is_unbounded_call(doc, node, deep - 1)
    return False


def _is_unbounded_name(doc: Document, name: Node, deep: int) -> bool:
    found = bindings(doc, name)
    if len(found) != 1 or text(name) == "argv":
        return False
    if "parameter" in found[0].by.type:
        return True
    return is_unbounded(doc, value(doc, name), deep=deep)


def _is_unbounded_call(doc: Document, call: Node, deep: int) -> bool:
    name = origin(doc, function(call))
    if name in _READERS or is_queryset(doc, call):
        return True
    if name in _WRAPPERS:
        return any(is_unbounded(doc, given, deep=deep) for given in positional(call))
    if method(call) in _READING_METHODS and receiver(call) is not None:
        return True
    return method(call) in _VIEWS and is_unbounded(doc, receiver(call), deep=deep)


def is_read(doc: Document, node: Node | None, *, deep: int = 4) -> bool:
    """Whether items are visibly read from a file, a table or a server: there are many, as a rule."""
    if node is None or not deep:
        return False
    if node.type == "identifier":
        return is_read(doc, value(doc, node), deep=deep - 1)
    if node.type in ("parenthesized_expression", "await"):
        return is_read(doc, child(node), deep=deep)
    if node.type != "call":
        return False
    name = origin(doc, function(node))
    if name in _WRAPPERS:
        return any(is_read(doc, given, deep=deep - 1) for given in positional(node))
    return name in _READERS or is_queryset(doc, node) or method(node) in _READING_METHODS


def length(doc: Document, node: Node | None, *, deep: int = 3) -> int | None:
    """How many items an expression has, if that is plain to see."""
    if node is None or not deep:
        return None
    if node.type in ("list", "tuple", "set", "dictionary", "expression_list"):
        items = [item for item in node.named_children if item.type != "comment"]
        return None if any("splat" in item.type for item in items) else len(items)
    if node.type == "identifier":
        return length(doc, value(doc, node), deep=deep - 1)
    if node.type == "call":
        return _length_of_call(doc, node, deep)
    if node.type == "subscript":
        return _length_of_choice(doc, node, deep - 1)
    return None


def _length_of_choice(doc: Document, place: Node, deep: int) -> int | None:
    """The longest list in `{"ozone": [44201], "dust": []}[kind]`."""
    table = place.child_by_field_name("value")
    table = value(doc, table) or table
    if table is None or table.type != "dictionary":
        return None
    sizes = [length(doc, pair.child_by_field_name("value"), deep=deep) for pair in table.named_children]
    known = [size for size in sizes if size is not None]
    return max(known, default=None) if len(known) == len(sizes) else None


def _length_of_call(doc: Document, call: Node, deep: int) -> int | None:
    given = positional(call)
    name = origin(doc, function(call)).removeprefix("builtins.")
    if name == "range" and given:
        numbers = [number(doc, one) for one in given]
        if all(one is not None for one in numbers):
            return (
                len(range(*(int(one) for one in numbers if one is not None))) if len(numbers) < 3 or numbers[2] else 0
            )
        return None
    if name in ("enumerate", "reversed", "sorted", "list", "tuple", "set", "iter") and given:
        return length(doc, given[0], deep=deep - 1)
    if name == "zip":
        return min((size for one in given if (size := length(doc, one, deep=deep - 1)) is not None), default=None)
    if method(call) in ("items", "keys", "values") and not given:
        obj = function(call)
        return length(doc, obj.child_by_field_name("object") if obj else None, deep=deep - 1)
    return None
