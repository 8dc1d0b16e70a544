"""What of a text is known at run time only: template tags, substitutions, and what a condition decides about."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..model.source import Span


class Hole(NamedTuple):
    """Bytes whose text is known at run time only: a template tag, a substitution."""

    span: Span
    kind: str
    """"output" writes text, "statement" writes none (`if`, `load`), "comment"."""
    place: str
    """Where it stands: "text", "tag" (among attributes), "name" (in a tag's or attribute's name), "value" (of an
    attribute), "code" (in an element of raw text), "comment"."""


@dataclass(frozen=True, eq=False, repr=False)
class Unknowns:
    """What of a buffer isn't known, and which parts of it are there only under a condition."""

    holes: tuple[Hole, ...] = ()
    """In order, not overlapping."""
    branches: tuple[Span, ...] = ()
    """What a condition or loop decides about, alternative by alternative, by start; nested ones too."""
    comments: tuple[Span, ...] = ()
    """Comments of the template language, delimiters included."""

    def within(self, span: Span) -> Sequence[Hole]:
        """The holes that overlap a span, in order."""
        first = last = bisect_left(self._ends, span.start + 1)
        while last < len(self.holes) and self.holes[last].span.start < span.end:
            last += 1
        return self.holes[first:last]

    def branch(self, offset: int) -> Span | None:
        """The innermost branch that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.branches[index].end <= offset:
            index = self._parents[index]
        return self.branches[index] if index >= 0 else None

    @cached_property
    def _ends(self) -> list[int]:
        return [hole.span.end for hole in self.holes]

    @cached_property
    def _starts(self) -> list[int]:
        return [branch.start for branch in self.branches]

    @cached_property
    def _parents(self) -> list[int]:
        """The index of the branch around each branch, or -1."""
        parents: list[int] = []
        for index, branch in enumerate(self.branches):
            parent = index - 1
            while parent >= 0 and self.branches[parent].end <= branch.start:
                parent = parents[parent]
            parents.append(parent)
        return parents
