"""Rules that are data: TOML files that a configuration names, or that are tested by themselves."""

from collections.abc import Iterable, Iterator, Sequence
import glob
import os
from pathlib import Path
from typing import Any

from ..model.declaration import RuleError
from ..model.rule import Rule
from .config_file import ConfigError, ConfigFile, read_toml

KEY = "rule-files"
_MOST = 500
"""So many rules a file may hold."""


def configured_rules(file: ConfigFile, root: Path) -> list[Rule]:
    """The rules of the files that a configuration names, none of which may lie outside the root.

    Raises ConfigError with all mistakes.
    """
    patterns = file.table.get(KEY, ())
    paths: list[Path] = []
    for number, pattern in enumerate(patterns):
        found = list(_files(file.path.parent, pattern))
        if not found:
            raise file.error(((KEY, number), f"{KEY}: {pattern!r} names no file"))
        for path in found:
            if root not in Path(os.path.realpath(path)).parents:
                raise file.error(((KEY, number), f"{KEY}: {path} lies outside {root}"))
        paths += found
    return rules_of(dict.fromkeys(paths))


def rules_of(paths: Iterable[Path]) -> list[Rule]:
    """The rules of rule files. Raises ConfigError with all mistakes."""
    rules: dict[str, Rule] = {}
    mistakes: list[str] = []
    for path in paths:
        file = read_toml(path)
        lines = file.lines()
        tables = _tables(file)
        for number, table in enumerate(tables):
            try:
                made = _rule(table, path, lines.get(("rule", number), 1))
            except RuleError as error:
                mistakes.append(str(error))
                continue
            if made.name in rules:
                mistakes.append(f"{made.pattern.place}: {made.name} is in {rules[made.name].pattern.place} already")
            rules[made.name] = made
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return list(rules.values())


def family(path: Path) -> str:
    """What rules of a file are named after: the file."""
    return path.stem.lower().replace("_", "-")


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    path = folder / pattern
    if path.is_dir():
        yield from sorted(path.glob("*.toml"))
    else:
        yield from (folder / name for name in sorted(glob.glob(pattern, root_dir=folder, recursive=True)))  # noqa: PTH207


def _tables(file: ConfigFile) -> Sequence[Any]:
    tables = file.table.get("rule", ())
    if unknown := [key for key in file.table if key not in ("rule", "$schema")]:
        raise file.error(*(((key,), f"unknown key {key!r}; a rule file holds [[rule]] tables") for key in unknown))
    if not isinstance(tables, list) or not tables:
        raise ConfigError(f"{file.path}: holds no [[rule]]")
    if len(tables) > _MOST:
        raise ConfigError(f"{file.path}: holds more than {_MOST} rules")
    return tables


def _rule(table: Any, path: Path, line: int) -> Rule:
    from ..model.data_rule import rule_of

    if not isinstance(table, dict):
        raise RuleError(f"{path}:{line}: a rule is a table: [[rule]]")
    return rule_of(table, family(path), str(path), line)
