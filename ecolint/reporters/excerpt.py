"""The line of a finding as a person sees it, with the place underlined."""

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ..model.source import SourceFile, Span
from .untrusted import harmless

Cells: TypeAlias = str | list[tuple[str, int]]
"""Characters, and how many columns each takes; text alone where that is one each."""

_TAB = "    "
_NARROWEST = 20
_MARGIN = 4
"""Bytes that a character may take."""


class Excerpt(NamedTuple):
    """One line of code, tabs and control characters written out, long lines cut."""

    line: int
    text: str
    before: int
    """Columns on the screen before the place."""
    length: int
    """Columns that the place takes in this line, at least one."""


def excerpt(source: SourceFile, span: Span, width: int) -> Excerpt:
    """The first line of a span, at most `width` columns of it, the span's beginning in view."""
    width = max(width, _NARROWEST)
    line = source.line_at(span.start)
    bounds = source.line_span(line)
    start = min(span.start, bounds.end)
    end = max(start, min(span.end, bounds.end))
    reach = width * _MARGIN
    left, right = max(bounds.start, start - reach), min(bounds.end, start + reach)
    before = _cells(source, left, start)
    marked = _cells(source, start, min(end, right))
    after = _cells(source, min(end, right), right)

    lead = trail = ""
    if left > bounds.start or right < bounds.end or _width(before) + _width(marked) + _width(after) > width:
        room = width - 2  # for the two …
        kept = _first(marked, room)
        context = room - _width(kept)
        first = _first(before[::-1], max(context // 2, context - _width(after)))[::-1]
        last = _first(after, context - _width(first)) if len(kept) == len(marked) else ""
        lead = "…" if len(first) < len(before) or left > bounds.start else ""
        trail = "…" if len(kept) + len(last) < len(marked) + len(after) or right < bounds.end else ""
        before, marked, after = first, kept, last
    text = f"{lead}{_shown(before)}{_shown(marked)}{_shown(after)}{trail}"
    return Excerpt(line, harmless(text).rstrip(), len(lead) + _width(before), max(1, _width(marked)))


def _cells(source: SourceFile, start: int, end: int) -> Cells:
    """What to show for each character, and how many columns that takes."""
    text = source.data[start:end].decode("utf-8", "ignore")  # a cut may halve a character
    if text.isascii() and text.isprintable():
        return text
    return [_cell(character) for character in text]


@lru_cache(maxsize=1024)
def _cell(character: str) -> tuple[str, int]:
    from unicodedata import category, east_asian_width

    shown = _TAB if character == "\t" else harmless(character)
    if len(shown) > 1 or character.isascii():
        return shown, len(shown)
    if category(character) in ("Mn", "Me", "Cf"):
        return shown, 0
    return shown, 2 if east_asian_width(character) in "WF" else 1


def _shown(cells: Cells) -> str:
    return cells if isinstance(cells, str) else "".join(shown for shown, _ in cells)


def _width(cells: Cells) -> int:
    return len(cells) if isinstance(cells, str) else sum(width for _, width in cells)


def _first(cells: Cells, width: int) -> Cells:
    """As many from the start as fit."""
    if isinstance(cells, str):
        return cells[: max(width, 0)]
    for index, cell in enumerate(cells):
        width -= cell[1]
        if width < 0:
            return cells[:index]
    return cells
