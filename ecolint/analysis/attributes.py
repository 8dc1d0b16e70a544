"""Attributes of start tags, read from their bytes or, where expressions are part of the language, from their nodes."""

from collections.abc import Iterator
import re
from typing import TYPE_CHECKING, NamedTuple

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


def read_written(document: "Document", markup: Markup, tag: Span) -> tuple[dict[str, Attribute], bool]:
    """Attributes of a start tag that is written as in HTML, and whether there may be others."""
    data, unknowns = document.data, document.unknowns
    found: dict[str, Attribute] = {}
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
            first = found[name]
            found[name] = Attribute(name, first.written, UNKNOWN, first.span, first.value_span)
    return found, spread


def _may_write(hole: Hole) -> bool:
    """Whether a tag among attributes may bring some; a condition brings those that are written between its tags."""
    return hole.place == "tag" and hole.kind == "output"


def _is_unknown(document: "Document", start: int, span: Span, value_span: Span | None) -> bool:
    unknowns = document.unknowns
    if value_span is not None and unknowns.holes and unknowns.within(value_span):
        return True
    branch = unknowns.branch(span.start) if unknowns.branches else None
    return branch is not None and branch.start > start


def read_nodes(document: "Document", markup: Markup, node: Node) -> tuple[dict[str, Attribute], bool]:
    """Attributes of a start tag whose values may be expressions, and whether there may be others."""
    found: dict[str, Attribute] = {}
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
    return found, spread
