"""`concise`: one line for each finding, for grep, editors and scripts."""

from collections.abc import Iterator
from typing import TextIO

from ..model.results import Results
from ..texts import plural, say
from .own_problems import shown_problem
from .places import rulers
from .tally import tally
from .text_summary import broken_places, given_up
from .untrusted import shown_message, shown_path
from .words import at_level, files, findings, share


def write(results: Results, stream: TextIO) -> None:
    """Findings as `path:line:column: level rule message`, then problems, the first syntax error of each file that has
    one, what was given up, and the counts."""
    stream.writelines(f"{line}\n" for line in _lines(results))


def _lines(results: Results) -> Iterator[str]:
    at = rulers(results)
    for finding in results.findings:
        start = at(finding.path)(finding.span.start)
        place = f"{shown_path(finding.path)}:{start.line}:{start.column}"
        yield f"{place}: {finding.severity} {finding.rule} {shown_message(finding.message)}"
    for problem in results.problems:
        yield f"ecolint: problem: {shown_problem(problem)}"
    for place in broken_places(results):
        yield say("{place}: syntax error: rules ran on what was understood", place=place)
    for name, why in given_up(results.summary):
        yield say("{place}: skipped: {reason}", place=name, reason=why)
    counts, checked = tally(results), results.summary.checked
    levels = ", ".join(at_level(number, level) for level, number in counts.levels.items() if number)
    total = findings(len(results.findings)) + (f" ({levels})" if levels else "")
    within = share(counts.files, checked) if results.findings else files(checked)
    where = say("{findings} in {files}", findings=total, files=within)
    failed = len(results.problems)
    itself = plural("{number} part of the check failed", "{number} parts of the check failed", failed)
    yield say("{findings}; {problems}", findings=where, problems=itself) if failed else where
