"""A start is felt at every commit."""

from pathlib import Path
import subprocess
import sys

import pytest

PAGE = '<!doctype html>\n<html lang="en">\n<head><title>T</title></head>\n<body><p>Hello</p></body>\n</html>\n'
LIMIT = 2.35


def cpu_time(command: list[str], folder: Path) -> float:
    """Seconds of processor time that a command takes, the best of some."""
    import resource

    best = float("inf")
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


@pytest.mark.slow
def test_a_small_page_takes_little_more_than_its_libraries(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    program = str(Path(sys.executable).with_name("ecolint"))
    subprocess.run([program, "check"], cwd=tmp_path, stdout=subprocess.DEVNULL, check=False)  # byte code is written
    libraries = cpu_time([sys.executable, "-c", "import click, pluggy, tree_sitter"], tmp_path)
    ratio = cpu_time([program, "check"], tmp_path) / libraries
    assert ratio <= LIMIT, f"{ratio:.2f} times the libraries' own start"
