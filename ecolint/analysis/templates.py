"""Template masking: tags of a template language become filler of equal length, so that the host's grammar parses."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
import re
from typing import NamedTuple

from ..model.language import TemplateSyntax
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
class Masked:
    """A text whose template tags are overwritten, byte for byte, line ends kept."""

    data: bytes
    holes: tuple[Hole, ...] = ()
    """In order, not overlapping."""
    branches: tuple[Span, ...] = ()
    """What a condition or loop decides about, alternative by alternative, by start; nested ones too."""
    comments: tuple[Span, ...] = ()
    """Template comments, delimiters included."""

    def hole_in(self, span: Span) -> bool:
        """Whether a template tag overlaps the span."""
        index = bisect_right(self._hole_starts, span.end)
        return any(hole.span.overlaps(span) for hole in self.holes[max(index - 2, 0) : index])

    def in_branch(self, offset: int) -> Span | None:
        """The innermost branch that holds the offset."""
        index = bisect_right(self._branch_starts, offset) - 1
        while index >= 0 and self.branches[index].end <= offset:
            index = self._parents[index]
        return self.branches[index] if index >= 0 else None

    @cached_property
    def _hole_starts(self) -> list[int]:
        return [hole.span.start for hole in self.holes]

    @cached_property
    def _branch_starts(self) -> list[int]:
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


def choose_syntax(
    syntaxes: Sequence[TemplateSyntax], name: str, data: bytes, configured: str = ""
) -> TemplateSyntax | None:
    """The template language of a file: as configured, by its name's ending, or by the first signs that it shows."""
    if configured:
        return next((syntax for syntax in syntaxes if syntax.name == configured), None)
    name = name.lower()
    endings = [
        (len(end), syntax)
        for syntax in syntaxes
        if name.endswith(syntax.extensions)
        for end in syntax.extensions
        if name.endswith(end)
    ]
    if endings:
        return max(endings, key=lambda ending: ending[0])[1]
    marks = {tag.open[:2] for syntax in syntaxes if syntax.signs for tag in syntax.tags}
    if not any(mark in data for mark in marks):
        return None
    return next((syntax for syntax in syntaxes if syntax.signs and re.search(syntax.signs.encode(), data)), None)


def mask(data: bytes, syntax: TemplateSyntax) -> Masked:
    """Overwrite the template tags of a text in markup. Never fails: what isn't understood stays as it is."""
    if not syntax.bare and not any(tag.open in data for tag in syntax.tags):
        return Masked(data)
    from .template_filler import fill
    from .template_tags import find_branches, find_tags

    tags = list(find_tags(data, syntax))
    masked, holes = fill(data, tags, code=syntax.code)
    comments = tuple(hole.span for hole in holes if hole.kind == "comment")
    return Masked(masked, tuple(holes), tuple(find_branches(tags)), comments)
