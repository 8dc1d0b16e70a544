"""What code hosts must be able to rely on, from a check of real files to the report: one test for each promise."""

from io import StringIO
import json
from pathlib import Path
import re
import sys
import tracemalloc
from typing import Any

from multitool import install_multitool, line_hashes_of, verdict
import pytest
from support import Command, MakePlugin

from ecolint.reporters import BUILT_IN
from ecolint.reporters.sarif import SarifOptions, sarif_reporter

sys.path.append(str(Path(__file__).parent / "reporters"))
from read_back import read_back

REFRESH = '<meta http-equiv="refresh" content="30">'
FORMATS = [reporter.name for reporter in BUILT_IN]
TALKATIVE = """
    from ecolint import hookimpl, report, rule

    @rule("html", select="i", saves=["cpu"], evidence="deterministic", preset="core")
    def talkative(i):
        '''Text of the page is told as it is.

        So that a page can try to command whoever reads it.
        '''
        return report(i, "{said} is heavy", said=i.text)

    @rule("html", select="b", saves=["cpu"], evidence="deterministic", preset="core")
    def told(b):
        '''Every one is told, {level}.

        So that there are many.
        '''
        return report(b, "one of many", severity=b.get("class") or None)

    @hookimpl
    def ecolint_rules():
        return [talkative, told]
"""
HOSTILE = "::error::x ##vso[task.complete]done ##[group]x \x1b[2J\x1b]8;;https://evil.example\x07 ]]> @everyone | `x`"


def page(folder: Path, body: str, name: str = "page.html") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"<!doctype html>\n<title>T</title>\n{body}\n".encode())
    return path


def sarif(ecolint: Command, *arguments: object) -> dict[str, Any]:
    return json.loads(ecolint("check", "-o", "sarif", *arguments).out)["runs"][0]


def test_the_same_input_gives_the_same_bytes(ecolint: Command, tmp_path: Path) -> None:
    for number in range(5):
        page(tmp_path, f"<p>é🌱</p>{REFRESH}", f"{number}/page.html")
    for name in FORMATS:
        assert ecolint("check", "-o", name).out == ecolint("check", "-o", name, ".").out


def test_a_line_at_the_top_changes_no_identity(ecolint: Command, tmp_path: Path) -> None:
    file = page(tmp_path, f"<p>a</p>\n{REFRESH}")
    before = sarif(ecolint)["results"]
    file.write_bytes(b"<!-- a line -->\r\n" + file.read_bytes())
    after = sarif(ecolint)["results"]
    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]
    assert before != after


def test_of_too_many_findings_the_most_important_are_shown_and_all_are_counted(
    ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    install(TALKATIVE)
    for number in range(6):
        page(tmp_path, "<b>x</b><b class=error>x</b><b class=note>x</b>\n" * 400, f"{number}.html")
    ended = ecolint("check", "--select", "acme/told", "-o", "sarif=a.sarif", "-o", "text")
    (run,) = json.loads((tmp_path / "a.sarif").read_text("utf-8"))["runs"]
    sentence = "showing 5000 of 7200 results (SARIF limit)"
    assert ended.code == 1
    assert sentence in ended.err
    assert "7200 findings in 6 of 6 files" in ended.out
    levels = [one["level"] for one in run["results"]]
    assert len(levels) == 5_000
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert {"level": "warning", "message": {"text": sentence}} in told


def test_every_format_agrees_on_the_number_of_findings(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(TALKATIVE)
    page(tmp_path, "<b>x</b>\n" * 8)
    for name in FORMATS:
        out = ecolint("check", "--select", "acme/told", "-o", name).out
        assert len(read_back(name, out)) == 8, name


def test_a_hostile_page_injects_nothing_into_any_format(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(TALKATIVE)
    page(tmp_path, f"<i>{HOSTILE.replace('<', '')}</i>", "::error::x %;,]@a`|.html")
    for name in FORMATS:
        out = ecolint("check", "--select", "acme/talkative", "-o", name).out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert len(read_back(name, out)) == 1, name
        lines = out.splitlines()
        if name == "github":
            assert [line.split(" ")[0] for line in lines if line.lstrip().startswith("::")] == [
                *("::group::ecolint", "::endgroup::", "::warning")
            ]
        else:
            assert not any(line.lstrip().startswith("::") for line in lines)
        assert out.count("##vso[") == (1 if name == "azure" else 0)
        assert "##[" not in out


@pytest.mark.parametrize(
    "fault",
    [
        "tags=[f'tag-{number}' for number in range(11)]",
        "tags=['security']",
        "tags=['cwe-79']",
        "severity='error'",
    ],
)
def test_a_rule_that_hosts_would_refuse_is_refused_when_it_is_declared(
    fault: str, ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    install(TALKATIVE.replace('preset="core")', f'preset="core", {fault})', 1))
    page(tmp_path, "<p>a</p>")
    ended = ecolint("check")
    assert ended.code == 3
    assert "plugin acme" in ended.out


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("Text of the page is told as it is.", "x" * 1025, "the title, the first line of the docstring, has more"),
        ("So that a page can try to command", "x" * 1025, "the first paragraph after the title has more than 1024"),
        ("def talkative(", f"def t{'x' * 255}(", "its name has more than 255 characters"),
        (re.search(r"'{3}Text.*?'{3}", TALKATIVE, flags=re.DOTALL)[0], "' '", "its docstring is empty"),
        (re.search(r"'{3}Text.*?'{3}", TALKATIVE, flags=re.DOTALL)[0], "", "has no docstring"),
    ],
)
def test_a_text_that_hosts_would_refuse_is_refused_and_not_cut(
    written: str, instead: str, told: str, ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    page(tmp_path, "<p>a</p>")
    install(TALKATIVE.replace(written, instead).replace("[talkative, told]", "[told]"))
    ended = ecolint("check")
    assert ended.code == 3
    assert told in ended.out


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("url='https://example.org/' + 'x' * 2048", "its address has more than 2048 characters"),
        ("tags=tuple(f'tag-{number}' for number in range(11))", "code hosts take 10 tags"),
    ],
)
def test_a_rule_that_was_changed_is_looked_at_again_when_it_is_registered(
    changed: str, told: str, ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    page(tmp_path, "<p>a</p>")
    install(TALKATIVE.replace("[talkative, told]", f"[talkative, __import__('dataclasses').replace(told, {changed})]"))
    ended = ecolint("check")
    assert ended.code == 3
    assert f"rule acme/told: {told}" in ended.out


def test_a_rule_of_the_same_name_is_refused(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(TALKATIVE.replace("return [talkative, told]", "return [told, told]"))
    page(tmp_path, "<p>a</p>")
    ended = ecolint("check")
    assert ended.code == 3
    assert "rule acme/told is there already" in ended.out


def test_reports_are_written_piece_by_piece(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    from reported import PAGE, finding, results

    class Counting(StringIO):
        longest = 0

        def write(self, text: str) -> int:
            self.longest = max(self.longest, len(text))
            return super().write(text)

    given = results([finding(PAGE, "<img", fingerprint=f"{number:032x}") for number in range(5_000)], [PAGE])
    for reporter in BUILT_IN:
        stream = Counting()
        reporter.write(given, stream)
        assert stream.longest < 20_000, reporter.name


@pytest.mark.parametrize("name", FORMATS)
def test_memory_stays_flat_while_a_report_is_written(name: str) -> None:
    from reported import PAGE, finding, results

    class Nowhere(StringIO):
        def write(self, text: str) -> int:
            return len(text)

    def most(count: int) -> int:
        """Bytes that writing takes at its height."""
        many = [finding(PAGE, "<img", fingerprint=f"{number:032x}") for number in range(count)]
        given = results(many, [PAGE])
        tracemalloc.start()
        try:
            reporter.write(given, Nowhere())
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    reporter = next(one for one in BUILT_IN if one.name == name)
    if name == "sarif":  # says at its beginning what it leaves out, so it keeps what it writes: never more than 9 MB
        reporter = sarif_reporter(SarifOptions(max_results=100))
    reporter.write(results([finding(PAGE, "<img")], [PAGE]), Nowhere())  # what is imported and made once
    assert most(2_000) - most(200) < 1_800 * 32


def test_the_cost_of_every_format_is_measured(tmp_path: Path) -> None:
    from bench.reports import checked, written

    page(tmp_path, REFRESH)
    results, checking = checked([tmp_path], "core", 5_000)
    assert checking > 0
    assert {name for name, _, size in written(results, rounds=1) if size} == set(FORMATS)


@pytest.mark.slow
def test_writing_all_formats_takes_under_a_tenth_of_the_check(tmp_path: Path) -> None:
    from bench.reports import LIMIT, checked, written

    paragraph = "<p class='text'>Opening hours of the <a href='/hall'>town hall</a> and what to bring.</p>\n"
    script = "<script>for (const row of rows) { list.append(row.name, `${row.first} ${row.last}`); }</script>\n"
    for number in range(1_000):  # a finding for each 11 kB, denser than real projects
        page(tmp_path, f"{REFRESH}\n{(paragraph + script) * 60}\n" * 5, f"{number}.html")
    results, checking = checked([tmp_path], "core", 5_000)
    assert len(results.findings) >= 5_000
    writing = sum(seconds for _, seconds, _ in written(results, rounds=1))
    assert writing < checking * LIMIT


@pytest.mark.slow
def test_the_multitool_accepts_reports_of_real_checks(
    ecolint: Command, install: MakePlugin, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("npm")
    program = install_multitool(folder)
    demo = Path(__file__).parent.parent / "demo"
    install(TALKATIVE)
    page(tmp_path, f"<p>é🌱</p>\r\n\t{REFRESH}<i>{HOSTILE}</i>", "a b#1%é/page.html")
    for arguments in (
        [],
        ["a b#1%é/page.html"],
        ["--sarif-max-results", 1],
        ["--category", "shop"],
        ["--root", demo, "--extends", "recommended", demo],
    ):
        log = ecolint("check", "-o", "sarif", *arguments).out
        assert verdict(program, log, folder) == [], arguments
    ours, theirs = line_hashes_of(program, log, folder)
    assert len(ours) >= 15
    assert ours == theirs
