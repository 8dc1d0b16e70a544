"""The report for people."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from reported import PAGE, SCRIPT, everything, finding, hostile, results, written

from ecolint.model.finding import Finding, Severity
from ecolint.model.results import Summary
from ecolint.model.source import SourceFile, Span
from ecolint.model.wording import Message
from ecolint.reporters import text
from ecolint.reporters.text import text_reporter


def test_a_report_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("everything.txt", written(text_reporter(width=80), everything()))


def test_a_verbose_report_in_colour_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("verbose.ansi.txt", written(text_reporter(colour=True, verbose=True, width=80), everything()))


def test_hostile_text_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("hostile.txt", written(text_reporter(verbose=True, width=80), hostile()))


def test_colours_only_add_escape_sequences() -> None:
    import re

    coloured = written(text_reporter(colour=True), everything())
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(text.write, everything())


def test_a_clean_run_says_so_and_what_it_did_not_look_at() -> None:
    clean = results(summary=Summary(checked=12, skipped={"vendored": 3}))
    assert written(text.write, clean) == "All clear: 12 files checked, no findings.\n3 files skipped: 3 vendored\n"


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ({"generated": ["build/", "dist/"]}, "2 folders skipped: 2 generated"),
        (
            {"generated": ["build/", "a.min.js"], "tests": ["tests/"]},
            "1 file and 2 folders skipped: 2 generated, 1 tests",
        ),
    ],
)
def test_folders_that_were_not_entered_are_not_counted_as_files(left_out: dict[str, list[str]], told: str) -> None:
    counts = {reason: len(names) for reason, names in left_out.items()}
    names = {reason: tuple(names) for reason, names in left_out.items()}
    assert told in written(text.write, results(summary=Summary(checked=1, skipped=counts, skipped_files=names)))


def test_a_verbose_report_names_each_on_a_line_of_its_own() -> None:
    summary = Summary(checked=1, skipped={"binary": 7}, skipped_files={"binary": (*"abcdef", "g/")})
    assert "  binary: a, b, c, d, e and 2 more\n" in written(text.write, results(summary=summary))
    report = written(text_reporter(verbose=True), results(summary=summary))
    assert "  binary:\n    a\n    b\n    c\n    d\n    e\n    f\n    g/\n" in report


def test_a_run_that_failed_somewhere_is_never_all_clear() -> None:
    failed = replace(everything(), findings=(), suppressed=(), summary=Summary(checked=12))
    report = written(text.write, failed)
    assert "All clear" not in report
    assert "No findings in 12 files, but the check is incomplete." in report


def test_a_run_without_files_is_not_all_clear_either() -> None:
    assert written(text.write, results(summary=Summary())) == "No file was checked.\n"


def test_only_the_first_finding_of_a_rule_says_why() -> None:
    report = written(text.write, results([finding(PAGE, "<img"), finding(PAGE, "<img", nth=1)], [PAGE]))
    assert report.count("= why:") == 1
    assert report.count("ecolint explain html/image-not-lazy") == 1
    assert report.index("= why:") < report.index("src/page.html:4:14")


def pages(*texts: str) -> list[SourceFile]:
    return [SourceFile(PurePosixPath(f"{number}.html"), text.encode()) for number, text in enumerate(texts)]


def test_the_same_line_in_many_files_is_shown_once_with_the_other_places() -> None:
    made = pages(*["<a>\n <img src=a.gif>\n"] * 7)
    found = results([finding(page, "<img") for page in made], made)
    report = written(text.write, found)
    assert report.count("src=a.gif") == 1
    assert "    = also: 1.html:2:2, 2.html:2:2, 3.html:2:2, 4.html:2:2 and 2 more (-v)\n" in report
    assert "7 findings in 7" in report
    assert written(text_reporter(verbose=True), found).count("src=a.gif") == 7


@pytest.mark.parametrize(
    "texts",
    [
        ["<img src=a>", "<img src=b>", "<img src=c>"],
        ["<img src=a>", "<img src=a>", "<img src=b>"],
        ["<img src=a>" + " " * 2_000] * 3,
    ],
    ids=["other lines", "two files", "lines without end"],
)
def test_what_is_not_the_same_or_in_few_files_is_shown_each_time(texts: list[str]) -> None:
    made = pages(*texts)
    found = results([finding(page, "<img") for page in made], made)
    assert "= also:" not in written(text.write, found)


def test_the_same_line_twice_in_a_file_is_shown_twice() -> None:
    (page, *others) = made = pages("<img>\n<img>", "<img>", "<img>")
    found = results(
        [finding(page, "<img"), finding(page, "<img", nth=1), *(finding(one, "<img") for one in others)], made
    )
    assert "= also:" not in written(text.write, found)


def test_a_finding_about_a_picture_has_no_line() -> None:
    picture = Finding("html/image-not-lazy", PurePosixPath("img/a.png"), Span(0, 0), Message("large"), Severity.NOTE)
    first, second, *_ = written(text.write, results([picture])).splitlines()
    assert first == "img/a.png note html/image-not-lazy  large"
    assert "|" not in second


def test_a_finding_whose_rule_is_not_listed_is_still_told() -> None:
    unused = finding(PAGE, "<main>", "ignores nothing; remove it", rule="ecolint/unused-ignore")
    assert "warning ecolint/unused-ignore  ignores nothing; remove it" in written(text.write, results([unused], [PAGE]))


def test_beyond_ten_rules_the_rest_is_counted() -> None:
    many = [finding(PAGE, "<img", rule=f"acme/rule-{number:02}") for number in range(12)]
    report = written(text.write, results(many, [PAGE]))
    assert "acme/rule-09\n     and 2 more rules\n" in report


@pytest.mark.parametrize("width", [0, 20, 79, 200])
def test_every_width_works(width: int) -> None:
    assert written(text_reporter(width=width), everything()).count("^") >= 4


def test_a_span_over_several_lines_underlines_the_first() -> None:
    report = written(text.write, results([finding(SCRIPT, "box.getBoundingClientRect(\r\n  )")], [SCRIPT]))
    assert report.splitlines()[1:3] == [
        "  2 |   row.style.top = `${box.getBoundingClientRect(",
        "    |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ]


def test_a_run_that_gave_a_file_up_is_not_all_clear() -> None:
    given_up = results(summary=Summary(checked=12, skipped={"longer than 5 s": 1}, timed_out=1))
    report = written(text.write, given_up)
    assert report.startswith("No findings in 12 files, but not all were checked to the end.\n")
    assert "1 longer than 5 s" in report
