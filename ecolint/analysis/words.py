"""Words of a text, and who has something to say where they stand: asked before any rule is called."""

from collections.abc import Iterable, Iterator
import re
import string
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")

OF_WORDS = frozenset((string.ascii_letters + string.digits + "_").encode()) | frozenset(range(128, 256))
"""The bytes that words consist of."""
_MOST_SILENT = 100_000
_TABLE = bytes(byte if byte in OF_WORDS else 32 for byte in range(256)).lower()


class Asked(NamedTuple):
    """What a thing asks for: one of these must be there; of neither, it is for every text."""

    words: tuple[str, ...] = ()
    """Texts, such as "pandas.concat", whose words must all be there as whole words."""
    mentions: tuple[str, ...] = ()
    """Texts in lower case that may stand anywhere, within a word too."""


def words_of(text: bytes) -> frozenset[str]:
    """The words of a text in lower case: names, keywords, numbers, and what comments and strings consist of."""
    return frozenset(_spaced(text).split())


def is_word(text: str) -> bool:
    """Whether a text is one word."""
    return bool(text) and OF_WORDS.issuperset(text.encode())


def longest_word(text: str) -> str:
    """The longest of the words of a text, in lower case; "" if there is none."""
    return max(sorted(words_of(text.encode())), key=len, default="")


def _spaced(text: bytes) -> str:
    """A text in lower case, with a space for all that is in no word."""
    return text.translate(_TABLE).decode("utf-8", "replace")


def _sign(mention: str) -> str:
    """What is looked for among words before a mention is looked for in a text: its longest word, or part of a word.

    A space stands where the word must begin or end: " ul" for "<ul".
    """
    return max(re.findall(" ?[^ ]+ ?", _spaced(mention.encode())), key=len, default="")


class Asking(Generic[Thing]):
    """Things by what they ask for. However many there are, a text is hardly gone through more than once."""

    def __init__(self, things: Iterable[tuple[Thing, Asked]]) -> None:
        self._always: set[Thing] = set()
        self._by_word: dict[str, list[tuple[frozenset[str], Thing]]] = {}
        self._by_mention: dict[str, list[Thing]] = {}
        for thing, asked in things:
            if not asked.words and not asked.mentions:
                self._always.add(thing)
            for text in asked.words:
                self._by_word.setdefault(longest_word(text), []).append((words_of(text.encode()), thing))
            for text in asked.mentions:
                self._by_mention.setdefault(text, []).append(thing)
        self._words = frozenset(self._by_word)
        self._silent: set[str] = set()
        """Words that hold no mention: files of a project share most of them."""
        self._mentions = [(text, text.encode(), _sign(text)) for text in self._by_mention]

    @property
    def looks_for_words(self) -> bool:
        """Whether any of them asks for words."""
        return bool(self._words)

    def among(self, words: frozenset[str], text: bytes) -> set[Thing]:
        """Those for a text, given in lower case, of these words."""
        return self._always.union(self._by_words(words), *self._by_mentions(words, text))

    def _by_words(self, words: frozenset[str]) -> Iterator[Thing]:
        for word in self._words & words:
            for wanted, thing in self._by_word[word]:
                if wanted <= words:
                    yield thing

    def _by_mentions(self, words: frozenset[str], text: bytes) -> Iterator[list[Thing]]:
        unknown = words - self._silent
        each_once = f" {' '.join(unknown)} "  # a fraction of the text
        signs = set()
        for mention, written, sign in self._mentions:
            if sign in each_once:
                signs.add(sign.strip())
                if sign == mention or written in text:
                    yield self._by_mention[mention]
        signs.discard("")
        self._silent.update(word for word in unknown if not any(sign in word for sign in signs))
        if len(self._silent) > _MOST_SILENT:
            self._silent.clear()
