"""SARIF: a finding as a result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from ..model.finding import Edit, Finding, Related
from ..model.results import Results
from ..model.source import SourceFile, Span
from ..texts import say
from .line_hash import line_hashes
from .places import Ruler, rulers, trimmed, utf16_units
from .untrusted import MESSAGE_LENGTH, cut, harmless, shown_sentence

_SNIPPET_LENGTH = 300
_LINK_LENGTH = 80
_MAX_RELATED = 20
_MOST_LOCATIONS = 100
EXTRAS = frozenset({"snippets", "fixes"})


def sarif_results(
    findings: Sequence[Finding], results: Results, rule_indexes: Mapping[str, int], extras: frozenset[str] = EXTRAS
) -> Iterator[dict[str, Any]]:
    """A result for each finding. `rule_indexes`: where the driver lists each rule; `extras`: what may be left out."""
    at = rulers(results, utf16_units)
    hashes = _line_hashes(findings, results)
    for finding in findings:
        source = results.source(finding.path)
        ruler = at(finding.path)
        region: dict[str, Any] = _region(trimmed(source, finding.span), ruler)
        fingerprints = {
            "primaryLocationLineHash": hashes.get((finding.path, region["startLine"])),
            "ecolint/v1": finding.fingerprint,
        }
        if source.data and not source.blank and "snippets" in extras:
            region["snippet"] = {"text": _snippet(source, finding.span)}
        yield {
            "ruleId": finding.rule,
            "ruleIndex": rule_indexes[finding.rule],
            "level": str(finding.severity),
            "message": {"text": _message(finding)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": region}}],
            "partialFingerprints": {name: value for name, value in fingerprints.items() if value},
            **({"relatedLocations": _related(finding, results, at)} if finding.related else {}),
            **({"fixes": _fixes(finding, ruler)} if finding.fix and "fixes" in extras else {}),
            **_suppressions(finding),
        }


def error_locations(results: Results) -> Iterator[dict[str, Any]]:
    """Where the first syntax error of each file is; of the first files, if they are many."""
    at = rulers(results, utf16_units)
    for path, start in results.summary.broken[:_MOST_LOCATIONS]:
        region = {"region": _region(Span(start, start), at(path))} if start is not None else {}
        yield {"physicalLocation": {"artifactLocation": _artifact(path), **region}}


def _line_hashes(findings: Sequence[Finding], results: Results) -> dict[tuple[PurePosixPath, int], str]:
    """The hash of every line with a finding; each file is read once. Pictures have none: their bytes aren't known."""
    lines: dict[PurePosixPath, set[int]] = {}
    for finding in findings:
        source = results.sources.get(finding.path)
        if source and not source.blank:
            lines.setdefault(finding.path, set()).add(source.line_at(finding.span.start))
    return {
        (path, line): value
        for path, wanted in lines.items()
        for line, value in line_hashes(results.source(path), wanted).items()
    }


def _message(finding: Finding) -> str:
    """A sentence with a full stop, then links to the related places: GitHub shows only those that are linked."""
    sentence = _unlinked(shown_sentence(finding.message))
    links = [
        f"[{_unlinked(cut(harmless(related.message), _LINK_LENGTH)) or say('this place')}]({number})"
        for number, related in enumerate(finding.related[:_MAX_RELATED], 1)
    ]
    linked = say("{sentence} See {links}.", sentence=sentence, links=", ".join(links))
    return linked if links and len(linked) <= MESSAGE_LENGTH else sentence


def _unlinked(text: str) -> str:
    """Text of linted files makes no links."""
    return text.replace("](", "] (")


def _artifact(path: PurePosixPath) -> dict[str, str]:
    """A path relative to the root, percent-encoded."""
    from urllib.parse import quote

    return {"uri": quote(str(path).encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _region(span: Span, ruler: Ruler) -> dict[str, Any]:
    start, end = ruler(span.start), ruler(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _snippet(source: SourceFile, span: Span) -> str:
    """The code, several lines of it if need be."""
    text = source.data[span.start : min(span.end, span.start + 4 * _SNIPPET_LENGTH)].decode("utf-8", "ignore")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return cut("\n".join(map(harmless, lines)), _SNIPPET_LENGTH)


def _related(finding: Finding, results: Results, at: Callable[[PurePosixPath], Ruler]) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "physicalLocation": {"artifactLocation": _artifact(related.path), **_place(related, results, at)},
            "message": {"text": harmless(related.message) or say("This place.")},
        }
        for number, related in enumerate(finding.related[:_MAX_RELATED], 1)
    ]


def _place(related: Related, results: Results, at: Callable[[PurePosixPath], Ruler]) -> dict[str, Any]:
    """The region, if the file's text is known."""
    if related.path not in results.sources:
        return {}
    return {"region": _region(trimmed(results.source(related.path), related.span), at(related.path))}


def _fixes(finding: Finding, ruler: Ruler) -> list[dict[str, Any]]:
    fix = finding.fix
    if fix is None:
        return []
    title = harmless(fix.title) or "Fix"
    return [
        {
            "description": {"text": title if fix.safe else f"{title} (unsafe: look at the page afterwards)"},
            "artifactChanges": [
                {
                    "artifactLocation": _artifact(finding.path),
                    "replacements": [_replacement(edit, ruler) for edit in fix.edits],
                }
            ],
        }
    ]


def _replacement(edit: Edit, ruler: Ruler) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.span, ruler), "insertedContent": {"text": edit.text}}


def _suppressions(finding: Finding) -> dict[str, Any]:
    suppression = finding.suppression
    if suppression is None:
        return {}
    kind = "inSource" if suppression.kind == "in-source" else "external"
    reason = {"justification": harmless(suppression.reason)} if suppression.reason else {}
    return {"suppressions": [{"kind": kind, "status": "accepted", **reason}]}
