"""Reads each format back, as a host would: what it says of every finding."""

from collections.abc import Callable, Iterator
from html import unescape
import json
import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree


class Told(NamedTuple):
    """A finding as a format tells it; what it doesn't tell is None."""

    rule: str | None
    path: str
    line: int
    column: int | None = None


COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)", re.DOTALL)
LOGISSUE = re.compile(r"##vso\[task\.logissue (.*?)\](.*)", re.DOTALL)


def github(report: str) -> Iterator[Told]:
    for line in report.split("\n"):
        if match := COMMAND.fullmatch(line):
            values = dict(part.split("=", 1) for part in match[2].split(","))
            if "file" in values:
                title = re.fullmatch(r"ecolint \((.*)\)", values["title"])
                assert title
                path = values["file"].replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
                yield Told(title[1], path, int(values["line"]), int(values["col"]) if "col" in values else None)


def azure(report: str) -> Iterator[Told]:
    for line in report.split("\n"):
        if match := LOGISSUE.fullmatch(line):
            values = dict(part.split("=", 1) for part in match[1].rstrip(";").split(";"))
            if "code" in values:
                path = values["sourcepath"].replace("%3B", ";").replace("%5D", "]").replace("%AZP25", "%")
                yield Told(values["code"], path, int(values["linenumber"]), int(values["columnnumber"]))


def concise(report: str) -> Iterator[Told]:
    for match in re.finditer(r"^(.*?):(\d+):(\d+): (?:error|warning|note) (\S+) ", report, re.MULTILINE):
        yield Told(match[4], match[1], int(match[2]), int(match[3]))


def text(report: str) -> Iterator[Told]:
    for match in re.finditer(r"^(\S.*?):(\d+):(\d+) (?:error|warning|note) (\S+)  ", report, re.MULTILINE):
        yield Told(match[4], match[1], int(match[2]), int(match[3]))


def json_report(report: str) -> Iterator[Told]:
    for one in json.loads(report)["findings"]:
        yield Told(one["rule"], one["path"], one["start"]["line"], one["start"]["column"])


def sarif(report: str) -> Iterator[Told]:
    for one in json.loads(report)["runs"][0]["results"]:
        place = one["locations"][0]["physicalLocation"]
        region = place["region"]
        path = unquote(place["artifactLocation"]["uri"], errors="backslashreplace")
        yield Told(one["ruleId"], path, region["startLine"], region["startColumn"])


def gitlab(report: str) -> Iterator[Told]:
    for one in json.loads(report):
        yield Told(one["check_name"], one["location"]["path"], one["location"]["lines"]["begin"])


def _diagnostic(one: dict[str, Any]) -> Told:
    start = one["location"].get("range", {}).get("start", {"line": 1, "column": 1})
    return Told(one["code"]["value"], one["location"]["path"], start["line"], start["column"])


def rdjson(report: str) -> Iterator[Told]:
    return map(_diagnostic, json.loads(report)["diagnostics"])


def rdjsonl(report: str) -> Iterator[Told]:
    return (_diagnostic(json.loads(line)) for line in report.split("\n") if line)


def junit(report: str) -> Iterator[Told]:
    for case in etree.fromstring(report.encode()).iter("testcase"):
        if case.find("error") is None and len(case):
            rule = case.get("name", "").partition(" ")[0]
            yield Told(rule, case.get("file", ""), int(case.get("line", "")))


def checkstyle(report: str) -> Iterator[Told]:
    for file in etree.fromstring(report.encode()):
        for one in file:
            yield Told(one.get("source"), file.get("name", ""), int(one.get("line", "")), int(one.get("column", 1)))


def sonar(report: str) -> Iterator[Told]:
    for one in json.loads(report)["issues"]:
        place = one["primaryLocation"]
        start = place.get("textRange", {"startLine": 1})
        column = start.get("startColumn")
        yield Told(one["ruleId"], place["filePath"], start["startLine"], None if column is None else column + 1)


def markdown(report: str) -> Iterator[Told]:
    for line in report.split("\n"):
        if match := re.fullmatch(
            r"\| (?:error|warning|note) \| (?:\[(.*?)\]\(.*?\)|([^|]*)) \| [^|]* \| ([^|]*) \|", line
        ):
            path, _, number = unescape(match[1] or match[2]).replace("\u2060", "").rpartition(":")
            rule = re.sub(r"^\[(.*)\]\(.*\)$", r"\1", match[3])
            yield Told(unescape(rule), path, int(number))


READERS: dict[str, Callable[[str], Iterator[Told]]] = {
    "text": text,
    "concise": concise,
    "json": json_report,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "rdjsonl": rdjsonl,
    "junit": junit,
    "checkstyle": checkstyle,
    "azure": azure,
    "sonar": sonar,
    "markdown": markdown,
}


def read_back(name: str, report: str) -> list[Told]:
    """Every finding that a report of this format tells, without problems of ecolint itself."""
    return [told for told in READERS[name](report) if told.rule != "ecolint/problem"]
