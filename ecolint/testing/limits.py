"""Cases of rule files, whose authors may be strangers."""

from collections.abc import Iterator, Sequence

from ..run.guard import CutOffError, Guard
from .cases import Case

LONGEST = 30.0
"""Seconds of processor time for a case of a rule file."""


def failures_of(cases: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Each case with what doesn't hold, if anything; one that takes for ever is stopped, the rule's others left out."""
    guard = Guard(lambda number: cases[number].failure(), LONGEST)
    endless = ""
    for number, case in enumerate(cases):
        if case.rule.name == endless:
            continue
        try:
            told = guard(number)
        except CutOffError as error:
            endless, told = case.rule.name, str(error)
        yield case, told
