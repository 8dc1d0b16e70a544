"""What is said of files that are named and that no language reads: who looks at them, and what to do."""

from pathlib import Path
import subprocess
import sys

import pytest
from support import Command

NOBODY = "Not linted: no installed plugin knows files with such a name."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text("{}", "utf-8")
    (tmp_path / "notes.txt").write_text("hello", "utf-8")
    (tmp_path / "hall.jpg").write_bytes(b"\xff\xd8\0")
    (tmp_path / "hall.xyz").write_bytes(b"\0")
    (tmp_path / "a.js").write_text("a();", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "old" / "vendor").mkdir(parents=True)
    (tmp_path / "old" / "vendor" / "a.js").write_text("a();", "utf-8")
    (tmp_path / "old" / "a.txt").write_text("a", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("package.json", "Not linted by itself. Rules about the whole project read it: css/"),
        ("hall.jpg", "Not linted by itself. Rules about the whole project read it: html/image-legacy-format"),
        ("notes.txt", NOBODY),  # though a rule reads runtime.txt
        ("hall.xyz", NOBODY),
    ],
)
@pytest.mark.usefixtures("project")
def test_it_is_said_who_reads_a_file_of_no_language(name: str, said: str, ecolint: Command) -> None:
    (why, remedy) = ecolint("files", "--why", name).out.splitlines()
    assert why.startswith(said)
    ended = ecolint("check", name)
    assert (ended.code, ended.err) == (0, f"\nnote: {name}: {why} {remedy}\n")


@pytest.mark.usefixtures("project")
def test_rules_that_do_not_run_here_are_said_to(ecolint: Command) -> None:
    ended = ecolint("check", "package.json", "--select", "css/print-missing")
    assert "but none of them runs here: css/baseline-too-recent" in ended.err
    assert "Choose them" in ended.err


@pytest.mark.usefixtures("project")
def test_files_beside_it_are_linted_all_the_same(ecolint: Command) -> None:
    ended = ecolint("check", "notes.txt", "a.js")
    assert "1 file checked" in ended.out
    assert ended.err.startswith(f"\nnote: notes.txt: {NOBODY}")


def test_the_note_stands_below_the_report_parted_from_it_by_an_empty_line(project: Path) -> None:
    program = str(Path(sys.executable).with_name("ecolint"))
    command = [program, "check", "--isolated", "notes.txt", "a.js"]
    ended = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    report, _, note = ended.stdout.decode().partition("\n\n")
    assert report.startswith("All clear")
    assert note.startswith(f"note: notes.txt: {NOBODY}")
    alone = [*command, "-o", "json"]
    assert subprocess.run(alone, cwd=project, capture_output=True, check=False).stderr.startswith(b"note: ")


@pytest.mark.usefixtures("project")
def test_hooks_and_quiet_runs_are_told_nothing_of_them(ecolint: Command) -> None:
    assert ecolint("check", "notes.txt", "a.js", "--force-exclude").err == ""
    assert ecolint("check", "notes.txt", "--quiet").err == ""


def test_many_of_them_are_counted(ecolint: Command, project: Path) -> None:
    names = [f"{number}.txt" for number in range(7)]
    for name in names:
        (project / name).write_text("x", "utf-8")
    _, *told, last = ecolint("check", *names).err.splitlines()
    assert len(told) == 5
    assert last == "note: and 2 more that no language reads"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("empty", "warning: no file to check\n"),
        (
            "old",
            "warning: no file to check: 1 folder excluded: vendored, 1 of no known language;"
            " `ecolint files --why PATH` says more\n",
        ),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_folder_with_nothing_to_lint_is_said_to_hold_what(folder: str, said: str, ecolint: Command) -> None:
    ended = ecolint("check", folder)
    assert (ended.code, ended.err) == (0, said)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.jss", "there is no file or folder 'a.jss' (did you mean \"a.js\"?)"),
        ("**/*.js", "there is no file or folder '**/*.js'; name files or folders, without quotes"),
        ("none/a.js", "there is no file or folder 'none/a.js'\n"),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_path_that_is_not_there_gets_a_hint(path: str, said: str, ecolint: Command) -> None:
    for command in (("check",), ("files",), ("files", "--why")):
        ended = ecolint(*command, path)
        assert ended.code == 2
        assert said in ended.err


def test_why_tells_of_a_folder_what_leaves_it_out(ecolint: Command, project: Path) -> None:
    (project / "dist").mkdir()
    (project / "dist" / "a.js").write_text("go();\n", "utf-8")
    assert "the pattern dist/ of generated" in ecolint("files", "--why", "dist").out
    assert "its folder dist matches the pattern dist/" in ecolint("files", "--why", "dist/a.js").out
