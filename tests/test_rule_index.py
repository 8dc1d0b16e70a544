"""What rules declare is remembered: a start imports no rule, and nothing else changes."""

from collections.abc import Callable, Iterator
from importlib import import_module
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest
from support import RULE_FILE

from ecolint.hookspecs import imported_rules, rules_in
from ecolint.model.declaration import RuleError
from ecolint.model.rule import FactSource, LateFunction, Pattern, Rule
from ecolint.rule_index import SHIPPED, cache_folder, packed, recall, remember
from ecolint.testing import cases_of

ROOT = Path(__file__).parent.parent
FIRST_PARTY = sorted(path.name for path in (ROOT / "plugins").glob("ecolint_*"))
RULE = '''
from ecolint import Element, fact, rule

@fact("html", select="a")
def link(a: Element): ...

@rule("html", select="img", saves=["network"], evidence="measured", refs=["rgesn:6.4"])
def {name}(img: Element, *, max: int = {limit}) -> str:
    """A title."""
    return "wasted; save it"
'''


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("ECOLINT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[Any]:
    """A plugin `house` with a package of one rule."""
    rules = tmp_path / "lib" / "house" / "rules"
    rules.mkdir(parents=True)
    for path in (rules.parent / "__init__.py", rules / "__init__.py"):
        path.write_text("", "utf-8")
    (rules / "big_picture.py").write_text(RULE.format(name="big_picture", limit=3), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    yield import_module("house.rules")
    for name in [name for name in sys.modules if name.partition(".")[0] == "house"]:
        del sys.modules[name]


def forget(package: Any) -> None:
    """As in a new process: no rule's module is imported."""
    for name in [name for name in sys.modules if name.startswith(f"{package.__name__}.")]:
        del sys.modules[name]


def declared(owner: Rule | FactSource) -> dict[str, Any]:
    """All fields, facts included, functions as addresses."""
    pattern = {name: getattr(owner.pattern, name) for name in Pattern.__dataclass_fields__ if name != "function"}
    values: dict[str, Any] = {**pattern, "name": owner.name, "module": owner.pattern.function.__module__}
    if isinstance(owner, Rule):
        rest = {name: getattr(owner, name) for name in Rule.__dataclass_fields__ if name not in ("pattern", "facts")}
        values |= {**rest, "facts": [declared(fact) for fact in owner.facts], "docs": owner.docs}
    return values


@pytest.mark.parametrize("plugin", FIRST_PARTY)
def test_rules_from_the_index_equal_rules_imported(plugin: str, cache: Path) -> None:
    package = import_module(f"{plugin}.rules")
    imported = imported_rules(package)
    remember(package, imported)
    recalled = recall(package)
    assert recalled is not None
    assert [declared(rule) for rule in recalled] == [declared(rule) for rule in imported]
    assert {type(rule.pattern.function) for rule in recalled} == {LateFunction}


def test_a_start_imports_no_rule_until_it_is_called(package: Any) -> None:
    rules_in(package)
    forget(package)
    (rule,) = rules_in(package)
    assert rule.short_name == "big-picture"
    assert rule.options[0].default == 3
    assert "house.rules.big_picture" not in sys.modules
    assert rule(None) == "wasted; save it"
    assert rule.docs.title == "A title."


def edit(package: Any) -> None:
    Path(package.__path__[0], "big_picture.py").write_text(RULE.format(name="big_picture", limit=4), "utf-8")


def add(package: Any) -> None:
    Path(package.__path__[0], "another.py").write_text(RULE.format(name="another", limit=3), "utf-8")


def add_beside_the_rules(package: Any) -> None:
    Path(package.__path__[0], "..", "shared.py").write_text("", "utf-8")


def remove(package: Any) -> None:
    Path(package.__path__[0], "big_picture.py").unlink()


@pytest.mark.parametrize("change", [edit, add, add_beside_the_rules, remove])
def test_any_change_of_the_plugin_ends_the_index(package: Any, change: Callable[[Any], None]) -> None:
    rules_in(package)
    assert recall(package) is not None
    change(package)
    assert recall(package) is None


def test_a_corrupt_index_is_as_none(package: Any, cache: Path) -> None:
    rules_in(package)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    for spoilt in (b"", data[:3], data[:-1], data[:4] + bytes([data[4] ^ 1]) + data[5:], b"\0" * 100):
        file.write_bytes(spoilt)
        assert recall(package) is None
        assert [rule.name for rule in rules_in(package)] == ["big-picture"]


def test_a_place_that_cannot_be_written_is_no_failure(package: Any, cache: Path) -> None:
    cache.write_text("a file where a folder should be", "utf-8")
    assert [rule.name for rule in rules_in(package)] == ["big-picture"]


def test_none_switches_it_off(package: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOLINT_CACHE_DIR", "none")
    rules_in(package)
    assert recall(package) is None


def test_a_wheel_brings_its_own_index_whatever_the_time_of_its_files(
    package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECOLINT_CACHE_DIR", "none")
    data = packed(package, imported_rules(package))
    Path(package.__path__[0], SHIPPED).write_bytes(data)
    os.utime(Path(package.__path__[0], "big_picture.py"), (1, 1))
    forget(package)
    (rule,) = rules_in(package)
    assert "house.rules.big_picture" not in sys.modules
    assert rule(None) == "wasted; save it"
    add(package)
    assert len(rules_in(package)) == 2


def test_a_package_ships_rules_as_data_too(package: Any) -> None:
    file = Path(package.__path__[0], "players.toml")
    file.write_text(RULE_FILE, "utf-8")
    first = [declared(rule.named("house")) for rule in rules_in(package)]
    assert [rule["name"] for rule in first] == ["house/big-picture", "house/old-player"]
    forget(package)
    again = rules_in(package)
    assert [declared(rule.named("house")) for rule in again] == first
    data = again[1]
    assert data.trusted
    assert type(data.pattern.function).__name__ == "LateTable"
    assert [str(case.failure()) for case in cases_of([data.named("house")])] == ["", "", ""]
    file.write_text(RULE_FILE.replace("two megabytes", "three megabytes"), "utf-8")
    assert "three megabytes" in rules_in(package)[1].docs.text


def test_a_mistake_in_such_a_file_is_told_with_its_line(package: Any) -> None:
    file = Path(package.__path__[0], "players.toml")
    file.write_text("\n" + RULE_FILE.replace("select", "selekt"), "utf-8")
    with pytest.raises(RuleError, match=r"players\.toml:3: unknown key 'selekt'"):
        rules_in(package)
    file.write_text("[[rule]", "utf-8")
    with pytest.raises(RuleError, match=r"players\.toml: not valid TOML"):
        rules_in(package)


def test_rules_that_are_made_in_a_function_are_never_indexed(package: Any) -> None:
    (rule,) = imported_rules(package)
    del sys.modules["house.rules.big_picture"].big_picture
    assert packed(package, [rule]) == b""


@pytest.mark.skipif(os.name == "nt", reason="%LOCALAPPDATA% there")
def test_the_cache_lies_in_the_users_folder_and_never_in_a_repository(tmp_path: Path) -> None:
    home, repository = tmp_path / "home", tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    assert cache_folder({"HOME": str(home)}) == home / ".cache" / "ecolint"
    assert cache_folder({"HOME": str(home), "XDG_CACHE_HOME": "/var/x"}) == Path("/var/x/ecolint")
    assert cache_folder({"HOME": str(home), "XDG_CACHE_HOME": "relative"}) == home / ".cache" / "ecolint"
    assert cache_folder({"HOME": str(home), "XDG_CACHE_HOME": str(repository / ".cache")}) is None
    assert cache_folder({"ECOLINT_CACHE_DIR": "relative"}) is None
    assert cache_folder({}) is None


def test_findings_are_equal_with_and_without_the_index(tmp_path: Path) -> None:
    program = [sys.executable, "-P", "-m", "ecolint", "check", "demo", "--extends", "all", "-o", "json"]
    reports = []
    for folder in ("none", str(tmp_path), str(tmp_path)):
        env = {**os.environ, "ECOLINT_CACHE_DIR": folder}
        ended = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, check=False)
        reports.append(json.loads(ended.stdout))
    assert reports[0]["findings"]
    assert reports[0] == reports[1] == reports[2]
