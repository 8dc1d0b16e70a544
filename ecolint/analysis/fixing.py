"""Edits → new bytes, and which fixes of a file can be made at once."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence

from ..model.finding import Edit, Finding, Fix


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes after the edits. Raises ValueError if two of them overlap."""
    parts, position = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if edit.span.start < position:
            raise ValueError(f"edits overlap at byte {edit.span.start}")
        parts += [data[position : edit.span.start], edit.text.encode()]
        position = edit.span.end
    return b"".join([*parts, data[position:]])


def choose(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Finding]:
    """Findings of one file whose fixes don't touch each other: safe ones first, then by place.

    The others wait until these are made and the file was linted again. The choice depends on the fixes only, not on the
    order of findings or the names of rules. Findings with the very same edits are mended together.
    """
    by_edits: dict[tuple[Edit, ...], list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None and (finding.fix.safe or unsafe):
            by_edits.setdefault(tuple(sorted(set(finding.fix.edits))), []).append(finding)
    taken: list[Edit] = []
    chosen: list[Finding] = []
    for edits in sorted(by_edits, key=lambda edits: (not any(_safe(one.fix) for one in by_edits[edits]), edits)):
        if not _touch(edits, taken):
            for edit in edits:
                insort(taken, edit)
            chosen += by_edits[edits]
    return chosen


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """All edits of findings' fixes."""
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def _safe(fix: Fix | None) -> bool:
    return fix is not None and fix.safe


def _touch(edits: Sequence[Edit], taken: Sequence[Edit]) -> bool:
    """Whether an edit shares a byte or a place of insertion with one that is taken."""
    for edit in edits:
        first = bisect_left(taken, edit.span.start, key=lambda one: one.span.end)
        last = bisect_right(taken, edit.span.end, key=lambda one: one.span.start)
        if any(edit.span.overlaps(one.span) for one in taken[first:last]):
            return True
    return False
