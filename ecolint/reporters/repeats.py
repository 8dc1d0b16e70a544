"""Findings that say the same of the same line in many files: as of a head that is written into every page."""

from collections.abc import Mapping, Sequence

from ..model.finding import Finding
from ..model.results import Results
from ..model.source import Span

_LEAST = 3
"""Files from which the others are only named beside the first."""

_LONGEST = 1_000
"""Bytes of a line that is compared."""


def repeated(results: Results) -> Mapping[Finding, Sequence[Finding]]:
    """Findings to show, in order → those in other files that need only be named beside them."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in results.findings:
        alike.setdefault(_said(finding, results), []).append(finding)
    named: dict[Finding, list[Finding]] = {}
    for group in alike.values():
        if len(group) >= _LEAST and len({finding.path for finding in group}) == len(group):
            named[group[0]] = group[1:]
    left_out = {finding for group in named.values() for finding in group}
    return {finding: named.get(finding, ()) for finding in results.findings if finding not in left_out}


def _said(finding: Finding, results: Results) -> tuple[object, ...]:
    """What is said, and of which text: the whole line, since `.first()` alone says little."""
    source = results.source(finding.path)
    line = source.line_span(source.line_at(finding.span.start))
    if not source.data or source.blank or line.end - line.start > _LONGEST:
        return (finding,)
    within = Span(finding.span.start, min(finding.span.end, finding.span.start + _LONGEST))
    return finding.rule, finding.severity, finding.message.english, source.text(line).strip(), source.text(within)
