"""An element of markup."""

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import TYPE_CHECKING

from tree_sitter import Node

from ..model.finding import Fix
from ..model.source import Span
from . import element_fixes
from .attributes import Attribute, Attributes, read_nodes, read_written, unescaped
from .selectors import UNKNOWN, Unknown

if TYPE_CHECKING:
    from .document import Document

_TAG_IN_TEXT = re.compile(r"<[^<>]*>")


class Unasked:
    """The type of `UNASKED`."""


UNASKED = Unasked()
"""In place of a parent that nobody asked for yet."""


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
    content_end: int
    """Where the element ends, its end tag included."""
    _parent: "Element | Unasked | None" = UNASKED
    _children: "list[Element] | None" = None
    _attributes: "Attributes | None" = None
    _spread: bool = False

    @property
    def parent(self) -> "Element | None":
        """The element around it."""
        if isinstance(self._parent, Unasked):
            self._parent = self.document.elements.parent_of(self)
        return self._parent

    @property
    def children(self) -> "list[Element]":
        """The elements in it, without those in them."""
        if self._children is None:
            self._children = self.document.elements.children_of(self) if self.content_end > self.end else []
        return self._children

    def place(self, parent: "Element | None") -> None:
        """Put it into another element, or on top. It holds what is put into it afterwards."""
        self._parent, self._children = parent, []
        if parent is not None:
            parent.children.append(self)

    def forget(self) -> None:
        """Let go of the elements around it and in it."""
        self._parent = self._children = None

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
        if not self.document.may_hold(tags):
            return None
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
