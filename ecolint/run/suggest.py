"""Words of others in our messages: quoted, and the known word that may have been meant."""

from collections.abc import Iterable

from ..texts import say

_LONGEST = 60


def quoted(text: str) -> str:
    """A text of unknown origin between quotes: on one line, without control characters, not endless."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short) + '"'


def suggest(word: str, known: Iterable[str]) -> str:
    """` (did you mean "x"?)` for the nearest of the known words, or nothing."""
    if len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(known), n=1)
    return say(" (did you mean {name}?)", name=quoted(near[0])) if near else ""
