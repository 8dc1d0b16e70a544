"""Texts that must stand in a document for a pattern to find anything in it: asked before the document is parsed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from .words import stem_of, words_of

Thing = TypeVar("Thing")


class Sign(NamedTuple):
    """A text in lower case."""

    text: str
    whole: bool = True
    """It begins and ends where words do."""


Signs: TypeAlias = tuple[frozenset[Sign], ...]
"""Alternatives: all signs of one of them must be there."""

ANYTHING: Signs = (frozenset(),)
"""Nothing needs to be there."""
_MARKS = frozenset("<@")
_ALTERNATIVES = 256
_MOST_SILENT = 100_000


def tag_sign(tag: str) -> Sign:
    """What stands where an element of markup begins."""
    return Sign(f"<{tag.lower()}")


def is_tag_sign(sign: Sign) -> bool:
    """Whether it stands where an element begins."""
    return sign.text.startswith("<")


def mention_signs(mentions: Iterable[str]) -> Signs:
    """One of some texts, which may stand within words; tags and at-rules are whole words."""
    return tuple(frozenset((Sign(mention, mention[:1] in _MARKS),)) for mention in mentions)


def all_of_them(parts: Sequence[Signs]) -> Signs:
    """What must be there for all of the parts."""
    size = 1
    for part in parts:
        size *= len(part)
    if size > _ALTERNATIVES:
        return min(parts, key=len)
    return tuple(dict.fromkeys(frozenset[Sign]().union(*chosen) for chosen in product(*parts)))


def any_of_them(parts: Sequence[Signs]) -> Signs:
    """What must be there for one of the parts."""
    return tuple(dict.fromkeys(alternative for part in parts for alternative in part))


class Sought(Generic[Thing]):
    """Things by their signs. However many there are, most of a text is gone through once, for its words."""

    def __init__(self, things: Iterable[tuple[Thing, Signs]]) -> None:
        self._by_word: dict[str, list[_Alternative[Thing]]] = {}
        self._by_text: dict[str, list[_Alternative[Thing]]] = {}
        self._always: set[Thing] = set()
        for thing, signs in things:
            for alternative in signs:
                if not alternative:
                    self._always.add(thing)
                    continue
                words = frozenset(word for sign in alternative if sign.whole for word in words_of(sign.text.encode()))
                texts = sorted((sign.text for sign in alternative if {sign.text} - words), key=lambda text: -len(text))
                made = _Alternative(words, tuple(text.encode() for text in texts), thing)
                if words:
                    self._by_word.setdefault(max(sorted(words), key=len), []).append(made)
                else:
                    self._by_text.setdefault(texts[0], []).append(made)
        self._words = frozenset(self._by_word)
        self._texts = [(text, text.encode(), stem_of(text)) for text in self._by_text]
        self._silent: set[str] = set()
        """Words that hold no text's stem: files of a project share most of them."""

    def among(self, words: frozenset[str], text: bytes) -> set[Thing]:
        """Those whose signs are in a text, given in lower case, of these words."""
        found = [one for word in self._words & words for one in self._by_word[word]]
        if self._texts:
            found += self._by_texts(words, text)
        found = [one for one in found if one.words <= words]
        absent = {sought for sought in {sought for one in found for sought in one.texts} if sought not in text}
        return self._always.union(one.thing for one in found if absent.isdisjoint(one.texts))

    def _by_texts(self, words: frozenset[str], text: bytes) -> "Iterator[_Alternative[Thing]]":
        unknown = words - self._silent
        each_once = f" {' '.join(unknown)} "  # a fraction of the text
        stems = set()
        for sign, written, stem in self._texts:
            if stem in each_once:
                stems.add(stem.strip())
                if stem == sign or written in text:
                    yield from self._by_text[sign]
        stems.discard("")
        if len(self._silent) > _MOST_SILENT:
            self._silent.clear()
        self._silent.update(word for word in unknown if not any(stem in word for stem in stems))


class _Alternative(NamedTuple, Generic[Thing]):
    words: frozenset[str]
    texts: tuple[bytes, ...]
    thing: Thing
