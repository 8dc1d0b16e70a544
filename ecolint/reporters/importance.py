"""Which findings to keep where a host takes only so many."""

from collections.abc import Iterable, Sequence

from ..model.declaration import PRECISION
from ..model.finding import Finding
from ..model.rule import Rule


def by_importance(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """By level, then how often the rule is right, then place."""
    precision = {rule.name: PRECISION.index(rule.precision) for rule in rules}
    return sorted(
        findings, key=lambda finding: (finding.severity.weight, precision.get(finding.rule, 0), finding.order)
    )


def most_important(findings: Sequence[Finding], limit: int, rules: Iterable[Rule]) -> Sequence[Finding]:
    """All findings in their order, or the `limit` most important ones, these first."""
    return findings if len(findings) <= limit else by_importance(findings, rules)[:limit]


def truncated(total: int, shown: int, whose: str) -> str | None:
    """The sentence to say when findings are left out: "showing 5000 of 12345 findings (SARIF limit)"."""
    return f"showing {shown} of {total} findings ({whose} limit)" if shown < total else None
