"""`checkstyle`: Checkstyle XML, which Jenkins and many others read."""

from itertools import groupby
from typing import TextIO

from ..model.finding import Severity
from ..model.results import Results
from .own_problems import PATH, RULE, shown_problem
from .places import regions
from .untrusted import shown_sentence
from .xml_text import DECLARATION, attributes

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def write(results: Results, stream: TextIO) -> None:
    """Findings grouped by file; problems stand first, with the root."""
    stream.write(DECLARATION)
    if not results.findings and not results.problems:
        stream.write('<checkstyle version="4.3"/>\n')
        return
    stream.write('<checkstyle version="4.3">\n')
    if results.problems:
        stream.write(f'<file name="{PATH}">\n')
        for problem in results.problems:
            told = {"line": 1, "severity": "error", "message": shown_problem(problem), "source": RULE}
            stream.write(f"<error{attributes(told)}/>\n")
        stream.write("</file>\n")
    region = regions(results)
    for path, findings in groupby(results.findings, lambda finding: finding.path):
        stream.write(f"<file{attributes({'name': path})}>\n")
        for finding in findings:
            start, _ = region(path, finding.span)
            told = {
                "line": start.line,
                "column": start.column,
                "severity": _LEVELS[finding.severity],
                "message": shown_sentence(finding.message),
                "source": finding.rule,
            }
            stream.write(f"<error{attributes(told)}/>\n")
        stream.write("</file>\n")
    stream.write("</checkstyle>\n")
