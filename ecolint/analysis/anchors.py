"""Anchors: texts of which one stands in whatever a pattern matches, so that it is looked for around them only."""

from collections.abc import Collection, Iterable, Iterator, Mapping
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from .words import OF_WORDS, is_word

if TYPE_CHECKING:
    from tree_sitter import Node

    from .document import Document

Texts: TypeAlias = frozenset[str]
Some = TypeVar("Some")

ANYWHERE: Texts = frozenset()
ROOT = ""
"""Stands in every document, at its root."""
EMBEDDED = "(#is? embedded)"
"""Stands in code that lies in another document, at its root."""
_TOKEN = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"|;[^\n]*|(?P<open>[(\[])|(?P<close>[)\]])|(?P<optional>[?*])'
    r"|(?P<predicate>#[\w-]+[?!]|MISSING\b)|@[\w.-]+|[\w-]+:|(?P<kind>\w+)"
)


class Anchors(NamedTuple):
    """Where a pattern can match."""

    texts: Texts
    """One of these stands in each match; none: it may match anywhere."""
    kinds: frozenset[str] = frozenset()
    """Kinds of nodes that a match begins with."""
    height: int = 0
    """How many levels above such a text it begins, at most."""


def anchors_of(pattern: str, names: Texts, known: Mapping[str, str]) -> Anchors:
    """The anchors of a pattern: the names that it asks for, or else its tokens and kinds of nodes.

    `known`: kind → a text that each of its nodes holds, in itself or at most two levels below. What is optional is no
    anchor. Of several that all stand in a match the longest is taken, as it is the rarest.
    """
    groups = re.match(r"[\s(]*?(?=[(\[]\s*\w|\[)", pattern)
    around = groups[0].count("(") if groups is not None else 0
    kinds = _first_kinds(pattern)
    waiting: list[tuple[str, list[Texts]]] = []
    bracket, found, height = "", list[Texts](), 0
    for token in _TOKEN.finditer(pattern):
        if token["open"]:
            waiting.append((bracket, found))
            bracket, found = token["open"], []
            height = max(height, sum(opened == "(" for opened, _ in waiting) + (bracket == "("))
        elif token["predicate"]:
            bracket = "#"
        elif token["close"]:
            inner = _either(found) if bracket == "[" else ANYWHERE if bracket == "#" else _rarest(found)
            bracket, found = waiting.pop()
            found.append(inner)
        elif token["optional"]:
            found[-1:] = [ANYWHERE]
        elif token["text"] is not None:  # between the words of "not in" there may be more than a space
            found.append(ANYWHERE if " " in token["text"] else frozenset((token["text"],)))
        elif token["kind"]:
            text = known.get(token["kind"])
            found.append(ANYWHERE if text is None else frozenset((text,)))
    height += -1 - around if names else 2 - around
    return Anchors((names or _rarest(found)) if kinds else ANYWHERE, kinds, height)


def _first_kinds(pattern: str) -> frozenset[str]:
    """The kinds of nodes that matches of a pattern begin with; none if they aren't told."""
    pattern = re.sub(r"^[\s(]*(?=[(\[])", "", pattern)
    if pattern.startswith("["):
        inner, depth, kinds = pattern[1:], 0, set[str]()
        for token in re.finditer(r'[()\[\]"]|(?<=\()\s*\w+', inner):
            if token[0] == "(":
                depth += 1
            elif token[0] == ")":
                depth -= 1
            elif depth == 0:
                return frozenset(kinds) if token[0] == "]" else frozenset()
            elif depth == 1 and token[0].strip().isidentifier():
                kinds.add(token[0].strip())
        return frozenset()
    found = re.match(r"\(\s*(\w+)", pattern)
    return frozenset((found[1],)) if found is not None and found[1] != "_" else frozenset()


def _either(found: list[Texts]) -> Texts:
    return ANYWHERE.union(*found) if all(found) else ANYWHERE


def _rarest(found: list[Texts]) -> Texts:
    return max(found, key=lambda texts: min(map(len, texts), default=-1), default=ANYWHERE)


class _Text(NamedTuple):
    """A text that owners of patterns look around."""

    written: bytes
    owners: frozenset[object]
    kinds: dict[str, int]
    """Kinds of nodes that matches begin with, and how many levels above the text, at most."""
    height: int


class Anchored:
    """Owners of patterns by their anchors. However many there are, only what stands in a text is looked for."""

    def __init__(self, patterns: Iterable[tuple[Any, Anchors]]) -> None:
        self._anywhere: set[object] = set()
        by_text: dict[str, list[tuple[object, Anchors]]] = {}
        for owner, anchors in patterns:
            if not anchors.texts:
                self._anywhere.add(owner)
            for text in anchors.texts:
                by_text.setdefault(text, []).append((owner, anchors))
        self._by_word: dict[str, list[_Text]] = {}
        for text, some in by_text.items():
            kinds: dict[str, int] = {}
            for _, anchors in some:
                for kind in anchors.kinds:
                    kinds[kind] = max(anchors.height, kinds.get(kind, 0))
            owners = frozenset(owner for owner, _ in some)
            made = _Text(text.encode(), owners, kinds, max(anchors.height for _, anchors in some))
            self._by_word.setdefault(text.lower() if is_word(text) else "", []).append(made)
        self._words = frozenset(self._by_word)

    def among(self, document: "Document", owners: Collection[Some]) -> "set[Some]":
        """Those of some owners whose patterns may match in a document, by what stands in its text."""
        possible = set(self._anywhere)
        for word in document.once(self._written):
            for text in self._by_word[word]:
                possible |= text.owners
        for text in self._by_word.get("", ()):
            if not text.owners <= possible and _stands(document, text.written):
                possible |= text.owners
        return {owner for owner in owners if owner in possible}

    def _written(self, document: "Document") -> frozenset[str]:
        """Of all words of anchors those that stand in a document."""
        return self._words & document.words

    def beginnings(self, document: "Document", owners: Collection[object]) -> "list[Node] | None":
        """The nodes that matches of some owners' patterns may begin with, in order. None: any may."""
        if not self._anywhere.isdisjoint(owners):
            return None
        found: dict[int, Node] = {}
        spans, markup = document.spans, document.language.markup
        data = document.data.lower() if markup is not None and markup.fold_tags else document.data
        for word in ("", *document.once(self._written)):
            for text in self._by_word.get(word, ()):
                if text.owners.isdisjoint(owners):
                    continue
                if text.written in _ROOTS:
                    found[document.root.id] = document.root
                    continue
                for place in _places(data, text.written, spans, alone=bool(word)):
                    end = place + len(text.written)
                    node = document.root.descendant_for_byte_range(place, end)
                    if node is None or node.start_byte != place or node.end_byte != end:
                        continue  # a part of a comment, a text or a longer name
                    for level in range(text.height + 1):
                        if node is None:
                            break
                        if level <= text.kinds.get(node.type, -1):
                            found[node.id] = node
                        node = node.parent
        return sorted(found.values(), key=lambda node: (node.start_byte, -node.end_byte))


_ROOTS = frozenset((ROOT.encode(), EMBEDDED.encode()))


def _stands(document: "Document", text: bytes) -> bool:
    return document.host is not None if text == EMBEDDED.encode() else text in document.data


def _places(data: bytes, text: bytes, spans: Iterable[tuple[int, int]], *, alone: bool) -> Iterator[int]:
    """Where a text stands; `alone`: where it is no part of a longer word."""
    size, length = len(data), len(text)
    for start, end in spans:
        place = data.find(text, start, end)
        while place >= 0:
            after = place + length
            if not alone or (
                (place == 0 or data[place - 1] not in OF_WORDS) and (after == size or data[after] not in OF_WORDS)
            ):
                yield place
            place = data.find(text, after, end)
