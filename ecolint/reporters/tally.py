"""Counts for the end of a report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..model.finding import Severity
from ..model.results import Results


class Tally(NamedTuple):
    """How many findings of what kind; the most frequent first, levels by weight."""

    files: int
    """Files with findings."""
    levels: Mapping[str, int]
    """All three, also those with none."""
    rules: Mapping[str, int]
    saves: Mapping[str, int]
    """A finding counts for each resource that its rule saves."""
    safe_fixes: int
    unsafe_fixes: int
    suppressed: Mapping[str, int]
    """Kind of suppression → how many."""


def tally(results: Results) -> Tally:
    """Count a run's findings."""
    findings = results.findings
    saves = {rule.name: rule.saves for rule in results.rules}
    levels = Counter(finding.severity for finding in findings)
    fixes = Counter(finding.fix.safe for finding in findings if finding.fix)
    return Tally(
        files=len({finding.path for finding in findings}),
        levels={str(level): levels[level] for level in Severity},
        rules=_by_frequency(finding.rule for finding in findings),
        saves=_by_frequency(resource for finding in findings for resource in saves.get(finding.rule, ())),
        safe_fixes=fixes[True],
        unsafe_fixes=fixes[False],
        suppressed=_by_frequency(finding.suppression.kind for finding in results.suppressed if finding.suppression),
    )


def _by_frequency(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
