"""Where names are written: found in the bytes, which is far quicker than a walk of the tree."""

from collections.abc import Iterator

from ecolint import Document, Node

_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") | frozenset(range(128, 256))


def places(data: bytes, name: bytes, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where a name is written as a word of its own, be it in a comment or a string."""
    size, length, find = len(data), len(name), data.find
    limit = size if end is None else end
    at = find(name, start, limit) if name else -1
    while at >= 0:
        after = at + length
        if (after == size or data[after] not in _WORD) and (at == 0 or data[at - 1] not in _WORD):
            yield at
        at = find(name, after, limit)


def is_attribute(data: bytes, place: int) -> bool:
    """Whether a name is written right after a dot."""
    return data[place - 1 : place] == b"."


def identifier_at(doc: Document, place: int, name: bytes) -> Node | None:
    """The identifier that a name is at a place; None in comments, strings and the like."""
    node = doc.root.descendant_for_byte_range(place, place + len(name))
    if node is None or node.type != "identifier" or node.end_byte - node.start_byte != len(name):
        return None
    return node
