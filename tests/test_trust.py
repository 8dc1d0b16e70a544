"""Linting a repository never imports, runs or opens anything that the repository names, beyond reading its files."""

import json
import os
from pathlib import Path
import subprocess
import sys

import pytest
from support import WASTEFUL, Command, Ended

BOMB = "import pathlib; pathlib.Path({mark!r}).write_text('ran')\n"
CONFIG = """
plugins = ["./rules.py"]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that tries to be run in every way it can."""
    folder = tmp_path / "repository"
    folder.mkdir()
    bomb = BOMB.format(mark=str(tmp_path / "ran"))
    names = ("sitecustomize", "usercustomize", "conftest", "setup", "ecolint_html", "ecolint_acme", "click", "pluggy")
    for name in (*names, "tree_sitter", "lxml", "json", "tomllib", "ecolint"):
        (folder / f"{name}.py").write_text(bomb, "utf-8")
    (folder / "acme-1.0.dist-info").mkdir()
    (folder / "acme-1.0.dist-info" / "entry_points.txt").write_text("[ecolint]\nacme = ecolint_acme\n", "utf-8")
    (folder / "page.html").write_text(WASTEFUL, "utf-8")
    return folder


def check(command: list[str], cwd: Path) -> Ended:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB", "PYTHON"))}
    ended = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_the_command_runs_nothing_of_the_repository_it_stands_in(repository: Path) -> None:
    program = str(Path(sys.executable).with_name("ecolint"))
    ended = check([program, "check", "-o", "json"], repository)
    assert ended.code == 1, ended.err
    assert json.loads(ended.out)["findings"]
    assert not (repository.parent / "ran").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--jobs", "2"),
        ("check", "--fix", "--trace-plugins"),
        ("plugins",),
        ("rules", "--extends", "all"),
        ("inspect", "page.html"),
        ("config", "show", "page.html"),
        ("test-rules",),
        ("explain", "house/player"),
        ("files", "--why", "page.html"),
    ],
    ids=" ".join,
)
def test_no_command_does(repository: Path, arguments: tuple[str, ...]) -> None:
    (repository / "ecolint.toml").write_text('rule-files = ["house.toml"]\n', "utf-8")
    (repository / "house.toml").write_text(
        '[[rule]]\nname = "player"\ntitle = "A player."\nwhy = "It costs."\nmessage = "old"\nlanguages = ["html"]\n'
        'select = "div"\nsaves = ["cpu"]\nbad = ["<div></div>"]\ngood = ["<p></p>"]\n',
        "utf-8",
    )
    (repository / "other.html").write_text(WASTEFUL, "utf-8")
    program = str(Path(sys.executable).with_name("ecolint"))
    ended = check([program, *arguments], repository)
    assert ended.code in (0, 1), ended.err
    assert ended.out
    assert not (repository.parent / "ran").exists()


def test_nor_does_python_m_ecolint(repository: Path) -> None:
    (repository / "ecolint.py").unlink()  # the module's own name and the standard library's need python -P -m
    for name in ("json", "tomllib"):
        (repository / f"{name}.py").unlink()
    ended = check([sys.executable, "-m", "ecolint", "check", "-o", "concise"], repository)
    assert ended.code == 1, ended.err
    assert not (repository.parent / "ran").exists()


def test_python_safe_path_holds_against_every_name(repository: Path) -> None:
    ended = check([sys.executable, "-P", "-m", "ecolint", "check", "-o", "concise"], repository)
    assert ended.code == 1, ended.err
    assert not (repository.parent / "ran").exists()


def test_a_configuration_cannot_name_python_plugins(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "rules.py").write_text(BOMB.format(mark=str(tmp_path / "ran")), "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert "--plugin" in ended.err
    assert not (tmp_path / "ran").exists()


def test_no_connection_is_opened(ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    (tmp_path / "page.html").write_text(
        WASTEFUL.replace(
            "</head>", '<script src="https://example.org/a.js"></script><link href="//example.org/a.css"></head>'
        ),
        "utf-8",
    )
    assert ecolint("check", "--extends", "all").code == 1


def test_nothing_is_written_that_was_not_asked_for(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    ecolint("check", "--extends", "all")
    assert sorted(tmp_path.rglob("*")) == before
    ecolint("check", "-o", "sarif=report.sarif")
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "report.sarif"])
