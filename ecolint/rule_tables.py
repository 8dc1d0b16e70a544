"""Rules as data that a plugin ships: TOML files in its package of rules, beside Python modules or alone."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
import re
from typing import Any

from .model.data_rule import rule_of
from .model.declaration import RuleError
from .model.rule import LateFunction, Rule

_TABLE = re.compile(r"(?m)^[ \t]*\[\[[ \t]*rule[ \t]*\]\]")


class LateTable(LateFunction):
    """The function of a rule that is data, by file and name: the file is read at the first call."""

    def __init__(self, file: str, name: str) -> None:
        super().__init__(rule_of.__module__, name)
        self._file = file

    @cached_property
    def function(self) -> Callable[..., Any]:
        """What is called."""
        rules = {rule.pattern.function.__name__: rule for rule in rules_of_table(Path(self._file))}
        return rules[self.__name__].pattern.function


def shipped_rules(folder: str) -> list[Rule]:
    """The rules of all TOML files of a folder; the plugin's name is theirs. Raises RuleError with file and line."""
    return [rule for path in sorted(Path(folder).glob("*.toml")) for rule in rules_of_table(path)]


def rules_of_table(path: Path) -> list[Rule]:
    """The rules of a file of a package. It is code's equal in trust: it isn't checked against attacks."""
    import tomllib

    text = path.read_text("utf-8")
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from None
    lines = [text.count("\n", 0, found.start()) + 1 for found in _TABLE.finditer(text)]
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise RuleError(f"{path}: write each rule as a [[rule]] table")
    return [rule_of(table, "", str(path), line) for table, line in zip(tables, lines, strict=True)]
