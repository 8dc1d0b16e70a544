"""SARIF as code hosts want it. What the SARIF Multitool says of it: `test_sarif_validator`."""

from collections.abc import Callable
from dataclasses import replace
import json
from pathlib import PurePosixPath
from typing import Any

import pytest
from reported import PAGE, RULES, SCRIPT, STYLE, everything, finding, hostile, results, source, written

from ecolint.model.finding import Edit, Finding, Fix, Related, Severity, Suppression
from ecolint.model.results import Results, Summary
from ecolint.model.source import Span
from ecolint.model.wording import Message
from ecolint.reporters import sarif
from ecolint.reporters.sarif import SarifOptions, sarif_reporter


def run_of(given: Results, **options: Any) -> dict[str, Any]:
    log = json.loads(written(sarif_reporter(SarifOptions(**options)), given))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def results_of(given: Results, **options: Any) -> list[dict[str, Any]]:
    return run_of(given, **options)["results"]


def notifications(given: Results, **options: Any) -> list[tuple[str, str]]:
    said = run_of(given, **options)["invocations"][0]["toolExecutionNotifications"]
    return [(one["level"], one["message"]["text"]) for one in said]


def told(given: Results, **options: Any) -> list[str]:
    """What the user is told of the report."""
    said: list[str] = []
    written(sarif_reporter(SarifOptions(**options), said.append), given)
    return said


def place(result: dict[str, Any]) -> dict[str, Any]:
    (location,) = result["locations"]
    return location["physicalLocation"]


def test_a_sarif_report_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("everything.sarif", written(sarif.write, everything()))


def test_a_clean_run_has_an_empty_list_which_closes_alerts() -> None:
    run = run_of(results())
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.name for rule in RULES]


def test_every_result_names_its_rule_by_id_and_by_place() -> None:
    run = run_of(everything())
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_finding_of_ecolint_itself_has_a_rule_too() -> None:
    unused = finding(PAGE, "<main>", "ignores nothing", rule="ecolint/unused-ignore")
    run = run_of(results([unused], [PAGE]))
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == "ecolint/unused-ignore"


def test_columns_are_counted_in_utf16_units() -> None:
    (result,) = results_of(results([finding(PAGE, '<img src="plan.png">')], [PAGE]))
    line = PAGE.data.decode().split("\n")[3]
    expected = len(line[: line.index("<img")].encode("utf-16-le")) // 2 + 1
    assert place(result)["region"]["startColumn"] == expected
    assert run_of(everything())["columnKind"] == "utf16CodeUnits"


def test_a_region_ends_before_the_line_end() -> None:
    file = source("a.css", "@import 'x';\r\nb {}\n")
    (result,) = results_of(results([finding(file, "@import 'x';\r\n", rule="css/import-chain")], [file]))
    region = place(result)["region"]
    assert (region["endLine"], region["endColumn"]) == (1, 13)


def test_a_path_is_encoded_part_by_part() -> None:
    (result,) = results_of(results([finding(STYLE, "@import", rule="css/import-chain")], [STYLE]))
    assert place(result)["artifactLocation"] == {"uri": "css/a%20b%231%25%C3%A9.css", "uriBaseId": "%SRCROOT%"}
    odd = source("c:d/caf\udce9?.css", "a")
    (result,) = results_of(results([finding(odd, "a")], [odd]))
    assert place(result)["artifactLocation"]["uri"] == "c%3Ad/caf%E9%3F.css"


def test_a_finding_about_a_picture_has_a_region_but_no_code_and_no_line_hash() -> None:
    picture = Finding(
        "html/image-not-lazy", PurePosixPath("a.png"), Span(0, 0), Message("large"), Severity.NOTE, fingerprint="f" * 32
    )
    (result,) = results_of(results([picture]))
    assert place(result)["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert result["partialFingerprints"] == {"ecolint/v1": "f" * 32}


def test_code_is_quoted_up_to_three_hundred_characters() -> None:
    file = source("a.js", "é" * 5000)
    (result,) = results_of(results([finding(file, "é" * 5000)], [file]))
    snippet = place(result)["region"]["snippet"]["text"]
    assert len(snippet) == 300
    assert snippet.endswith("é…")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("wasted; do less", "wasted; do less."),
        ("wasted.", "wasted."),
        ("wasted [now](1)", "wasted [now] (1)."),
        ("a" * 1000, "a" * 999 + "…"),
        ("a" * 2000, "a" * 999 + "…"),
    ],
)
def test_a_message_is_a_sentence_of_a_thousand_characters_without_links(message: str, text: str) -> None:
    (result,) = results_of(results([finding(PAGE, "<img", message)], [PAGE]))
    assert result["message"]["text"] == text


def test_related_places_are_linked_where_there_is_room() -> None:
    related = (
        Related(SCRIPT.path, Span(0, 3), "the [loop](x)"),
        Related(PurePosixPath("b.png"), Span(0, 0), ""),
    )
    one = finding(PAGE, "<img", "wasted", related=related)
    long = finding(PAGE, "<img", "a" * 990, nth=1, related=related)
    short, full = results_of(results([one, long], [PAGE, SCRIPT]))
    assert short["message"]["text"] == "wasted. See [the [loop] (x)](1), [this place](2)."
    assert full["message"]["text"] == "a" * 990 + "."
    assert [related["id"] for related in full["relatedLocations"]] == [1, 2]
    assert "region" in full["relatedLocations"][0]["physicalLocation"]
    assert "region" not in full["relatedLocations"][1]["physicalLocation"]


def test_at_most_twenty_related_places_are_told() -> None:
    many = finding(PAGE, "<img", related=(Related(PAGE.path, Span(0, 3), "x"),) * 30)
    (result,) = results_of(results([many], [PAGE]))
    assert len(result["relatedLocations"]) == 20
    assert "[x](20)" in result["message"]["text"]
    assert "(21)" not in result["message"]["text"]


def test_an_unsafe_fix_says_so() -> None:
    titles = sorted(one["fixes"][0]["description"]["text"] for one in results_of(everything()) if "fixes" in one)
    assert titles == ['add loading="lazy"', "remove the import (unsafe: look at the page afterwards)"]


def test_suppressed_findings_are_left_out_unless_asked_for() -> None:
    given = everything()
    assert len(results_of(given)) == 4
    assert not any("suppressions" in result for result in results_of(given))
    (suppressed,) = [result for result in results_of(given, suppressed=True) if "suppressions" in result]
    assert suppressed["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "needed"}]
    accepted = replace(given, suppressed=(finding(PAGE, "<p>", suppression=Suppression("baseline")),))
    (suppressed,) = [result for result in results_of(accepted, suppressed=True) if "suppressions" in result]
    assert suppressed["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_a_problem_is_a_failed_execution() -> None:
    invocation = run_of(everything())["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    assert ("error", "rule css/x on a.css: ValueError: no such unit") in notifications(everything())


def test_what_was_not_read_is_told() -> None:
    said = notifications(everything())
    assert ("note", "18 files skipped: 11 vendored, 7 too large.") in said
    assert ("note", "2 files with syntax errors: rules ran on what was understood.") in said
    assert notifications(results(summary=Summary(checked=1))) == []


def test_the_first_syntax_error_of_each_file_has_a_place() -> None:
    (told,) = [
        one for one in run_of(everything())["invocations"][0]["toolExecutionNotifications"] if "locations" in one
    ]
    known, unknown = (location["physicalLocation"] for location in told["locations"])
    assert known["region"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 5}
    assert unknown == {"artifactLocation": {"uri": "old.html", "uriBaseId": "%SRCROOT%"}}


def test_a_partial_run_closes_no_alerts_because_it_has_a_category_of_its_own() -> None:
    ((level, text),) = notifications(results(partial=True))
    assert (level, told(results(partial=True))) == ("warning", [text])
    assert "a category of its own" in text
    assert run_of(results(partial=True))["automationDetails"] == {"id": "ecolint/partial/"}
    assert run_of(results(partial=True), category="shop")["automationDetails"] == {"id": "ecolint/shop/partial/"}


def test_the_category_ends_with_a_slash() -> None:
    assert run_of(results())["automationDetails"] == {"id": "ecolint/"}
    assert run_of(results(), category="shop")["automationDetails"] == {"id": "ecolint/shop/"}


def test_the_folder_is_told_only_if_wanted() -> None:
    assert run_of(results())["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///home/ana/site/"}}
    assert run_of(results(root="/"))["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///"}}
    assert "/home/ana" not in written(sarif_reporter(SarifOptions(absolute_paths=False)), everything())


def test_plugins_are_extensions_and_only_real_versions_are_called_semantic() -> None:
    acme, html = run_of(results())["tool"]["extensions"]
    assert acme == {"name": "acme", "version": "2.1", "informationUri": "https://acme.example"}
    assert html["semanticVersion"] == "0.1.0"
    assert run_of(results())["tool"]["driver"]["semanticVersion"] == "0.1.0"
    assert "version" not in run_of(results(version=""))["tool"]["driver"]


def test_a_rule_is_described_as_hosts_want_it() -> None:
    (rule,) = run_of(results(rules=RULES[1:2]))["tool"]["driver"]["rules"]
    assert rule["name"] == "ImageNotLazy"
    assert rule["properties"]["tags"][:2] == ["eco-design", "html"]
    assert "security-severity" not in rule["properties"]
    assert rule["help"]["text"].endswith(rule["helpUri"])


def many(number: int) -> Results:
    """Findings on one file: every third an error, every third a note."""
    file = source("a.js", "x\n" * number)
    levels = [Severity.WARNING, Severity.NOTE, Severity.ERROR]
    rules = ("css/import-chain", "js/layout-read-in-loop")
    found = [
        Finding(
            rules[n % 2], file.path, Span(2 * n, 2 * n + 1), Message("wasted"), levels[n % 3], fingerprint=f"{n:032x}"
        )
        for n in range(number)
    ]
    return results(found, [file])


def test_of_thirty_thousand_findings_the_five_thousand_most_important_are_shown_and_that_is_said() -> None:
    given = many(30_000)
    shown = results_of(given)
    assert len(shown) == 5_000
    assert {result["level"] for result in shown} == {"error"}
    sentence = "showing 5000 of 30000 results (SARIF limit)"
    assert ("warning", sentence) in notifications(given)
    assert told(given) == [sentence]


def test_the_limit_can_be_chosen_but_not_beyond_what_hosts_accept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_MOST_BYTES", 20_000_000)
    given = many(26_000)
    assert [result["level"] for result in results_of(given, max_results=9_000)].count("warning") == 334
    assert told(given, max_results=9_000) == ["showing 9000 of 26000 results (SARIF limit)"]
    assert len(results_of(given, max_results=99_999)) == 25_000
    assert told(many(3), max_results=3) == []


def test_within_a_level_rules_that_are_right_more_often_come_first() -> None:
    doubtful = tuple(replace(rule, precision="low") if rule.family == "css" else rule for rule in RULES)
    shown = results_of(replace(many(12), rules=doubtful), max_results=3)
    assert [result["ruleId"] for result in shown] == ["js/layout-read-in-loop"] * 2 + ["css/import-chain"]


@pytest.mark.parametrize(
    ("code", "edit", "left_out"),
    [
        (2_000, 0, "Snippets are left out"),
        (0, 3_000, "Snippets and fixes are left out"),
    ],
)
def test_a_file_that_would_be_too_large_loses_code_then_fixes(
    code: int, edit: int, left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_MOST_BYTES", 100_000)
    file = source("a.js", "xy" * (code or 1) + "\n")
    fix = Fix("shorten it", (Edit(Span(0, 1), "y" * edit),))
    given = results([finding(file, file.data.decode().strip(), fix=fix)] * 100, [file])
    assert len(results_of(given)) == 100
    assert any(text.startswith(left_out) for _, text in notifications(given))
    assert any(text.startswith(left_out) for text in told(given))


def test_a_file_that_is_still_too_large_loses_the_least_important_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_MOST_BYTES", 30_000)
    given = many(90)
    report = written(sarif.write, given)
    shown = json.loads(report)["runs"][0]["results"]
    assert 30 < len(shown) < 90
    assert [result["level"] for result in shown[:30]] == ["error"] * 30
    assert ("warning", f"showing {len(shown)} of 90 results (SARIF limit)") in notifications(given)


def test_inserting_a_line_above_changes_no_fingerprint() -> None:
    lower = replace(PAGE, data=b"<!-- a line -->\r\n" + PAGE.data)
    before, after = (
        results_of(results([finding(file, '<img src="plan.png">', fingerprint="f" * 32)], [file]))
        for file in (PAGE, lower)
    )
    assert before[0]["partialFingerprints"] == after[0]["partialFingerprints"]
    assert place(before[0])["region"]["startLine"] + 1 == place(after[0])["region"]["startLine"]


def test_hostile_text_makes_no_link_and_no_command() -> None:
    report = written(sarif.write, hostile())
    assert report.isascii()
    assert not any(ord(character) < 32 for character in report.replace("\n", ""))
    (result,) = json.loads(report)["runs"][0]["results"]
    for text in (result["message"]["text"], place(result)["region"]["snippet"]["text"]):
        assert "\x1b" not in text
        assert "](http" not in result["message"]["text"]
        assert "##vso[" not in text
