"""`ecolint check` as its users meet it: exit codes, reports, options."""

import json
from pathlib import Path
import subprocess
import sys

import pytest
from support import CLEAN, WASTEFUL, Command, MakePlugin

from ecolint.testing import installed

RULE = """
    from ecolint import hookimpl, report, rule

    @rule("html", select="p", saves=["cpu"], evidence="deterministic", preset="core")
    def paragraph(p):
        '''Paragraphs are counted.

        So that a test has something to find.
        '''
        {body}

    @hookimpl
    def ecolint_rules():
        return [paragraph]
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(WASTEFUL, "utf-8")
    return path


def test_0_when_nothing_is_found(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(CLEAN, "utf-8")
    ended = ecolint("check")
    assert ended.code == 0
    assert "All clear: 1 file checked, no findings." in ended.out


def test_1_when_something_is_found(ecolint: Command, page: Path) -> None:
    ended = ecolint("check")
    assert ended.code == 1
    assert "page.html:3:23 warning html/meta-refresh" in ended.out


def test_2_for_an_option_that_is_not_there_with_the_nearest_one(ecolint: Command) -> None:
    ended = ecolint("check", "--selekt", "x")
    assert ended.code == 2
    assert "--select" in ended.err


def test_2_for_a_path_that_is_not_there(ecolint: Command) -> None:
    ended = ecolint("check", "nowhere")
    assert ended.code == 2
    assert "nowhere" in ended.err


def test_2_for_a_format_that_is_not_there_with_the_nearest_one(ecolint: Command, page: Path) -> None:
    ended = ecolint("check", "-o", "sarf")
    assert ended.code == 2
    assert 'did you mean "sarif"?' in ended.err


def test_2_for_a_rule_that_is_not_there_with_the_nearest_one(ecolint: Command, page: Path) -> None:
    ended = ecolint("check", "--select", "html/meta-refesh")
    assert ended.code == 2
    assert 'did you mean "html/meta-refresh"?' in ended.err


def test_2_when_a_report_cannot_be_written_and_the_others_still_are(
    ecolint: Command, page: Path, tmp_path: Path
) -> None:
    ended = ecolint("check", "-o", "json=missing/report.json", "-o", "concise", "-o", "sarif=report.sarif")
    assert ended.code == 2
    assert "missing/report.json" in ended.err
    assert "html/meta-refresh" in ended.out
    assert json.loads((tmp_path / "report.sarif").read_text("utf-8"))["runs"]


def test_3_when_a_rule_raises_and_all_else_is_found(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(RULE.format(body="raise ValueError('broken')"))
    (tmp_path / "page.html").write_text(WASTEFUL.replace("</html>", "<body><p>a</p></body></html>"), "utf-8")
    ended = ecolint("check")
    assert ended.code == 3
    assert "html/meta-refresh" in ended.out
    assert "rule acme/paragraph on page.html" in ended.out
    assert "ValueError: broken" in ended.out


@pytest.mark.parametrize("format", ["text", "concise", "json", "sarif"])
def test_a_rule_that_raises_is_shown_in_every_format(
    ecolint: Command, install: MakePlugin, tmp_path: Path, format: str
) -> None:
    install(RULE.format(body="raise ValueError('broken')"))
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    assert "ValueError: broken" in ecolint("check", "-o", format).out


def test_3_outranks_exit_zero_and_1_does_not(ecolint: Command, install: MakePlugin, page: Path) -> None:
    assert ecolint("check", "--exit-zero").code == 0
    install("raise ImportError('no such thing')")
    ended = ecolint("check", "--exit-zero")
    assert ended.code == 3
    assert "plugin acme (ecolint-acme 1.0)" in ended.out


def test_notes_fail_only_when_asked_to(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(RULE.format(body="return report(p, 'counted', severity='note')"))
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    assert ecolint("check").code == 0
    assert ecolint("check", "--fail-on", "note").code == 1
    assert ecolint("check", "--fail-on", "never").code == 0


def test_warnings_up_to_a_number_are_accepted(ecolint: Command, page: Path) -> None:
    assert ecolint("check", "--max-warnings", "1").code == 0
    assert ecolint("check", "--max-warnings", "0").code == 1


def test_no_file_to_check_is_a_warning(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello", "utf-8")
    ended = ecolint("check")
    assert ended.code == 0
    assert "no file to check" in ended.err


def test_standard_input_is_checked_as_the_file_it_is_called(ecolint_process: Command) -> None:
    ended = ecolint_process("check", "-", "--stdin-filename", "a/page.html", "-o", "concise", stdin=WASTEFUL.encode())
    assert ended.code == 1
    assert ended.out.startswith("a/page.html:3:23:")


def test_standard_input_needs_a_name(ecolint: Command) -> None:
    ended = ecolint("check", "-")
    assert ended.code == 2
    assert "--stdin-filename" in ended.err


@pytest.mark.parametrize("command", ["check", "rules", "explain html/image-not-lazy"])
def test_a_reader_that_leaves_is_no_failure(command: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("ecolint")
    for number in range(30):
        (tmp_path / f"page{number}.html").write_text(WASTEFUL, "utf-8")
    left = subprocess.Popen([program, *command.split()], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert left.stdout is not None
    left.stdout.close()  # before anything is written
    with left:
        assert left.stderr is not None
        assert "Traceback" not in left.stderr.read().decode()
    assert left.returncode == 141


def test_colours_only_where_a_person_reads(ecolint: Command, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in ecolint("check").out
    assert "\x1b[" in ecolint("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in ecolint("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in ecolint("check").out


def test_what_is_not_for_production_is_left_out_unless_asked_for(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check")
    assert ended.code == 0
    assert "excluded: tests" in ended.out
    assert ecolint("check", "--all-files").code == 1


def test_the_list_of_rules_takes_several_with_commas_as_check_does(ecolint: Command) -> None:
    listed = ecolint("rules", "--select", "html/meta-refresh,js/polling").out
    assert [line.split()[1] for line in listed.splitlines()[:2]] == ["html/meta-refresh", "js/polling"]


def test_templates_of_other_languages_than_pages_are_left_alone(ecolint: Command, tmp_path: Path) -> None:
    for name in ("app.js.erb", "nginx.conf.j2", "page.html.erb"):
        (tmp_path / name).write_text(WASTEFUL, "utf-8")
    assert [line.partition(":")[0] for line in ecolint("files").out.splitlines()] == ["page.html.erb"]


def test_an_ignore_comment_needs_to_ignore_something(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        CLEAN.replace("<p>", "<!-- ecolint: ignore[html/meta-refresh] a status board -->\n<p>"), "utf-8"
    )
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 1
    assert "ecolint/unused-ignore" in ended.out


def test_an_ignore_comment_covers_the_next_element(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        WASTEFUL.replace("<meta", "\n<!-- ecolint: ignore[html/meta-refresh] a status board -->\n<meta"), "utf-8"
    )
    ended = ecolint("check")
    assert ended.code == 0
    assert "1 finding suppressed: in-source 1" in ended.out


def test_lists_and_pages_fit_the_terminal(ecolint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ecolint("rules", "--select", "css/*").out.splitlines()
    for module in ("rules", "explain"):
        monkeypatch.setattr(f"ecolint.cli.{module}.columns", lambda: 60)
    short = ecolint("rules", "--select", "css/*").out.splitlines()
    assert len(short) == len(whole)
    assert max(map(len, short)) == 60 < max(map(len, whole))
    page = ecolint("explain", "js/polling").out
    assert max(len(line) for line in page.splitlines()[7:12]) <= 60


@pytest.mark.parametrize(("option", "ours"), [("--format", "--output"), ("-c", "--config")])
def test_an_option_that_other_linters_have_leads_to_ours(ecolint: Command, option: str, ours: str) -> None:
    ended = ecolint("check", option, "json")
    assert ended.code == 2
    assert f"Here it is called {ours}." in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("help",), "there is no command 'help'; `ecolint --help` lists them"),
        (("explain", "js"), "'js' is a plugin; ecolint rules --select 'js/*' lists its rules"),
        (("docs", "build", "file/x"), "file/x can't be written: "),
        (("new-plugin", "acme", "--folder", "file/x"), "can't be written: Not a directory"),
    ],
)
def test_what_cannot_be_is_said_with_a_remedy(
    arguments: tuple[str, ...], told: str, ecolint: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ended = ecolint(*arguments)
    assert ended.code == 2
    assert f"Error: {told}" in ended.err or told in ended.err.splitlines()[-1]


def test_who_chose_no_rules_learns_how_many_ran_and_where_more_are(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(CLEAN, "utf-8")
    registry = installed()
    core, more = (len(registry.preset(name)) for name in ("core", "recommended"))
    note = f"{core} rules ran; --extends recommended adds {more - core}"
    assert ecolint("check").out.splitlines()[1:] == [note]
    assert note not in ecolint("check", "--extends", "core").out
    assert ecolint("check", "-q").out == ""
    (tmp_path / "ecolint.toml").write_text('extends = ["core"]\n', "utf-8")
    assert note not in ecolint("check").out


def test_a_list_for_a_pipe_or_file_is_not_cut(ecolint_process: Command) -> None:
    listed = ecolint_process("rules", "--isolated").out
    assert "…" not in listed
    assert max(map(len, listed.splitlines())) > 120
