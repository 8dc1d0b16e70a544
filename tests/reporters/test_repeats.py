"""What a layout writes into every page is one finding where a host keeps a list of them."""

from dataclasses import replace
import json
from pathlib import Path, PurePosixPath

import pytest
from reported import finding, results
from support import Command

from ecolint.model.language import Language
from ecolint.model.registry import Reporter
from ecolint.model.results import Results
from ecolint.model.source import SourceFile
from ecolint.reporters import BUILT_IN
from ecolint.reporters.repeats import told_once

PAGE = "<!doctype html>\n<html><head>\n<link href=https://fonts.example/a.css>\n</head><body>{}</body></html>\n"


MARKUP = Language("markup", grammar=object, complete=r"<html[\s>]")


def found_in(*texts: str) -> Results:
    pages = [SourceFile(PurePosixPath(f"{number}.html"), text.encode()) for number, text in enumerate(texts)]
    given = results([finding(page, "<link", "comes from elsewhere") for page in pages], pages)
    return replace(given, languages=dict.fromkeys(given.sources, MARKUP))


def test_it_is_told_at_the_first_page_which_names_the_others() -> None:
    (told,) = told_once(found_in(*[PAGE] * 4)).findings
    assert str(told.path) == "0.html"
    assert str(told.message) == "comes from elsewhere; the same in 3 more pages"
    assert [str(place.path) for place in told.related] == ["1.html", "2.html", "3.html"]
    assert told.message.english == "comes from elsewhere"


@pytest.mark.parametrize(
    "texts",
    [
        [PAGE] * 2,
        [PAGE.replace("a.css", name) for name in ("a", "b", "c")],
        ["<head>\n<link href=https://fonts.example/a.css>\n</head>"] * 3,
    ],
    ids=["two pages", "other lines", "templates: each is to be mended"],
)
def test_what_has_causes_of_its_own_is_told_each_time(texts: list[str]) -> None:
    found = found_in(*texts)
    assert told_once(found).findings == found.findings


@pytest.mark.parametrize("reporter", BUILT_IN, ids=lambda reporter: reporter.name)
def test_formats_for_lists_tell_it_once_the_others_each_time(
    reporter: Reporter, tmp_path: Path, ecolint: Command
) -> None:
    for name in ("one", "two", "three"):
        link = "<link rel=stylesheet href='https://fonts.googleapis.com/css2?family=Roboto'>"
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><html><head>\n{link}\n</head>{name}</html>", "utf-8")
    report = ecolint("check", "--select", "html/third-party-font", "--isolated", "-o", reporter.name, tmp_path).out
    if reporter.name == "json":
        assert len(json.loads(report)["findings"]) == 3
    elif reporter.name in ("text", "github"):
        assert "3 findings in 3 of 3 files" in report
    elif reporter.name == "markdown":
        assert report.startswith("### ecolint: 3 findings\n\n3 warnings in 3 of 3 files.\n")
        assert "has one row; 1 row in all." in report
        assert report.count("| warning |") == report.count("the same in 2 more pages") == 1
    else:
        assert ("the same in 2 more pages" in report) is reporter.once


def test_one_more_page_that_comes_first_is_no_other_finding() -> None:
    (told,) = told_once(found_in(*[PAGE] * 3)).findings
    pages = [SourceFile(PurePosixPath(f"{name}.html"), PAGE.encode()) for name in ("-about", "0", "1", "2")]
    given = results([finding(page, "<link", "comes from elsewhere") for page in pages], pages)
    (again,) = told_once(replace(given, languages=dict.fromkeys(given.sources, MARKUP))).findings
    assert str(again.path) == "-about.html"
    assert again.fingerprint == told.fingerprint
    assert len(told.fingerprint) == 32
