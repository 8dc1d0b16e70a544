"""`sonar`: SonarQube's generic format for findings of other tools."""

from collections.abc import Iterator
from typing import Any, TextIO

from ..model.finding import Severity
from ..model.results import Results
from .json_text import compact, write_items
from .own_problems import PATH, RULE, shown_problem
from .places import Region, regions, utf16_units
from .rule_help import words
from .untrusted import shown_sentence

_LEVELS = {Severity.ERROR: "HIGH", Severity.WARNING: "MEDIUM", Severity.NOTE: "LOW"}


def write(results: Results, stream: TextIO) -> None:
    """The rules, each with the heaviest level of its findings, since SonarQube has none for a finding; the findings."""
    stream.write('{"rules":[')
    write_items(map(compact, _rules(results)), stream)
    stream.write('\n],"issues":[')
    write_items(map(compact, _findings(results)), stream)
    stream.write("\n]}\n")


def _rules(results: Results) -> Iterator[dict[str, Any]]:
    levels: dict[str, Severity] = {}
    for finding in results.findings:
        levels[finding.rule] = min(
            finding.severity, levels.get(finding.rule, finding.severity), key=lambda level: level.weight
        )
    for rule in results.rules:
        level = levels.pop(rule.name, rule.severity)
        yield _rule(rule.name, rule.docs.title, words(rule.docs.reason or rule.docs.title), level)
    for name, level in levels.items():
        title = name.rpartition("/")[2].replace("-", " ").capitalize()
        yield _rule(name, f"{title}.", f"{title}: said by ecolint itself.", level)
    if results.problems:
        title = "A part of the check failed."
        yield _rule(RULE, title, f"{title} The report is incomplete.", Severity.ERROR)


def _rule(name: str, title: str, description: str, level: Severity) -> dict[str, Any]:
    return {
        "id": name,
        "name": title,
        "description": description,
        "engineId": "ecolint",
        "cleanCodeAttribute": "EFFICIENT",
        "impacts": [{"softwareQuality": "MAINTAINABILITY", "severity": _LEVELS[level]}],
    }


def _findings(results: Results) -> Iterator[dict[str, Any]]:
    for problem in results.problems:
        yield {"ruleId": RULE, "primaryLocation": {"message": shown_problem(problem), "filePath": PATH}}
    region = regions(results, utf16_units)
    for finding in results.findings:
        place: dict[str, Any] = {"message": shown_sentence(finding.message), "filePath": str(finding.path)}
        if source := results.sources.get(finding.path):
            place["textRange"] = _range(region(finding.path, finding.span), source.blank)
        yield {"ruleId": finding.rule, "primaryLocation": place}


def _range(region: Region, blank: bool) -> dict[str, int]:
    """Columns from 0. SonarQube refuses empty ranges and places that aren't in the text: these are told as a line."""
    start, end = region
    if blank or start == end:
        return {"startLine": start.line}
    return {
        "startLine": start.line,
        "endLine": end.line,
        "startColumn": start.column - 1,
        "endColumn": end.column - 1,
    }
