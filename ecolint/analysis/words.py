"""Words of a text."""

import re
import string

OF_WORDS = frozenset((string.ascii_letters + string.digits + "_").encode()) | frozenset(range(128, 256))
"""The bytes that words consist of."""
_TABLE = bytes(byte if byte in OF_WORDS else 32 for byte in range(256)).lower()


def words_of(text: bytes) -> frozenset[str]:
    """The words of a text in lower case: names, keywords, numbers, and what comments and strings consist of."""
    return frozenset(_spaced(text).split())


def is_word(text: str) -> bool:
    """Whether a text is one word."""
    return bool(text) and OF_WORDS.issuperset(text.encode())


def _spaced(text: bytes) -> str:
    """A text in lower case, with a space for all that is in no word."""
    return text.translate(_TABLE).decode("utf-8", "replace")


def stem_of(mention: str) -> str:
    """What is looked for among words before a mention is looked for in a text: its longest word, or part of a word.

    A space stands where the word must begin or end: " ul" for "<ul".
    """
    return max(re.findall(" ?[^ ]+ ?", _spaced(mention.encode())), key=len, default="")
