"""Rules that are data: TOML files that a configuration names, or that are tested by themselves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
import fnmatch
import glob
import os
from pathlib import Path, PurePath
from time import perf_counter
from typing import Any

from ..model.declaration import RuleError
from ..model.rule import Rule
from ..texts import say
from .config_file import ConfigError, ConfigFile, read_toml
from .named import RULES, family

KEY = "rule-files"
SCHEMA = Path(__file__).parent / "rules.schema.json"
"""For editors."""
_MOST = 500
"""So many rules a file may hold."""


def configured_files(file: ConfigFile, root: Path) -> list[Path]:
    """The rule files that a configuration names, none of which may lie outside the root.

    Raises ConfigError with all mistakes.
    """
    patterns = file.table.get(KEY, ())
    paths: list[Path] = []
    for number, pattern in enumerate(patterns):
        found = _files(file.path.parent, pattern)
        if not found:
            raise file.error(((KEY, number), f"{KEY}: {pattern!r} names no file"))
        for path in found:
            if root not in Path(os.path.realpath(path)).parents:
                raise file.error(((KEY, number), f"{KEY}: {path} lies outside {root}"))
        paths += found
    return paths


def rules_of(paths: Iterable[Path], trace: Callable[[str], None] = lambda _: None) -> list[Rule]:
    """The rules of rule files, each read once. `trace` is told of each. Raises ConfigError with all mistakes."""
    rules: dict[str, Rule] = {}
    mistakes: list[str] = []
    for path in {os.path.realpath(path): path for path in paths}.values():
        started = perf_counter()
        if path.suffix != RULES:
            raise ConfigError(say("{file}: rules as data lie in *{ending} files", file=str(path), ending=RULES))
        family(path)
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
        trace(f"rule file {path}: {len(tables)} rules read, {(perf_counter() - started) * 1000:.1f} ms")
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return list(rules.values())


def _files(folder: Path, pattern: str) -> list[Path]:
    """The files that a pattern means, sorted; for a folder, those of its own that end in `.toml`.

    No wildcard leads through a link to a folder, or a repository could send the search round and round.
    """
    if (folder / pattern).is_dir():
        return sorted((folder / pattern).glob("*.toml"))
    parts = [part for part in PurePath(pattern).parts if part != "."]
    steps = {(folder, 0): None}
    waiting = list(steps)
    for place, number in waiting:  # grows while it is walked
        if number < len(parts):
            new = [step for step in _steps(place, parts[number], number) if step not in steps]
            steps.update(dict.fromkeys(new))
            waiting += new
    return sorted(place for place, number in steps if number == len(parts) and place.is_file())


def _steps(folder: Path, part: str, number: int) -> Iterator[tuple[Path, int]]:
    """Where one part of a pattern leads from a folder, and the number of the part that is next there."""
    if part == "**":
        yield folder, number + 1
        yield from ((entry, number) for entry in _entries(folder) if entry.is_dir())
    elif glob.has_magic(part):
        hidden = part.startswith(".")
        for entry in _entries(folder, hidden=hidden):
            if fnmatch.fnmatchcase(entry.name, part):
                yield entry, number + 1
    else:
        yield folder / part, number + 1


def _entries(folder: Path, *, hidden: bool = False) -> list[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return []
    return [
        entry
        for entry in entries
        if (hidden or not entry.name.startswith(".")) and not (entry.is_symlink() and entry.is_dir())
    ]


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
    return replace(rule_of(table, family(path), str(path), line), trusted=False)
