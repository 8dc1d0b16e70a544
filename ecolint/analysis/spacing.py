"""The white space that goes with a text when it is taken out."""

import re

from ..model.source import SourceFile, Span

_BLANK = b" \t"
_SPACE = re.compile(rb"\s*")


def with_its_line(source: SourceFile, span: Span) -> Span:
    """A span with the lines it fills, with the blanks before it at a line's end, or alone in the midst of a line."""
    data = source.data
    if data[span.start : span.start + 1] in (b"\n", b"\r"):
        return span  # it takes a line end with it, and the blanks before that are the earlier line's
    if data[span.start : span.end].endswith((b"\n", b"\r")):
        return span  # it has its lines already: a blank one after them stays
    first, last = source.line_span(source.line_at(span.start)), source.line_span(source.line_at(span.end))
    if data[span.end : last.end].strip(_BLANK):
        return span
    if data[first.start : span.start].strip(_BLANK):
        kept = data[first.start : span.start].rstrip(_BLANK)
        return Span(first.start + len(kept), span.end)
    following = source.line_at(span.end)
    return Span(first.start, source.line_starts[following] if following < len(source.line_starts) else last.end)


def space_after(source: SourceFile, offset: int) -> str:
    """What parts the code before an offset from that after it: nothing, blanks, or a line end and the indentation."""
    found = _SPACE.match(source.data, offset)
    lines = re.split(r"\r\n|\n|\r", found[0].decode() if found else "")
    return lines[0] if len(lines) == 1 else f"\n{lines[-1]}"
