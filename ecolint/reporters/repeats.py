"""Findings that say the same of the same line in many files: as of a head that is written into every page."""

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from ..model.finding import Finding
from ..model.results import Results
from ..model.source import Span

_LEAST = 3
"""Files from which the others are only named beside the first."""
_LONGEST = 1_000
"""Bytes of a line that is compared."""


class Repeats(NamedTuple):
    """What needs to be shown once."""

    named: Mapping[Finding, Sequence[Finding]]
    """The first of such findings → those in other files that are only named beside it."""
    left_out: Collection[Finding]
    """These."""


def repeats(results: Results) -> Repeats:
    """The findings that say the same in many files. Little is kept of others, however many there are."""
    all_said = array("q", (hash(_said(finding, results)) for finding in results.findings))
    times = Counter(all_said)
    alike: dict[int, list[Finding]] = {}
    for finding, said in zip(results.findings, all_said, strict=True):
        if times[said] >= _LEAST:
            alike.setdefault(said, []).append(finding)
    groups = [group for group in alike.values() if len({finding.path for finding in group}) == len(group)]
    return Repeats({group[0]: group[1:] for group in groups}, {finding for group in groups for finding in group[1:]})


def _said(finding: Finding, results: Results) -> tuple[object, ...]:
    """What is said, and of which text: the whole line, since `.first()` alone says little."""
    source = results.source(finding.path)
    line = source.line_span(source.line_at(finding.span.start))
    if not source.data or source.blank or line.end - line.start > _LONGEST:
        return (finding,)
    within = Span(finding.span.start, min(finding.span.end, finding.span.start + _LONGEST))
    return finding.rule, finding.severity, finding.message.english, source.text(line).strip(), source.text(within)
