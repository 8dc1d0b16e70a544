"""Findings that say the same of the same line in many files: as of a head that is written into every page.

Text for people folds them in files of all kinds. What hosts keep a list of is folded in whole pages only: there a
layout is the one cause; the same line in many scripts or templates is to be mended in each.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..model.finding import Finding, Related
from ..model.results import Results
from ..model.source import Span
from ..texts import plural

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


@lru_cache(maxsize=1)  # all reports of a run ask
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


def told_once(results: Results) -> Results:
    """The same results, in the language that is spoken, with one finding for what whole pages repeat: the first, which
    counts the others and is related to them."""
    named, _ = repeats(results)
    whole = {first: others for first, others in named.items() if _are_pages((first, *others), results)}
    left_out = {other for others in whole.values() for other in others}
    told = tuple(_with(whole.get(one, ()), one, results) for one in results.findings if one not in left_out)
    return replace(results, findings=told)


def _with(others: Sequence[Finding], first: Finding, results: Results) -> Finding:
    if not others:
        return first
    more = plural("the same in {number} more page", "the same in {number} more pages", len(others))
    message = first.message._replace(translation=f"{first.message}; {more}")
    related = (Related(one.path, one.span, str(one.path)) for one in others)
    return first._replace(
        message=message, related=(*first.related, *related), fingerprint=_fingerprint(_said(first, results))
    )


def _fingerprint(said: tuple[object, ...]) -> str:
    """Whichever page is the first: one more page is no other finding."""
    from hashlib import sha256  # the report for people does without

    return sha256(repr([str(part) for part in said]).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _are_pages(findings: Collection[Finding], results: Results) -> bool:
    return all(results.is_page(finding.path) for finding in findings)


def _said(finding: Finding, results: Results) -> tuple[object, ...]:
    """What is said, and of which text: the whole line, since `.first()` alone says little."""
    source = results.source(finding.path)
    line = source.line_span(source.line_at(finding.span.start))
    if not source.data or source.blank or line.end - line.start > _LONGEST:
        return (finding,)
    within = Span(finding.span.start, min(finding.span.end, finding.span.start + _LONGEST))
    return finding.rule, finding.severity, finding.message.english, source.text(line).strip(), source.text(within)
