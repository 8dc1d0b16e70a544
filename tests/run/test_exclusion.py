"""What a run leaves out, and what it says of it."""

import os
from pathlib import Path
import shutil
import subprocess

from planted import ENDINGS, EXCLUDES, find, names, plant, skipped
import pytest

from ecolint.run.discovery import UsageError, why


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

    def test_a_script_of_long_lines_is_minified_whatever_its_name(self, tmp_path: Path) -> None:
        plant(tmp_path, "a.js", "b.js", "c.html", "kept.js", "short.js")
        for name in ("a.js", "c.html", "kept.js"):
            (tmp_path / name).write_text("/* Licence */\n" + "a(1,2);" * 200, encoding="utf-8")
        (tmp_path / "b.js").write_text("a(1, 2);\n" * 200, encoding="utf-8")
        (tmp_path / "short.js").write_text("a(1,2);" * 20, encoding="utf-8")
        excludes = {**EXCLUDES, "config": ["!kept.js"]}
        assert skipped(find(tmp_path, excludes=excludes)) == {"excluded: minified": ["a.js"]}
        assert names(find(tmp_path, "a.js")) == ["a.js"]
        assert names(find(tmp_path, "a.js", force_exclude=True)) == []
        assert "a.js" in names(find(tmp_path, excludes={}))

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


def explain(root: Path, path: str, *, max_size: int = 1000) -> list[str]:
    return why(
        root / path,
        root=root,
        endings=ENDINGS,
        excludes=EXCLUDES,
        max_size=max_size,
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
    (tmp_path / "g.js").write_text("a(1,2);" * 200, encoding="utf-8")
    assert explain(tmp_path, "g.js", max_size=2000) == [
        "Not linted (excluded: minified): only machines write so many statements on a line.",
        named,
    ]
    assert explain(tmp_path, ".git/e.js") == ["Not linted: its folder .git belongs to version control."]
    assert explain(tmp_path, "Makefile") == ["Nobody reads Makefile."]
    assert explain(tmp_path, "f.js") == ["Not linted: with 1.2 kB it is larger than 1 kB."]
    with pytest.raises(UsageError):
        explain(tmp_path, "missing")
