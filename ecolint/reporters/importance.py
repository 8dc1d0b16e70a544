"""Which findings to keep where a host takes only so many."""

from collections.abc import Callable, Iterable, Sequence
import heapq
from pathlib import PurePosixPath
from typing import TypeAlias

from ..model.declaration import PRECISION
from ..model.finding import Finding
from ..model.rule import Rule
from ..texts import say

Importance: TypeAlias = tuple[int, int, tuple[PurePosixPath, int, int, str, str]]


def importance(rules: Iterable[Rule]) -> Callable[[Finding], Importance]:
    """What to sort by: level, then how often the rule is right, then place."""
    precision = {rule.name: PRECISION.index(rule.precision or "high") for rule in rules}
    return lambda finding: (finding.severity.weight, precision.get(finding.rule, 0), finding.order)


def first(findings: Iterable[Finding], limit: int, rules: Iterable[Rule]) -> list[Finding]:
    """The `limit` most important findings, these first. Keeps no more than it gives."""
    return heapq.nsmallest(limit, findings, importance(rules))


def most_important(findings: Sequence[Finding], limit: int, rules: Iterable[Rule]) -> Sequence[Finding]:
    """All findings in their order, or the `limit` most important ones, these first."""
    return findings if len(findings) <= limit else first(findings, limit, rules)


def truncated(total: int, shown: int, whose: str) -> str | None:
    """The sentence to say when findings are left out: "showing 5000 of 12345 results (SARIF limit)"."""
    if shown >= total:
        return None
    return say("showing {shown} of {total} results ({whose} limit)", shown=shown, total=total, whose=say(whose))
