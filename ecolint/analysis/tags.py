"""Tags that stand in a document of JSX: told by the text, then by the nodes there, without a look at all elements."""

from collections.abc import Collection, Iterator
from functools import cached_property
import re
from typing import TYPE_CHECKING

from ..model.language import Markup

if TYPE_CHECKING:
    from .document import Document

_TAG = re.compile(rb"<\s*([A-Za-z_$][^\s<>{}()/=;,&|?]*)(?=[\s/>{<])")


class Tags:
    """The tags of a document's elements."""

    def __init__(self, document: "Document", markup: Markup) -> None:
        self.document = document
        self.kinds = markup.tags

    @cached_property
    def written(self) -> frozenset[str]:
        """The tags of all elements, and more that looks like one: `a<b >c`, what stands in strings."""
        return frozenset(tag[1].decode("utf-8", "replace") for tag in self._places())

    @cached_property
    def _known(self) -> frozenset[str]:
        """Of these the ones that are tags in the tree."""
        root, found = self.document.root, set[str]()
        for tag in self._places():
            node = root.descendant_for_byte_range(*tag.span(1))
            if node is not None and node.parent is not None and node.parent.type in self.kinds:
                found.add(tag[1].decode("utf-8", "replace"))
        return frozenset(found)

    def _places(self) -> Iterator[re.Match[bytes]]:
        return (tag for span in self.document.spans for tag in _TAG.finditer(self.document.data, *span))

    def hold(self, tags: Collection[str] | None) -> bool:
        """Whether one of some tags stands there; None: any."""
        if tags is None:
            return bool(self.written and self._known)
        return not self.written.isdisjoint(tags) and not self._known.isdisjoint(tags)

    def surround(self, offset: int) -> bool:
        """Whether an offset lies in a start tag."""
        node = self.document.root.descendant_for_byte_range(offset, offset + 1)
        while node is not None and node.type not in self.kinds:
            node = node.parent
        return node is not None
