"""Real trees, fixed twice: parsers that aren't ours still read them, and the second run finds nothing to do.

The trees are the folders in `$ECOLINT_TREES` (copies are fixed, never they themselves); without it, some packages from
npm, fetched into pytest's cache. Pages are compared element by element with what the fixes name.
"""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import shutil
import subprocess
import warnings

import pytest
from second_opinion import Change, differences, recorded
from support import Command
from trees import npm

PARSERS = ("@babel/parser@7", "@vue/compiler-sfc@3", "postcss@8", "postcss-scss@4", "postcss-less@6")
ALL = (
    "check",
    "--isolated",
    "--extends",
    "all",
    *os.environ.get("ECOLINT_TREES_OPTIONS", "--all-files").split(),
    "-o",
    "json",
)
MODES = {"safe": "--fix", "all": "--unsafe-fixes"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parsers(request: pytest.FixtureRequest) -> Path:
    """A folder with parsers from npm."""
    folder = Path(request.config.cache.mkdir("parsers"))  # type: ignore[union-attr]
    if not (folder / "node_modules").exists():
        npm("install", "--no-save", "--prefix", str(folder), *PARSERS, cwd=folder)
    return folder


@pytest.mark.parametrize("mode", MODES)
def test_trees_are_fixed_once_and_still_parse(
    mode: str, trees: list[Path], parsers: Path, ecolint: Command, tmp_path: Path
) -> None:
    faults = []
    for tree in trees:
        copy = tmp_path / tree.name
        shutil.copytree(tree, copy, symlinks=True)
        faults += [f"{tree.name}: {fault}" for fault in faults_of(ecolint, tree, copy, MODES[mode], parsers)]
        shutil.rmtree(copy)
    assert not faults, "\n".join(faults)


def faults_of(ecolint: Command, tree: Path, copy: Path, how: str, parsers: Path) -> Iterator[str]:
    with recorded() as changes:
        first = ecolint(*ALL, how, "--root", copy, copy)
    yield from (f"{problem['source']}: {problem['message']}" for problem in json.loads(first.out)["problems"])
    changed = {path.relative_to(copy): path.read_bytes() for path in files(copy) if differs(path, tree, copy)}
    yield from faults_of_pages(changes)
    yield from faults_of_code({path: (tree / path).read_bytes() for path in changed}, changed, parsers)
    ecolint(*ALL, how, "--root", copy, copy)
    for path, text in changed.items():
        if (copy / path).read_bytes() != text:
            yield f"{path}: is fixed again by a second run"


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def differs(path: Path, tree: Path, copy: Path) -> bool:
    return path.read_bytes() != (tree / path.relative_to(copy)).read_bytes()


def faults_of_pages(changes: list[Change]) -> Iterator[str]:
    for change in changes:
        if change.edits and looks_like_a_page(change.before):
            yield from (f"{change.before[:60]!r}…: {fault}" for fault in differences(change))


def looks_like_a_page(text: bytes) -> bool:
    return text.lstrip().lower().startswith((b"<!doctype", b"<html", b"<!--", b"{%", b"{{", b"{#", b"<div", b"<head"))


def faults_of_code(old: dict[Path, bytes], new: dict[Path, bytes], parsers: Path) -> Iterator[str]:
    """What other parsers have against fixed files that they had nothing against before."""
    before, after = (against(files, parsers) for files in (old, new))
    for path, fault in after.items():
        if fault and not before[path]:
            yield f"{path}: {fault}"
    for path, text in new.items():
        if path.suffix == ".py" and compiles(old[path]) and not compiles(text):
            yield f"{path}: no longer compiles"


def against(files: dict[Path, bytes], parsers: Path) -> dict[Path, str]:
    program = Path(__file__).with_name("second_parsers.mjs")
    given = json.dumps({str(path): text.decode("utf-8-sig") for path, text in files.items()})
    ended = subprocess.run(["node", program, parsers], input=given.encode(), capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
    return {Path(path): fault for path, fault in json.loads(ended.stdout).items()}


def compiles(text: bytes) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(text, "fixed", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
