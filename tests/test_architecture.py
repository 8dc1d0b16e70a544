"""The layout is law: layers, public names, one rule a file."""

import ast
from pathlib import Path
import re
import subprocess
import sys

import pytest

import ecolint

ROOT = Path(__file__).parent.parent
PLUGINS = sorted((ROOT / "plugins").glob("ecolint_*"))
RULE_FILES = sorted(path for path in (ROOT / "plugins").glob("*/rules/*.py") if path.stem != "__init__")


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports, relative ones with their dots."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


@pytest.mark.parametrize("path", [p for plugin in PLUGINS for p in plugin.rglob("*.py")], ids=lambda p: p.name)
def test_first_party_plugins_import_ecolint_and_none_of_its_modules(path: Path) -> None:
    inner = {name for name in imports_of(path) if name.startswith("ecolint.")}
    assert not inner, f"{path.name} imports {inner}: write `from ecolint import …` as a third party would"


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_a_rule_file_holds_one_rule_of_its_name(path: Path) -> None:
    functions = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    rules = [
        function.name
        for function in functions
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "rule"
    ]
    assert rules == [path.stem]


@pytest.mark.parametrize("path", sorted((ROOT / "ecolint").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_core_has_no_code_that_depends_on_a_language(path: Path) -> None:
    if path.name == "default_excludes.py":
        pytest.skip("paths of projects are data about projects, not about languages")
    names = re.compile(r"html|css|javascript|typescript|python", re.IGNORECASE)
    strings = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and names.fullmatch(part.value)
    ]
    assert not strings, f"{path.name} compares with a language's name: the Language value lacks a field"


@pytest.mark.parametrize("path", sorted((ROOT / "ecolint").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_exceptions_are_caught_wholesale_in_one_place_only(path: Path) -> None:
    handlers = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    stops = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if _asks_for_exception(node)]
    assert not handlers
    assert len(stops) == (1 if path.name == "problem.py" else 0)


def _asks_for_exception(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "isinstance"
        and isinstance(node.args[1], ast.Name)
        and node.args[1].id in ("Exception", "BaseException")
    )


def test_every_public_name_resolves() -> None:
    for name in ecolint.__all__:
        assert getattr(ecolint, name) is not None


def test_the_version_is_the_packages() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert ecolint.__version__ == project["version"]


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_version_is_told_without_loading_what_linting_needs() -> None:
    heavy = ("lxml", "tree_sitter", "importlib.metadata", "pathspec", "rich")
    code = f"""
import sys
from ecolint.cli import run
run(["--version"])
print([name for name in {heavy!r} if name in sys.modules])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == [f"ecolint {ecolint.__version__}", "[]"]
