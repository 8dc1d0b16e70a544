"""Addresses in attributes: known ones, and the known beginning of those that a template or an expression completes."""

import re

from ecolint import Element

_EXPRESSION = r"""\s*(?:`([^`]*?)(?:\$\{|`\s*$)|"([^"]*)"\s*\+|'([^']*)'\s*\+)"""


def address(element: Element, name: str = "src") -> str:
    """An attribute's value, or its beginning as far as that is known; "" if nothing is."""
    attribute = element.attribute(name)
    if attribute is None or attribute.value_span is None:
        return ""
    if isinstance(attribute.value, str):
        return attribute.value.strip()
    document = element.document
    holes = document.unknowns.within(attribute.value_span)
    if holes:
        return document.source.data[attribute.value_span.start : holes[0].span.start].decode().strip()
    match = re.match(_EXPRESSION, document.text(attribute.value_span))
    return next((part for part in match.groups() if part), "") if match else ""


def written(element: Element, name: str = "src") -> str:
    """An attribute's value if it is known, else as it stands there, template tags included."""
    attribute = element.attribute(name)
    if attribute is None or attribute.value_span is None:
        return ""
    return attribute.value if isinstance(attribute.value, str) else element.document.text(attribute.value_span)
