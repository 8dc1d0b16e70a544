"""Fixes of elements: the same for pages, templates, components and JSX, whose spellings differ.

Each gives None where the change can't be made by editing what is written.
"""

import re
from typing import TYPE_CHECKING

from ..model.finding import Edit, Fix
from ..model.source import Span
from ..model.wording import Phrase
from .spacing import with_its_line

if TYPE_CHECKING:
    from .attributes import Attribute
    from .element import Element

_END_TAG = re.compile(rb"</\s*([^\s<>]*)\s*>\Z")
_STRING = re.compile(r""""[^"]*"|'[^']*'""")
_QUOTES = {b'"': "&quot;", b"'": "&#39;"}


def with_attribute(element: "Element", name: str, value: str, *, safe: bool) -> Fix | None:
    """Add an attribute right after the tag's name, or replace its value if it is there."""
    if element.attribute(name) is not None:
        return replace_value(element, name, value, safe=safe)
    if _is_off(element, name):
        return None
    offset = element.name_span.end
    return Fix(
        Phrase("Add {name}", name=name), (Edit(Span(offset, offset), f" {_written(element, name, value)}"),), safe
    )


def without_attribute(element: "Element", name: str, *, safe: bool) -> Fix:
    """Remove an attribute and the white space before it. Raises KeyError if it isn't written there."""
    attribute = element.attributes[name]
    data, (start, end) = element.document.source.data, attribute.span
    while data[end : end + 1] != b"/" and data[start - 1 : start].isspace():  # `src=a b/>` is not `src=a/>`
        start -= 1
    return Fix(Phrase("Remove {name}", name=attribute.written), (Edit(Span(start, end), ""),), safe)


def replace_value(element: "Element", name: str, value: str, *, safe: bool) -> Fix:
    """Give an attribute another value, in its own quotes. Raises KeyError if it isn't written there."""
    attribute = element.attributes[name]
    title = Phrase("Set {name} to {value!r}", name=name, value=value)
    quote = _quote(element, attribute)
    if attribute.value_span is None or quote not in _QUOTES:
        return Fix(title, (Edit(attribute.span, _written(element, name, value)),), safe)
    return Fix(title, (Edit(attribute.value_span, _escaped(value, quote)),), safe)


def remove(element: "Element", *, safe: bool) -> Fix | None:
    """Remove the element with its content, and the lines that it fills."""
    whole = _whole(element)
    if whole is None:
        return None
    return Fix(
        Phrase("Remove <{tag}>", tag=element.tag), (Edit(with_its_line(element.document.source, whole), ""),), safe
    )


def rename(element: "Element", tag: str, *, safe: bool) -> Fix | None:
    """Give the element another tag, start and end alike."""
    if _whole(element) is None:
        return None
    spans = [element.name_span]
    end = _end_tag(element)
    if end is not None:
        data = element.document.source.data
        start = end.start + re.match(rb"</\s*", data[end.start : end.end]).end()  # type: ignore[union-attr]
        spans.append(Span(start, start + len(element.tag.encode())))
    return Fix(Phrase("Make it <{tag}>", tag=tag), tuple(Edit(span, tag) for span in spans), safe)


def wrap(element: "Element", before: str, after: str, *, safe: bool) -> Fix | None:
    """Write a text before and one after the element."""
    whole = _whole(element)
    if whole is None:
        return None
    start, end = Span(whole.start, whole.start), Span(whole.end, whole.end)
    return Fix(
        Phrase("Wrap <{tag}> in {before}", tag=element.tag, before=before),
        (Edit(start, before), Edit(end, after)),
        safe,
    )


def unwrap(element: "Element", *, safe: bool) -> Fix | None:
    """Remove the element's tags and keep its content."""
    end = _end_tag(element)
    if end is None:
        return None
    source = element.document.source
    edits = tuple(Edit(with_its_line(source, span), "") for span in (element.span, end))
    return Fix(Phrase("Remove <{tag}>, keep its content", tag=element.tag), edits, safe)


def _is_off(element: "Element", name: str) -> bool:
    """Whether the attribute is written there, but with an expression that means none: `loading={null}`."""
    if not element.document.elements.markup.constants:
        return False
    written = _STRING.sub("", element.document.text(element.span))
    return re.search(rf"[\s:]{re.escape(_spelling(element, name))}\s*=", written, re.IGNORECASE) is not None


def _whole(element: "Element") -> Span | None:
    """From the start tag to the end tag; None if the end tag is missing where there should be one."""
    markup = element.document.elements.markup
    if element.tag in markup.void:  # the white space after it isn't its own
        return element.span
    if not markup.fold_tags and element.document.data[element.end - 2 : element.end] == b"/>":
        return element.span
    return None if _end_tag(element) is None else Span(element.start, element.content_end)


def _end_tag(element: "Element") -> Span | None:
    if element.children and element.children[-1].content_end >= element.content_end:
        return None
    data = element.document.data
    found = _END_TAG.search(data, element.end, element.content_end)
    if found is None or not data[element.start :].startswith(b"<"):
        return None
    name = found[1].decode("utf-8", "replace")
    same = name == element.tag or (element.document.elements.markup.fold_tags and name.lower() == element.tag)
    return Span(*found.span()) if same else None


def _quote(element: "Element", attribute: "Attribute") -> bytes:
    """The quotes around a value that is written as such; b"" around none, or around an expression."""
    markup, data = element.document.elements.markup, element.document.source.data
    if attribute.value_span is None or (markup.bound and re.fullmatch(markup.bound, attribute.written)):
        return b""
    before = data[attribute.value_span.start - 1 : attribute.value_span.start]
    return before if before == data[attribute.value_span.end : attribute.value_span.end + 1] else b""


def _spelling(element: "Element", name: str) -> str:
    markup = element.document.elements.markup
    spelling = next((written for written, known in markup.renamed.items() if known == name), name)
    return markup.camel_case.get(name, spelling) if markup.expression else spelling


def _written(element: "Element", name: str, value: str) -> str:
    spelling = _spelling(element, name)
    escaped = _escaped(value, b'"')
    return f'{spelling}="{escaped}"' if value else spelling


def _escaped(value: str, quote: bytes) -> str:
    return value.replace("&", "&amp;").replace(quote.decode(), _QUOTES[quote])
