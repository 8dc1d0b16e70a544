"""XPath over elements: an lxml tree made from ours, as a query engine. lxml never parses a linted file."""

import re
from typing import TYPE_CHECKING

from .element import Element
from .elements import Elements

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH_LIMIT = 500
"""Deeper elements hang at this depth: XPath takes time that grows with depth and can't be interrupted."""
INDEX = "ecolint-index"
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find(elements: Elements, expression: str) -> list[Element]:
    """The elements that an XPath expression means, in document order. Raises lxml.etree.XPathError."""
    tree = elements.document.once(_tree)
    found = tree.xpath(expression)
    if not isinstance(found, list):
        raise TypeError(f"xpath {expression!r} gives no elements")
    indexes = {int(node.get(INDEX)) for node in found if node.get(INDEX) is not None}
    return [elements[index] for index in sorted(indexes)]


def fault_of(expression: str) -> str:
    """Why an expression is no XPath, or nothing."""
    from lxml import etree

    try:
        etree.XPath(expression)
    except etree.XPathError as error:
        return str(error)
    return ""


def _tree(document):  # type: ignore[no-untyped-def]
    from lxml import etree

    # The parser's factory takes names that XML refuses, such as @click.
    make = etree.HTMLParser().makeelement
    root = make("root")
    made: dict[int, tuple[_Element, int]] = {}
    for index, element in enumerate(document.elements):
        parent, depth = made[id(element.parent)] if element.parent is not None else (root, 0)
        node = make(_safe(element.tag) or "unknown", {INDEX: str(index)})
        for name, attribute in element.attributes.items():
            if _safe(name) == name:
                node.set(name, _REFUSED.sub("\ufffd", attribute.known))
        parent.append(node)
        made[id(element)] = (node, depth + 1) if depth < DEPTH_LIMIT else (parent, depth)
    return root


def _safe(name: str) -> str:
    return re.sub(r"[^\w.:@#\[\]()*-]", "", name)
