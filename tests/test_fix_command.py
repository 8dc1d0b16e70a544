"""`--fix`, `--unsafe-fixes` and `--diff` as their users meet them."""

from pathlib import Path
import subprocess
import sys

import pytest
from support import Command

FRAME = '<iframe loading="lazy" fetchpriority="high" src="https://example.org/map"></iframe>'
EARLY = '<iframe fetchpriority="high" src="https://example.org/map"></iframe>'
VIDEO = '<video src="tour.mp4" autoplay controls></video>'
CALM = '<video src="tour.mp4" controls></video>'
ONLY = ("--select", "html/lazy-priority-conflict", "--select", "html/media-autoplay")


def page(*parts: str, end: str = "\n") -> str:
    return end.join(["<!doctype html>", '<html lang="en">', "<head><title>T</title></head>", *parts, "</html>", ""])


def written(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What the program writes to standard output, to the byte."""
    program = str(Path(sys.executable).with_name("ecolint"))
    command = [program, "check", "--isolated", *arguments]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False).stdout


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(page(FRAME, VIDEO), "utf-8")
    return path


def test_the_summary_counts_what_could_be_fixed(ecolint: Command, file: Path) -> None:
    assert "1 fixable with --fix, 1 more with --unsafe-fixes" in ecolint("check", *ONLY).out
    file.write_text(page(VIDEO), "utf-8")
    assert "1 fixable with --unsafe-fixes" in ecolint("check", *ONLY).out
    file.write_text(page('<video src="tour.mp4" autoplay></video>'), "utf-8")
    assert "fixable" not in ecolint("check", *ONLY).out


def test_fix_applies_safe_fixes_and_the_exit_code_counts_what_is_left(ecolint: Command, file: Path) -> None:
    ended = ecolint("check", "--fix", *ONLY)
    assert ended.code == 1
    assert ended.err == "fixed 1 finding in 1 file\n"
    assert "1 finding in 1 file" in ended.out
    assert "1 fixable with --unsafe-fixes" in ended.out
    assert file.read_text("utf-8") == page(EARLY, VIDEO)


def test_unsafe_fixes_applies_all(ecolint: Command, file: Path) -> None:
    ended = ecolint("check", "--unsafe-fixes", *ONLY)
    assert ended.code == 0
    assert ended.err == "fixed 2 findings in 1 file\n"
    assert "All clear" in ended.out
    assert file.read_text("utf-8") == page(EARLY, CALM)


def test_a_second_run_has_nothing_to_do(ecolint: Command, file: Path) -> None:
    ecolint("check", "--unsafe-fixes", *ONLY)
    before = file.stat()
    ended = ecolint("check", "--unsafe-fixes", *ONLY)
    assert ended.err == ""
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_diff_changes_nothing_and_says_in_a_line_what_it_would_fix(ecolint_process: Command, file: Path) -> None:
    ended = ecolint_process("check", "--isolated", "--diff", *ONLY)
    assert ended.code == 1
    assert ended.out == (
        "--- a/page.html\n+++ b/page.html\n@@ -1,6 +1,6 @@\n <!doctype html>\n"
        ' <html lang="en">\n <head><title>T</title></head>\n'
        f"-{FRAME}\n+{EARLY}\n {VIDEO}\n </html>\n"
    )
    assert ended.err == "would fix 1 finding in 1 file, 1 more with --unsafe-fixes\n"
    assert file.read_text("utf-8") == page(FRAME, VIDEO)


def test_diff_of_all_fixes_names_no_option_that_was_given(ecolint: Command, file: Path) -> None:
    assert ecolint("check", "--diff", "--unsafe-fixes", *ONLY).err == "would fix 2 findings in 1 file\n"


def test_diff_is_0_where_no_file_would_change(ecolint: Command, file: Path) -> None:
    file.write_text(page(VIDEO), "utf-8")
    ended = ecolint("check", "--diff", *ONLY)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "nothing to fix in 1 file, 1 more with --unsafe-fixes\n"
    assert ecolint("check", "--diff", "--unsafe-fixes", *ONLY).code == 1
    assert ecolint("check", "--diff", "--unsafe-fixes", "--exit-zero", *ONLY).code == 0


def test_a_report_beside_the_diff_is_asked_for(ecolint_process: Command, file: Path) -> None:
    ended = ecolint_process("check", "--isolated", "--diff", "-o", "text", *ONLY)
    assert ended.out.startswith("--- a/page.html")
    assert "2 findings in 1 file" in ended.err


@pytest.mark.parametrize(
    "name", ["page.html", "a page.html", 'q"uo\\te.html', "été.html", "tab\there.html", "two\nlines.html"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_git_applies_the_diff(tmp_path: Path, name: str, end: str, mark: str) -> None:
    folder = tmp_path / "tree"
    (folder / "sub").mkdir(parents=True)
    texts = [mark + page("é", FRAME, end=end), mark + page("", end=end).rstrip() + FRAME]  # one has no line end at last
    for number, text in enumerate(texts):
        (folder / "sub" / f"{number}{name}").write_bytes(text.encode())
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    diff = written(folder, "--diff", *ONLY)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=diff, check=True, capture_output=True)
    for number, text in enumerate(texts):
        assert (folder / "sub" / f"{number}{name}").read_bytes() == text.replace(FRAME, EARLY).encode()


def test_the_diff_is_coloured_and_cant_drive_the_terminal(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page("\x1b]0;owned\x07", FRAME), "utf-8")
    out = ecolint("check", "--diff", "--color", "always", *ONLY).out
    assert "\x1b[1;32m+<iframe" in out
    assert "\x1b]0;" not in out


def test_standard_input_comes_back_fixed(ecolint_process: Command) -> None:
    ended = ecolint_process(
        "check", "--isolated", "--fix", *ONLY, "-", "--stdin-filename", "p.html", stdin=page(FRAME, VIDEO).encode()
    )
    assert ended.code == 1
    assert ended.out == page(EARLY, VIDEO)
    assert "fixed 1 finding in 1 file" in ended.err
    assert "html/media-autoplay" in ended.err


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{page('é')}".encode(),
        page("caf\xe9", FRAME).encode("latin-1"),
        page("<script>f(</script>", FRAME).encode(),
        page(FRAME).encode("utf-16"),
    ],
)
def test_standard_input_that_isnt_fixed_comes_back_as_it_was(tmp_path: Path, text: bytes) -> None:
    assert written(tmp_path, "--fix", *ONLY, "-", "--stdin-filename", "p.html", stdin=text) == text


def test_files_that_are_left_as_they_are_are_named(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page("caf\xe9", FRAME).encode("latin-1"))
    ended = ecolint("check", "--fix", *ONLY)
    assert ended.err == "warning: page.html is left as it is: it is in windows-1252, not UTF-8\n"
    assert "fixable" not in ended.out


def test_ignored_findings_are_not_fixed(ecolint: Command, tmp_path: Path) -> None:
    text = page(f"<!-- ecolint: ignore[html/lazy-priority-conflict] the map is what people come for -->\n{FRAME}")
    (tmp_path / "page.html").write_text(text, "utf-8")
    assert ecolint("check", "--fix", *ONLY).code == 0
    assert (tmp_path / "page.html").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- ecolint: ignore[html/lazy-priority-conflict] once there -->\n<p>a</p>", "<p>a</p>"),
        ("<p>a</p>  <!-- ecolint: ignore[html/lazy-priority-conflict] once there -->", "<p>a</p>"),
        (
            f"<!-- ecolint: ignore[html/meta-refresh, html/lazy-priority-conflict] wanted -->\n{FRAME}",
            f"<!-- ecolint: ignore[html/lazy-priority-conflict] wanted -->\n{FRAME}",
        ),
        ("<!-- ecolint: ignore[html/lazy-priority-conflict]\n  once there\n-->\n<p>a</p>", "<p>a</p>"),
    ],
)
def test_unused_ignores_are_removed(ecolint: Command, tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "page.html").write_text(page(before), "utf-8")
    ended = ecolint("check", "--fix", "--ignore", "html/missing*")
    assert "fixed 1 finding in 1 file" in ended.err
    assert (tmp_path / "page.html").read_text("utf-8") == page(after)


def test_a_comment_that_says_more_than_the_ignore_stays(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os  # noqa: F401  # ecolint: ignore[python/queryset-len]\n", "utf-8")
    ended = ecolint("check", "--fix")
    assert "ecolint/unused-ignore" in ended.out
    assert "noqa" in (tmp_path / "a.py").read_text("utf-8")


def test_no_link_out_of_the_root_is_followed(ecolint: Command, tmp_path: Path) -> None:
    outside, root = tmp_path / "outside.html", tmp_path / "root"
    outside.write_text(page(FRAME), "utf-8")
    root.mkdir()
    (root / "page.html").symlink_to(outside)
    ecolint("check", "--fix", "--root", root, root)
    assert outside.read_text("utf-8") == page(FRAME)


def test_accepted_findings_are_not_fixed(ecolint: Command, file: Path) -> None:
    ecolint("baseline", ".")
    assert ecolint("check", "--fix").code == 0
    assert file.read_text("utf-8") == page(FRAME, VIDEO)
    assert "fixed 1 finding" in ecolint("check", "--fix", "--no-baseline").err


def test_since_fixes_changed_lines_only(ecolint: Command, tmp_path: Path, file: Path) -> None:
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    file.write_text(page(FRAME, VIDEO, "<p>new</p>", FRAME), "utf-8")
    ecolint("check", "--fix", "--since", "HEAD", *ONLY)
    assert file.read_text("utf-8") == page(FRAME, VIDEO, "<p>new</p>", EARLY)


VENDORED = ("vendor/a.html", "dist/b.html", "ours/c.html")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in VENDORED:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(page(FRAME), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("named", "fixed"),
    [
        ((), ["ours/c.html"]),
        (("vendor/a.html", "ours"), ["vendor/a.html", "ours/c.html"]),
        (("dist", "."), ["dist/b.html", "ours/c.html"]),
    ],
)
def test_files_of_others_get_no_fixes_unless_they_are_named(
    ecolint: Command, tree: Path, named: tuple[str, ...], fixed: list[str]
) -> None:
    ended = ecolint("check", "--all-files", *ONLY, *named)
    assert f"{len(fixed)} fixable with --fix" in ended.out
    ecolint("check", "--all-files", "--fix", *ONLY, *named)
    assert [name for name in VENDORED if (tree / name).read_text("utf-8") == page(EARLY)] == fixed
