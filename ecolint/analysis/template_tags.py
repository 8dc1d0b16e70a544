"""The tags of a template language in a text: where they are and what they do. In time linear in the text's length."""

from collections.abc import Iterable
from functools import lru_cache
import re
import sys
from typing import NamedTuple

from ..model.language import TemplateSyntax, TemplateTag
from ..model.source import Span

_NEVER = sys.maxsize
_REMEMBERED = 4_096
"""Texts of statements whose role is kept: those of a project are few, `endif` above all."""


class Tag(NamedTuple):
    """A template tag in a text."""

    start: int
    end: int
    kind: str
    """"output" writes text, "statement" writes none, "comment"."""
    role: str = ""
    """"begin", "middle" or "end" of a branch; "block": only an end belongs to it."""


class _Compiled(NamedTuple):
    syntax: TemplateSyntax
    tags: dict[bytes, TemplateTag]
    kinds: list[str]
    """Of the tag that each group of `opening` belongs to."""
    opening: re.Pattern[bytes]
    """The beginning of a tag; of a plain one all of it, and its text as a group."""
    role: re.Pattern[bytes]
    """What a statement does: the name of the group that matches its text."""
    area_ends: dict[str, re.Pattern[bytes]]
    """Role of a statement that begins a raw or dropped area → the statement that ends it; group 1 opens that one."""
    closing: dict[bytes, re.Pattern[bytes]]
    """Close → it, as group "close", or what may hold it without closing the tag."""
    roles: dict[bytes, str]
    """Text of a statement → its role, as far as seen."""

    def role_of(self, statement: bytes) -> str:
        """What a statement does, by its text; nothing if it is none of the known ones."""
        known = self.roles.get(statement)
        if known is None:
            if len(self.roles) >= _REMEMBERED:
                self.roles.clear()
            found = self.role.match(statement)
            known = self.roles[statement] = found.lastgroup or "" if found else ""
        return known


@lru_cache(maxsize=32)
def _compile(syntax: TemplateSyntax) -> _Compiled:
    tags = {tag.open: tag for tag in sorted(syntax.tags, key=lambda tag: -len(tag.open))}
    plain = [tag for tag in tags.values() if tag.close]
    opens = [re.escape(tag.open) + (_plain_rest(tag, syntax) if tag.close else b"") for tag in tags.values()]
    statements = b"|".join(re.escape(tag.open) for tag in tags.values() if tag.kind == "statement")
    areas = {f"raw{index}": pair for index, pair in enumerate(syntax.raw)}
    areas |= {f"dropped{index}": pair for index, pair in enumerate(syntax.dropped)}
    roles = {role: begin for role, (begin, _) in areas.items()}
    for role in ("middle", "end", "block", "begin", "writes"):
        roles[role] = getattr(syntax, role)
    return _Compiled(
        syntax,
        tags,
        ["", *(tag.kind for tag in plain)],
        re.compile(b"|".join([syntax.bare.encode(), *opens] if syntax.bare else opens)),
        re.compile(
            "|".join(rf"(?P<{role}>\s*+(?:{text}))" for role, text in roles.items() if text).encode() or b"(?!)"
        ),
        {
            role: re.compile(rb"(?:(%b)\s*+|(?=@))(?:%b)" % (statements, end.encode()))
            for role, (_, end) in areas.items()
        },
        {
            tag.close: re.compile(b"(?P<close>%b)|%b" % (re.escape(tag.close), syntax.inner.encode()))
            for tag in syntax.tags
            if syntax.inner and tag.kind != "comment"
        },
        {},
    )


def _plain_rest(tag: TemplateTag, syntax: TemplateSyntax) -> bytes:
    """What follows the opening mark of a tag whose text holds nothing that looks like a mark: most are like that."""
    ends = re.escape(tag.close[:1]) + (rb"\n" if syntax.one_line else b"")
    text = b"[^%b%b]*+" % (re.escape(tag.open[:1]), ends)
    if syntax.inner:
        other = b"[^%b%b%b]" % (re.escape(tag.open[:1]), ends, rb"\\\'\"`/#")
        text = b"(?:%b++|\"[^\\\\\"\n%b]*+\"|'[^\\\\'\n%b]*+')*+" % (other, ends, ends)
    return b"(?:(%b)%b)?" % (text, re.escape(tag.close))


class _Ends:
    """Where the tags of one text end. What isn't there is looked for once."""

    def __init__(self, data: bytes, compiled: _Compiled) -> None:
        self.data = data
        self.compiled = compiled
        self._found: dict[bytes, int] = {}
        self._unended: set[str] = set()
        self._sound = True
        """Strings in tags are closed, as far as was seen."""

    def of_tag(self, tag: TemplateTag, start: int) -> tuple[int, int] | None:
        """The ends of a tag's text and of the tag; None if it isn't closed."""
        if not tag.close:
            return start, start
        syntax = self.compiled.syntax
        stop = self._next(tag.close, start)
        if syntax.inner and self._sound and tag.kind != "comment" and stop != _NEVER:
            stop = self._beyond_strings(tag.close, start, stop)
        if stop == _NEVER:
            return (len(self.data), len(self.data)) if syntax.unclosed else None
        if syntax.one_line and self._next(b"\n", start) < stop:
            return None
        return stop, stop + len(tag.close)

    def of_area(self, role: str, start: int) -> tuple[int, int] | None:
        """The statement that ends a raw or dropped area; None if there is none."""
        if role in self._unended:
            return None
        last = self.compiled.area_ends[role].search(self.data, start)
        if last and not last[1]:
            return last.span()
        close = self.compiled.tags[last[1]].close if last else b""
        stop = self.data.find(close, last.end()) if last else -1
        if last is None or stop < 0:
            self._unended.add(role)
            return None
        return last.start(), stop + len(close)

    def _next(self, mark: bytes, start: int) -> int:
        found = self._found.get(mark, -1)
        if found < start:
            found = self.data.find(mark, start)
            found = self._found[mark] = _NEVER if found < 0 else found
        return found

    def _beyond_strings(self, close: bytes, start: int, first: int) -> int:
        for step in self.compiled.closing[close].finditer(self.data, start):
            if step.lastgroup == "close":
                return step.start()
        if self.compiled.syntax.unclosed:
            return _NEVER
        self._sound = False
        return first


def find_tags(data: bytes, syntax: TemplateSyntax) -> list[Tag]:
    """The tags in order, without those in raw areas; a dropped area is one comment. An unclosed tag is none."""
    compiled = _compile(syntax)
    ends = _Ends(data, compiled)
    kinds, roles, area_ends = compiled.kinds, compiled.roles, compiled.area_ends
    tags: list[Tag] = []
    position: int | None = 0
    while position is not None:
        begin, position = position, None
        for opening in compiled.opening.finditer(data, begin):
            start, end = opening.span()
            number = opening.lastindex
            if number:
                kind, statement = kinds[number], opening[number]
            else:
                tag = compiled.tags.get(opening[0])
                stop, kind, text = end, "statement", start
                if tag:
                    closed = ends.of_tag(tag, end)
                    if closed is None:
                        continue
                    text, (stop, end), kind = end, closed, tag.kind
                    position = end
                statement = data[text:stop]
            role = ""
            if kind == "statement":
                known = roles.get(statement)
                role = compiled.role_of(statement) if known is None else known
                if role in area_ends:
                    closed = ends.of_area(role, end)
                    if closed and role.startswith("dropped"):
                        end, kind = closed[1], "comment"
                    elif closed:
                        tags.append(Tag(start, end, kind))
                        start, end = closed
                    position, role = end, ""
                elif role == "writes":
                    kind, role = "output", ""
            tags.append(Tag(start, end, kind, role))
            if position is not None:
                break  # marks within it are none
    return tags


def find_branches(tags: Iterable[Tag]) -> list[Span]:
    """What conditions and loops decide about, alternative by alternative, by start. A stray end is ignored."""
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
    return sorted(branches)
