"""Fixes of code: nodes replaced or removed, with comments and formatting kept.

Each gives None where the change can't be made by editing what is written.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from ..model.finding import Edit, Fix
from ..model.report import Place, span_of
from ..model.source import Span
from .spacing import space_after, with_its_line

if TYPE_CHECKING:
    from .document import Document

_SEPARATORS = (",", ";")
_OPENING = ("(", "[", "{")
_CLOSING = (")", "]", "}")


def replace(document: "Document", node: Node, text: str, title: str, *, safe: bool) -> Fix | None:
    """Write a text in the place of a node; not if a comment in it would be lost."""
    if any(document.text(comment) not in text for comment in _comments(document, node)):
        return None
    return Fix(title, (Edit(Span(node.start_byte, node.end_byte), text),), safe)


def remove(document: "Document", node: Node, title: str, *, safe: bool) -> Fix | None:
    """Remove a statement, a declaration or an item of a list, with its separator and the line that it fills.

    Comments beside it stay. A block that needs a statement keeps its last one.
    """
    if any(_comments(document, node)) or not _may_go(document, node):
        return None
    span = _with_separator(document, node)
    return Fix(title, (Edit(with_its_line(document.source, span), ""),), safe)


def insert_after(document: "Document", place: Place, text: str, title: str, *, safe: bool) -> Fix:
    """Write a text after a place; on a line of its own if a new line begins there."""
    end = span_of(place).end
    return Fix(title, (Edit(Span(end, end), f"{space_after(document.source, end)}{text}"),), safe)


def _may_go(document: "Document", node: Node) -> bool:
    parent, before, after = node.parent, node.prev_sibling, node.next_sibling
    if parent is None:
        return False
    if parent.type in document.kinds("block"):
        others = [one for one in parent.named_children if one != node and one.type not in document.language.comments]
        delimited = parent.parent is None or any(one.type in _OPENING for one in parent.children)
        return delimited or bool(others)
    if any(one is not None and one.type in _SEPARATORS for one in (before, after)):
        return True
    return before is not None and after is not None and before.type in _OPENING and after.type in _CLOSING


def _with_separator(document: "Document", node: Node) -> Span:
    start, end = node.start_byte, node.end_byte
    before, after = node.prev_sibling, node.next_sibling
    ended = bool(node.children) and node.children[-1].type in _SEPARATORS
    if after is not None and after.type in _SEPARATORS:
        ended, end, after = True, after.end_byte, after.next_sibling
    elif not ended and before is not None and before.type in _SEPARATORS:
        start = before.start_byte
    data = document.source.data
    blanks = _blanks_before(data, start)
    if after is None or after.type in _CLOSING:  # the last: what was before it ends as it did
        return Span(start - (blanks if before is not None else 0), end)
    begins_line = data[start - blanks - 1 : start - blanks] in (b"", b"\n", b"\r")
    return Span(start, end + _blanks_after(data, end) if ended or begins_line else end)


def _blanks_before(data: bytes, start: int) -> int:
    before = data[max(start - 200, 0) : start]
    return len(before) - len(before.rstrip(b" \t"))


def _blanks_after(data: bytes, end: int) -> int:
    rest = data[end : end + 200]
    blanks = len(rest) - len(rest.lstrip(b" \t"))
    return 0 if rest[blanks : blanks + 1] in (b"", b"\n", b"\r") else blanks


def _comments(document: "Document", node: Node) -> Iterator[Node]:
    kinds = document.language.comments
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in kinds:
            yield one
        waiting += one.children
