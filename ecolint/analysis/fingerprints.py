"""Fingerprints: what makes a finding the same one when lines move."""

from collections.abc import Sequence
import re

from ..model.finding import Finding
from ..model.source import SourceFile, Span

RECIPE = "ecolint/v1"
_REGION_LENGTH = 400
_PIECE = re.compile(rb"\s+|\S{1,400}")


def fingerprinted(findings: Sequence[Finding], source: SourceFile) -> tuple[Finding, ...]:
    """The findings of one file, in the same order, each with its fingerprint.

    It is made of rule, path and content (or the finding's `key`), not of line numbers; findings alike in all of these
    are told apart by counting them. So all findings of one rule must come together, ignored ones too: an ignore
    comment on the first must not change the second.
    """
    if not findings:
        return ()
    from hashlib import sha256

    seen: dict[tuple[str, str], int] = {}
    marked = list(findings)
    for index in sorted(range(len(findings)), key=lambda index: findings[index].order):
        finding = findings[index]
        content = finding.key or _region(source, finding.span)
        ordinal = seen.get((finding.rule, content), 0)
        seen[finding.rule, content] = ordinal + 1
        parts = "\0".join((RECIPE, finding.rule, str(finding.path), content, str(ordinal)))
        digest = sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        marked[index] = finding._replace(fingerprint=digest[:32])
    return tuple(marked)


def _region(source: SourceFile, span: Span) -> str:
    """The beginning of a span's text, runs of whitespace as one space. Reads no more of a large span than it needs."""
    pieces: list[bytes] = []
    size = 0
    for match in _PIECE.finditer(source.data, span.start, span.end):
        piece = match[0] if not match[0][:1].isspace() else b" "
        pieces.append(piece)
        size += len(piece)
        if size >= 4 * _REGION_LENGTH:  # a character has at most four bytes
            break
    return b"".join(pieces).decode("utf-8", "replace")[:_REGION_LENGTH]
