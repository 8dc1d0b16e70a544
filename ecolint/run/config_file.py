"""A configuration file as it lies on disk: its table, and the line of each of its keys."""

from collections.abc import Iterable, Mapping
import os
from pathlib import Path
import re
from typing import Any, NamedTuple, TypeAlias

from ..texts import say
from .reading import ReadError, read_bytes
from .toml_lines import Keys, key_lines, nearest_line

NAME = "ecolint.toml"
SHARED = "pyproject.toml"
"""The file of other tools that may hold our table."""

_TABLE = ("tool", "ecolint")
_LIMIT = 1_000_000
_OUR_KEY = rb"(?m)(?:^|[.{,])[ \t]*[\"']?ecolint[\"']?[ \t]*[.=\]\r\n]"
_ENDLESS_KEY = rb"""(?<![\w-])(?:(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)[ \t]*\.[ \t]*){50}"""
"""Such a key is nobody's, and tomllib's time grows with the square of its parts."""

_PLACE = r" \(at (?:line (\d+), column \d+|end of document)\)$"


Mistake: TypeAlias = tuple[Keys, str]
"""Where, and what is wrong."""


class ConfigError(ValueError):
    """A configuration can't be used: "FILE:LINE: what is wrong", a line for each mistake."""


class ConfigFile(NamedTuple):
    """What a configuration file holds, not yet checked."""

    path: Path
    text: str
    table: Mapping[str, Any]
    above: tuple[str, ...] = ()
    """The tables around ours: `tool.ecolint` in pyproject.toml."""

    def lines(self) -> dict[Keys, int]:
        """The line of each of our keys."""
        size = len(self.above)
        return {keys[size:]: line for keys, line in key_lines(self.text).items() if keys[:size] == self.above}

    def places(self, mistakes: Iterable[Mistake]) -> list[str]:
        """Mistakes as "FILE:LINE: what is wrong", by line. A key that isn't written has the line of its table."""
        lines = self.lines()
        told = sorted((nearest_line(lines, keys), message) for keys, message in mistakes)
        return [f"{self.path}:{line}: {message}" for line, message in told]

    def error(self, *mistakes: Mistake) -> ConfigError:
        """Mistakes as an error."""
        return ConfigError("\n".join(self.places(mistakes)))


def read(path: Path) -> ConfigFile:
    """Read `ecolint.toml`, `pyproject.toml` or a file of another name. Raises ConfigError."""
    text, data = _parse(path, _bytes(path))
    if path.name != SHARED and data.keys() != {_TABLE[0]}:
        return ConfigFile(path, text, data)
    table: Any = data
    for number, name in enumerate(_TABLE, 1):
        if name not in table:
            raise ConfigError(say("{path}: has no [{table}]", path=str(path), table=".".join(_TABLE)))
        table = table[name]
        if not isinstance(table, dict):
            raise ConfigFile(path, text, data).error(
                (_TABLE[:number], say("{key} must be a table", key=".".join(_TABLE[:number])))
            )
    return ConfigFile(path, text, table, _TABLE)


def read_toml(path: Path) -> ConfigFile:
    """Any TOML file of ours. Raises ConfigError."""
    return ConfigFile(path, *_parse(path, _bytes(path)))


def has_table(path: Path) -> bool:
    """Whether a pyproject.toml configures ecolint; it is parsed only if it looks like it. Raises ConfigError."""
    data = _bytes(path)
    if not re.search(_OUR_KEY, data):
        return False
    tools = _parse(path, data)[1].get(_TABLE[0])
    return isinstance(tools, dict) and _TABLE[1] in tools


def _bytes(path: Path) -> bytes:
    try:
        data = read_bytes(os.path.realpath(path), _LIMIT + 1)
    except ReadError as error:
        reason = say("a folder") if path.is_dir() else str(error)
        raise ConfigError(say("{path}: can't be read: {reason}", path=str(path), reason=reason)) from None
    if len(data) > _LIMIT:
        raise ConfigError(say("{path}: larger than 1 MB, so it can't be a configuration", path=str(path)))
    return data


def _parse(path: Path, data: bytes) -> tuple[str, dict[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(say("{path}:{line}: is not UTF-8, as TOML must be", path=str(path), line=str(line))) from None
    too_deep = ConfigError(say("{path}: nested too deeply", path=str(path)))
    if re.search(_ENDLESS_KEY, data):
        raise too_deep
    import tomllib

    try:
        return text, tomllib.loads(text)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        place = re.search(_PLACE, str(error))
        last = text.rstrip().count("\n") + 1
        line = int(place[1] or last) if place else 1
        told = re.sub(_PLACE, "", str(error))
        raise ConfigError(
            say("{path}:{line}: not valid TOML: {reason}", path=str(path), line=str(line), reason=told)
        ) from None
