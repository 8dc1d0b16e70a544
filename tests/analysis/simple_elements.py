"""Elements made of a short text, for tests of what selectors match."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ecolint.analysis.selectors import UNKNOWN, Unknown, compile_selector


@dataclass(eq=False)
class SimpleElement:
    tag: str
    attributes: dict[str, str | Unknown] = field(default_factory=dict)
    spread: bool = False
    parent: "SimpleElement | None" = None
    children: "list[SimpleElement]" = field(default_factory=list)

    def lookup(self, name: str) -> str | Unknown | None:
        return self.attributes.get(name, UNKNOWN if self.spread else None)

    def __iter__(self) -> "Iterator[SimpleElement]":
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def read(page: str) -> SimpleElement:
    """Elements of a page. An attribute `?` is unknown, an attribute named `spread` stands for any others."""

    def convert(node: ElementTree.Element, parent: SimpleElement | None) -> SimpleElement:
        values = {name: UNKNOWN if value == "?" else value for name, value in node.attrib.items() if name != "spread"}
        element = SimpleElement(node.tag, values, "spread" in node.attrib, parent)
        element.children = [convert(child, element) for child in node]
        return element

    return convert(ElementTree.fromstring(page), None)


def found(selector: str, page: str) -> str:
    """The names (attribute `n`) of the elements that match, those that may match followed by `?`."""
    compiled = compile_selector(selector)
    answers = [(element.attributes.get("n"), compiled.match(element)) for element in read(page)]
    return " ".join(f"{name}{'' if answer else '?'}" for name, answer in answers if name and answer is not False)
