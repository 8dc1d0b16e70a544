"""What is written over template tags: spaces, or letters where the host's grammar wants a word."""

from collections.abc import Collection, Sequence
import re

from ..model.source import Span
from .markup_areas import STYLE, TEXT, Area, advance, leave_name
from .template_tags import Tag
from .unknowns import Hole

_SPACES = bytes(byte if byte in b"\r\n" else ord(" ") for byte in range(256))
_LETTERS = bytes(byte if byte in b"\r\n" else ord("f") for byte in range(256))
"""A name that is also a hexadecimal number: it stands for a tag, a word of code, a class, the digits of a colour."""
_END_NAME = re.compile(rb"</([a-zA-Z][\w:-]*)\Z")
_LINE_START = re.compile(rb"(?:[\r\n]|<style[^<>]*+>)[ \t]*\Z", re.IGNORECASE)
_LINE_END = re.compile(rb"[ \t]*(?:[\r\n]|</|\Z)")
_VALUE_ENDS = re.compile(rb"[\w\]\"'`]")
_VALUE_BEGINS = re.compile(rb"[\w\[{\"'`-]")
_OR = b" ||"
_BLANKS = b" \t"
_NOTHING = -1
"""In place of a byte: another tag, or the end of the text."""
_EQUALS = ord("=")
_QUOTE = ord('"')
_QUOTES = frozenset(b"\"'")
_BEFORE_NAME = frozenset((*b" \t\r\n\f\"'/", _NOTHING))
_AFTER_NAME = frozenset((*b" \t\r\n\f\"'/>", _NOTHING))


def fill(data: bytes, tags: Sequence[Tag], *, code: bool, quotes: bool = False) -> tuple[bytes, list[Hole]]:
    """The text with its tags overwritten, and where they were; those in raw text only if `code`.

    With `quotes` one that is an attribute's whole value gets quotes around it.
    """
    masked, spaces, names = bytearray(data), data.translate(_SPACES), data.translate(_LETTERS)
    holes: list[Hole] = []
    forks: list[Area] = []  # where alternatives begin
    composed: Collection[bytes] | None = None
    following: Sequence[int] | None = None
    area, position = TEXT, 0
    for number, (start, end, kind, role) in enumerate(tags):
        if area is not TEXT or data.find(b"<", position, start) >= 0:
            area = advance(data, area, position, start)
        position = start
        writes = kind == "output"
        if area is TEXT:
            place, letters = "text", writes
        elif area.kind == "quoted":
            place, letters = "value", writes
        else:
            if area.kind == "code":
                if not code:
                    continue
                writes = writes and not (area == STYLE and _fills_line(data, start, end))
            elif composed is None and area.kind == "name":
                composed = _composed_names(data, tags)
            if following is None:
                following = _bytes_after(data, tags)
            before = masked[start - 1] if start else _NOTHING
            place, letters, area = _place(area, writes, before, following[number], composed or ())
        masked[start:end] = names[start:end] if letters else spaces[start:end]
        if role == "middle" and area.kind == "code" and area != STYLE and _parts_values(data, masked, tags, number):
            masked[start : start + len(_OR)] = _OR
        if quotes and letters and area.kind == "unquoted" and data[start - 1] == _EQUALS and end - start > 1:
            masked[start] = masked[end - 1] = _QUOTE
            area = Area("tag", raw=area.raw)
        holes.append(Hole(Span(start, end), kind, place))
        if role:
            area = _fork(forks, role, area)
        position = end
    return bytes(masked), holes


def _fork(forks: list[Area], role: str, area: Area) -> Area:
    """The area after a tag of a branch: each alternative begins where the first one does."""
    if role in ("begin", "block"):
        forks.append(area)
    elif role == "middle" and forks:
        return forks[-1]
    elif forks:
        forks.pop()
    return area


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


def _parts_values(data: bytes, masked: bytearray, tags: Sequence[Tag], number: int) -> bool:
    """Whether a tag stands between two values, as in `{% if a %}1{% else %}2{% endif %}`: in code, not both can be."""
    tag, before = tags[number], tags[number].start - 1
    while before > 0 and masked[before] in _BLANKS:
        before -= 1
    if tag.end - tag.start <= len(_OR) or before < 0 or not _VALUE_ENDS.match(masked, before):
        return False
    after = tag.end
    while after < len(data) and data[after] in _BLANKS:
        after += 1
    following = tags[number + 1] if number + 1 < len(tags) else None
    if following and following.start == after:
        return following.kind == "output"
    return _VALUE_BEGINS.match(data, after) is not None


def _fills_line(data: bytes, start: int, end: int) -> bool:
    """Whether nothing else is on a tag's line of a style sheet: it writes whole rules or declarations."""
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
