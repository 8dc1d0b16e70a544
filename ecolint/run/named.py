"""What a user names with `--plugin`, to `test-rules` or in the user-level configuration: read in one way for all."""

from collections.abc import Iterable
from importlib.util import find_spec
import os
from pathlib import Path
import re
from typing import NamedTuple

from ..texts import say
from .config_file import ConfigError
from .entry_points import EntryPoint

RULES, CODE = ".toml", ".py"
_FAMILY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Named(NamedTuple):
    """What was named."""

    plugins: tuple[EntryPoint, ...] = ()
    """Modules and Python files: code."""
    rule_files: tuple[Path, ...] = ()
    """Rules as data."""


def named(words: Iterable[str]) -> Named:
    """Modules, Python files and rule files, each once. Raises ConfigError for what is none of them, or isn't there."""
    plugins, rule_files = [], []
    for word in dict.fromkeys(words):
        if not is_file_name(word):
            plugins.append(_module(word))
            continue
        path = Path(word)
        if not path.is_file():
            raise ConfigError(say("there is no plugin file {file}", file=word))
        if path.suffix == RULES:
            rule_files.append(path)
        elif path.suffix == CODE:
            plugins.append(EntryPoint(family(path), f"ecolint_file_{path.stem}", file=word))
        else:
            raise _no_rules(word)
    return Named(tuple(plugins), tuple(rule_files))


def is_file_name(word: str) -> bool:
    """Whether a word means a file, not a module."""
    return word.endswith((RULES, CODE)) or "/" in word or os.sep in word


def family(path: Path) -> str:
    """What the rules of a file are named after: the file. Raises ConfigError for a name that rules can't have."""
    found = path.stem.removeprefix("ecolint_").lower().replace("_", "-")
    if not _FAMILY.fullmatch(found):
        template = "{file}: rules are named after their file: lower case letters, digits and hyphens"
        raise ConfigError(say(template, file=str(path)))
    return found


def _no_rules(file: str) -> ConfigError:
    return ConfigError(say("{file}: rules are in Python (*.py) or are data (*.toml)", file=file))


def _module(name: str) -> EntryPoint:
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None and Path(name).is_file():
        raise _no_rules(name)
    if found is None:
        template = "there is no module {name}; name a file with its ending, {name}.py or {name}.toml, or install it"
        raise ConfigError(say(template, name=name))
    return EntryPoint(name.rpartition(".")[2].removeprefix("ecolint_").replace("_", "-").lower(), name)
