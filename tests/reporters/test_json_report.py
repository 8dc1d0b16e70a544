"""The report for programs, and its schema."""

from collections.abc import Callable
from importlib.resources import files
from io import StringIO
import json
from math import inf
from typing import Any

from jsonschema import Draft202012Validator
import pytest
from reported import PAGE, everything, finding, hostile, results, written

from ecolint.model.results import Results
from ecolint.reporters import json_report

SCHEMA = json.loads(files("ecolint.reporters").joinpath("results.schema.json").read_text(encoding="utf-8"))


def closed(schema: Any) -> Any:
    """The schema with nothing allowed that it doesn't name: what we write must all be described."""
    if isinstance(schema, dict):
        more = {"additionalProperties": False} if "properties" in schema else {}
        return {**{key: closed(value) for key, value in schema.items()}, **more}
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


def test_a_json_report_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("everything.json", written(json_report.write, everything()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("given", [results(), everything(), hostile()], ids=["clean", "everything", "hostile"])
def test_a_report_is_what_the_schema_says(given: Results) -> None:
    report = json.loads(written(json_report.write, given))
    Draft202012Validator(SCHEMA).validate(report)
    Draft202012Validator(closed(SCHEMA)).validate(report)


def test_a_fix_can_be_applied_from_the_report() -> None:
    (found,) = [one for one in everything().findings if one.severity == "error"]
    report = json.loads(written(json_report.write, results([found], [PAGE])))
    (edit,) = report["findings"][0]["fix"]["edits"]
    lines = PAGE.data.decode().split("\n")
    line, column = edit["start"]["line"] - 1, edit["start"]["column"] - 1
    lines[line] = lines[line][:column] + edit["text"] + lines[line][edit["end"]["column"] - 1 :]
    assert lines[2] == '  <img loading="lazy" src="map.png" width="600">'


def test_what_json_has_no_number_for_is_text() -> None:
    found = finding(PAGE, "<img", "{ratio} times", values=(("ratio", inf), ("count", 2)))
    report = json.loads(written(json_report.write, results([found], [PAGE])), parse_constant=pytest.fail)
    assert report["findings"][0]["values"] == {"ratio": "inf", "count": 2}


def test_findings_are_written_as_they_come() -> None:
    class Counting(StringIO):
        longest = 0

        def write(self, text: str) -> int:
            self.longest = max(self.longest, len(text))
            return super().write(text)

    stream = Counting()
    json_report.write(results([finding(PAGE, "<img")] * 500, [PAGE]), stream)
    assert stream.longest < 1000 < len(stream.getvalue()) / 100
