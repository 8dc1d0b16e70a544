"""What selectors are made of: tests of an element and of its place, where attributes and siblings may be unknown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
import re
from typing import Protocol, TypeAlias


class Unknown:
    """The type of `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
"""A value that an expression decides at run time."""


class Selectable(Protocol):
    """What selectors look at. Elements are equal to themselves only."""

    @property
    def tag(self) -> str: ...

    @property
    def parent(self) -> "Selectable | None":
        """None at the top: such an element is `:root`, and its siblings are unknown."""

    @property
    def children(self) -> "Sequence[Selectable]":
        """Elements only, in document order."""

    def lookup(self, name: str, /) -> str | Unknown | None:
        """An attribute's value by its name in lower case.

        "" if it has none; UNKNOWN if an expression decides it, or if the attribute is only perhaps there; None if it
        is surely absent.
        """


Test: TypeAlias = Callable[[Selectable, bool], bool]
"""`test(element, guess)`: does the element match, if each unknown answers `guess`?

`:not` turns the guess round, so True asks for "possibly" and False for "surely" at any depth.
"""


Axis: TypeAlias = Callable[[Selectable], Iterable[Selectable] | None]
"""Where a combinator leads, nearest first; None: to elements that nobody knows."""


def anything(_element: Selectable, _guess: bool) -> bool:
    """`*`."""
    return True


def tagged(tag: str) -> Test:
    return lambda element, _: element.tag == tag


def negated(test: Test) -> Test:
    return lambda element, guess: not test(element, not guess)


def all_of(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    first, rest = tests[0], all_of(tests[1:])
    return lambda element, guess: first(element, guess) and rest(element, guess)


def any_of(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    first, rest = tests[0], any_of(tests[1:])
    return lambda element, guess: first(element, guess) or rest(element, guess)


def present(name: str) -> Test:
    def test(element: Selectable, guess: bool) -> bool:
        value = element.lookup(name)
        return value is not None and (guess or value is not UNKNOWN)

    return test


def compare(name: str, accepts: Callable[[str, str], bool], expected: str, fold: bool = False) -> Test:
    if fold:
        expected = _folded(expected)

    def test(element: Selectable, guess: bool) -> bool:
        value = element.lookup(name)
        if isinstance(value, str):
            return accepts(_folded(value) if fold else value, expected)
        return guess and value is not None

    return test


def _folded(value: str) -> str:
    """In lower case, as far as the letters are ASCII."""
    return value.lower() if value.isascii() else re.sub("[A-Z]+", lambda match: match[0].lower(), value)


def words(value: str) -> list[str]:
    return re.split(r"[ \t\n\r\f]+", value)


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, expected: value == expected,
    "~=": lambda value, word: word in value and word in words(value),
    "|=": lambda value, start: value == start or value.startswith(start + "-"),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": lambda value, part: part in value,
}


def _placed(check: Callable[[Selectable, Sequence[Selectable]], bool]) -> Test:
    """A test of an element's place among its siblings."""

    def test(element: Selectable, guess: bool) -> bool:
        return guess if element.parent is None else check(element, element.parent.children)

    return test


PLACES: dict[str, Test] = {
    "root": lambda element, _: element.parent is None,
    "first-child": _placed(lambda element, siblings: siblings[0] is element),
    "last-child": _placed(lambda element, siblings: siblings[-1] is element),
    "only-child": _placed(lambda _, siblings: len(siblings) == 1),
    "first-of-type": _placed(
        lambda element, siblings: next(other for other in siblings if other.tag == element.tag) is element
    ),
}


def nth(step: int, offset: int, of_type: bool) -> Test:
    """`:nth-child(step n + offset)`, or `:nth-of-type()`."""

    def check(element: Selectable, siblings: Sequence[Selectable]) -> bool:
        before = siblings.index(element)
        if of_type:
            before = sum(other.tag == element.tag for other in siblings[:before])
        beyond = before + 1 - offset
        return beyond == 0 if step == 0 else beyond % step == 0 and beyond // step >= 0

    return _placed(check)


def _parent(element: Selectable) -> Iterable[Selectable]:
    return () if element.parent is None else (element.parent,)


def _ancestors(element: Selectable) -> Iterator[Selectable]:
    parent = element.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _descendants(element: Selectable) -> Iterator[Selectable]:
    waiting = [*reversed(element.children)]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(found.children)


def _siblings(part: Callable[[Sequence[Selectable], int], Iterable[Selectable]]) -> Axis:
    def axis(element: Selectable) -> Iterable[Selectable] | None:
        siblings = element.parent.children if element.parent is not None else None
        return None if siblings is None else part(siblings, siblings.index(element))

    return axis


BACKWARD: dict[str, Axis] = {
    " ": _ancestors,
    ">": _parent,
    "+": _siblings(lambda siblings, place: siblings[:place][-1:]),
    "~": _siblings(lambda siblings, place: reversed(siblings[:place])),
}
FORWARD: dict[str, Axis] = {
    " ": _descendants,
    ">": lambda element: element.children,
    "+": _siblings(lambda siblings, place: siblings[place + 1 : place + 2]),
    "~": _siblings(lambda siblings, place: siblings[place + 1 :]),
}


def leads(steps: Sequence[tuple[Axis, Test]]) -> Test:
    """Whether some way along the steps exists: from an element to others, each of which passes its test."""
    last = len(steps) - 1

    def walk(element: Selectable, guess: bool, at: int, seen: Sequence[set[Selectable]]) -> bool:
        axis, test = steps[at]
        others = axis(element)
        if others is None:
            return guess
        for other in others:
            if at:  # the first step is taken only once
                # Ways come by outer elements before inner ones, and by near ones before far ones:
                # whatever lies beyond a seen element has been seen with it, and led nowhere.
                if other in seen[at]:
                    return False
                seen[at].add(other)
            if test(other, guess) and (at == last or walk(other, guess, at + 1, seen)):
                return True
        return False

    return lambda element, guess: walk(element, guess, 0, [set() for _ in steps])
