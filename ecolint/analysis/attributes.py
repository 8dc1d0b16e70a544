"""Attributes of start tags, read from their bytes or, where expressions are part of the language, from their nodes."""

from collections.abc import Iterator, Mapping
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tree_sitter import Node

from ..model.language import Markup
from ..model.source import Span
from .selectors import UNKNOWN, Unknown
from .unknowns import Hole

if TYPE_CHECKING:
    from .document import Document

_WRITTEN = re.compile(
    rb"""([^\s"'<>/=][^\s<>/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>][^\s>]*)))?""",
)
_NAME_END = re.compile(rb"[\s/>]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Attribute(NamedTuple):
    """An attribute that is written in the code."""

    name: str
    """As rules know it: folded, without a binding's prefix."""
    written: str
    """As it stands there: `:src`, `srcSet`."""
    value: str | Unknown
    """Unescaped; "" without a value; UNKNOWN if an expression decides it."""
    span: Span
    """Name, equals sign and value."""
    value_span: Span | None = None
    """The value within its quotes."""

    @property
    def known(self) -> str:
        """The value, or "" if it isn't known."""
        return self.value if isinstance(self.value, str) else ""


_Found: TypeAlias = Attribute | re.Match[bytes]
"""An attribute, or what is yet to become one: its name, equals sign and value as they are written."""


class Attributes(Mapping[str, Attribute]):
    """The attributes of a start tag by name; of two equal ones the first, as browsers do.

    Those that are written plainly become values when they are asked for: most never are.
    """

    __slots__ = ("_found",)

    def __init__(self, found: dict[str, _Found]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> Attribute:
        found = self._found[name]
        if isinstance(found, re.Match):
            found = self._found[name] = _plain(name, found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def value(self, name: str) -> str | Unknown | None:
        """An attribute's value, or None without such an attribute."""
        found = self._found.get(name)
        if found is None:
            return None
        return _value(found) if isinstance(found, re.Match) else found.value


def _plain(name: str, found: re.Match[bytes]) -> Attribute:
    group = found.lastindex or 1
    value_span = Span(*found.span(group)) if group > 1 else None
    return Attribute(name, found[1].decode("utf-8", "replace"), _value(found), Span(*found.span()), value_span)


def _value(found: re.Match[bytes]) -> str:
    group = found.lastindex or 1
    return unescaped(found[group].decode("utf-8", "replace")) if group > 1 else ""


def unescaped(text: str) -> str:
    """The text with its character references replaced."""
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


def evaluate(markup: Markup, expression: str) -> str | Unknown | None:
    """What a constant expression makes of an attribute: a value, nothing (None), or something unknown."""
    text = expression.strip()
    if text in markup.constants:
        return markup.constants[text]
    if _NUMBER.fullmatch(text):
        return text
    if (
        len(text) >= 2
        and text[0] == text[-1]
        and text[0] in "\"'`"
        and not re.search(rf"\\|\$\{{|{text[0]}", text[1:-1])
    ):
        return text[1:-1]
    return UNKNOWN


def written_in(data: bytes, tag: Span) -> Iterator[re.Match[bytes]]:
    """The attributes that are written in a start tag: group 1 is the name, the last one the value if there is any."""
    name_end = _NAME_END.search(data, tag.start + 1, tag.end)
    return _WRITTEN.finditer(data, name_end.start(), tag.end) if name_end else iter(())


def read_written(document: "Document", markup: Markup, tag: Span) -> tuple[Attributes, bool]:
    """Attributes of a start tag that is written as in HTML, and whether there may be others."""
    if not (markup.bound or markup.spread_names or document.is_unknown(tag)):
        found = _read_plain(document, markup, tag)
        if found is not None:
            return Attributes(found), False
    return _read_unknown(document, markup, tag)


def _read_plain(document: "Document", markup: Markup, tag: Span) -> dict[str, _Found] | None:
    """Attributes of a start tag without template tags. None if a template may decide which of two equal ones counts."""
    fold, undecided = markup.fold_attributes, bool(document.unknowns.branches)
    found: dict[str, _Found] = {}
    for match in written_in(document.data, tag):
        name = match[1].decode("utf-8", "replace")
        if fold:
            name = name.lower()
        if name not in found:
            found[name] = match
        elif undecided:
            return None
    return found


def _read_unknown(document: "Document", markup: Markup, tag: Span) -> tuple[Attributes, bool]:
    """The same where template tags or expressions decide a part of it."""
    data, unknowns = document.data, document.unknowns
    found: dict[str, _Found] = {}
    spread = bool(unknowns.holes) and any(_may_write(hole) for hole in unknowns.within(tag))
    for match in written_in(data, tag):
        span = Span(*match.span())
        group = match.lastindex or 1
        value_span = Span(*match.span(group)) if group > 1 else None
        if unknowns.holes and unknowns.within(Span(*match.span(1))):
            spread = True
            continue
        written = match[1].decode("utf-8", "replace")
        name = written.lower() if markup.fold_attributes else written
        value: str | Unknown | None = "" if value_span is None else unescaped(match[group].decode("utf-8", "replace"))
        if markup.spread_names and re.fullmatch(markup.spread_names, name):
            spread = True
            continue
        bound = re.fullmatch(markup.bound, name) if markup.bound else None
        if bound:
            name = bound["name"]
            value = evaluate(markup, value) if isinstance(value, str) else UNKNOWN
        if _is_unknown(document, tag.start, span, value_span):
            value = UNKNOWN
        if value is None:
            continue
        if name not in found:
            found[name] = Attribute(name, written, value, span, value_span)
        elif unknowns.branches and unknowns.branch(span.start):
            first = Attributes(found)[name]
            found[name] = Attribute(name, first.written, UNKNOWN, first.span, first.value_span)
    return Attributes(found), spread


def _may_write(hole: Hole) -> bool:
    """Whether a tag among attributes may bring some; a condition brings those that are written between its tags."""
    return hole.place == "tag" and hole.kind == "output"


def _is_unknown(document: "Document", start: int, span: Span, value_span: Span | None) -> bool:
    unknowns = document.unknowns
    if value_span is not None and unknowns.holes and unknowns.within(value_span):
        return True
    branch = unknowns.branch(span.start) if unknowns.branches else None
    return branch is not None and branch.start > start


def read_nodes(document: "Document", markup: Markup, node: Node) -> tuple[Attributes, bool]:
    """Attributes of a start tag whose values may be expressions, and whether there may be others."""
    found: dict[str, _Found] = {}
    spread = False
    for child in node.named_children:
        if child.type in markup.spread:
            spread = True
        if child.type not in markup.attribute or not child.named_child_count:
            continue
        parts = child.named_children
        written = document.text(parts[0])
        name = markup.renamed.get(written, written.lower() if markup.fold_attributes else written)
        value: str | Unknown | None = ""
        value_span = None
        if len(parts) > 1:
            value_span = Span(parts[1].start_byte + 1, parts[1].end_byte - 1)
            text = document.text(value_span)
            value = evaluate(markup, text) if parts[1].type in markup.expression else unescaped(text)
            if document.is_unknown(value_span):
                value = UNKNOWN
        if value is not None:  # the last of two equal ones counts
            found[name] = Attribute(name, written, value, Span(child.start_byte, child.end_byte), value_span)
    return Attributes(found), spread
