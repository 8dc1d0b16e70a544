"""Lines and columns in the unit that a format counts in."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from ..model.results import Results
from ..model.source import Position, SourceFile, Span

Unit: TypeAlias = Callable[[bytes], int]
"""How many columns a piece of UTF-8 takes; adds up, wherever the text is cut."""
Ruler: TypeAlias = Callable[[int], Position]
"""From an offset to line and column, both from 1, the column in the ruler's unit."""

_CONTINUATION = bytes(range(0x80, 0xC0))
_ALL_BUT_ASTRAL = bytes(range(0xF0))
_LINE_ENDS = (b"\n", b"\r")
_STEP = 1024


def code_points(text: bytes) -> int:
    """Characters as Unicode counts them, each counted at its first byte."""
    return len(text.translate(None, _CONTINUATION))


def utf16_units(text: bytes) -> int:
    """As JavaScript, LSP and SARIF count: characters beyond U+FFFF take two."""
    return code_points(text) + len(text.translate(None, _ALL_BUT_ASTRAL))


def utf8_bytes(text: bytes) -> int:
    """As reviewdog counts."""
    return len(text)


def ruler(source: SourceFile, unit: Unit = code_points) -> Ruler:
    """Measures places of one file, equally fast at the end of a line of many megabytes. Past the end is the end."""
    data = source.data
    size = len(data)
    starts = source.line_starts
    is_ascii = data.isascii()  # a byte is a column in every unit
    before = _totals(data, unit)

    def position(offset: int) -> Position:
        offset = min(offset, size)
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        if is_ascii:
            return Position(line, offset - start + 1)
        if offset - start < _STEP:
            return Position(line, unit(data[start:offset]) + 1)
        return Position(line, before(offset) - before(start) + 1)

    return position


def _totals(data: bytes, unit: Unit) -> Callable[[int], int]:
    """How many columns all that is before an offset takes; counted once, when it is first asked."""

    @cache
    def totals() -> list[int]:
        return [0, *accumulate(unit(data[start : start + _STEP]) for start in range(0, len(data), _STEP))]

    def before(offset: int) -> int:
        step = offset // _STEP
        return totals()[step] + unit(data[step * _STEP : offset])

    return before


def rulers(results: Results, unit: Unit = code_points) -> Callable[[PurePosixPath], Ruler]:
    """A ruler for each file of a run; keeps the last few, since findings come sorted by file."""
    known = lru_cache(maxsize=16)(lambda path: ruler(results.source(path), unit))
    last: PurePosixPath | None = None
    here: Ruler | None = None

    def at(path: PurePosixPath) -> Ruler:
        nonlocal last, here
        if here is None or path is not last:  # comparing paths costs more than measuring
            last, here = path, known(path)
        return here

    return at


class Region(NamedTuple):
    """From the first column to the one after the last."""

    start: Position
    end: Position


def regions(results: Results, unit: Unit = code_points) -> Callable[[PurePosixPath, Span], Region]:
    """Measures spans, line ends at their end left out: hosts hide a result whose last line isn't in a change."""
    at = rulers(results, unit)

    def region(path: PurePosixPath, span: Span) -> Region:
        here = at(path)
        span = trimmed(results.source(path), span)
        return Region(here(span.start), here(span.end))

    return region


def trimmed(source: SourceFile, span: Span) -> Span:
    """A span without the line ends at its end."""
    if source.data[span.end - 1 : span.end] not in _LINE_ENDS:
        return span
    return Span(span.start, span.start + len(source.data[span.start : span.end].rstrip(b"\r\n")))
