"""Texts that must stand in a document for a pattern to find anything in it: asked before the document is parsed."""

from collections.abc import Iterable, Sequence
from itertools import product
import re
from typing import Generic, TypeAlias, TypeVar

Thing = TypeVar("Thing")

Signs: TypeAlias = tuple[frozenset[str], ...]
"""Alternatives: all texts of one of them must be there, in lower case. A tag is written with its angle bracket."""

ANYTHING: Signs = (frozenset(),)
"""Nothing needs to be there."""
_ALTERNATIVES = 256
_PLAIN = re.compile(r"[\w./:-]+", re.ASCII)


def sign_of_value(value: str) -> Iterable[str]:
    """What stands in a text where an attribute has a value, or one that holds this: nothing that may be escaped."""
    return (value.lower(),) if _PLAIN.fullmatch(value) else ()


def all_of_them(parts: Sequence[Signs]) -> Signs:
    """What must be there for all of the parts."""
    size = 1
    for part in parts:
        size *= len(part)
    if size > _ALTERNATIVES:
        return min(parts, key=len)
    return tuple(dict.fromkeys(frozenset[str]().union(*chosen) for chosen in product(*parts)))


def any_of_them(parts: Sequence[Signs]) -> Signs:
    """What must be there for one of the parts."""
    return tuple(dict.fromkeys(alternative for part in parts for alternative in part))


class Sought(Generic[Thing]):
    """Things by their signs. However many there are, a text is gone through a few times."""

    def __init__(self, things: Iterable[tuple[Thing, Signs]]) -> None:
        alternatives = [(thing, alternative) for thing, signs in things for alternative in signs]
        marked = {sign for _, alternative in alternatives for sign in alternative if not sign[:1].isalnum()}
        # Those that begin with a mark are found in one go, several times as fast as each by itself.
        self._marks = {sign.encode(): sign for sign in marked if not any(sign[0] in other[1:] for other in marked)}
        self._together = re.compile(b"|".join(map(re.escape, sorted(self._marks, key=len, reverse=True))) or b"(?!)")
        self._begun = {
            mark: [sign for other, sign in self._marks.items() if mark.startswith(other)] for mark in self._marks
        }
        self._by_mark: dict[str, list[tuple[frozenset[str], tuple[bytes, ...], Thing]]] = {}
        self._by_text: dict[bytes, list[tuple[tuple[bytes, ...], Thing]]] = {}
        known = frozenset(self._marks.values())
        for thing, alternative in alternatives:
            marks = alternative & known
            texts = [sign.encode() for sign in sorted(alternative - known, key=lambda sign: (-len(sign), sign))]
            if marks:
                self._by_mark.setdefault(max(sorted(marks), key=len), []).append((marks, tuple(texts), thing))
            else:
                self._by_text.setdefault(texts[0] if texts else b"", []).append((tuple(texts[1:]), thing))

    def among(self, text: bytes) -> set[Thing]:
        """Those whose signs are in a text, given in lower case."""
        wanted = set()
        found = {sign for mark in set(self._together.findall(text)) for sign in self._begun[mark]}
        for mark in found:
            for marks, texts, thing in self._by_mark.get(mark, ()):
                if marks <= found and all(one in text for one in texts):
                    wanted.add(thing)
        for first, things in self._by_text.items():
            if first in text:
                wanted.update(thing for texts, thing in things if all(one in text for one in texts))
        return wanted
