"""Where in markup an offset stands: in text, among attributes, in a value… Read in strides, from hole to hole."""

from collections.abc import Callable
import re
from typing import NamedTuple

_ATTRIBUTES = rb"""[^=>]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+(?=[\s>])|(?=>))[^=>]*+)*+"""
_RAW = rb"(?i:script|style)(?![\w:-])"
_TEXT = re.compile(
    rb"(?s)(?:[^<]++"
    rb"|</?+(?!" + _RAW + rb")[a-zA-Z]" + _ATTRIBUTES + rb">"
    rb"|<!--.*?-->"
    rb"|<[!?](?!--)[^>]*+>"
    rb"|</?+(?![a-zA-Z/!?]|\Z)"  # a stray one
    rb")*+"
)
_OPEN = re.compile(rb"<!--|<[!?]|</?(?:[a-zA-Z][^\s/>=]*+)?")
_IN_TAG = re.compile(_ATTRIBUTES)
_NAME = re.compile(rb"[^\s/>=]*+")
_VALUE_START = re.compile(rb"""=\s*+(["']?)""")
_UNQUOTED = re.compile(rb"[^\s>]*+")
_RAW_NAME = re.compile(_RAW)
_RAW_END = {name: re.compile(rb"</(?i:" + name + rb")(?![\w:-])") for name in (b"script", b"style")}
_CODE = re.compile(rb"(?s)<!--.*?(?:-->|\Z)|(<(?P<name>" + _RAW + rb")[^>]*+>)(.*?)(?=</(?i:(?P=name))\b|\Z)")


class Area(NamedTuple):
    """What a hole at the end of a stride stands in."""

    kind: str
    """"text", "comment", "code", "name" (of a tag), "tag", "quoted" or "unquoted" (value)."""
    mark: bytes = b""
    """The name as far as read, from its slash on; the quote; the raw element's name."""
    raw: bytes = b""
    """In a start tag: the raw element that it opens."""


TEXT = Area("text")
STYLE = Area("code", b"style")
_COMMENT = Area("comment")
_TAG = Area("tag")


def advance(data: bytes, area: Area, start: int, end: int) -> Area:
    """The area at `end`, given the one at `start` and that no hole is between them."""
    while start < end:
        start, area = _STRIDES[area.kind](data, area, start, end)
    return area


def without_code(data: bytes) -> bytes:
    """The text with spaces for scripts and styles: marks in them are none, and none of them closes a tag."""
    if b"<s" not in data and b"<S" not in data:
        return data
    return _CODE.sub(lambda found: found[1] + b" " * len(found[3]) if found[1] else found[0], data)


def leave_name(area: Area) -> Area:
    """The area after a tag name that a hole ends."""
    return Area("tag", raw=area.mark.lower()) if _RAW_NAME.fullmatch(area.mark) else _TAG


def _in_text(data: bytes, _area: Area, start: int, end: int) -> tuple[int, Area]:
    run = _TEXT.match(data, start, end)
    stop = run.end() if run else start
    if stop == end or not (opening := _OPEN.match(data, stop, end)):
        return end, TEXT
    if opening[0] == b"<!--":
        return opening.end(), _COMMENT
    name = Area("name", opening[0][1:])
    return opening.end(), name if opening.end() == end and name.mark not in (b"!", b"?") else leave_name(name)


def _in_name(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    rest = _NAME.match(data, start, end)
    stop = rest.end() if rest else start
    name = Area("name", area.mark + data[start:stop])
    return stop, name if stop == end else leave_name(name)


def _in_tag(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    run = _IN_TAG.match(data, start, end)
    stop = run.end() if run else start
    if stop == end:
        return end, area
    if value := _VALUE_START.match(data, stop, end):
        if value[1]:
            return value.end(), Area("quoted", value[1], area.raw)
        return value.end(), Area("unquoted", raw=area.raw)
    if area.raw and data[stop - 1 : stop] != b"/":
        return stop + 1, Area("code", area.raw)
    return stop + 1, TEXT


def _in_quoted(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    stop = data.find(area.mark, start, end)
    return (end, area) if stop < 0 else (stop + 1, Area("tag", raw=area.raw))


def _in_unquoted(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    if data[start : start + 1] in (b'"', b"'"):  # after `={% if … %}`
        return start + 1, Area("quoted", data[start : start + 1], area.raw)
    rest = _UNQUOTED.match(data, start, end)
    stop = rest.end() if rest else start
    return (end, area) if stop == end else (stop, Area("tag", raw=area.raw))


def _in_code(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    stop = _RAW_END[area.mark].search(data, start, end)
    return (stop.start(), TEXT) if stop else (end, area)


def _in_comment(data: bytes, area: Area, start: int, end: int) -> tuple[int, Area]:
    stop = data.find(b"-->", start, end)
    return (end, area) if stop < 0 else (stop + 3, TEXT)


_STRIDES: dict[str, Callable[[bytes, Area, int, int], tuple[int, Area]]] = {
    "text": _in_text,
    "name": _in_name,
    "tag": _in_tag,
    "quoted": _in_quoted,
    "unquoted": _in_unquoted,
    "code": _in_code,
    "comment": _in_comment,
}
