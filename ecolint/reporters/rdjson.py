"""`rdjson`: reviewdog's diagnostics in one object. `rdjson.schema.json` describes it."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, TextIO

from ..model.finding import Finding, Fix, Related, Severity
from ..model.results import Results
from ..model.source import SourceFile, Span
from ..texts import say
from .json_text import compact, write_items
from .own_problems import PATH, RULE, shown_problem
from .places import Region, regions, ruler, utf8_bytes
from .sarif_rules import HOME
from .untrusted import harmless, shown_sentence

SOURCE = {"name": "ecolint", "url": HOME}
_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def write(results: Results, stream: TextIO) -> None:
    """Problems, then findings, with the heaviest level of all."""
    levels = [finding.severity for finding in results.findings] + [Severity.ERROR] * bool(results.problems)
    severity = _LEVELS[min(levels, key=lambda level: level.weight)] if levels else "INFO"
    stream.write(f'{{"source":{compact(SOURCE)},"severity":"{severity}","diagnostics":[')
    write_items(map(compact, diagnostics(results)), stream)
    stream.write("\n]}\n")


def diagnostics(results: Results) -> Iterator[dict[str, Any]]:
    """Every problem and every finding; columns are counted in bytes."""
    for problem in results.problems:
        yield {
            "message": shown_problem(problem),
            "location": {"path": PATH},
            "severity": "ERROR",
            "code": {"value": RULE},
        }
    region = regions(results, utf8_bytes)
    urls = {rule.name: rule.url for rule in results.rules}
    for finding in results.findings:
        url = urls.get(finding.rule)
        yield {
            "message": shown_sentence(finding.message),
            "location": {"path": str(finding.path), "range": _range(region(finding.path, finding.span))},
            "severity": _LEVELS[finding.severity],
            "code": {"value": finding.rule, **({"url": url} if url else {})},
            **_suggestions(finding, results.source(finding.path)),
            **_related(finding.related, results, region),
        }


def _range(region: Region) -> dict[str, Any]:
    return {
        "start": {"line": region.start.line, "column": region.start.column},
        "end": {"line": region.end.line, "column": region.end.column},
    }


def _suggestions(finding: Finding, source: SourceFile) -> dict[str, Any]:
    """A safe fix as one replacement: reviewdog offers each suggestion by itself, and half a fix may break the code."""
    if source.blank or not (finding.fix and finding.fix.safe and finding.fix.edits):
        return {}
    span, text = _joined(finding.fix, source)
    at = ruler(source, utf8_bytes)
    return {"suggestions": [{"range": _range(Region(at(span.start), at(span.end))), "text": text}]}


def _joined(fix: Fix, source: SourceFile) -> tuple[Span, str]:
    """All edits of a fix as one, with what lies between them."""
    edits = sorted(fix.edits)
    start, text = edits[0].span.start, ""
    end = start
    for edit in edits:
        text += source.text(Span(end, edit.span.start)) + edit.text
        end = edit.span.end
    return Span(start, end), text


def _related(
    related: tuple[Related, ...], results: Results, region: Callable[[PurePosixPath, Span], Region]
) -> dict[str, Any]:
    if not related:
        return {}
    return {
        "related_locations": [
            {
                "message": harmless(one.message) or say("This place."),
                "location": {
                    "path": str(one.path),
                    **({"range": _range(region(one.path, one.span))} if one.path in results.sources else {}),
                },
            }
            for one in related
        ]
    }
