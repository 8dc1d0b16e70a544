"""`json`: all that is known of a run, for programs. `results.schema.json` describes it."""

from collections.abc import Callable, Iterable, Iterator
import math
from pathlib import PurePosixPath
from typing import Any, TextIO

from ..model.finding import Finding, Fix
from ..model.results import BaselineUse, Results
from ..model.rule import Rule
from ..model.source import Position, Span
from ..model.wording import Value
from .json_text import compact, write_items
from .places import Ruler, rulers
from .tally import tally
from .untrusted import shown_message

VERSION = 1
"""Of the schema. Fields may be added; a change of meaning gets a new number."""


def write(results: Results, stream: TextIO) -> None:
    """One object; findings and problems have a line each, written as they are made."""
    tool = compact({"name": "ecolint", "version": results.version})
    stream.write(f'{{"version":{VERSION},"tool":{tool},"findings":[')
    write_items(map(compact, _findings(results.findings, results)), stream)
    stream.write('\n],"suppressed":[')
    write_items(map(compact, _findings(results.suppressed, results)), stream)
    stream.write('\n],"problems":[')
    write_items(map(compact, _problems(results)), stream)
    stream.write(
        f'\n],"rules":{compact([rule.name for rule in results.rules])},"summary":{compact(_summary(results))}}}\n'
    )


def _findings(findings: Iterable[Finding], results: Results) -> Iterator[dict[str, Any]]:
    rules = {rule.name: rule for rule in results.rules}
    at = rulers(results)
    for finding in findings:
        yield {**_finding(finding, rules.get(finding.rule), at), **_suppression(finding)}


def _suppression(finding: Finding) -> dict[str, Any]:
    if finding.suppression is None:
        return {}
    return {"suppression": {"kind": finding.suppression.kind, "reason": finding.suppression.reason}}


def _finding(finding: Finding, rule: Rule | None, at: Callable[[PurePosixPath], Ruler]) -> dict[str, Any]:
    here = at(finding.path)
    return {
        "rule": finding.rule,
        "path": str(finding.path),
        **_range(finding.span, here),
        "message": shown_message(finding.message),
        "template": finding.message.template,
        "values": {name: _finite(value) for name, value in finding.message.values},
        "severity": finding.severity,
        "saves": rule.saves if rule else (),
        "key": finding.key,
        "fingerprint": finding.fingerprint,
        "fix": _fix(finding.fix, here) if finding.fix else None,
        "related": [
            {"path": str(related.path), **_range(related.span, at(related.path)), "message": related.message}
            for related in finding.related
        ],
        "url": rule.url if rule else "",
    }


def _finite(value: Value) -> Value:
    """JSON has no infinity."""
    return value if not isinstance(value, float) or math.isfinite(value) else str(value)


def _fix(fix: Fix, here: Ruler) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [{**_range(edit.span, here), "text": edit.text} for edit in fix.edits],
    }


def _range(span: Span, here: Ruler) -> dict[str, Any]:
    return {"start": _position(here(span.start)), "end": _position(here(span.end))}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _problems(results: Results) -> Iterator[dict[str, str]]:
    for problem in results.problems:
        yield {"source": problem.source, "message": problem.message, "detail": problem.detail}


def _summary(results: Results) -> dict[str, Any]:
    counts = tally(results)
    read = results.summary
    return {
        "findings": len(results.findings),
        "files": counts.files,
        "severities": counts.levels,
        "rules": counts.rules,
        "saves": counts.saves,
        "fixable": {"safe": counts.safe_fixes, "unsafe": counts.unsafe_fixes},
        "suppressed": len(results.suppressed),
        "checked": read.checked,
        "skipped": dict(read.skipped),
        "skipped_files": {reason: list(files) for reason, files in read.skipped_files.items()},
        "syntax_errors": read.syntax_errors,
        "syntax_error_files": list(read.syntax_error_files),
        "syntax_error_places": list(_syntax_errors(results)),
        "recoded": read.recoded,
        "timed_out": read.timed_out,
        "baseline": _baseline(read.baseline) if read.baseline else None,
        "exit_code": results.exit_code,
        "partial": results.partial,
    }


def _syntax_errors(results: Results) -> Iterator[dict[str, Any]]:
    at = rulers(results)
    for path, start in results.summary.broken:
        if start is not None:
            yield {"path": str(path), "start": _position(at(path)(start))}


def _baseline(use: BaselineUse) -> dict[str, Any]:
    gone = [{"rule": rule, "path": path} for rule, path in use.gone]
    looked_for = use.accepted if use.looked_for is None else use.looked_for
    return {"accepted": use.accepted, "looked_for": looked_for, "found": use.found, "gone": gone}
