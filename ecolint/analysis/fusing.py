"""Patterns of one shape are looked for at once: as one pattern with all their names, told apart afterwards.

Every pattern of its own costs time at each node of its shape; a list of names is looked through in a fraction of it.
"""

from collections.abc import Iterable, Iterator
import re
from typing import NamedTuple

_NAMES = re.compile(r'\(#(?:any-of|eq)\? @([\w.-]+)((?:\s+"[^"\\]*")+)\s*\)')
_NAME = re.compile(r'"([^"\\]*)"')


class Shape(NamedTuple):
    """A pattern without the names that one of its captures must have."""

    before: str
    after: str
    capture: str


class Fused(NamedTuple):
    """What several patterns of one shape look for: the number of each under the names it wants."""

    source: str
    capture: str
    """Whose text is the name; "" for a pattern that stays alone."""
    wanted: dict[str, tuple[int, ...]]


def fuse(patterns: Iterable[str]) -> Iterator[Fused]:
    """Join the patterns that differ only in the names of one capture (`#any-of?`, `#eq?`)."""
    groups: dict[Shape | int, dict[str, list[int]]] = {}
    sources: dict[int, str] = {}
    for number, pattern in enumerate(patterns):
        sources[number] = pattern
        shape, names = _shape(pattern)
        wanted = groups.setdefault(shape if shape is not None else number, {})
        for name in names:
            if number not in wanted.setdefault(name, []):
                wanted[name].append(number)
    for key, wanted in groups.items():
        if isinstance(key, int):
            yield Fused(sources[key], "", {"": (key,)})
        else:
            listed = " ".join(f'"{name}"' for name in wanted)
            source = f"{key.before}(#any-of? @{key.capture} {listed}){key.after}"
            yield Fused(source, key.capture, {name: tuple(numbers) for name, numbers in wanted.items()})


def names_of(pattern: str) -> tuple[str, frozenset[str]]:
    """A capture whose text a pattern asks for, and the texts that it may have; neither, if it asks for none."""
    found = _NAMES.search(pattern)
    return (found[1], frozenset(_NAME.findall(found[2]))) if found else ("", frozenset())


def _shape(pattern: str) -> tuple[Shape | None, list[str]]:
    """A pattern's shape and names, if names are all that it asks of a text."""
    found = _NAMES.search(pattern)
    if found is None or pattern.count("(#") != 1 or ";" in pattern:
        return None, [""]
    return Shape(pattern[: found.start()], pattern[found.end() :], found[1]), _NAME.findall(found[2])
