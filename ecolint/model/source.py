"""A file's text and the places in it: bytes inside, lines and columns outside."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
import re
from typing import NamedTuple

_LINE_END = re.compile(rb"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of bytes, `start` included, `end` excluded."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a byte; an empty span overlaps what it lies in or touches."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A line and a column, both counted from 1; columns in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, repr=False)
class SourceFile:
    """A file's text as UTF-8 bytes. Every position in ecolint is an offset into `data`."""

    path: PurePosixPath
    """Relative to the root: what reports show."""
    data: bytes
    """UTF-8, without a byte order mark."""
    encoding: str = "utf-8"
    """Of the file on disk; a file in another encoding is never rewritten."""
    bom: bool = False
    """Whether the file on disk begins with a byte order mark."""
    blank: bool = False
    """Only its lines and columns are known: the text is blanks."""

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins. Line ends are LF, CR LF and lone CR, nothing else."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.data))]

    def line_at(self, offset: int) -> int:
        """The number of the line that holds `offset`, from 1."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """The bytes of a line, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.data)
        return Span(start, start + len(self.data[start:end].rstrip(b"\r\n")))

    def position(self, offset: int) -> Position:
        """Line and column of a byte, in code points, from 1."""
        line = self.line_at(offset)
        return Position(line, len(self.data[self.line_starts[line - 1] : offset].decode("utf-8", "replace")) + 1)

    def point(self, offset: int) -> tuple[int, int]:
        """Row and byte column as tree-sitter counts them: from 0, rows end at LF only."""
        row = bisect_right(self._row_starts, offset) - 1
        return row, offset - self._row_starts[row]

    @cached_property
    def _row_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self.data))]

    def text(self, span: Span) -> str:
        """The text of a span."""
        return self.data[span.start : span.end].decode("utf-8", "replace")
