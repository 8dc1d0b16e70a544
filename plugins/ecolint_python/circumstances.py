"""Where code runs: in a script that is run now and then, in a test, over a handful of items."""

from collections.abc import Iterator

from ecolint import Document, Node

from .calls import function, method, positional
from .loops import iterated
from .names import origin, text, value
from .strings import number

_SCRIPT_FOLDERS = frozenset({"migrations", "commands", "scripts", "script", "bin", "tools", "alembic", "versions"})
FEW = 10
"""Turns up to which a loop is small."""


def is_script(doc: Document) -> bool:
    """Whether the file is a script, a command or a migration: what it wastes, it wastes rarely."""
    return doc.once(_is_script)


def _is_script(doc: Document) -> bool:
    return not _SCRIPT_FOLDERS.isdisjoint(doc.path.parent.parts) or b'__name__ == "__main__"' in doc.data.replace(
        b"'", b'"'
    )


def severity(doc: Document) -> str | None:
    """The severity of a finding about work that is repeated: lower in scripts."""
    return "note" if is_script(doc) else None


def is_small(doc: Document, loop: Node, few: int = FEW) -> bool:
    """Whether a loop visibly takes a few turns only: over a literal, a constant, `range(3)`."""
    size = length(doc, iterated(loop))
    return size is not None and size <= few


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
    return None


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


def descendants(node: Node, *kinds: str) -> Iterator[Node]:
    """The nodes of some kinds below a node, in the order of the text."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in kinds and one != node:
            yield one
        waiting += reversed(one.named_children)


def words(node: Node | None) -> set[str]:
    """The words that the names in an expression are made of: `user_chunk` → user, chunk."""
    written = text(node).lower()
    return {word for word in "".join(c if c.isalnum() else " " for c in written).split() if word}
