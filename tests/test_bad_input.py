"""Input that breaks other tools: each gives a clear message or a clean result, and nothing else is lost."""

import json
import os
from pathlib import Path
import signal
import sys

import pytest
from support import CLEAN, WASTEFUL, Command

REFRESH = "html/meta-refresh"


def findings(ecolint: Command, *arguments: object) -> tuple[int, list[tuple[str, str]], list[str]]:
    """Exit code, findings as (path, rule), and problems."""
    ended = ecolint("check", "-o", "json", *arguments)
    report = json.loads(ended.out)
    told = [(one["path"], one["rule"]) for one in report["findings"]]
    return ended.code, told, [f"{one['source']}: {one['message']}" for one in report["problems"]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("latin-1", WASTEFUL.replace("T<", "Étude<").encode("latin-1")),
        ("utf-16", WASTEFUL.encode("utf-16")),
        ("byte order mark", b"\xef\xbb\xbf" + WASTEFUL.encode()),
        ("crlf", WASTEFUL.replace("\n", "\r\n").encode()),
        ("lone cr", WASTEFUL.replace("\n", "\r").encode()),
        ("invalid bytes", WASTEFUL.encode().replace(b"T<", b"\xff\xfe\xfa<")),
    ],
)
def test_text_in_any_encoding_and_with_any_line_ends_is_linted(
    ecolint: Command, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / "page.html").write_bytes(data)
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 1
    assert ended.out.startswith("page.html:3:"), name


def test_nul_bytes_mean_binary_which_is_skipped_and_counted(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>\0\0</p>")
    ended = ecolint("check")
    assert ended.code == 0
    assert "binary" in ended.out


def test_an_empty_file_is_clean(ecolint: Command, tmp_path: Path) -> None:
    for ending in ("html", "css", "js", "ts", "tsx", "py", "vue", "svelte", "svg", "scss", "less", "php"):
        (tmp_path / f"empty.{ending}").write_bytes(b"")
    code, found, problems = findings(ecolint)
    assert (code, found, problems) == (0, [], [])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("line.js", b"a=1;" * 1_250_000),
        ("line.css", b"a{color:red}" * 400_000),
        ("line.html", b"<p>a</p>" * 600_000),
    ],
)
def test_five_megabytes_on_one_line_end_in_time(ecolint: Command, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / "ecolint.toml").write_text("max-file-size = 0\n", "utf-8")
    code, found, problems = findings(ecolint, "--all-files")
    assert code == 1
    assert ("page.html", REFRESH) in found
    assert not problems


def test_files_over_the_size_limit_are_skipped_and_named(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "large.js").write_bytes(b"a=1;" * 300_000)
    ended = ecolint("check")
    assert ended.code == 0
    assert "larger than 1 MB" in ended.out
    assert "large.js" in ended.out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nested.html", b"<div>" * 10_000 + b"</div>" * 10_000),
        ("nested.js", b"[" * 100_000),
        ("nested.py", b"(" * 100_000),
        ("nested.css", b"a{" * 100_000),
        ("nested.tsx", b"x = " + b"<a>" * 5_000 + b"</a>" * 5_000),
        ("nested.vue", b"<template>" + b"<b>" * 10_000),
        ("closed.js", b"x=" + b"[" * 50_000 + b"]" * 50_000),
        ("calls.py", b"f(" * 20_000 + b")" * 20_000),
        ("template.html", b"{% if a %}" * 10_000 + b"{% endif %}" * 10_000),
    ],
)
def test_no_depth_breaks_a_run(ecolint: Command, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    code, found, problems = findings(ecolint, "--extends", "all")
    assert code == 1
    assert ("page.html", REFRESH) in found
    assert not problems


def test_a_file_that_takes_too_long_is_skipped_listed_and_counted(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_bytes(b"<div>" * 100_000 + b"<video>")
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / "ecolint.toml").write_text("time-limit = 0.5\n", "utf-8")
    ended = ecolint("check")
    assert ended.code == 1
    assert "longer than 0.5 s" in ended.out
    assert "deep.html" in ended.out
    assert REFRESH in ended.out


ENDLESS = '''
import time
from ecolint import Document, Report, report, rule

@rule("python", saves=["cpu"], evidence="consensus", preset="core")
def endless(doc: Document) -> Report | None:
    """Stands for a rule that takes for ever."""
    end = time.process_time() + 20
    while time.process_time() < end:
        pass
    return report(doc.root, "nothing has stopped it")
'''


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such clock")
def test_a_rule_that_takes_for_ever_is_stopped_and_the_other_files_are_told_of(
    ecolint: Command, tmp_path: Path
) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS, "utf-8")
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / "ecolint.toml").write_text("time-limit = 0.5\n", "utf-8")
    ended = ecolint("check", "--plugin", "endless.py")
    assert "longer than 0.5 s: endless.py" in ended.out
    assert REFRESH in ended.out


def test_a_link_loop_and_a_link_out_of_the_root_are_skipped_and_counted(ecolint: Command, tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    for folder in (project, outside):
        folder.mkdir()
        (folder / "page.html").write_text(WASTEFUL, "utf-8")
    (project / "loop").symlink_to(project)
    (project / "out").symlink_to(outside)
    (project / "out.html").symlink_to(outside / "page.html")
    ended = ecolint("check", "--root", project, project)
    assert ended.code == 1
    assert ended.out.count(REFRESH + " ") <= 2
    assert "link loop" in ended.out
    assert "link out of the root" in ended.out


def test_naming_a_link_out_of_the_root_is_wrong_use(ecolint: Command, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (project / "out.html").symlink_to(tmp_path / "page.html")
    ended = ecolint("check", "--root", project, project / "out.html")
    assert ended.code == 2
    assert "lies outside the root" in ended.err


def test_a_file_that_cannot_be_read_is_a_problem_and_the_rest_is_linted(
    ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / "secret.html").write_text(WASTEFUL, "utf-8")
    opened = os.open

    def refuse(path: object, *arguments: int, **options: int) -> int:
        if str(path).endswith("secret.html"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    code, found, problems = findings(ecolint)
    assert code == 3
    assert ("page.html", REFRESH) in found
    assert problems == ["file secret.html: can't be read: Permission denied"]


def test_a_fifo_is_never_waited_for(ecolint: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check")
    assert ended.code == 1
    assert "not a regular file" in ended.out
    assert ecolint("check", "pipe.html").code == 2


def test_a_folder_may_be_called_like_a_page(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    (tmp_path / "a.html" / "page.html").write_text(WASTEFUL, "utf-8")
    _, found, _ = findings(ecolint)
    assert found == [("a.html/page.html", REFRESH)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"with space.html", b"new\nline.html", b"\xff\xfe.html", "été 🌍.html".encode()])
def test_any_file_name_is_reported_on_one_line(ecolint: Command, tmp_path: Path, name: bytes) -> None:
    Path(tmp_path, os.fsdecode(name)).write_text(WASTEFUL, "utf-8")
    for format in ("text", "concise", "json", "sarif"):
        ended = ecolint("check", "-o", format)
        assert ended.code == 1, format
    assert len(ecolint("check", "-o", "concise").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fail-on = 3\n", "ecolint.toml:1"),
        ("\nselct = []\n", 'did you mean "select"?'),
        ('[rules."html/meta-refesh"]\nseverity = "note"\n', 'did you mean "html/meta-refresh"?'),
        ("extends = [\n", "not valid TOML"),
        ('plugins = ["./rules.py"]\n', "--plugin"),
    ],
)
def test_a_mistake_in_the_configuration_names_its_place_and_the_remedy(
    ecolint: Command, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "page.html").write_text(CLEAN, "utf-8")
    (tmp_path / "ecolint.toml").write_text(text, "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert told in ended.err
    assert "Traceback" not in ended.err


def test_a_configuration_in_another_encoding_is_refused(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").write_bytes("# é\n".encode("utf-16"))
    ended = ecolint("check")
    assert ended.code == 2
    assert "UTF-8" in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_the_other_reports_are_written(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "sarif=/dev/full", "-o", "concise")
    assert ended.code == 2
    assert "/dev/full" in ended.err
    assert REFRESH in ended.out


def test_a_table_of_ours_that_is_cut_short_is_told(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.ecolint\nignore = ["html/meta-refresh"]\n', "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert "pyproject.toml:1: not valid TOML" in ended.err
