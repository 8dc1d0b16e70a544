"""What changed since a commit, asked of git so that nothing of a repository runs."""

import os
from pathlib import Path, PurePosixPath
import stat

from hypothesis import given
from hypothesis import strategies as st
import pytest
from repository import committed, git, repository

from ecolint.run.changes import Lines, changed_lines, since, uncommitted
from ecolint.run.discovery import FoundFile
from ecolint.run.git import GitError, blob_name, blobs, commit, tree


def found(root: Path) -> list[FoundFile]:
    files = sorted(path for path in root.rglob("*.html") if path.is_file())
    return [FoundFile(root, PurePosixPath(path.relative_to(root).as_posix()), ".html") for path in files]


def lines_since(ref: str, root: Path) -> dict[str, Lines]:
    return {str(path): lines for path, lines in since(ref, root, found(root)).files.items()}


def test_lines_that_are_new_or_other_count_and_all_others_do_not(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n2\n3\n4\n5\n", other_html="same\n")
    git(root, "checkout", "-q", "-b", "work")
    (root / "page.html").write_text("1\nnew\n2\nother\n4\n5\n", "utf-8")
    committed(root)
    assert lines_since("main", root) == {"page.html": Lines(frozenset({2, 4}))}


def test_what_is_not_committed_counts_too(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n")
    (root / "page.html").write_text("1\n2\n", "utf-8")
    (root / "new.html").write_text("1\n", "utf-8")
    assert lines_since("main", root) == {
        "new.html": Lines(frozenset(), every=True),
        "page.html": Lines(frozenset({2})),
    }


def test_what_the_other_branch_did_meanwhile_does_not_count(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n2\n", other_html="1\n")
    git(root, "checkout", "-q", "-b", "work")
    (root / "page.html").write_text("1\n2\n3\n", "utf-8")
    committed(root)
    git(root, "checkout", "-q", "main")
    (root / "other.html").write_text("changed on main\n", "utf-8")
    committed(root)
    git(root, "checkout", "-q", "work")
    assert lines_since("main", root) == {"page.html": Lines(frozenset({3}))}


def test_other_line_ends_and_a_new_name_are_no_change(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n2\n", old_html="a\nb\n")
    (root / "page.html").write_bytes(b"1\r\n2\r\n")
    (root / "old.html").rename(root / "new.html")
    assert lines_since("main", root) == {}


def test_names_with_odd_characters_are_found(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    (root / "é \t'\"\n.html").write_text("1\n", "utf-8")
    committed(root)
    (root / "é \t'\"\n.html").write_text("1\n2\n", "utf-8")
    assert lines_since("main", root) == {"é \t'\"\n.html": Lines(frozenset({2}))}


def test_a_root_below_the_repository_is_compared_with_its_own_part(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n")
    (root / "shop").mkdir()
    (root / "shop" / "page.html").write_text("shop\n", "utf-8")
    committed(root)
    (root / "shop" / "page.html").write_text("shop\nnew\n", "utf-8")
    assert lines_since("HEAD", root / "shop") == {"page.html": Lines(frozenset({2}))}


def test_uncommitted_files_are_those_that_differ_from_the_last_commit(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n", same_html="1\n")
    (root / "page.html").write_text("2\n", "utf-8")
    git(root, "add", "page.html")
    assert set(uncommitted(root, found(root)).files) == {PurePosixPath("page.html")}


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "page.html").write_text("1\n", "utf-8")
    assert uncommitted(tmp_path, found(tmp_path)).files[PurePosixPath("page.html")].every


TEXTS = st.lists(st.sampled_from([b"a", b"b", b"c", b""]), max_size=12)


@given(before=TEXTS, after=TEXTS)
def test_lines_that_are_not_new_were_there_before_in_this_order(before: list[bytes], after: list[bytes]) -> None:
    lines = changed_lines(before, after)
    kept = [line for number, line in enumerate(after, 1) if number not in lines.new]
    rest = iter(before)
    assert all(line in rest for line in kept)
    if before == after:
        assert lines == Lines(frozenset())


def test_a_removed_line_touches_what_lay_around_it() -> None:
    lines = changed_lines([b"<img", b"lazy", b">", b"x"], [b"<img", b">", b"x"])
    assert lines == Lines(frozenset(), frozenset({1}))
    assert lines.touch(1, 2)
    assert not lines.touch(2, 3)
    assert not lines.touch(1, 1)


def test_large_differences_are_not_compared_line_by_line() -> None:
    assert changed_lines([b"a"] * 15_000, [b"b"] * 15_000) == Lines(frozenset(range(1, 15_001)))


# What git can't tell


def test_a_name_that_is_no_commit_says_what_to_fetch(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    with pytest.raises(GitError, match=r"'origin/main' is no commit of this clone.*git fetch origin main"):
        since("origin/main", root, [])
    with pytest.raises(GitError, match="is no commit"):
        since("--upload-pack=touch evil", root, [])


def test_a_folder_that_is_no_repository_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        since("main", tmp_path, [])


def test_a_shallow_clone_says_what_to_fetch_and_works_where_it_reaches(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n")
    git(root, "checkout", "-q", "-b", "work")
    for number in range(3):
        (root / "page.html").write_text(f"1\n{number}\n", "utf-8")
        committed(root)
    git(root, "checkout", "-q", "main")
    committed(root)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", "-b", "work", root.as_uri(), str(shallow))
    with pytest.raises(GitError, match=r"this clone is shallow.*fetch-depth: 0"):
        since("origin/main", shallow, [])
    git(shallow, "fetch", "-q", "--unshallow")
    assert lines_since("origin/main", shallow) == {"page.html": Lines(frozenset({2}))}


# A hostile repository


def script(path: Path, marker: Path) -> Path:
    path.write_text(f"#!/bin/sh\necho \"$0\" >> '{marker}'\ncat\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_repository_can_run_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "a", page_html="1\n")
    marker = tmp_path / "ran"
    evil = script(tmp_path / "evil", marker)
    hooks = root / ".git" / "hooks"
    for name in ("post-index-change", "post-checkout", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        script(hooks / name, marker)
    (root / ".gitattributes").write_text("*.html filter=evil diff=evil merge=evil\n", "utf-8")
    for name, value in {
        "core.fsmonitor": str(evil),
        "core.hooksPath": str(hooks),
        "core.pager": str(evil),
        "core.editor": str(evil),
        "core.sshCommand": str(evil),
        "core.askPass": str(evil),
        "core.gitProxy": str(evil),
        "core.alternateRefsCommand": str(evil),
        "diff.external": str(evil),
        "diff.evil.command": str(evil),
        "diff.evil.textconv": str(evil),
        "filter.evil.clean": str(evil),
        "filter.evil.smudge": str(evil),
        "filter.evil.process": str(evil),
        "filter.evil.required": "true",
        "interactive.diffFilter": str(evil),
        "credential.helper": str(evil),
        "gpg.program": str(evil),
        "log.showSignature": "true",
        "alias.rev-parse": f"!{evil}",
        "alias.ls-tree": f"!{evil}",
        "uploadpack.packObjectsHook": str(evil),
    }.items():
        git(root, "config", name, value)
    assert not marker.exists()
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, str(evil))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor={evil}'")
    (root / "page.html").write_text("1\n2\n", "utf-8")
    assert lines_since("main", root) == {"page.html": Lines(frozenset({2}))}
    assert set(uncommitted(root, found(root)).files) == {PurePosixPath("page.html")}
    assert not marker.exists()


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="1\n")
    (root / "page.html").write_text("1\n2\n", "utf-8")
    committed(root)
    git(root, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", root.as_uri(), str(partial))
    marker = tmp_path / "ran"
    git(partial, "config", "remote.origin.url", f"ext::sh -c '>{marker}'")
    git(partial, "config", "protocol.ext.allow", "always")
    (partial / "page.html").write_text("1\n2\n3\n", "utf-8")
    try:
        assert lines_since("HEAD", partial)["page.html"].every
    except GitError as error:
        assert "page" in str(error) or "fetch" in str(error)  # noqa: PT017 -- older versions of git give up
    assert not marker.exists()


def test_git_is_never_taken_from_the_linted_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "a")
    marker = tmp_path / "ran"
    script(root / "git", marker)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitError):
        commit(root, "HEAD")
    assert not marker.exists()


def test_objects_are_named_and_read_as_git_does(tmp_path: Path) -> None:
    root = repository(tmp_path / "a", page_html="é\n\n")
    names = tree(root, "HEAD")
    assert names == {"page.html": blob_name("é\n\n".encode(), "0" * 40)}
    assert blobs(root, [*names.values(), "0" * 40]) == {names["page.html"]: "é\n\n".encode()}
    assert blobs(root, []) == {}
