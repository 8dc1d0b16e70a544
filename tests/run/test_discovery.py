"""Which files a run reads, and what it says of the others."""

from collections.abc import Mapping, Sequence
import inspect
import os
from pathlib import Path, PurePosixPath
import shutil
import socket
import subprocess
import sys

import pytest

from ecolint.model.problem import Problem
from ecolint.run import walk
from ecolint.run.discovery import Discovered, UsageError, discover, ending_of, project_files, why

ENDINGS = dict.fromkeys((".html", ".html.j2", ".js", ".d.ts", ".ts"), True) | {".js.html": None}
EXCLUDES = {"config": ["!kept.min.js"], "vendored": ["node_modules/", "vendor/"], "minified": ["*.min.js"]}


def plant(root: Path, *names: str) -> None:
    """Make files, and folders for names that end in a slash."""
    for name in names:
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("x", encoding="utf-8")


def find(root: Path, *paths: str, excludes: Mapping[str, Sequence[str]] = EXCLUDES, **options: int) -> Discovered:
    """Discover under paths relative to the root, by default all of it."""
    places = [root / path for path in paths or ("",)]
    return discover(places, root=root, endings=ENDINGS, excludes=excludes, **options)  # type: ignore[arg-type]


def names(found: Discovered) -> list[str]:
    return [str(file.relative) for file in found.files]


def skipped(found: Discovered) -> dict[str, list[str]]:
    """Reason → files, and folders with a slash."""
    reasons = {reason: [str(path) for path in paths] for reason, paths in found.skipped.items()}
    for reason, folders in found.skipped_folders.items():
        reasons.setdefault(reason, []).extend(f"{path}/" for path in folders)
    return reasons


class TestFolders:
    def test_files_of_known_languages_are_found_at_any_depth_sorted_by_path(self, tmp_path: Path) -> None:
        plant(tmp_path, "b.html", "a/z.js", "a-b.html", "a/b/c/d.ts", ".hidden/x.js", "Makefile", "logo.png")
        found = find(tmp_path)
        assert names(found) == [".hidden/x.js", "a/b/c/d.ts", "a/z.js", "a-b.html", "b.html"]
        assert names(found) == sorted(names(found), key=PurePosixPath)
        assert found.unknown == 2
        assert skipped(found) == {}

    def test_a_found_file_knows_where_to_read_it_and_how_it_ends(self, tmp_path: Path) -> None:
        plant(tmp_path, "site/Page.HTML.J2")
        (file,) = find(tmp_path).files
        assert (file.path, file.relative, file.ending) == (
            tmp_path / "site/Page.HTML.J2",
            PurePosixPath("site/Page.HTML.J2"),
            ".html.j2",
        )

    def test_a_folder_called_like_a_file_is_walked(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.html/b.html")
        assert names(find(tmp_path)) == ["a.html/b.html"]
        assert names(find(tmp_path, "a.html")) == ["a.html/b.html"]

    def test_an_empty_folder_gives_nothing(self, tmp_path: Path) -> None:
        assert find(tmp_path) == Discovered(())

    def test_the_folders_of_version_control_are_passed_by_in_silence(self, tmp_path: Path) -> None:
        plant(tmp_path, ".git/hooks/a.js", ".hg/a.js", ".svn/a.js", "a.js")
        found = find(tmp_path, excludes={})
        assert names(found) == ["a.js"]
        assert (skipped(found), found.unknown) == ({}, 0)

    def test_strange_names_are_found_as_they_are(self, tmp_path: Path) -> None:
        strange = ["a b.html", "new\nline.html", "été.html", "🌱.html", "'\"$(x).html", " .html"]
        plant(tmp_path, *strange)
        assert set(names(find(tmp_path))) == set(strange)

    def test_a_name_that_is_not_utf8_is_found_and_can_be_opened(self, tmp_path: Path) -> None:
        raw = os.fsencode(tmp_path) + b"/caf\xe9.html"
        try:
            Path(os.fsdecode(raw)).write_text("x", encoding="utf-8")
        except OSError:
            pytest.skip("this file system wants UTF-8")
        (file,) = find(tmp_path).files
        assert os.fsencode(file.relative.name) == b"caf\xe9.html"
        assert file.path.read_text(encoding="utf-8") == "x"

    def test_folders_may_be_nested_deeper_than_python_recurses(self, tmp_path: Path) -> None:
        plant(tmp_path, "d/" * 150 + "a.js")
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(len(inspect.stack()) + 50)
        try:
            found = find(tmp_path)
        finally:
            sys.setrecursionlimit(limit)
        assert len(found.files) == 1

    def test_a_folder_that_cannot_be_read_is_a_problem_and_no_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, "a.js", "closed/b.js")
        scandir = os.scandir

        def refuse(path: str) -> object:
            if path.endswith("closed"):
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(walk.os, "scandir", refuse)
        found = find(tmp_path)
        assert names(found) == ["a.js"]
        assert found.problems == (Problem("folder closed", "can't be read: Permission denied"),)


class TestExcludes:
    def test_an_excluded_folder_is_not_entered_and_an_excluded_file_is_noted(self, tmp_path: Path) -> None:
        plant(tmp_path, "node_modules/x/a.js", "b.min.js", "kept.min.js", "c.js", "logo.min.png")
        found = find(tmp_path)
        assert names(found) == ["c.js", "kept.min.js"]
        assert skipped(found) == {"excluded: minified": ["b.min.js"], "excluded: vendored": ["node_modules/"]}

    def test_the_first_class_with_a_pattern_that_matches_decides(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.js")
        assert skipped(find(tmp_path, excludes={"one": ["*.js"], "two": ["a.js"]})) == {"excluded: one": ["a.js"]}
        assert names(find(tmp_path, excludes={"one": ["!a.js"], "two": ["*.js"]})) == ["a.js"]

    def test_patterns_hold_relative_to_the_root_wherever_it_lies(self, tmp_path: Path) -> None:
        plant(tmp_path, "vendor/site/a.js", "vendor/site/docs/b.js", "vendor/site/src/docs/c.js")
        found = find(tmp_path / "vendor/site", excludes={"documentation": ["/docs/"], **EXCLUDES})
        assert names(found) == ["a.js", "src/docs/c.js"]

    def test_without_patterns_nothing_is_excluded(self, tmp_path: Path) -> None:
        plant(tmp_path, "node_modules/a.js", "b.min.js")
        assert names(find(tmp_path, excludes={})) == ["b.min.js", "node_modules/a.js"]

    def test_a_named_file_is_taken_all_the_same(self, tmp_path: Path) -> None:
        plant(tmp_path, "vendor/a.js", "b.min.js", ".gitignore")
        (tmp_path / ".gitignore").write_text("vendor\n", encoding="utf-8")
        found = find(tmp_path, "vendor/a.js", "b.min.js")
        assert (names(found), skipped(found)) == (["b.min.js", "vendor/a.js"], {})

    def test_a_named_file_is_excluded_when_that_is_forced(self, tmp_path: Path) -> None:
        plant(tmp_path, "vendor/a.js", "b.min.js", "c.js", "ignored/d.js", "vendor/logo.png")
        (tmp_path / ".gitignore").write_text("ignored\n", encoding="utf-8")
        paths = ["vendor/a.js", "b.min.js", "c.js", "ignored/d.js", "vendor/logo.png"]
        found = find(tmp_path, *paths, force_exclude=True)
        assert names(found) == ["c.js"]
        assert skipped(found) == {
            "excluded: minified": ["b.min.js"],
            "excluded: vendored": ["vendor/"],
            "ignored by .gitignore": ["ignored/"],
        }

    def test_a_named_folder_is_entered_but_what_lies_in_it_is_measured(self, tmp_path: Path) -> None:
        plant(tmp_path, "vendor/a.js", "vendor/b.min.js", "vendor/node_modules/c.js")
        found = find(tmp_path, "vendor")
        assert names(found) == ["vendor/a.js"]
        assert skipped(found) == {
            "excluded: minified": ["vendor/b.min.js"],
            "excluded: vendored": ["vendor/node_modules/"],
        }
        assert names(find(tmp_path, "vendor", force_exclude=True)) == []

    def test_what_is_named_beside_its_folder_does_not_count_as_skipped(self, tmp_path: Path) -> None:
        plant(tmp_path, "vendor/a.js", "b.min.js", "c.js")
        found = find(tmp_path, "", "vendor", "b.min.js")
        assert (names(found), skipped(found)) == (["b.min.js", "c.js", "vendor/a.js"], {})

    def test_a_named_file_of_no_known_language_is_only_counted(self, tmp_path: Path) -> None:
        plant(tmp_path, "Makefile")
        found = find(tmp_path, "Makefile")
        assert (found.files, found.unknown) == ((), 1)


class TestGitignore:
    def test_it_holds_in_its_folder_and_below_in_and_out_of_git(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.js", "build/b.js", "src/build/c.js", "src/d.js", "src/e.ts", "f.ts", "src/in/g.ts")
        (tmp_path / ".gitignore").write_text("# what we build\nbuild/\n", encoding="utf-8")
        (tmp_path / "src/.gitignore").write_bytes(b"\xef\xbb\xbf*.ts\r\n!/e.ts\r\n")
        for _ in ("out of git", "in git"):
            found = find(tmp_path)
            assert names(found) == ["a.js", "f.ts", "src/d.js", "src/e.ts"]
            assert skipped(found) == {"ignored by .gitignore": ["src/in/g.ts", "build/", "src/build/"]}
            (tmp_path / ".git").mkdir(exist_ok=True)

    def test_it_is_honoured_even_if_nothing_is_excluded(self, tmp_path: Path) -> None:
        plant(tmp_path, "build/b.js")
        (tmp_path / ".gitignore").write_text("build", encoding="utf-8")
        assert names(find(tmp_path, excludes={})) == []

    def test_those_above_the_root_hold_up_to_the_top_of_the_repository(self, tmp_path: Path) -> None:
        plant(tmp_path, "work/.git/info/", "work/site/app/a.js", "work/site/app/b.js", "work/site/app/c.js")
        plant(tmp_path, "work/site/app/d.js")
        (tmp_path / ".gitignore").write_text("a.js", encoding="utf-8")
        (tmp_path / "work/.gitignore").write_text("site/app/b.js", encoding="utf-8")
        (tmp_path / "work/site/.gitignore").write_text("/app/c.js", encoding="utf-8")
        (tmp_path / "work/.git/info/exclude").write_text("d.js", encoding="utf-8")
        assert names(find(tmp_path / "work/site/app")) == ["a.js"]
        assert names(find(tmp_path / "work")) == ["site/app/a.js"]
        assert "../.gitignore:1" in " ".join(explain(tmp_path / "work/site/app", "c.js"))

    def test_those_between_the_root_and_a_named_folder_hold(self, tmp_path: Path) -> None:
        plant(tmp_path, "a/b/c/d/x.js", "a/b/c/d/y.js", "a/b/c/d/z.js")
        (tmp_path / "a/.gitignore").write_text("/b/c/d/x.js\n*.js", encoding="utf-8")
        (tmp_path / "a/b/c/.gitignore").write_text("!y.js\n!x.js\n", encoding="utf-8")
        (tmp_path / "a/b/.gitignore").write_text("y.js\n", encoding="utf-8")
        assert names(find(tmp_path, "a/b/c/d")) == ["a/b/c/d/x.js", "a/b/c/d/y.js"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no fifos here")
    def test_one_that_is_no_file_is_passed_over(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.js", "folder/.gitignore/b.js", "linked/c.js", "piped/d.js", "rules")
        (tmp_path / "rules").write_text("*", encoding="utf-8")
        (tmp_path / "linked/.gitignore").symlink_to("../rules")
        os.mkfifo(tmp_path / "piped/.gitignore")
        assert names(find(tmp_path)) == ["a.js", "folder/.gitignore/b.js", "linked/c.js", "piped/d.js"]

    @pytest.mark.skipif(shutil.which("git") is None, reason="compares with git")
    def test_a_whole_tree_is_ignored_as_by_git(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.js", "b/a.js", "b/c/a.js", "b/c/d/a.js", "b/c/d/e.js", "x y/a.js", "été/a.js", "b/k.js")
        (tmp_path / ".gitignore").write_text("*.js\n!a.js\nb/c/*\n!b/c/d/\nx\\ y\n", encoding="utf-8")
        (tmp_path / "b/.gitignore").write_text("!k.js\n", encoding="utf-8")
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
        listed = subprocess.run(
            ["git", "-c", "core.excludesFile=", "ls-files", "-zco", "--exclude-standard", "*.js"],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert set(names(find(tmp_path))) == set(listed.split("\0")) - {""}


class TestLinks:
    def test_a_link_to_a_file_is_read_once_under_its_real_path(self, tmp_path: Path) -> None:
        plant(tmp_path, "real.html")
        (tmp_path / "link.html").symlink_to("real.html")
        found = find(tmp_path)
        assert (names(found), skipped(found)) == (["real.html"], {})
        assert names(find(tmp_path, "link.html", "real.html")) == ["real.html"]

    def test_a_link_to_a_folder_of_the_root_is_followed_once(self, tmp_path: Path) -> None:
        plant(tmp_path, "shared/a.js", "site/b.js")
        (tmp_path / "site/one").symlink_to("../shared")
        (tmp_path / "site/two").symlink_to("../shared")
        for paths in ([""], ["site"], ["site", "shared"], ["site/one", "site"]):
            assert names(find(tmp_path, *paths)) == ["shared/a.js", "site/b.js"]
            assert skipped(find(tmp_path, *paths)) == {}

    def test_a_link_out_of_the_root_is_not_followed(self, tmp_path: Path) -> None:
        plant(tmp_path, "outside/a.js", "root/b.js", "root-2/c.js")
        (tmp_path / "root/folder").symlink_to("../outside")
        (tmp_path / "root/file.js").symlink_to("../outside/a.js")
        (tmp_path / "root/sibling").symlink_to("../root-2")
        found = find(tmp_path / "root")
        assert names(found) == ["b.js"]
        assert skipped(found) == {"link out of the root": ["file.js", "folder", "sibling"]}

    def test_links_that_go_round_in_circles_end(self, tmp_path: Path) -> None:
        plant(tmp_path, "a/b/c.js", "d/e.js")
        (tmp_path / "a/b/up").symlink_to("..")
        (tmp_path / "a/top").symlink_to(tmp_path)
        (tmp_path / "self").symlink_to("self")
        (tmp_path / "a/d").symlink_to("../d")
        (tmp_path / "d/a").symlink_to("../a")
        found = find(tmp_path)
        assert names(found) == ["a/b/c.js", "d/e.js"]
        assert skipped(found) == {"link loop": ["a/b/up", "a/top", "self"]}

    def test_a_link_to_nothing_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").symlink_to("missing.html")
        assert skipped(find(tmp_path)) == {"broken link": ["a.html"]}

    def test_a_link_does_not_bring_back_what_is_excluded(self, tmp_path: Path) -> None:
        plant(tmp_path, "src/a.js", "vendor/b.js", "vendor/c/d.js", "e.min.js", ".git/f.js")
        for number, target in enumerate(("vendor/b.js", "vendor/c", "vendor", "e.min.js", ".git")):
            (tmp_path / f"src/{number}.js").symlink_to(tmp_path / target)
        found = find(tmp_path, "src")
        assert names(found) == ["src/a.js"]
        assert skipped(found) == {"excluded: minified": ["e.min.js"], "excluded: vendored": ["vendor/"]}

    def test_a_link_that_is_excluded_itself_is_not_followed(self, tmp_path: Path) -> None:
        plant(tmp_path, "root/a.js", "outside/b.js")
        (tmp_path / "root/node_modules").symlink_to("../outside")
        (tmp_path / "root/b.min.js").symlink_to("../outside/b.js")
        assert skipped(find(tmp_path / "root")) == {
            "excluded: minified": ["b.min.js"],
            "excluded: vendored": ["node_modules/"],
        }

    def test_the_root_may_be_reached_by_a_link(self, tmp_path: Path) -> None:
        plant(tmp_path, "real/a.js")
        (tmp_path / "root").symlink_to("real")
        (file,) = find(tmp_path / "root").files
        assert file.path == tmp_path / "real/a.js"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no fifos here")
def test_what_is_no_regular_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("a.html")
    Path("b.html").symlink_to("a.html")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("c.html")
        found = find(tmp_path)
    assert skipped(found) == {"not a regular file": ["a.html", "b.html", "c.html"]}


def test_a_file_that_is_too_large_is_told_even_if_it_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "a.js", "b.js", "c.png")
    (tmp_path / "b.js").write_bytes(b"x" * 1501)
    (tmp_path / "c.png").write_bytes(b"x" * 1501)
    for paths in ([], ["a.js", "b.js"]):
        found = find(tmp_path, *paths, max_size=1500)
        assert (names(found), skipped(found)) == (["a.js"], {"larger than 1.5 kB (max-file-size)": ["b.js"]})
    assert names(find(tmp_path, max_size=1501)) == ["a.js", "b.js"]
    assert names(find(tmp_path, max_size=0)) == ["a.js", "b.js"]


class TestArguments:
    def test_a_file_that_is_reached_twice_is_found_once(self, tmp_path: Path) -> None:
        plant(tmp_path, "site/a.js")
        assert names(find(tmp_path, "site/a.js", "site", "", "site/../site/a.js")) == ["site/a.js"]

    def test_their_order_and_the_working_directory_do_not_matter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, "vendor/a.js", "b/c.js", "b/node_modules/d.js", "e.min.js")
        paths = ["vendor", "b/node_modules", "", "e.min.js", "b"]
        expected = find(tmp_path, *paths)
        assert find(tmp_path, *reversed(paths)) == expected
        monkeypatch.chdir(tmp_path / "b")
        relative = [Path("../vendor"), Path("node_modules"), Path(".."), Path("../e.min.js"), Path()]
        assert discover(relative, root=Path(".."), endings=ENDINGS, excludes=EXCLUDES) == expected

    def test_a_path_that_does_not_exist_is_wrong_use(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("missing")
        with pytest.raises(UsageError, match=r"no file or folder '.*missing.html'"):
            find(tmp_path, "missing.html")
        with pytest.raises(UsageError, match=r"link' is a broken link"):
            find(tmp_path, "link")

    def test_a_path_that_leads_out_of_the_root_is_wrong_use(self, tmp_path: Path) -> None:
        plant(tmp_path, "root/", "outside/a.js")
        (tmp_path / "root/link.js").symlink_to("../outside/a.js")
        for path in ("link.js", "../outside", ".."):
            with pytest.raises(UsageError, match="lies outside the root"):
                find(tmp_path / "root", path)

    def test_a_link_loop_is_wrong_use(self, tmp_path: Path) -> None:
        (tmp_path / "self").symlink_to("self")
        with pytest.raises(UsageError, match="link loop"):
            find(tmp_path, "self")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no fifos here")
    def test_a_fifo_is_wrong_use(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.html")
        with pytest.raises(UsageError, match=r"a.html' is neither a file nor a folder"):
            find(tmp_path, "a.html")

    def test_a_file_as_a_folder_and_a_name_that_is_too_long_are_wrong_use(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.html")
        for path in ("a.html/b.html", "x" * 5000):
            with pytest.raises(UsageError, match="can't be read"):
                find(tmp_path, path)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.html", ".html"),
        ("A.HTML", ".html"),
        ("a.html.j2", ".html.j2"),
        ("a.b.html.j2", ".html.j2"),
        ("a.x.j2", ""),
        ("types.d.ts", ".d.ts"),
        ("a.ts", ".ts"),
        ("folder.html/Makefile", ""),
        (".html", ""),
        (".eslintrc.js", ".js"),
        ("html", ""),
        ("a.html~", ""),
        ("a.js.html", ""),
    ],
)
def test_the_longest_known_ending_counts(name: str, ending: str) -> None:
    assert ending_of(name, ENDINGS) == ending


def test_a_project_has_more_files_than_those_of_known_languages(tmp_path: Path) -> None:
    plant(tmp_path, "a.html", "logo.png", "vendor/b.png", "tmp/c.png", "package.json", "c.min.js", ".git/config")
    (tmp_path / ".gitignore").write_text("tmp", encoding="utf-8")
    (tmp_path / "link.png").symlink_to("logo.png")
    assert project_files(tmp_path, EXCLUDES) == [".gitignore", "a.html", "logo.png", "package.json"]


def explain(root: Path, path: str) -> list[str]:
    return why(
        root / path,
        root=root,
        endings=ENDINGS,
        excludes=EXCLUDES,
        max_size=1000,
        unread=lambda path: [f"Nobody reads {path}."],
    )


def test_it_is_told_why_a_file_is_linted_or_not(tmp_path: Path) -> None:
    plant(tmp_path, "a.html.j2", "vendor/x/b.js", "c.min.js", "docs/d.js", "Makefile", ".git/e.js", "f.js")
    (tmp_path / "docs/.gitignore").write_text("# nothing here\n*.js\n", encoding="utf-8")
    (tmp_path / "f.js").write_bytes(b"x" * 1200)
    named = "It is linted when it is named on the command line, without --force-exclude."
    assert explain(tmp_path, "a.html.j2") == ["Linted as a .html.j2 file."]
    assert explain(tmp_path, "docs") == ["Its files are linted."]
    assert explain(tmp_path, "vendor/x/b.js") == [
        "Not linted (excluded: vendored): its folder vendor matches the pattern vendor/ of vendored.",
        named,
    ]
    assert explain(tmp_path, "c.min.js") == [
        "Not linted (excluded: minified): it matches the pattern *.min.js of minified.",
        named,
    ]
    assert explain(tmp_path, "docs/d.js") == [
        "Not linted (ignored by .gitignore): it matches the pattern *.js of docs/.gitignore:2.",
        named,
    ]
    assert explain(tmp_path, ".git/e.js") == ["Not linted: its folder .git belongs to version control."]
    assert explain(tmp_path, "Makefile") == ["Nobody reads Makefile."]
    assert explain(tmp_path, "f.js") == ["Not linted: with 1.2 kB it is larger than 1 kB."]
    with pytest.raises(UsageError):
        explain(tmp_path, "missing")
