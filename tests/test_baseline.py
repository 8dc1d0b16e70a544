"""The baseline: what is accepted for now, and only that."""

import json
import os
from pathlib import Path
import subprocess
import sys

import pytest
from repository import committed, git, repository
from support import Command, MakePlugin

REFRESH = '<meta http-equiv="refresh" content="30">'
OTHER = '<meta http-equiv="refresh" content="60">'
NAME = ".ecolint-baseline.json"


def write(folder: Path, text: str, name: str = "page.html") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(f"<!doctype html>\n<title>T</title>\n{text}\n", "utf-8")


def entries(folder: Path) -> list[dict[str, str]]:
    _, *items = json.loads((folder / NAME).read_text("utf-8"))
    return items


@pytest.fixture
def accepted(ecolint: Command, tmp_path: Path) -> Path:
    """A project whose only finding is accepted."""
    write(tmp_path, REFRESH)
    assert ecolint("check").code == 1
    ended = ecolint("baseline")
    assert ended.code == 0
    assert "1 accepted finding, 1 new; 0 gone" in ended.out
    return tmp_path


def test_accepted_findings_are_told_no_more_and_the_summary_shows_the_trend(accepted: Path, ecolint: Command) -> None:
    ended = ecolint("check")
    assert ended.code == 0
    assert "html/meta-refresh" not in ended.out
    assert "Baseline: 1 of 1 accepted finding seen" in ended.out
    report = json.loads(ecolint("check", "-o", "json").out)
    assert report["summary"]["baseline"] == {"accepted": 1, "looked_for": 1, "found": 1, "gone": []}
    assert report["suppressed"][0]["suppression"]["kind"] == "baseline"


def test_a_baseline_is_used_only_if_wanted(accepted: Path, ecolint: Command) -> None:
    assert ecolint("check", "--no-baseline").code == 1
    assert ecolint("check", "--isolated").code == 1
    (accepted / NAME).rename(accepted / "known.json")
    assert ecolint("check").code == 1
    assert ecolint("check", "--baseline", "known.json").code == 0
    (accepted / "ecolint.toml").write_text('baseline = "known.json"\n', "utf-8")
    assert ecolint("check").code == 0


def test_a_baseline_that_is_named_must_be_there(accepted: Path, ecolint: Command) -> None:
    ended = ecolint("check", "--baseline", "nowhere.json")
    assert ended.code == 2
    assert "nowhere.json" in ended.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no baseline"),
        ("[]", "is no baseline"),
        ('[{"ecolint-baseline":2}]', "is not of version 1"),
        ('[{"ecolint-baseline":1}\n<<<<<<< HEAD\n,{}]', "it holds a merge conflict"),
        ('[{"ecolint-baseline":1},{"rule":"x"}]', "is no baseline"),
    ],
)
def test_a_file_that_is_no_baseline_is_2_and_says_so(text: str, said: str, accepted: Path, ecolint: Command) -> None:
    (accepted / NAME).write_text(text, "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert said in ended.err


@pytest.mark.parametrize(
    "text",
    [f"<!-- a line -->\n\n{REFRESH}", f"\t\t{REFRESH}", REFRESH.replace(" http", "\n    http")],
    ids=["moved", "indented", "broken into lines"],
)
def test_code_that_moves_stays_accepted(text: str, accepted: Path, ecolint: Command) -> None:
    write(accepted, text)
    assert ecolint("check").code == 0


def test_a_renamed_file_stays_accepted_and_a_copy_does_not(accepted: Path, ecolint: Command) -> None:
    (accepted / "page.html").rename(accepted / "home.html")
    assert ecolint("check").code == 0
    (accepted / "copy.html").write_text((accepted / "home.html").read_text("utf-8"), "utf-8")
    assert ecolint("check").code == 1
    (accepted / "home.html").rename(accepted / "page.html")
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 1
    assert "copy.html:" in ended.out
    assert "page.html:" not in ended.out


def test_one_fixed_and_one_added_is_noticed(accepted: Path, ecolint: Command) -> None:
    write(accepted, OTHER)
    ended = ecolint("check")
    assert ended.code == 1
    assert "Baseline: 0 of 1 accepted finding seen, 1 gone; `ecolint baseline --prune` forgets them" in ended.out


def test_a_run_on_a_few_files_or_rules_speaks_of_their_part_of_the_baseline_only(
    accepted: Path, ecolint: Command
) -> None:
    (accepted / "ecolint.toml").write_text("", "utf-8")
    write(accepted, "", "clean.html")
    write(accepted, OTHER, "other/page.html")
    assert ecolint("baseline").code == 0
    assert "Baseline: 2 of 2 accepted findings seen\n" in ecolint("check").out
    assert "Baseline: 1 of 1 accepted finding seen\n" in ecolint("check", "page.html").out
    assert "Baseline: 1 of 1 accepted finding seen\n" in ecolint("check", "other").out
    assert "Baseline" not in ecolint("check", "clean.html").out
    assert "Baseline" not in ecolint("check", "--select", "html/meta-refresh", "clean.html").out
    (accepted / "page.html").write_text("<p>", "utf-8")
    assert "Baseline: 0 of 1 accepted finding seen, 1 gone" in ecolint("check", "page.html").out


def test_a_second_finding_like_the_accepted_one_is_told(accepted: Path, ecolint: Command) -> None:
    write(accepted, f"{REFRESH}\n{REFRESH}")
    assert len(json.loads(ecolint("check", "-o", "json").out)["findings"]) == 1


def test_a_check_never_writes_it_and_only_prune_makes_it_smaller(accepted: Path, ecolint: Command) -> None:
    before = (accepted / NAME).read_bytes()
    write(accepted, OTHER)
    ecolint("check")
    assert (accepted / NAME).read_bytes() == before
    ended = ecolint("baseline", "--prune")
    assert "0 accepted findings, 0 new; 1 gone" in ended.out
    assert entries(accepted) == []
    assert ecolint("check").code == 1


def test_prune_gives_entries_of_renamed_files_their_new_path(accepted: Path, ecolint: Command) -> None:
    (accepted / "page.html").rename(accepted / "home.html")
    assert "1 accepted finding, 0 new; 0 gone" in ecolint("baseline", "--prune").out
    assert [entry["path"] for entry in entries(accepted)] == ["home.html"]
    write(accepted, REFRESH)
    assert ecolint("check").code == 1


def test_a_run_forgets_nothing_of_files_that_it_does_not_look_at(accepted: Path, ecolint: Command) -> None:
    (accepted / ".git").mkdir()  # so that the root is the same for a folder in it
    write(accepted, OTHER, "shop/page.html")
    ecolint("baseline")
    write(accepted, "")
    write(accepted, "", "shop/page.html")
    assert "1 gone" in ecolint("check", "shop").out
    assert "1 gone" in ecolint("check", "page.html").out
    assert "2 gone" in ecolint("check").out
    ecolint("baseline", "--prune", "shop")
    assert [entry["path"] for entry in entries(accepted)] == ["page.html"]


def test_a_rule_that_does_not_run_makes_nothing_gone(accepted: Path, ecolint: Command) -> None:
    write(accepted, "")
    assert "gone" not in ecolint("check", "--select", "html/iframe-not-lazy").out


def test_a_check_and_its_baseline_take_the_same_rules_and_files(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path, f"{REFRESH}<marquee>x</marquee><img src=a.jpg>")
    write(tmp_path, REFRESH, "vendor/page.html")
    for options in (
        ("--extends", "all"),
        ("--select", "html/moving-text-element"),
        ("--extends", "all", "--ignore", "html/meta-refresh"),
        ("--all-files",),
    ):
        (tmp_path / NAME).unlink(missing_ok=True)
        assert ecolint("check", *options).code == 1
        ecolint("baseline", *options)
        assert ecolint("check", *options).code == 0
    assert {entry["path"] for entry in entries(tmp_path)} == {"page.html", "vendor/page.html"}


def test_what_was_accepted_of_rules_that_options_chose_is_forgotten_only_if_they_run(
    accepted: Path, ecolint: Command
) -> None:
    write(accepted, f"{REFRESH}<img src=a.jpg>")
    ecolint("baseline", "--extends", "all")
    before = entries(accepted)
    assert "gone" not in ecolint("check").out
    assert "0 gone" in ecolint("baseline", "--prune").out
    assert entries(accepted) == before
    (accepted / "ecolint.toml").write_text('extends = ["core"]\n', "utf-8")
    assert "gone; " in ecolint("check").out
    assert "gone" not in ecolint("check", "--select", "html/meta-refresh").out


def test_where_a_part_fails_nothing_is_gone_and_nothing_is_written(
    accepted: Path, ecolint: Command, install: MakePlugin
) -> None:
    before = (accepted / NAME).read_bytes()
    write(accepted, "")
    install("raise ImportError('no such thing')")
    assert "gone" not in ecolint("check").out
    ended = ecolint("baseline", "--prune")
    assert ended.code == 3
    assert "Nothing was written" in ended.err
    assert (accepted / NAME).read_bytes() == before


def test_accepting_again_adds_what_is_new(accepted: Path, ecolint: Command) -> None:
    write(accepted, REFRESH, "other.html")
    assert "2 accepted findings, 1 new; 0 gone" in ecolint("baseline").out
    assert ecolint("check").code == 0


def test_what_an_ignore_comment_covers_is_not_accepted_as_well(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path, f"<!-- ecolint: ignore[html/meta-refresh] a board -->\n{REFRESH}")
    ecolint("baseline")
    assert entries(tmp_path) == []


def test_two_branches_merge(ecolint: Command, tmp_path: Path) -> None:
    repository(tmp_path)
    for number in range(30):
        write(tmp_path, f'<meta http-equiv="refresh" content="{number + 5}">', f"{number}.html")
    ecolint("baseline")
    committed(tmp_path)
    for branch in ("one", "two"):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        write(tmp_path, REFRESH, f"{branch}.html")
        ecolint("baseline")
        committed(tmp_path)
    git(tmp_path, "merge", "-q", "--no-edit", "one")
    assert {"one.html", "two.html"} <= {entry["path"] for entry in entries(tmp_path)}
    assert ecolint("check").code == 0


def test_the_file_is_sorted_with_one_entry_a_line(accepted: Path, ecolint: Command) -> None:
    write(accepted, OTHER, "other.html")
    ecolint("baseline")
    head, *lines, end = (accepted / NAME).read_text("utf-8").splitlines()
    assert (head, end) == ('[{"ecolint-baseline":1}', "]")
    assert lines == sorted(lines)
    assert all(json.loads(line[1:]).keys() == {"fingerprint", "moved", "rule", "path"} for line in lines)


# In CI


@pytest.fixture
def branch(ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A branch off `main`, whose baseline holds one finding."""
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "SYSTEM_PULLREQUEST_TARGETBRANCH"):
        monkeypatch.delenv(name, raising=False)
    repository(tmp_path)
    write(tmp_path, REFRESH)
    ecolint("baseline")
    committed(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def test_a_baseline_that_grows_fails_where_that_is_asked_for(branch: Path, ecolint: Command) -> None:
    assert ecolint("check", "--fail-if-baseline-grows").code == 0
    write(branch, OTHER, "new.html")
    ecolint("baseline")
    assert ecolint("check").code == 0
    ended = ecolint("check", "--fail-if-baseline-grows")
    assert ended.code == 1
    assert "accepts more than at HEAD" in ended.err
    assert "html/meta-refresh in new.html" in ended.err
    assert ecolint("check", "--fail-if-baseline-grows", "--exit-zero").code == 0


def test_it_is_compared_with_the_target_of_the_pull_request(
    branch: Path, ecolint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(branch, OTHER, "new.html")
    ecolint("baseline")
    committed(branch)
    assert ecolint("check", "--fail-if-baseline-grows").code == 0
    git(branch, "update-ref", "refs/remotes/origin/main", "main")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert ecolint("check", "--fail-if-baseline-grows").code == 1
    monkeypatch.delenv("GITHUB_BASE_REF")
    assert ecolint("check", "--since", "main", "--fail-if-baseline-grows").code == 1


def test_a_renamed_file_and_a_smaller_baseline_are_no_growth(branch: Path, ecolint: Command) -> None:
    (branch / "page.html").rename(branch / "home.html")
    ecolint("baseline")
    assert ecolint("check", "--fail-if-baseline-grows").code == 0
    write(branch, "", "home.html")
    ecolint("baseline", "--prune")
    assert ecolint("check", "--fail-if-baseline-grows").code == 0


def test_without_a_repository_growth_cannot_be_told(accepted: Path, ecolint: Command) -> None:
    ended = ecolint("check", "--fail-if-baseline-grows")
    assert ended.code == 2
    assert "not a git repository" in ended.err


# Changed code


def test_since_tells_only_findings_on_changed_lines(branch: Path, ecolint: Command) -> None:
    write(branch, f"{REFRESH}\n<p>a</p>\n{OTHER}")
    write(branch, OTHER, "new.html")
    ended = ecolint("check", "--no-baseline", "--since", "main", "-o", "concise")
    assert ended.code == 1
    assert "page.html:5:1" in ended.out
    assert "new.html:3:1" in ended.out
    assert "page.html:3:1" not in ended.out
    assert "note: only lines changed since main (merge base" in ended.err
    assert "2 of 2 files" in ended.err


def test_a_finding_about_several_places_is_told_where_one_of_them_changed(branch: Path, ecolint: Command) -> None:
    page = "<!doctype html><html><head>\n<script src=a.js></script>\n{}</head><body></body></html>"
    (branch / "page.html").write_text(page.format(""), "utf-8")
    committed(branch)
    (branch / "page.html").write_text(page.format("<script src=b.js></script>\n"), "utf-8")
    options = ("--select", "html/render-blocking-script", "--no-baseline", "-o", "concise")
    told = ecolint("check", "--since", "HEAD", *options)
    assert "page.html:2:1: note html/render-blocking-script 2 scripts hold the page up" in told.out
    (branch / "page.html").write_text(page.format("<!-- b -->\n"), "utf-8")
    assert "render-blocking" not in ecolint("check", "--since", "HEAD", *options).out


def test_changed_tells_all_findings_of_files_that_are_not_committed(branch: Path, ecolint: Command) -> None:
    assert ecolint("check", "--no-baseline", "--changed").code == 0
    write(branch, f"{REFRESH}\n<p>a</p>")
    ended = ecolint("check", "--no-baseline", "--changed", "-o", "concise")
    assert "page.html:3:1" in ended.out
    assert "1 of 1 files" in ended.err


def test_a_run_on_changed_code_is_partial(branch: Path, ecolint: Command) -> None:
    write(branch, OTHER)
    (run,) = json.loads(ecolint("check", "--since", "main", "-o", "sarif").out)["runs"]
    assert run["automationDetails"]["id"] == "ecolint/partial/"


def test_standard_input_has_no_changes(branch: Path, ecolint_process: Command) -> None:
    ended = ecolint_process("check", "-", "--stdin-filename", "page.html", "--since", "main")
    assert ended.code == 2
    assert "not for standard input" in ended.err


def test_since_and_changed_exclude_each_other(branch: Path, ecolint: Command) -> None:
    assert ecolint("check", "--since", "main", "--changed").code == 2


def test_a_name_that_git_does_not_know_is_2_and_says_what_to_fetch(branch: Path, ecolint: Command) -> None:
    ended = ecolint("check", "--since", "origin/nowhere")
    assert ended.code == 2
    assert "git fetch origin nowhere" in ended.err


def test_without_a_baseline_none_of_its_code_is_imported(tmp_path: Path) -> None:
    write(tmp_path, REFRESH)
    code = (
        "import sys; from ecolint.cli import run; run(['check', '-q']); "
        "print(*sorted({'json', 'subprocess', 'ecolint.run.baseline', 'ecolint.run.changes', 'ecolint.run.git'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
