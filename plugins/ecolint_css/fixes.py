"""Edits that take things out of a style sheet."""

from collections.abc import Iterable
import re

from ecolint import Document, Edit, Span

from .sheet import Block, Declaration


def _without(doc: Document, declaration: Declaration) -> Span:
    """What goes with a declaration: its semicolon and the space around it. A comment after it keeps its line."""
    data = doc.source.data
    start, end = declaration.span
    while data[end : end + 1].isspace():
        end += 1
    end = end + 1 if data[end : end + 1] == b";" else declaration.span.end
    if data[end : end + 40].lstrip(b" \t").startswith((b"/*", b"//")):
        return Span(start, end)
    return _with_space(data, Span(start, end), declaration.block.begin)


def without(doc: Document, declarations: Iterable[Declaration]) -> tuple[Edit, ...]:
    """Take several declarations out, given in the order of the text: the space between two belongs to the first."""
    edits: list[Edit] = []
    end = 0
    for declaration in declarations:
        span = _without(doc, declaration)
        edits.append(Edit(Span(max(span.start, end), span.end), ""))
        end = span.end
    return tuple(edits)


def without_block(doc: Document, block: Block) -> Edit:
    """Take a block out, with its braces and the space around it."""
    data, begin = doc.source.data, block.parent.begin if block.parent else 0
    start, end = _with_space(data, Span(block.start, min(block.end + 1, len(data))), begin)
    while start == begin and data[end : end + 1].isspace():
        end += 1
    return Edit(Span(start, end), "")


def _with_space(data: bytes, span: Span, begin: int) -> Span:
    """With the white space before it; where more stands on its line, with the blanks after it instead."""
    start, end = span
    following = _after_blanks(data, end)
    if data[following : following + 1] not in (b"", b"\n", b"\r", b"}"):
        return Span(start, following)
    while start > begin and data[start - 1 : start].isspace():
        start -= 1
    line_end = _after_blanks(data, start)
    if line_end < span.start and data[line_end : line_end + 1] in (b"\n", b"\r"):
        start = line_end  # blanks at the end of an earlier line are its own
        if _NEXT_LINE.match(data, end):  # a blank line before it parts what is left
            start = start + len(_LAST_LINE.sub(b"", data[start : span.start]))
    return Span(start, end)


_NEXT_LINE = re.compile(rb"[ \t]*(?:\r\n|\r|\n)[ \t]*[^\s}]")
_LAST_LINE = re.compile(rb"(?:\r\n|\r|\n)[ \t]*\Z")


def _after_blanks(data: bytes, offset: int) -> int:
    while data[offset : offset + 1] in (b" ", b"\t"):
        offset += 1
    return offset
