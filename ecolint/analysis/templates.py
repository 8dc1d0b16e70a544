"""Template masking: tags of a template language become filler of equal length, so that the host's grammar parses."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
import re

from ..model.language import TemplateSyntax
from ..model.source import Span
from .markup_areas import TEXT, Area, advance, leave_name
from .template_tags import Tag, find_tags

_SPACES = bytes(byte if byte in b"\r\n" else ord(" ") for byte in range(256))
_LETTERS = bytes(byte if byte in b"\r\n" else ord("f") for byte in range(256))
"""A name that is also a hexadecimal number: it stands for a tag, a word of code, a class, the digits of a colour."""
_END_NAME = re.compile(rb"</([a-zA-Z][\w:-]*)\Z")
_LINE_START = re.compile(rb"[\r\n][ \t]*\Z")
_LINE_END = re.compile(rb"[ \t]*(?:[\r\n]|\Z)")
_NOTHING = -1
"""In place of a byte: another tag, or the end of the text."""
_EQUALS = ord("=")
_QUOTES = frozenset(b"\"'")
_BEFORE_NAME = frozenset((*b" \t\r\n\f\"'/", _NOTHING))
_AFTER_NAME = frozenset((*b" \t\r\n\f\"'/>", _NOTHING))


@dataclass(frozen=True, slots=True)
class Hole:
    """Bytes whose text is known at run time only: a template tag, a substitution."""

    span: Span
    kind: str
    """"output" writes text, "statement" writes none (`if`, `load`), "comment"."""
    place: str
    """Where it stands: "text", "tag" (among attributes), "name" (in a tag's or attribute's name), "value" (of an
    attribute), "code" (in an element of raw text), "comment"."""


@dataclass(frozen=True)
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
    endings = [(len(end), syntax) for syntax in syntaxes for end in syntax.extensions if name.lower().endswith(end)]
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
    tags = list(find_tags(data, syntax))
    masked = bytearray(data)
    holes: list[Hole] = []
    forks: list[Area] = []
    composed: Collection[bytes] | None = None
    area, position = TEXT, 0
    for (start, end, kind, role), after in zip(tags, _bytes_after(data, tags), strict=True):
        area = advance(data, area, position, start)
        position = start
        if area.kind == "code" and not syntax.code:
            continue
        if composed is None and area.kind == "name":
            composed = _composed_names(data, tags)
        writes = kind == "output" and not (area.mark == b"style" and _fills_line(data, start, end))
        place, letters, area = _place(area, writes, masked[start - 1] if start else _NOTHING, after, composed or ())
        masked[start:end] = data[start:end].translate(_LETTERS if letters else _SPACES)
        holes.append(Hole(Span(start, end), kind, place))
        if role in ("begin", "block"):
            forks.append(area)
        elif role == "middle" and forks:
            area = forks[-1]
        elif role and forks:
            forks.pop()
        position = end
    comments = tuple(hole.span for hole in holes if hole.kind == "comment")
    return Masked(bytes(masked), tuple(holes), _branches(tags), comments)


def _branches(tags: Sequence[Tag]) -> tuple[Span, ...]:
    branches: list[Span] = []
    begun: list[int | None] = []  # None: a block
    for tag in tags:
        if tag.role in ("begin", "block"):
            begun.append(tag.end if tag.role == "begin" else None)
        elif tag.role and begun:
            since = begun.pop()
            if since is not None:
                branches.append(Span(since, tag.start))
            if tag.role == "middle":
                begun.append(since and tag.end)
    return tuple(sorted(branches, key=attrgetter("start")))


def _bytes_after(data: bytes, tags: Sequence[Tag]) -> list[int]:
    """The byte after each tag. It is nothing if another tag follows, unless they make up an attribute's name."""
    found: list[int] = []
    next_start, after = len(data), _NOTHING
    for tag in reversed(tags):
        if tag.end != next_start:
            after = data[tag.end]
        elif after != _EQUALS:
            after = _NOTHING
        found.append(after)
        next_start = tag.start
    return found[::-1]


def _fills_line(data: bytes, start: int, end: int) -> bool:
    """Whether nothing else is on a tag's line: in a style sheet it writes whole rules or declarations."""
    return _LINE_START.search(data, max(start - 100, 0), start) is not None and _LINE_END.match(data, end) is not None


def _composed_names(data: bytes, tags: Sequence[Tag]) -> frozenset[bytes]:
    """Beginnings of element names that a tag completes, as end tags show: `h` of `</h{{ level }}>`."""
    ends = (_END_NAME.search(data, max(tag.start - 40, 0), tag.start) for tag in tags)
    return frozenset(end[1] for end in ends if end)


def _place(area: Area, writes: bool, before: int, after: int, composed: Collection[bytes]) -> tuple[str, bool, Area]:
    """Where a hole stands, whether letters fill it, and the area after it."""
    kind = area.kind
    if kind in ("text", "code", "comment"):
        return kind, writes and kind != "comment", area
    if kind == "quoted":
        return "value", writes, area
    if kind == "unquoted":
        return _place_in_unquoted(area, writes, before, after)
    if kind == "name":
        return _place_in_name(area, writes, after, composed)
    sides = (before not in _BEFORE_NAME, after not in _AFTER_NAME)
    within = any(sides) if writes else all(sides)
    return "name" if within else "tag", within, area


def _place_in_name(area: Area, writes: bool, after: int, composed: Collection[bytes]) -> tuple[str, bool, Area]:
    name = area.mark
    beginning = name in (b"", b"/")
    goes_on = after not in _AFTER_NAME
    if beginning or goes_on or (writes and (name[:1] == b"/" or name[-1:] in b"-:." or name in composed)):
        return "name", True, Area("name", b"/?" if name[:1] == b"/" else b"?")
    return "tag", False, leave_name(area)


def _place_in_unquoted(area: Area, writes: bool, before: int, after: int) -> tuple[str, bool, Area]:
    beginning = before in b"= \t\r\n\f"
    if not writes and beginning and after in _QUOTES:
        return "value", False, area
    if writes or beginning or after not in _AFTER_NAME:
        return "value", True, area
    return "tag", False, Area("tag", raw=area.raw)
