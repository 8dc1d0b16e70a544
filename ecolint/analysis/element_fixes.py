"""Fixes of elements: the same for pages, templates, components and JSX, whose spellings differ."""

from typing import TYPE_CHECKING

from ..model.finding import Edit, Fix
from ..model.source import Span

if TYPE_CHECKING:
    from .elements import Element


def with_attribute(element: "Element", name: str, value: str, *, safe: bool) -> Fix:
    """Add an attribute right after the tag's name, or replace its value if it is there."""
    if element.attribute(name) is not None:
        return replace_value(element, name, value, safe=safe)
    offset = element.name_span.end
    return Fix(f"Add {name}", (Edit(Span(offset, offset), f" {_written(element, name, value)}"),), safe)


def without_attribute(element: "Element", name: str, *, safe: bool) -> Fix:
    """Remove an attribute and the white space before it. Raises KeyError if it isn't written there."""
    attribute = element.attributes[name]
    data, start = element.document.source.data, attribute.span.start
    while data[start - 1 : start].isspace():
        start -= 1
    return Fix(f"Remove {attribute.written}", (Edit(Span(start, attribute.span.end), ""),), safe)


def replace_value(element: "Element", name: str, value: str, *, safe: bool) -> Fix:
    """Give an attribute another value, in its own quotes. Raises KeyError if it isn't written there."""
    attribute = element.attributes[name]
    written = _written(element, name, value) if attribute.written == name else f"{attribute.written}={_quoted(value)}"
    return Fix(f"Set {attribute.written} to {value!r}", (Edit(attribute.span, written),), safe)


def _written(element: "Element", name: str, value: str) -> str:
    markup = element.document.elements.markup
    spelling = next((written for written, known in markup.renamed.items() if known == name), name)
    if markup.expression:
        spelling = markup.camel_case.get(name, spelling)
    return f"{spelling}={_quoted(value)}" if value else spelling


def _quoted(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace('"', "&quot;")
    return f'"{escaped}"'
