"""The elements of markup: one view of pages, vector drawings, single-file components and JSX."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
import re
from typing import TYPE_CHECKING

from tree_sitter import Node

from ..model.language import Markup
from ..model.source import Span
from .element import Element
from .selectors import Selector

if TYPE_CHECKING:
    from .document import Document

NO_MARKUP = Markup((), frozenset())
"""Of a language without elements; members of its family may have some."""
_NAME = re.compile(rb"<([^\s<>/\"'=]+)")


class Elements(Sequence[Element]):
    """The elements of a document, in its order. What is inert (in `<template>`, `<textarea>`) is left out.

    Where the text tells tags and the tree is sound, those that are asked for are made one by one: most never are.
    """

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.markup = document.language.markup or NO_MARKUP
        self._made: dict[int, Element] = {}
        """By where they start."""
        self._by_tag: dict[str, list[Element]] = {}
        self._tags: dict[bytes, str] = {}
        """By how they are written."""

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # as Sequence has it
        return self._all[index]

    def __iter__(self) -> Iterator[Element]:
        return iter(self._all)

    def tagged(self, *tags: str) -> list[Element]:
        """Elements with one of these tags, in document order."""
        found = [element for tag in tags for element in self._tagged(tag)]
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

    def at(self, offset: int) -> Element | None:
        """The element whose start tag holds an offset."""
        if not self._one_by_one:
            found = bisect_right(self._starts, offset) - 1
            return self._all[found] if found >= 0 and offset < self._all[found].end else None
        node = self.document.root.descendant_for_byte_range(offset, offset + 1)
        while node is not None and node.type not in self.markup.tags:
            node = None if node.type in self.markup.element else node.parent
        return None if node is None else self._element(node)

    def parent_of(self, element: Element) -> Element | None:
        """The element around one."""
        around = element.node.parent
        while around is not None and (around := around.parent) is not None:
            if around.type in self.markup.element and (tag := around.child(0)) is not None:
                return self._element(tag)
        return None

    def children_of(self, element: Element) -> list[Element]:
        """The elements in one, without those in them."""
        found: list[Element] = []
        whole = element.node.parent
        waiting = [] if whole is None or element.tag in self.markup.opaque else whole.named_children[::-1]
        while waiting:
            node = waiting.pop()
            if node.type in self.markup.element:
                if (tag := node.child(0)) is not None and (child := self._element(tag)) is not None:
                    found.append(child)
            elif node.type not in self.markup.tags:
                waiting += node.named_children[::-1]
        return found

    def forget(self) -> None:
        """Let go of all elements, which hold one another."""
        for element in chain(self._made.values(), vars(self).get("_all", ())):
            element.forget()

    @cached_property
    def _all(self) -> list[Element]:
        return self._build(self.document.start_tags() if self.document.may_hold(None) else ())

    @property
    def _one_by_one(self) -> bool:
        return "_all" not in vars(self) and self._are_told

    @cached_property
    def _are_told(self) -> bool:
        """Whether the text says where elements may begin, and the tree what is around them."""
        return not self.markup.name and self.document.host is None and not self.document.root.has_error

    def _tagged(self, tag: str) -> Iterable[Element]:
        if not self._one_by_one:
            return self._all_by_tag.get(tag, ())
        if tag not in self._by_tag:
            begun = (self._beginning_at(place) for place in self._places(tag))
            self._by_tag[tag] = [element for element in begun if element is not None and element.tag == tag]
        return self._by_tag[tag]

    @cached_property
    def _all_by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self._all:
            found.setdefault(element.tag, []).append(element)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [element.start for element in self._all]

    def _places(self, tag: str) -> Iterator[int]:
        """Where elements of a tag may begin, and longer tags too."""
        text, begin = self.document.lowered, f"<{tag.lower()}".encode()
        place = text.find(begin)
        while place >= 0:
            yield place
            place = text.find(begin, place + 1)

    def _beginning_at(self, place: int) -> Element | None:
        node = self._start_tag(place)
        return None if node is None else self._element(node)

    def _start_tag(self, place: int) -> Node | None:
        mark = self.document.root.descendant_for_byte_range(place, place + 1)
        node = None if mark is None else mark.parent
        return node if node is not None and node.type in self.markup.tags and node.start_byte == place else None

    def _element(self, node: Node) -> Element | None:
        """The element of a start tag in a sound tree; None if it is inert."""
        start = node.start_byte
        if start not in self._made:
            inert = self._inert
            before = bisect_left(inert, start, key=_start) - 1
            if before >= 0 and start < inert[before].end:
                return None
            self._made[start] = self._make(node, len(self.document.data))
        return self._made[start]

    @cached_property
    def _inert(self) -> list[Span]:
        """Opaque elements: those that begin within one are inert."""
        found: list[Span] = []
        for place in sorted({place for tag in self.markup.opaque for place in self._places(tag)}):
            if found and place < found[-1].end:
                continue
            node = self._start_tag(place)
            if node is not None and (element := self._make(node, place)).tag in self.markup.opaque:
                found.append(Span(element.start, element.content_end))
        return found

    def _make(self, node: Node, outer_end: int) -> Element:
        """The element of a start tag; one that is never closed ends where what is around it does."""
        markup, data, start, end = self.markup, self.document.data, node.start_byte, node.end_byte
        written = _name(node, data, start, end, markup)
        tag = self._tags.get(written)
        if tag is None:
            tag = written.decode("utf-8", "replace")
            tag = self._tags[written] = tag.lower() if markup.fold_tags else tag
        whole = node.parent
        if whole is not None and whole.start_byte == start and whole.type in markup.element:
            content_end = whole.end_byte
        elif tag in markup.void or data[end - 2 : end] == b"/>":
            content_end = end
        else:
            content_end = outer_end
        return Element(self.document, tag, node, start, end, content_end)

    def _build(self, tags: Iterable[Node]) -> list[Element]:
        """All elements by their start tags, in order: in a tree with errors too."""
        built: list[Element] = []
        around: list[Element] = []
        opaque_until = -1
        for node in tags:
            start = node.start_byte
            if start < opaque_until:
                continue
            while around and around[-1].content_end <= start:
                around.pop()
            parent = around[-1] if around else None
            element = self._made.get(start)
            if element is None:
                element = self._make(node, parent.content_end if parent else len(self.document.data))
            element.place(parent)
            built.append(element)
            if element.tag in self.markup.opaque:
                opaque_until = element.content_end
            elif element.content_end > element.end:
                around.append(element)
        return built


def _start(span: Span) -> int:
    return span.start


def _name(node: Node, data: bytes, start: int, end: int, markup: Markup) -> bytes:
    """The tag's name as it is written."""
    if markup.name:
        name = node.child_by_field_name("name")
        return data[name.start_byte : name.end_byte] if name else b""
    match = _NAME.match(data, start, end)
    return match[1] if match else b""
