"""Reports as a command writes them: several at once, whole or not at all, and what a CI system is given by itself."""

import json
import os
from pathlib import Path

import pytest
from support import Command

from ecolint.reporters import BUILT_IN

WASTEFUL = '<!doctype html>\n<title>T</title>\n<meta http-equiv="refresh" content="30">\n'
FORMATS = [reporter.name for reporter in BUILT_IN]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(WASTEFUL, "utf-8")
    return path


def test_every_format_is_written_in_one_run(ecolint: Command, page: Path, tmp_path: Path) -> None:
    asked = [part for name in FORMATS for part in ("-o", f"{name}={tmp_path / name}")]
    ended = ecolint("check", *asked)
    assert (ended.code, ended.out) == (1, "")
    for name in FORMATS:
        assert "html/meta-refresh" in (tmp_path / name).read_text("utf-8")
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_where_nothing_is_for_the_screen_a_line_says_what_was_found_and_where_it_is(
    ecolint: Command, page: Path
) -> None:
    ended = ecolint("check", "-o", "sarif=ecolint.sarif", "-o", "json=a.json")
    assert ended.out == ""
    assert ended.err == "1 finding in 1 file: 1 warning; written: ecolint.sarif (sarif), a.json (json)\n"
    ended = ecolint("convert", "a.json", "-o", "markdown=a.md")
    assert ended.err == "1 finding in 1 file: 1 warning; written: a.md (markdown)\n"
    for others in (("-q",), ("-o", "text"), ("-o", "concise")):
        assert ecolint("check", "-o", "json=a.json", *others).err == ""
    page.write_text("<!doctype html><title>T</title>", "utf-8")
    ended = ecolint("check", "-o", "json=a.json")
    assert ended.err == "All clear: 1 file checked, no findings; written: a.json (json)\n"


def test_what_failed_is_told_with_it(ecolint: Command, page: Path) -> None:
    (page.parent / "bad.py").write_text("1 / 0\n", "utf-8")
    ended = ecolint("check", "--plugin", "bad.py", "-o", "json=a.json", "page.html")
    assert ended.code == 3
    assert ended.err.splitlines()[0].startswith("plugin bad (bad.py): ZeroDivisionError")
    assert ended.err.splitlines()[1] == "1 finding in 1 file: 1 warning; written: a.json (json)"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_2_and_names_the_file_and_the_other_reports_are_written(
    ecolint: Command, page: Path, tmp_path: Path
) -> None:
    ended = ecolint("check", "-o", "json=/dev/full", "-o", "gitlab=quality.json")
    assert ended.code == 2
    assert "report json to /dev/full couldn't be written" in ended.err
    assert json.loads((tmp_path / "quality.json").read_text("utf-8"))


def test_a_report_that_fails_leaves_the_old_file_as_it_was(
    ecolint: Command, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecolint.reporters import gitlab

    def fail(*_: object) -> None:
        raise OSError("no space left")

    old = tmp_path / "quality.json"
    old.write_text("old", "utf-8")
    monkeypatch.setattr(gitlab, "write_items", fail)
    ended = ecolint("check", "-o", "gitlab=quality.json")
    assert ended.code == 2
    assert "quality.json" in ended.err
    assert old.read_text("utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["page.html", "quality.json"]


def test_what_a_sarif_report_leaves_out_is_said_and_the_exit_code_counts_all(ecolint: Command, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(WASTEFUL.replace("<meta", f"<!-- {number} --><meta"), "utf-8")
    ended = ecolint("check", "-o", "sarif=ecolint.sarif", "--sarif-max-results", 2)
    assert ended.code == 1
    assert "showing 2 of 3 results (SARIF limit)" in ended.err
    assert len(json.loads((tmp_path / "ecolint.sarif").read_text("utf-8"))["runs"][0]["results"]) == 2


def test_sarif_options_reach_the_report(ecolint: Command, page: Path, tmp_path: Path) -> None:
    page.write_text(
        WASTEFUL.replace("<meta", "<!-- ecolint: ignore[html/meta-refresh] a status board -->\n<meta"), "utf-8"
    )
    options = ["--category", "shop", "--sarif-suppressed", "include", "--no-absolute-paths"]
    assert ecolint("check", "-o", "sarif=ecolint.sarif", *options).code == 0
    text = (tmp_path / "ecolint.sarif").read_text("utf-8")
    (run,) = json.loads(text)["runs"]
    assert run["automationDetails"]["id"] == "ecolint/shop/"
    assert run["results"][0]["suppressions"][0]["justification"] == "a status board"
    assert str(tmp_path) not in text


def test_a_partial_sarif_report_closes_no_other_alerts_and_that_is_said(
    ecolint: Command, page: Path, tmp_path: Path
) -> None:
    ended = ecolint("check", "page.html", "-o", "sarif=ecolint.sarif")
    assert "category of its own" in ended.err
    (run,) = json.loads((tmp_path / "ecolint.sarif").read_text("utf-8"))["runs"]
    assert run["automationDetails"]["id"] == "ecolint/partial/"


# What a CI system is given by itself


def test_github_is_given_annotations_a_group_and_a_summary(
    ecolint: Command, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.write_text("before\n", "utf-8")
    for name, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "ana/site",
        "GITHUB_SHA": "1a2b",
    }.items():
        monkeypatch.setenv(name, value)
    ended = ecolint("check", "-o", "sarif=ecolint.sarif")
    assert "added -o github (--no-ci-report turns this off)" in ended.err
    assert ended.out.startswith("::group::ecolint\npage.html:3:1")
    assert "::warning title=ecolint (html/meta-refresh),file=page.html,line=3" in ended.out
    text = summary.read_text("utf-8")
    assert text.startswith("before\n### ecolint: 1 finding")
    assert "(https://github.example/ana/site/blob/1a2b/page.html#L3)" in text


def test_a_full_job_summary_is_left_alone(
    ecolint: Command, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.write_bytes(b"x" * 921_500)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ended = ecolint("check", "-o", "github")
    assert (ended.code, summary.stat().st_size) == (1, 921_500)
    assert "the job summary is full" in ended.err


def test_azure_is_given_its_commands_beside_the_text(
    ecolint: Command, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_BUILD", "True")
    ended = ecolint("check")
    assert ended.out.startswith("page.html:3:1 warning")
    assert "##vso[task.logissue type=warning;sourcepath=page.html;linenumber=3" in ended.out
    assert "added -o azure" in ended.err


@pytest.fixture
def on_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ecolint: Command) -> Path:
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    return tmp_path / "gl-code-quality-report.json"


def test_gitlab_is_given_a_code_quality_report(ecolint: Command, page: Path, on_gitlab: Path) -> None:
    ended = ecolint("check")
    assert "added -o gitlab=gl-code-quality-report.json" in ended.err
    (entry,) = json.loads(on_gitlab.read_text("utf-8"))
    assert entry["location"] == {"path": "page.html", "lines": {"begin": 3, "end": 3}}


def test_a_report_that_is_there_already_is_not_replaced(ecolint: Command, page: Path, on_gitlab: Path) -> None:
    on_gitlab.write_text("[]", "utf-8")
    assert "already exists" in ecolint("check").err
    assert on_gitlab.read_text("utf-8") == "[]"


def test_a_partial_run_tells_gitlab_nothing_because_all_else_would_seem_mended(
    ecolint: Command, page: Path, on_gitlab: Path
) -> None:
    assert "only some files are looked at" in ecolint("check", "page.html").err
    assert not on_gitlab.exists()


@pytest.mark.parametrize("name", ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI"])
def test_the_formats_of_hosts_can_be_turned_off(
    name: str, ecolint: Command, page: Path, on_gitlab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITLAB_CI")
    monkeypatch.setenv(name, "true")
    for switch in ("--no-ci-report", "-q"):
        ended = ecolint("check", switch)
        assert ended.err == ""
        assert "::" not in ended.out
        assert "##" not in ended.out
    assert not on_gitlab.exists()


@pytest.mark.parametrize("name", ["GITHUB_ACTIONS", "TF_BUILD"])
def test_a_report_for_programs_has_standard_output_for_itself(
    name: str, ecolint: Command, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "true")
    ended = ecolint("check", "-o", "json")
    assert json.loads(ended.out)["findings"]
    assert ended.err == ""


def test_two_reports_are_not_written_to_one_file(ecolint: Command, page: Path) -> None:
    ended = ecolint("check", "-o", "json=out/../a.json", "-o", "sarif=a.json")
    assert ended.code == 2
    assert "json and sarif would be written to the same file: a.json" in ended.err
    assert ecolint("check", "-o", f"json={os.devnull}", "-o", f"sarif={os.devnull}").code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_standard_output_is_told_and_the_files_are_written(page: Path) -> None:
    import subprocess
    import sys

    with Path("/dev/full").open("wb") as full:
        arguments = [Path(sys.executable).with_name("ecolint"), "check", "-o", "text", "-o", "json=a.json"]
        done = subprocess.run(arguments, cwd=page.parent, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"Error: report text to standard output couldn't be written: No space left on device" in done.stderr
    assert json.loads((page.parent / "a.json").read_text("utf-8"))["findings"]
