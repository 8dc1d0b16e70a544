"""What each code host wants of its format."""

from dataclasses import replace
import json
from pathlib import PurePosixPath
from typing import Any

from formats import BY_NAME, many, report, schema
from jsonschema import Draft202012Validator
from lxml import etree
import pytest
from reported import PAGE, RULES, STYLE, everything, finding, hostile, results, written

from ecolint.model.finding import Edit, Fix, Severity
from ecolint.model.problem import Problem
from ecolint.model.results import Results
from ecolint.model.source import Span
from ecolint.reporters.markdown import markdown_reporter


@pytest.mark.parametrize("given", [results(), everything(), hostile()], ids=["clean", "everything", "hostile"])
def test_gitlab_gets_what_its_parser_needs_of_every_entry(given: Results) -> None:
    entries = json.loads(report("gitlab", given))
    Draft202012Validator(schema("gitlab.schema.json")).validate(entries)
    identities = [entry["fingerprint"] for entry in entries]
    assert len(set(identities)) == len(identities)
    assert identities[len(given.problems) :] == [found.fingerprint for found in given.findings]


def test_gitlab_shows_the_rule_only_if_the_description_names_it() -> None:
    entries = json.loads(report("gitlab", everything()))
    assert all(entry["description"].startswith(f"{entry['check_name']}: ") for entry in entries)
    assert [entry["severity"] for entry in entries] == ["critical", "minor", "info", "major", "minor"]


def test_gitlab_descriptions_are_not_too_long() -> None:
    long = finding(PAGE, "<img", "a" * 3000)
    (entry,) = json.loads(report("gitlab", results([long], [PAGE])))
    assert len(entry["description"]) == 1000


@pytest.mark.parametrize("given", [results(), everything(), hostile()], ids=["clean", "everything", "hostile"])
def test_reviewdog_gets_what_its_schema_says(given: Results) -> None:
    whole = schema("rdjson.schema.json")
    Draft202012Validator(whole).validate(json.loads(report("rdjson", given)))
    one = Draft202012Validator({**whole["$defs"]["diagnostic"], "$defs": whole["$defs"]})
    for line in report("rdjsonl", given).splitlines():
        one.validate(json.loads(line))


def test_reviewdog_is_given_safe_fixes_only_and_each_as_one_replacement() -> None:
    text = PAGE.data.decode()
    first, last = text.index("<img"), text.index(' width="600"')
    edits = (Edit(Span(last, last + 12), ""), Edit(Span(first, first + 4), "<amp-img"))
    fixed = finding(PAGE, "<img", fix=Fix("both", edits, safe=True))
    unsafe = finding(PAGE, "<p>", fix=Fix("unsafe", (Edit(Span(0, 1), ""),)))
    of_first, of_second = json.loads(report("rdjson", results([fixed, unsafe], [PAGE])))["diagnostics"]
    (suggestion,) = of_first["suggestions"]
    assert suggestion["text"] == '<amp-img src="map.png"'
    assert (suggestion["range"]["start"], suggestion["range"]["end"]) == (
        {"line": 3, "column": 3},
        {"line": 3, "column": 33},
    )
    assert "suggestions" not in of_second


def test_reviewdog_is_told_the_heaviest_level() -> None:
    assert json.loads(report("rdjson", results()))["severity"] == "INFO"
    assert json.loads(report("rdjson", everything()))["severity"] == "ERROR"
    noted = results([finding(PAGE, "<img", severity="note")], [PAGE])
    assert json.loads(report("rdjson", noted))["severity"] == "INFO"


def test_junit_has_a_test_for_each_finding_and_notes_do_not_fail() -> None:
    (suite,) = etree.fromstring(report("junit", everything()).encode())
    assert [(case.get("classname"), case[0].tag, case[0].get("type")) for case in suite] == [
        ("ecolint", "error", "problem"),
        ("css.a b#1%é.css", "failure", "warning"),
        ("src.map.js", "skipped", None),
        ("src.page.html", "failure", "error"),
        ("src.page.html", "failure", "warning"),
    ]
    counted = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "5", "failures": "3", "errors": "1", "skipped": "1"}


def test_a_clean_junit_report_is_one_test_that_passes() -> None:
    (suite,) = etree.fromstring(report("junit", results()).encode())
    assert [(case.get("name"), len(case)) for case in suite] == [("ecolint", 0)]


def test_a_test_keeps_its_name_when_lines_move() -> None:
    moved = replace(PAGE, data=b"\n\n" + PAGE.data)
    names = [
        [
            case.get("name")
            for case in etree.fromstring(report("junit", results([one], [file])).encode()).iter("testcase")
        ]
        for file in (PAGE, moved)
        for one in [finding(file, "<p>", fingerprint="a" * 32)]
    ]
    assert names[0] == names[1] == ["html/image-not-lazy (aaaaaaaa)"]


JUNIT_XSD = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="outcome" mixed="true">
    <xs:attribute name="type"/><xs:attribute name="message" use="required"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite"><xs:complexType><xs:sequence>
      <xs:element name="testcase" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0">
          <xs:element name="failure" type="outcome"/><xs:element name="error" type="outcome"/>
          <xs:element name="skipped" type="outcome"/>
        </xs:choice>
        <xs:attribute name="classname" use="required"/><xs:attribute name="name" use="required"/>
        <xs:attribute name="file"/><xs:attribute name="line" type="xs:positiveInteger"/>
        <xs:attribute name="time" type="xs:decimal" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" use="required"/><xs:attribute name="tests" type="xs:integer" use="required"/>
      <xs:attribute name="failures" type="xs:integer" use="required"/>
      <xs:attribute name="errors" type="xs:integer" use="required"/>
      <xs:attribute name="skipped" type="xs:integer"/><xs:attribute name="time" type="xs:decimal"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="tests" type="xs:integer"/><xs:attribute name="failures" type="xs:integer"/>
    <xs:attribute name="errors" type="xs:integer"/><xs:attribute name="time" type="xs:decimal"/>
  </xs:complexType></xs:element>
</xs:schema>"""
CHECKSTYLE_XSD = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="severity"><xs:restriction base="xs:string">
    <xs:enumeration value="error"/><xs:enumeration value="warning"/><xs:enumeration value="info"/>
  </xs:restriction></xs:simpleType>
  <xs:element name="checkstyle"><xs:complexType><xs:sequence>
    <xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="error" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" type="severity" use="required"/>
        <xs:attribute name="message" use="required"/><xs:attribute name="source" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="version" fixed="4.3" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>"""


@pytest.mark.parametrize(("name", "xsd"), [("junit", JUNIT_XSD), ("checkstyle", CHECKSTYLE_XSD)])
@pytest.mark.parametrize("given", [results(), everything(), hostile()], ids=["clean", "everything", "hostile"])
def test_xml_has_the_elements_and_attributes_that_hosts_read(name: str, xsd: str, given: Results) -> None:
    etree.XMLSchema(etree.fromstring(xsd)).assertValid(etree.fromstring(report(name, given).encode()))


def test_checkstyle_names_each_file_once() -> None:
    names = [file.get("name") for file in etree.fromstring(report("checkstyle", everything()).encode())]
    assert names == [".", "css/a b#1%é.css", "src/map.js", "src/page.html"]


def test_sonar_gets_no_empty_range_and_none_of_a_file_it_cannot_read() -> None:
    empty = finding(PAGE, "<p>")._replace(span=Span(3, 3))
    picture = empty._replace(path=PurePosixPath("a.png"))
    given = json.loads(report("sonar", results([empty, picture], [PAGE])))
    assert [one["primaryLocation"].get("textRange") for one in given["issues"]] == [None, {"startLine": 1}]
    ids = {rule["id"] for rule in given["rules"]}
    assert ids == {rule.name for rule in RULES}


def test_sonar_shows_a_rule_with_the_level_of_its_findings() -> None:
    given = json.loads(report("sonar", everything()))
    levels = {rule["id"]: rule["impacts"][0]["severity"] for rule in given["rules"]}
    assert levels["html/image-not-lazy"] == "HIGH"
    assert levels["js/layout-read-in-loop"] == "LOW"


def test_github_gets_columns_only_within_a_line() -> None:
    lines = report("github", everything()).splitlines()
    (note,) = [line for line in lines if line.startswith("::notice ")]
    assert "line=2,endLine=3::" in note


def test_github_keeps_ten_annotations_of_a_level_so_the_tenth_counts_the_rest() -> None:
    ten = report("github", results([finding(PAGE, "<img")] * 10, [PAGE])).splitlines()
    assert sum(line.startswith("::warning ") for line in ten) == 10
    assert not any("more" in line for line in ten if line.startswith("::"))
    eleven = report("github", results([finding(PAGE, "<img")] * 11, [PAGE])).splitlines()
    assert sum(line.startswith("::warning ") for line in eleven) == 10
    assert eleven[-1] == "::warning title=ecolint::… and 2 more warnings; see the job summary and the log."


def test_github_shows_problems_before_errors() -> None:
    broken = tuple(Problem(f"rule css/r{number}", "failed") for number in range(12))
    errors = [finding(PAGE, "<img", severity="error")]
    lines = report("github", results(errors, [PAGE], problems=broken)).splitlines()
    annotations = [line for line in lines if line.startswith("::error ")]
    assert len(annotations) == 10
    assert annotations[-1].endswith("… and 4 more errors; see the job summary and the log.")


def test_azure_escapes_what_ends_a_property() -> None:
    file = replace(STYLE, path=PurePosixPath("a;b]c%.css"))
    (line,) = report(
        "azure", results([finding(file, "@import", "50% ; ]", rule="css/import-chain")], [file])
    ).splitlines()
    assert "sourcepath=a%3Bb%5Dc%AZP25.css;" in line
    assert line.endswith("]50%AZP25 ; ].")


def test_a_table_row_leads_to_the_line() -> None:
    text = written(markdown_reporter("https://github.com/o/r/blob/1a2b"), everything())
    assert "[src/page.html:3](https://github.com/o/r/blob/1a2b/src/page.html#L3)" in text
    assert "(https://github.com/o/r/blob/1a2b/css/a%20b%231%25%C3%A9.css#L1)" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_check_jsonschema_accepts_our_reports(name: str, tmp_path: Any) -> None:
    import subprocess
    import sys

    own = tmp_path / "schema.json"
    own.write_text(json.dumps(schema(f"{name}.schema.json")), "utf-8")
    paths = []
    for number, one in enumerate((results(), everything(), hostile(), many(200))):
        path = tmp_path / f"{number}.json"
        path.write_text(report(name, one), "utf-8")
        paths.append(path)
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", own, *paths], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.slow
def test_junitparser_reads_our_report_back() -> None:
    junitparser = pytest.importorskip("junitparser")
    read = junitparser.JUnitXml.fromstring(report("junit", everything()).encode())
    (suite,) = read
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (5, 3, 1, 1)


def test_a_comment_begins_with_the_counts() -> None:
    given = results([finding(PAGE, "<img"), finding(PAGE, "<img", severity=Severity.NOTE)], [PAGE])
    heading, _, counts = written(BY_NAME["markdown"], given).splitlines()[:3]
    assert heading == "### ecolint: 2 findings"
    assert counts.startswith("1 warning, 1 note in 1 file.")
