"""A document: a syntax tree over a source, or over the part of it that is written in another language."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import tree_sitter
from tree_sitter import Node

from ..model.finding import Fix
from ..model.language import Injection, Language
from ..model.report import Place, span_of
from ..model.source import SourceFile, Span
from . import node_fixes
from .unknowns import Unknowns
from .words import words_of

if TYPE_CHECKING:
    from .element import Element
    from .elements import Elements
    from .tags import Tags

T = TypeVar("T")

_LONGEST_NAME = 64
"""Bytes of an attribute's name."""
TIMED_PARSE_SIZE = 128_000
"""Bytes from which a parse asks for the time: below, the worst nesting takes seconds; asking costs a tenth."""


class TimedOutError(BaseException):
    """The file's time is up. No `Exception`, so that no rule's failure can be taken for it."""


def never() -> bool:
    """A clock that never runs out."""
    return False


class Host(NamedTuple):
    """What an embedded document lies in."""

    document: "Document"
    place: str
    """"element", "attribute" or "literal"."""
    spans: tuple[Span, ...]
    """The embedded code's bytes; several where the code of many attributes is one document."""

    @property
    def span(self) -> Span:
        """From the first byte of the code to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


class Index(NamedTuple):
    """Nodes that the language keeps under a name: owner of the patterns that find them."""

    name: str


@dataclass(eq=False, repr=False)
class Found:
    """What the one pass over a document found."""

    hits: dict[Any, list[list[Any]]] = field(default_factory=dict)
    """Rule or fact → the arguments of each of its calls."""
    injections: list[tuple[Injection, dict[str, list[Node]]]] = field(default_factory=list)
    """With their captures."""
    indexed: dict[str, list[Node]] = field(default_factory=dict)


def look_for_nothing(_document: "Document", _owners: Collection[Any] | None) -> Found:
    """A pass that finds nothing."""
    return Found()


def no_tags(_document: "Document") -> Sequence[Node]:
    """Of a document without markup."""
    return ()


@dataclass(eq=False, repr=False)
class Document:
    """A tree over a source. All offsets are the source's, in embedded documents too.

    What is made of the text is made when something asks for it: a rule that reads it as it is needs none of that.
    """

    source: SourceFile
    language: Language
    _mask: Callable[[], tuple[bytes, Unknowns]]
    _parse: Callable[["Document"], tree_sitter.Tree]
    _look: Callable[["Document", Collection[Any] | None], Found] = look_for_nothing
    _tags: Callable[["Document"], Sequence[Node]] = no_tags
    host: Host | None = None
    _memory: dict[Callable[["Document"], object], object] = field(default_factory=dict)
    _indexed: dict[str, Sequence[Node]] = field(default_factory=dict)
    _tags_written: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def _masked(self) -> tuple[bytes, Unknowns]:
        return self._mask()

    @cached_property
    def data(self) -> bytes:
        """What is parsed: the source with template tags and the like overwritten, byte for byte."""
        return self._masked[0]

    @cached_property
    def unknowns(self) -> Unknowns:
        """What template tags and substitutions leave unknown."""
        return self._masked[1]

    @property
    def path(self) -> PurePosixPath:
        """The file's path, relative to the root."""
        return self.source.path

    @cached_property
    def tree(self) -> tree_sitter.Tree:
        """The syntax tree."""
        return self._parse(self)

    @cached_property
    def found(self) -> Found:
        """What the one pass over the tree found."""
        return self._look(self, None)

    def find(self, owners: Collection[Any]) -> Found:
        """What the patterns of some owners find, at least: the whole tree is gone through only if it must be."""
        return self.found if "found" in vars(self) else self._look(self, owners)

    def start_tags(self) -> Sequence[Node]:
        """The start tags of all elements, in order."""
        return self._tags(self)

    @property
    def is_parsed(self) -> bool:
        """Whether something asked for the tree."""
        return "tree" in vars(self)

    @property
    def is_broken(self) -> bool:
        """Whether the text has syntax errors."""
        is_sound = self.language.is_sound
        if is_sound is not None and is_sound(self):
            return False
        return self.root.has_error and bool(self.data.strip())

    @property
    def root(self) -> Node:
        """The tree's root node."""
        return self.tree.root_node

    @property
    def span(self) -> Span:
        """An empty span at the document's beginning: the place of what concerns the whole."""
        start = self.host.span.start if self.host else 0
        return Span(start, start)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The bytes of the buffer that are this document's."""
        return self.host.spans if self.host else (Span(0, len(self.source.data)),)

    @cached_property
    def complete(self) -> bool:
        """Whether this is a whole page, not a fragment or partial template."""
        return self.language.is_complete(self.data)

    @cached_property
    def elements(self) -> "Elements":
        """The elements of markup: of pages, vector drawings, components."""
        from .elements import Elements

        return Elements(self)

    def text(self, place: Place) -> str:
        """The text of a node, element or span, as it is written."""
        if type(place) is Node:  # nearly always, and asked many times
            return self.source.data[place.start_byte : place.end_byte].decode("utf-8", "replace")
        return self.source.text(span_of(place))

    @cached_property
    def code(self) -> bytes:
        """The bytes of the buffer that are this document's own: for embedded code without its host."""
        if self.host is None:
            return self.data
        return b"\n".join(self.data[span.start : span.end] for span in self.host.spans)

    @cached_property
    def lowered(self) -> bytes:
        """The text in lower case, template tags included, as far as its letters are ASCII.

        Of code in an attribute it holds the attribute's name, and perhaps more of what stands before it.
        """
        if self.host is None:
            return self.source.data.lower()
        if self.host.place == "attribute":
            return b"\n".join(self.data[max(start - _LONGEST_NAME, 0) : end] for start, end in self.host.spans).lower()
        return self.code.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text in lower case: names, keywords, numbers, and what comments and strings consist of."""
        return words_of(self.lowered)

    def mentions(self, *words: str) -> bool:
        """Whether the text holds one of these words, whatever the case of its letters: a quick first question.

        The words are in lower case, and ASCII.
        """
        return any(word.encode() in self.lowered for word in words)

    @cached_property
    def tags(self) -> "Tags | None":
        """The tags of elements in JSX, asked before elements are looked for; None where the text doesn't tell them."""
        from .tags import Tags

        markup = self.language.markup
        return Tags(self, markup) if markup is not None and markup.name else None

    def may_hold(self, tags: Collection[str] | None) -> bool:
        """Whether elements with one of these tags may be there; None: any elements."""
        if self.language.markup is None:
            return False
        if self.tags is not None:
            return "elements" in vars(self) or self.tags.hold(tags)
        return tags is None or any(map(self._may_hold_one, tags))

    def _may_hold_one(self, tag: str) -> bool:
        known = self._tags_written.get(tag)
        if known is None:
            known = self._tags_written[tag] = f"<{tag.lower()}".encode() in self.lowered
        return known

    def tagged(self, *tags: str) -> "list[Element]":
        """The elements with one of these tags, in order."""
        return self.elements.tagged(*tags) if self.may_hold(tags) else []

    def element_at(self, offset: int) -> "Element | None":
        """The element whose start tag holds an offset."""
        if self.language.markup is None or (self.tags is not None and not self.tags.surround(offset)):
            return None
        return self.elements.at(offset)

    def is_unknown(self, place: Place) -> bool:
        """Whether a template tag or a substitution decides a part of it."""
        return bool(self.unknowns.holes) and bool(self.unknowns.within(span_of(place)))

    def kinds(self, group: str) -> frozenset[str]:
        """The node kinds of a group such as "loop" or "function" in this language."""
        return self.language.groups.get(group, frozenset())

    def enclosing(self, node: Node, group: str, within: str = "") -> Node | None:
        """The nearest node of `group` whose body holds `node`; no further up than the nearest of group `within`.

        A loop's header isn't its body: what is iterated over is not "in" the loop.
        """
        kinds, limit = self.kinds(group), self.kinds(within)
        child, parent = node, node.parent
        while parent is not None:
            if parent.type in kinds:
                body = parent.child_by_field_name("body")
                if body is None or (body.start_byte <= child.start_byte and child.end_byte <= body.end_byte):
                    return parent
            if parent.type in limit:
                return None
            child, parent = parent, parent.parent
        return None

    def index(self, name: str) -> Sequence[Node]:
        """The nodes that the language keeps under a name ("import"), in document order."""
        if name not in self._indexed:
            self._indexed[name] = self.find((Index(name),)).indexed.get(name, ())
        return self._indexed[name]

    def once(self, compute: Callable[["Document"], T]) -> T:
        """What `compute` says of this document, computed at the first question."""
        if compute not in self._memory:
            self._memory[compute] = compute(self)
        return cast("T", self._memory[compute])

    def forget(self) -> None:
        """Let go of all that was made of the text. Else it lies about in circles until Python looks for such."""
        if "elements" in vars(self):
            self.elements.forget()
        vars(self).clear()

    def replace(self, node: Node, text: str, title: str, *, safe: bool = False) -> Fix | None:
        """A fix that writes a text in a node's place. None if a comment in it would be lost."""
        return node_fixes.replace(self, node, text, title, safe=safe)

    def remove(self, node: Node, title: str, *, safe: bool = False) -> Fix | None:
        """A fix that removes a statement, declaration or item of a list, with its separator and the line it fills.

        None if a comment in it would be lost or its block needs it.
        """
        return node_fixes.remove(self, node, title, safe=safe)

    def insert_after(self, place: Place, text: str, title: str, *, safe: bool = False) -> Fix:
        """A fix that writes a text after a place, such as a start tag; on its own line if a new line begins there."""
        return node_fixes.insert_after(self, place, text, title, safe=safe)

    def element(self, node: Node) -> "Element | None":
        """The element whose start tag a node is or lies in."""
        return self.element_at(node.start_byte)


def parse(
    parser: tree_sitter.Parser,
    data: bytes,
    ranges: Sequence[tree_sitter.Range] = (),
    expired: Callable[[], bool] = never,
) -> tree_sitter.Tree:
    """Parse a buffer, or the given ranges of it. Raises TimedOutError when `expired` says so."""
    parser.included_ranges = list(ranges)
    size = sum(part.end_byte - part.start_byte for part in ranges) if ranges else len(data)
    if size < TIMED_PARSE_SIZE:
        return parser.parse(data)
    try:
        timed = parser.parse(
            lambda offset, _: data[offset : offset + TIMED_PARSE_SIZE],
            progress_callback=lambda _offset, _error: expired(),
        )
    except ValueError:
        parser.reset()
        if expired():
            raise TimedOutError from None
        raise
    except (TimedOutError, SystemError) as error:  # interrupted within a callback
        parser.reset()  # or the next parse would go on with this one
        raise TimedOutError from error
    # Only a parse that reads through a function can be stopped, but text predicates on such a tree read through it too,
    # slowly and unsafely. An unchanged tree is taken over whole: this second parse costs nothing.
    return parser.parse(data, timed)


def range_of(source: SourceFile, span: Span) -> tree_sitter.Range:
    """A span as tree-sitter wants it for included ranges."""
    return tree_sitter.Range(source.point(span.start), source.point(span.end), span.start, span.end)
