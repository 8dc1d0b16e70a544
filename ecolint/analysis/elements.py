"""Elements of markup: one view of pages, vector drawings, single-file components and JSX."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
import re
from typing import TYPE_CHECKING

from tree_sitter import Node

from ..model.finding import Fix
from ..model.language import Markup
from ..model.source import Span
from . import element_fixes
from .attributes import Attribute, Attributes, read_nodes, read_written, unescaped
from .selectors import UNKNOWN, Selector, Unknown

if TYPE_CHECKING:
    from .document import Document

NO_MARKUP = Markup((), frozenset())
"""Of a language without elements; members of its family may have some."""
_NAME = re.compile(rb"<([^\s<>/\"'=]+)")
_TAG_IN_TEXT = re.compile(r"<[^<>]*>")


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """An element; its place is its start tag."""

    document: "Document"
    tag: str
    """The tag's name, in lower case where the language doesn't tell the cases apart."""
    node: Node
    """The start tag."""
    start: int
    end: int
    parent: "Element | None"
    content_end: int
    """Where the element ends, its end tag included."""
    children: "list[Element]"
    _attributes: "Attributes | None" = None
    _spread: bool = False

    @property
    def span(self) -> Span:
        """The start tag: small, so that hosts show a finding on it."""
        return Span(self.start, self.end)

    @property
    def attributes(self) -> Attributes:
        """Attributes by name; of two equal ones the first, as browsers do."""
        if self._attributes is None:
            markup = self.document.elements.markup
            if markup.name:
                self._attributes, spread = read_nodes(self.document, markup, self.node)
            else:
                self._attributes, spread = read_written(self.document, markup, self.span)
            self._spread = spread or self._opens_in_a_branch()
        return self._attributes

    @property
    def spread(self) -> bool:
        """Whether attributes may be there that aren't written (`{...props}`, a template tag among them)."""
        self.attributes  # noqa: B018 -- reading them tells
        return self._spread

    def _opens_in_a_branch(self) -> bool:
        """One start tag a branch and one end tag for both: nobody knows which start tag counts."""
        branch = self.document.unknowns.branch(self.start) if self.document.unknowns.branches else None
        return branch is not None and branch.end < self.content_end

    def lookup(self, name: str) -> str | Unknown | None:
        """An attribute's value: "" without one, UNKNOWN if an expression decides it, None if it is surely absent."""
        value = self.attributes.value(name)
        return UNKNOWN if value is None and self._spread else value

    def get(self, name: str) -> str | Unknown | None:
        """The same as `lookup`."""
        return self.lookup(name)

    def __getitem__(self, name: str) -> str:
        """A value that is known. Raises KeyError if the attribute is absent or its value unknown."""
        value = self.lookup(name)
        if isinstance(value, str):
            return value
        raise KeyError(name)

    def attribute(self, name: str) -> Attribute | None:
        """An attribute that is written here, with its own place."""
        attributes = self.attributes
        return attributes[name] if name in attributes else None  # noqa: SIM401 -- `get` pays an exception for each miss

    def ancestors(self) -> "Iterator[Element]":
        """The parent, its parent and so on."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def closest(self, *tags: str) -> "Element | None":
        """The nearest ancestor with one of these tags."""
        return next((element for element in self.ancestors() if element.tag in tags), None)

    def descendants(self) -> "Iterator[Element]":
        """All elements within, in document order."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(element.children[::-1])

    @property
    def name_span(self) -> Span:
        """The tag's name in the start tag."""
        start = self.start + 1
        return Span(start, start + len(self.tag.encode()))

    def with_attribute(self, name: str, value: str = "", *, safe: bool = False) -> Fix | None:
        """A fix that adds an attribute, or replaces its value if it is there. None if an expression turns it off."""
        return element_fixes.with_attribute(self, name, value, safe=safe)

    def without_attribute(self, name: str, *, safe: bool = False) -> Fix:
        """A fix that removes an attribute. Raises KeyError if it isn't written there."""
        return element_fixes.without_attribute(self, name, safe=safe)

    def replace_value(self, name: str, value: str, *, safe: bool = False) -> Fix:
        """A fix that gives an attribute another value. Raises KeyError if it isn't written there."""
        return element_fixes.replace_value(self, name, value, safe=safe)

    def remove(self, *, safe: bool = False) -> Fix | None:
        """A fix that removes the element and its content. None if its end isn't written."""
        return element_fixes.remove(self, safe=safe)

    def rename(self, tag: str, *, safe: bool = False) -> Fix | None:
        """A fix that gives it another tag. None if its end isn't written."""
        return element_fixes.rename(self, tag, safe=safe)

    def wrap(self, before: str, after: str, *, safe: bool = False) -> Fix | None:
        """A fix that writes a text before and one after the element. None if its end isn't written."""
        return element_fixes.wrap(self, before, after, safe=safe)

    def unwrap(self, *, safe: bool = False) -> Fix | None:
        """A fix that removes its tags and keeps its content. None if its end isn't written."""
        return element_fixes.unwrap(self, safe=safe)

    @property
    def content(self) -> Span:
        """From the end of the start tag to the end of the element, its end tag included."""
        return Span(self.end, max(self.end, self.content_end))

    @property
    def text(self) -> str:
        """What it shows to a reader, roughly: its content without tags, white space folded."""
        return " ".join(unescaped(_TAG_IN_TEXT.sub(" ", self.document.text(self.content))).split())

    @property
    def conditional(self) -> bool:
        """Whether a template's condition or loop decides that it is there."""
        return self.document.unknowns.branch(self.start) is not None


class Elements(Sequence[Element]):
    """The elements of a document, in its order. What is inert (in `<template>`, `<textarea>`) is left out."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.markup = document.language.markup or NO_MARKUP
        self._all = self._build(document.found.tags if document.may_hold(None) else ())

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # as Sequence has it
        return self._all[index]

    def __iter__(self) -> Iterator[Element]:
        return iter(self._all)

    @cached_property
    def by_tag(self) -> dict[str, list[Element]]:
        """Elements by tag."""
        found: dict[str, list[Element]] = {}
        for element in self._all:
            found.setdefault(element.tag, []).append(element)
        return found

    def tagged(self, *tags: str) -> list[Element]:
        """Elements with one of these tags, in document order."""
        found = [element for tag in tags for element in self.by_tag.get(tag, ())]
        return found if len(tags) == 1 else sorted(found, key=lambda element: element.start)

    def select(self, selector: Selector, *, unknown: bool = False) -> list[Element]:
        """The elements that a selector means; with `unknown`, also those that it may mean."""
        candidates = self._all if selector.tags is None else self.tagged(*selector.tags)
        if selector.attributes is not None:
            names = [name.encode() for name in selector.attributes]
            candidates = [element for element in candidates if self._may_have(element, names)]
        if unknown:
            return [element for element in candidates if selector.match(element) is not False]
        return [element for element in candidates if selector.match(element)]

    def _may_have(self, element: Element, names: Sequence[bytes]) -> bool:
        """Whether a start tag's bytes allow for one of these attributes: far quicker than reading them all."""
        if self.markup.name or self.markup.spread_names:
            return True
        tag = self.document.data[element.start : element.end].lower()
        if any(name in tag for name in names):
            return True
        return bool(self.document.unknowns.holes or self.document.unknowns.branches) and element.spread

    @cached_property
    def _starts(self) -> list[int]:
        return [element.start for element in self._all]

    def at(self, offset: int) -> Element | None:
        """The element whose start tag holds an offset."""
        found = bisect_right(self._starts, offset) - 1
        return self._all[found] if found >= 0 and offset < self._all[found].end else None

    def _build(self, tags: Sequence[Node]) -> list[Element]:
        document, markup, data = self.document, self.markup, self.document.data
        known: dict[bytes, str] = {}
        built: list[Element] = []
        open_elements: list[Element] = []
        opaque_until = -1
        for node in tags:
            start, end = node.start_byte, node.end_byte
            if start < opaque_until:
                continue
            while open_elements and open_elements[-1].content_end <= start:
                open_elements.pop()
            parent = open_elements[-1] if open_elements else None
            written = _name(node, data, start, end, markup)
            tag = known.get(written)
            if tag is None:
                tag = written.decode("utf-8", "replace")
                tag = known[written] = tag.lower() if markup.fold_tags else tag
            whole = node.parent
            if whole is not None and whole.start_byte == start and whole.type in markup.element:
                content_end = whole.end_byte
            elif tag in markup.void or data[end - 2 : end] == b"/>":
                content_end = end
            else:  # never closed: it ends where its parent does
                content_end = parent.content_end if parent else len(data)
            element = Element(document, tag, node, start, end, parent, content_end, [])
            if parent is not None:
                parent.children.append(element)
            built.append(element)
            if tag in markup.opaque:
                opaque_until = content_end
            elif content_end > end:
                open_elements.append(element)
        return built


def _name(node: Node, data: bytes, start: int, end: int, markup: Markup) -> bytes:
    """The tag's name as it is written."""
    if markup.name:
        name = node.child_by_field_name("name")
        return data[name.start_byte : name.end_byte] if name else b""
    match = _NAME.match(data, start, end)
    return match[1] if match else b""
