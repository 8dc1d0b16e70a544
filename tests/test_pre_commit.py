"""The hooks, tried as a user's repository would run them."""

from pathlib import Path
import re
import shutil
import subprocess
import sys

import pytest
from support import CLEAN, WASTEFUL

from ecolint.run.entry_points import entry_points
from ecolint.run.plugins import load

ROOT = Path(__file__).parent.parent
MANIFEST = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
MENDABLE = CLEAN.replace("</body>", '<img src="a.webp" alt="" loading="lazy" fetchpriority="high"></body>')
PATTERNS = re.findall(r"^  files: '?(.*?)'?$", MANIFEST, re.MULTILINE)


def test_the_hooks_take_the_files_that_ecolint_knows() -> None:
    endings = {ending for language in load(entry_points()).languages.values() for ending in language.extensions}
    assert PATTERNS
    for pattern in PATTERNS:
        for ending in endings:
            assert re.search(pattern, f"src/page{ending}"), f"{pattern} lacks {ending}"
            assert re.search(pattern, f"src/PAGE{ending.upper()}"), f"{pattern} tells upper from lower case"
        for name in ("README.md", "page.html.txt", "setup.cfg", "html", "a.jsonl"):
            assert not re.search(pattern, name), f"{pattern} takes {name}"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A repository of a user, with one clean and one wasteful page staged."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "clean.html").write_text(CLEAN, "utf-8")
    (folder / "page.html").write_text(WASTEFUL, "utf-8")
    (folder / "tests").mkdir()
    (folder / "tests" / "page.html").write_text(WASTEFUL, "utf-8")
    git(folder, "add", ".")
    return folder


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """This repository as a hook repository: a checkout may have no git of its own."""
    folder = tmp_path / "hooks"
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "node_modules")
    shutil.copytree(ROOT, folder, ignore=ignored)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "hooks")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_the_hook_stops_a_commit_with_waste(
    scratch: Path, hooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PREK_HOME", str(tmp_path / "home"))
    program = str(Path(sys.executable).with_name(tool))
    command = [program, "try-repo", str(hooks), "ecolint", "--all-files", "--verbose"]
    ended = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    assert ended.returncode == 1, told
    assert "page.html:3:23 warning html/meta-refresh" in told
    assert "tests/page.html:" not in told
    git(scratch, "rm", "-qf", "page.html")
    ended = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_the_fixing_hook_mends_the_page_and_stops_the_commit(
    scratch: Path, hooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PREK_HOME", str(tmp_path / "home"))
    (scratch / "page.html").write_text(MENDABLE, "utf-8")
    git(scratch, "add", "page.html")
    program = str(Path(sys.executable).with_name(tool))
    command = [program, "try-repo", str(hooks), "ecolint-fix", "--all-files", "--verbose"]
    ended = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    assert ended.returncode == 1, told
    assert "files were modified by this hook" in told
    assert (scratch / "page.html").read_text("utf-8") == MENDABLE.replace(' loading="lazy"', "")
    git(scratch, "add", "page.html")
    ended = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.slow
def test_the_manifest_is_valid() -> None:
    program = str(Path(sys.executable).with_name("pre-commit"))
    subprocess.run([program, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], check=True)
