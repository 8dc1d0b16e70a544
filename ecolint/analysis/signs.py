"""Texts that must stand in a document for a pattern to find anything in it: asked before the document is parsed."""

from collections.abc import Iterable, Sequence
from itertools import product
import re
from typing import TypeAlias

Signs: TypeAlias = tuple[frozenset[str], ...]
"""Alternatives: all texts of one of them must be there, in lower case. A tag is written with its angle bracket."""

ANYTHING: Signs = (frozenset(),)
"""Nothing needs to be there."""
_ALTERNATIVES = 32
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


class Sought:
    """Signs, as they are looked for in a text: of each alternative the longest first, as it is found least often."""

    def __init__(self, signs: Signs) -> None:
        rest: dict[bytes, list[tuple[bytes, ...]]] = {}
        for alternative in signs:
            texts = sorted((text.encode() for text in alternative), key=lambda text: (-len(text), text))
            rest.setdefault(texts[0] if texts else b"", []).append(tuple(texts[1:]))
        self._rest = sorted(rest.items(), key=lambda first: (len(first[0]), first))

    def are_in(self, text: bytes) -> bool:
        """Whether a text, given in lower case, holds all of one alternative."""
        for first, others in self._rest:
            if first in text:
                for rest in others:
                    if not rest or all(one in text for one in rest):
                        return True
        return False
