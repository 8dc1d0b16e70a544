"""What a repository may hold that nobody trusts: no file of it makes a run hang, crash or look outside."""

from collections.abc import Callable
import os
from pathlib import Path
import time

import pytest
from support import WASTEFUL, Command

SECONDS = 30
"""Far more than any of these takes, far less than what they took, on a busy machine."""
MINE = {
    "a megabyte of brackets": ("a.js", "[" * 400_000),
    "of another language": ("a.py", "(" * 400_000),
    "of template literals": ("a.js", "`${" * 100_000),
    "elements in elements": ("a.html", "<div>" * 150_000),
    "blocks in blocks": ("a.css", "a{" * 300_000),
    "template tags that never end": ("a.html", "{% if " * 100_000),
    "ignores in a row": ("a.css", "/* ecolint: ignore[css/empty-rule] x */\n" * 10_000),
    "ignores of a whole file": ("a.css", "/* ecolint: ignore-file[css/empty-rule] x */\n" * 3_000 + "a{}\n" * 30_000),
    "an ignore and a finding, often": ("a.css", "/* ecolint: ignore[css/empty-rule] x */a{}\n" * 5_000),
    "an ignore of many rules": ("a.css", f"/* ecolint: ignore[{'css/a,' * 100_000}] */"),
    "overrides in vain": ("ecolint.toml", "[[overrides]]\nfiles = ['a*b']\nignore = ['html/*']\n" * 600),
    "patterns of stars": ("ecolint.toml", f"exclude = ['{'*a' * 2_000}b', '{'[!a]*' * 500}']"),
    "ignored patterns of stars": (".gitignore", f"{'*a' * 2_000}b\n{'**/a*' * 300}\n"),
}
USELESS = {
    "a configuration without an end": ("ecolint.toml", "a=" + "[" * 50_000),
    "a key without an end": ("ecolint.toml", "a" + ".a" * 40_000 + "=1"),
    "a baseline without an end": (".ecolint-baseline.json", "[" * 200_000),
    "a baseline of one number": (".ecolint-baseline.json", '{"a":' + "1" * 300_000 + "}"),
}


@pytest.mark.parametrize("what", MINE)
def test_it_is_read_or_skipped(ecolint: Command, tmp_path: Path, what: str) -> None:
    name, text = MINE[what]
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    started = time.process_time()
    ended = ecolint("check", "-o", "concise")
    assert time.process_time() - started < SECONDS
    assert ended.code == 1, ended.err
    assert "html/meta-refresh" in ended.out


@pytest.mark.parametrize("what", USELESS)
def test_it_is_refused_in_a_line(ecolint: Command, tmp_path: Path, what: str) -> None:
    name, text = USELESS[what]
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert name in ended.err
    assert "Traceback" not in ended.err


def to_itself(folder: Path) -> None:
    (folder / "l").symlink_to(".")
    (folder / "a.html").write_text(f'<img src="{"l/" * 5_000}a.png" width="10">', "utf-8")


def fifo(name: str) -> Callable[[Path], None]:
    return lambda folder: os.mkfifo(folder / name)


def link(name: str, to: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(to)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs fifos and devices")
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (to_itself, 1),
        (fifo("a.html"), 1),
        (fifo(".gitignore"), 1),
        (fifo("pyproject.toml"), 1),
        (fifo("ecolint.toml"), 2),
        (fifo(".ecolint-baseline.json"), 2),
        (link("a.html", "/dev/zero"), 1),
        (link("ecolint.toml", "/dev/zero"), 2),
        (link(".ecolint-baseline.json", "/etc/passwd"), 2),
        (link("out", "/"), 1),
    ],
)
def test_special_files_and_links_are_neither_waited_for_nor_followed_out(
    ecolint: Command, tmp_path: Path, make: Callable[[Path], None], code: int
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    make(tmp_path)
    ended = ecolint("check", "-o", "concise")
    assert ended.code == code, ended.err
    assert "root:" not in ended.out + ended.err  # of /etc/passwd
