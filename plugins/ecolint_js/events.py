"""Events: where a file listens for one, and with which function."""

from collections.abc import Iterator
import re
from typing import NamedTuple

from ecolint import UNKNOWN, Document, Element, Node

from .syntax import arguments, called_name, receiver, string

_JQUERY_EVENTS = re.compile(r"[\w.\s-]+")


class Listener(NamedTuple):
    """A function that an event calls."""

    event: str
    """In lower case, without `on`."""
    handler: Node
    """The expression that names or is the function."""
    target: Node | None
    """What is listened on, if it is an expression."""
    options: Node | None = None


def listeners(doc: Document, call: Node) -> Iterator[Listener]:
    """The listeners that a call registers: `addEventListener`, jQuery's `.on`, `.keyup(…)`."""
    name, given, target = called_name(doc, call), arguments(call), receiver(call)
    if name == "addEventListener" and len(given) >= 2:
        event = string(doc, given[0]).lower()
        if event:
            yield Listener(event, given[1], target, given[2] if len(given) > 2 else None)
    elif name in ("on", "bind", "live") and len(given) >= 2 and target is not None:
        written = string(doc, given[0]).lower()
        if _JQUERY_EVENTS.fullmatch(written):
            for event in written.split():
                yield Listener(event.partition(".")[0], given[-1], target)
    elif len(given) == 1 and target is not None and is_jquery(doc, target):
        yield Listener(name.lower(), given[0], target)


def host_listener(doc: Document, call: Node) -> tuple[str, str, Node] | None:
    """What Angular's `@HostListener("window:scroll")` listens to: the target ("" for the element), event and method."""
    decorator, given = call.parent, arguments(call)
    if decorator is None or decorator.type != "decorator" or not given:
        return None
    method = decorator.next_named_sibling
    while method is not None and method.type in ("decorator", "comment"):
        method = method.next_named_sibling
    if method is None or method.type != "method_definition":
        return None
    target, _, event = string(doc, given[0]).lower().rpartition(":")
    return target, event, method


def is_jquery(doc: Document, node: Node) -> bool:
    """Whether an expression is made by `$(…)`."""
    while node.type in ("call_expression", "member_expression"):
        inner = node.child_by_field_name("function") or node.child_by_field_name("object")
        if inner is None:
            return False
        if inner.type == "identifier":
            return doc.text(inner) in ("$", "jQuery") and node.type == "call_expression"
        node = inner
    return node.type == "identifier" and doc.text(node).startswith("$")


def host_attribute(doc: Document) -> tuple[Element, str] | None:
    """For code in an attribute: its element and the attribute's name as written."""
    if doc.host is None or doc.host.place != "attribute":
        return None
    element = doc.host.document.elements.at(doc.host.span.start)
    if element is None:
        return None
    for attribute in element.attributes.values():
        if attribute.value_span is not None and attribute.value_span.start == doc.host.span.start:
            return element, attribute.written
    return None


TYPED_TAGS = frozenset({"input", "textarea", "v-text-field", "el-input", "a-input", "q-input"})
"""Fields for text, as far as their tags tell."""


def is_typed_into(element: Element) -> bool:
    """Whether an element is surely a field for text."""
    if element.tag not in TYPED_TAGS:
        return False
    if element.tag != "input":
        return True
    if element.spread:
        return False
    kind = element.get("type")
    return kind is None or (
        kind is not UNKNOWN and str(kind).lower() in ("", "text", "search", "email", "tel", "url", "password")
    )
