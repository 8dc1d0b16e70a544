"""Real trees, fixed twice: other parsers than ours still read them, and the second run finds nothing to do.

The trees are the folders in `$ECOLINT_TREES` (copies are fixed, never they themselves); without it, some packages from
npm, fetched into pytest's cache.
"""

import ast
from collections.abc import Iterator
import os
from pathlib import Path
import shutil
import subprocess
import sys
import warnings

import pytest

PACKAGES = ("bootstrap@5.3.3", "startbootstrap-sb-admin-2@4.1.4", "reveal.js@5.1.0")
ALL = ("check", "--isolated", "--extends", "all", "--unsafe-fixes", ".")

pytestmark = pytest.mark.slow


def trees(cache: Path) -> list[Path]:
    given = os.environ.get("ECOLINT_TREES", "")
    if given:
        return sorted(path for path in Path(given).iterdir() if path.is_dir())
    cache.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        folder = cache / package
        if not folder.exists() and shutil.which("npm"):
            ended = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=cache, capture_output=True, text=True, check=False
            )
            if ended.returncode:
                pytest.skip(f"{package} can't be fetched: {ended.stderr[-200:]}")
            folder.mkdir()
            shutil.unpack_archive(cache / ended.stdout.strip(), folder, "gztar")
    return sorted(path for path in cache.iterdir() if path.is_dir())


def ecolint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("ecolint")), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)


def test_trees_are_fixed_once_and_still_parse(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    found = trees(Path(request.config.cache.mkdir("trees")))  # type: ignore[union-attr]
    if not found:
        pytest.skip("there are no trees")
    faults = [fault for tree in found for fault in faults_of(tree, tmp_path / tree.name)]
    assert not faults, "\n".join(faults)


def faults_of(tree: Path, copy: Path) -> Iterator[str]:
    shutil.copytree(tree, copy, symlinks=True)
    first = ecolint(copy, *ALL)
    for line in first.stderr.splitlines() + first.stdout.splitlines():
        if "fixes broke" in line or "no end" in line or "was not fixed" in line:
            yield f"{tree.name}: {line}"
    changed = {path.relative_to(copy): path.read_bytes() for path in files(copy) if differs(path, tree, copy)}
    for path, text in changed.items():
        if fault := fault_of(path, (tree / path).read_bytes(), text):
            yield f"{tree.name}: {path}: {fault}"
    ecolint(copy, *ALL)
    for path, text in changed.items():
        if (copy / path).read_bytes() != text:
            yield f"{tree.name}: {path}: is fixed again by a second run"
    shutil.rmtree(copy)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def differs(path: Path, tree: Path, copy: Path) -> bool:
    return path.read_bytes() != (tree / path.relative_to(copy)).read_bytes()


def fault_of(path: Path, before: bytes, after: bytes) -> str:
    """What another parser has against the fixed file, if it had nothing against the file as it was."""
    if path.suffix == ".py":
        return "" if not compiles(before) or compiles(after) else "no longer compiles"
    if path.suffix in (".js", ".mjs", ".cjs") and shutil.which("node"):
        return "" if not runs(before) or runs(after) else "node no longer reads it"
    if path.suffix in (".html", ".htm"):
        return lost_in(before, after)
    return ""


def compiles(text: bytes) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def runs(text: bytes) -> bool:
    """Whether node reads it, as a module or as a script."""
    return any(
        subprocess.run(
            ["node", f"--input-type={kind}", "--check", "-"], input=text, capture_output=True, check=False
        ).returncode
        == 0
        for kind in ("module", "commonjs")
    )


def lost_in(before: bytes, after: bytes) -> str:
    """Texts and elements of a page, as html5lib sees them, are the same but for those that the fixes name."""
    old, new = (outline(text) for text in (before, after))
    lost = [word for word in old if word not in new]
    return f"lost {lost[:5]}" if len(lost) > len(old) * 0.05 + 2 else ""


def outline(text: bytes) -> list[str]:
    import html5lib

    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    return [f"{element.tag}: {' '.join((element.text or '').split())}" for element in tree.iter()]
