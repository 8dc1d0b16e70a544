"""One line for each finding."""

from collections.abc import Callable
import re

from reported import everything, hostile, results, written

from ecolint.model.results import Summary
from ecolint.reporters import concise


def test_a_concise_report_looks_like_this(golden: Callable[[str, str], None]) -> None:
    golden("everything.concise.txt", written(concise.write, everything()))


def test_a_finding_is_one_line_that_editors_understand() -> None:
    for given in (everything(), hostile()):
        lines = written(concise.write, given).splitlines()
        places = [line for line in lines if re.match(r".+?:\d+:\d+: (error|warning|note) [\w/-]+ .", line)]
        assert len(places) == len(given.findings)
        broken = given.summary.broken
        skipped = [line for line in lines if ": skipped: " in line]
        assert len(lines) == len(given.findings) + len(given.problems) + len(broken) + len(skipped) + 1
        assert [line.split(": ")[0] for line in lines if "syntax error" in line] == (
            ["src/page.html:1:5", "old.html"] if broken else []
        )


def test_a_file_that_was_given_up_is_named_with_the_reason() -> None:
    left_out = {"excluded: vendored": ("vendor/",), "longer than 5 s": ("many.py",), "binary (NUL bytes)": ("a.js",)}
    told = written(concise.write, results(summary=Summary(checked=1, skipped_files=left_out))).splitlines()
    assert told == ["many.py: skipped: longer than 5 s", "a.js: skipped: binary (NUL bytes)", "0 findings in 1 file"]


def test_a_clean_run_is_one_line() -> None:
    assert written(concise.write, results(summary=Summary(checked=3))) == "0 findings in 3 files\n"
