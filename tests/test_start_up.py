"""A start is felt at every commit."""

import os
from pathlib import Path
import subprocess
import sys

import pytest

PAGE = '<!doctype html>\n<html lang="en">\n<head><title>T</title></head>\n<body><p>Hello</p></body>\n</html>\n'
LIMIT = 2.5


def cpu_time(command: list[str], folder: Path, env: dict[str, str] | None = None) -> float:
    """Seconds of processor time that a command takes, the best of some."""
    import resource

    best = float("inf")
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def with_byte_code() -> dict[str, str]:
    """An environment in which byte code is kept, as it is for users."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.slow
def test_a_small_page_takes_little_more_than_its_libraries(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    program = str(Path(sys.executable).with_name("ecolint"))
    env = with_byte_code()
    subprocess.run(
        [program, "check"], cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, check=False
    )  # it is written now
    libraries = cpu_time([sys.executable, "-c", "import click, pluggy, tree_sitter"], tmp_path, env)
    ratio = cpu_time([program, "check"], tmp_path, env) / libraries
    assert ratio <= LIMIT, f"{ratio:.2f} times the libraries' own start"


RULE = '''
from ecolint import Element, Report, report, rule


@rule("html", "javascript", select="img.{name}:not([loading])", saves=["network"], evidence="consensus", preset="core")
def {name}(element: Element, *, max: int = 3) -> Report:
    """A title.

    A reason.
    """
    return report(element, "wasted; save it")
'''
PLUGIN = """
from ecolint import hookimpl, rules_in

@hookimpl
def ecolint_rules():
    from . import rules
    return rules_in(rules)
"""


@pytest.mark.slow
def test_two_hundred_rules_of_twenty_plugins_cost_little(tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    for plugin in range(20):
        rules = site / f"ecolint_p{plugin}" / "rules"
        rules.mkdir(parents=True)
        (rules.parent / "__init__.py").write_text(PLUGIN, "utf-8")
        (rules / "__init__.py").write_text("", "utf-8")
        for number in range(10):
            (rules / f"waste_{number}.py").write_text(RULE.format(name=f"waste_{number}"), "utf-8")
        metadata = site / f"ecolint_p{plugin}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "entry_points.txt").write_text(f"[ecolint]\np{plugin} = ecolint_p{plugin}\n", "utf-8")
    program = str(Path(sys.executable).with_name("ecolint"))
    usual = with_byte_code()
    usual["ECOLINT_CACHE_DIR"] = str(tmp_path / "cache")
    many = {**usual, "PYTHONPATH": str(site)}
    cold = {**many, "ECOLINT_CACHE_DIR": "none"}
    times = {}
    for name, env in (("without", usual), ("warm", many), ("cold", cold)):
        subprocess.run([program, "check"], cwd=empty, env=env, capture_output=True, check=False)
        times[name] = cpu_time([program, "check"], empty, env)
    assert times["warm"] <= times["without"] * 1.3, times
    assert times["cold"] <= times["without"] * 2, times
