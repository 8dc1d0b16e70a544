"""Real trees that slow tests are tried on, and what fetches them."""

import os
from pathlib import Path
import shutil
import subprocess

import pytest

PACKAGES = ("reveal.js@5.1.0", "startbootstrap-agency@7.0.12", "startbootstrap-creative@7.0.7", "vue@3.5.13")


def real_trees(cache: Path) -> list[Path]:
    """The folders in `$ECOLINT_TREES`; without it, some packages from npm, fetched into `cache`."""
    given = os.environ.get("ECOLINT_TREES", "")
    if given:
        return sorted(path for path in Path(given).iterdir() if path.is_dir())
    for package in PACKAGES:
        folder = cache / package
        if not folder.exists():
            archive = npm("pack", "--silent", package, cwd=cache).strip()
            folder.mkdir()
            shutil.unpack_archive(cache / archive, folder, "gztar")
    return [cache / package for package in PACKAGES]


def npm(*arguments: str, cwd: Path) -> str:
    """What npm prints; the test is skipped where there is none."""
    program = shutil.which("npm")
    if program is None:
        pytest.skip("npm is missing")
    ended = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"npm fetched nothing: {ended.stderr[-200:]}")
    return ended.stdout
