"""`github`: the text report in a group of the job's log, and annotations in the changed files."""

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from ..model.finding import Finding, Severity
from ..model.results import Results
from ..texts import plural, say
from . import text
from .importance import first
from .own_problems import shown_problem
from .places import regions
from .repeats import told_once
from .untrusted import harmless, shown_sentence

_MOST = 10
"""Annotations of a level that GitHub keeps of a step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(results: Results, stream: TextIO) -> None:
    """The whole report, then as many annotations as GitHub keeps, the most important findings first."""
    stream.write("::group::ecolint\n")
    text.write(results, stream)
    stream.write("::endgroup::\n")
    stream.writelines(f"{line}\n" for line in _annotations(told_once(results)))


def _annotations(results: Results) -> Iterator[str]:
    counts = Counter(finding.severity for finding in results.findings)
    for level, command in _COMMANDS.items():
        of_level = first((finding for finding in results.findings if finding.severity is level), _MOST, results.rules)
        problems = results.problems if level is Severity.ERROR else ()
        total = len(problems) + counts[level]
        room = _MOST if total <= _MOST else _MOST - 1
        for problem in problems[:room]:
            yield _line(command, {"title": say("ecolint itself failed")}, shown_problem(problem))
        for finding in of_level[: room - len(problems[:room])]:
            yield _annotation(command, finding, results)
        if total > room:
            more = say(
                "… and {what}; see the job summary and the log.",
                what=_more(total - room, command),
            )
            yield _line(command, {"title": "ecolint"}, more)


def _more(number: int, command: str) -> str:
    if command == "error":
        return plural("{number} more error", "{number} more errors", number)
    if command == "warning":
        return plural("{number} more warning", "{number} more warnings", number)
    return plural("{number} more notice", "{number} more notices", number)


def _annotation(command: str, finding: Finding, results: Results) -> str:
    start, end = regions(results)(finding.path, finding.span)
    place = {"file": harmless(str(finding.path)), "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # otherwise GitHub drops the columns
        place |= {"col": str(start.column), "endColumn": str(end.column)}
    return _line(command, {"title": f"ecolint ({finding.rule})", **place}, shown_sentence(finding.message))


def _line(command: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {written}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
