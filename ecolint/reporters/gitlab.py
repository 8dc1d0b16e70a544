"""`gitlab`: GitLab Code Quality. `gitlab.schema.json` describes it."""

from collections.abc import Iterator
from typing import Any, TextIO

from ..model.finding import Severity
from ..model.results import Results
from .json_text import compact, write_items
from .own_problems import PATH, RULE, fingerprint, shown_problem
from .places import regions
from .untrusted import cut, shown_message

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_DESCRIPTION = 1000


def write(results: Results, stream: TextIO) -> None:
    """An array of findings, after the problems."""
    stream.write("[")
    write_items(map(compact, _entries(results)), stream)
    stream.write("\n]\n")


def _entries(results: Results) -> Iterator[dict[str, Any]]:
    for problem in results.problems:
        lines = {"begin": 1, "end": 1}
        yield _entry(RULE, shown_problem(problem), fingerprint(problem), "critical", PATH, lines)
    region = regions(results)
    for finding in results.findings:
        start, end = region(finding.path, finding.span)
        lines = {"begin": start.line, "end": end.line}
        said = shown_message(finding.message)
        yield _entry(finding.rule, said, finding.fingerprint, _LEVELS[finding.severity], str(finding.path), lines)


def _entry(rule: str, message: str, identity: str, severity: str, path: str, lines: dict[str, int]) -> dict[str, Any]:
    """One finding; the rule stands in the description, because GitLab doesn't show it otherwise."""
    return {
        "description": cut(f"{rule}: {message}", _DESCRIPTION),
        "check_name": rule,
        "fingerprint": identity,
        "severity": severity,
        "location": {"path": path, "lines": lines},
    }
