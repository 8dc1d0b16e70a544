"""Which files a run reads, and what it says of the others."""

import inspect
import os
from pathlib import Path, PurePosixPath
import socket
import sys

from planted import ENDINGS, EXCLUDES, find, names, plant, skipped
import pytest

from ecolint.model.problem import Problem
from ecolint.run import walk
from ecolint.run.discovery import Discovered, UsageError, discover, ending_of, project_files


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

    def test_a_link_to_where_nobody_may_look_is_no_failure(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, "a.js", "secret/b.js")
        (tmp_path / "link").symlink_to("secret")
        look = os.stat

        def refused(path: str | Path, **how: bool) -> os.stat_result:
            if str(path).endswith(("link", "secret")) and how.get("follow_symlinks", True):
                raise PermissionError(13, "Permission denied", str(path))
            return look(path, **how)

        monkeypatch.setattr(os, "stat", refused)
        found = find(tmp_path, "a.js", "")
        assert "a.js" in names(found)
        assert skipped(found) == {"broken link": ["link"]}

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
