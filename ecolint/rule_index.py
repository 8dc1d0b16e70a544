"""What the rules of a package declare, kept between runs: a start needs no more, so a rule's module is imported late.

The index lies in the user's cache folder (`ECOLINT_CACHE_DIR` names another; `none` switches it off). It holds for the
very files it was made from: name, size and time of each file of the plugin. A wheel may bring one of its own beside its
rules, so that a first run is quick too. An index that is absent, corrupt or can't be written is never a failure.
"""

from collections.abc import Mapping, Sequence
import marshal
import os
from pathlib import Path
import sys
from types import ModuleType
from typing import Any, TypeVar

from .model.finding import Severity
from .model.option import Option
from .model.rule import FactSource, LateFunction, Pattern, Rule

SHIPPED = "_rules.index"
"""Name of the index that a wheel brings in its package of rules."""
_FORMAT = (1, sys.flags.optimize, tuple(Rule.__dataclass_fields__), tuple(Pattern.__dataclass_fields__))
_DERIVED = ("docs",)

Made = TypeVar("Made")
Signature = tuple[tuple[str, int, int], ...]


def recall(package: ModuleType) -> list[Rule] | None:
    """The rules of a package as they were remembered; None if they must be imported."""
    root = _root(package)
    for place, timed in ((Path(package.__path__[0], SHIPPED), False), (_cache_file(package), True)):
        known = _read(place) if place else None
        if known is not None and known[0] == _FORMAT and known[1] == _signature(root, timed=timed):
            return [_unpacked_rule(values, root) for values in known[2]]
    return None


def remember(package: ModuleType, rules: Sequence[Rule]) -> None:
    """Keep what rules declare for the next run, if there is a place for it."""
    place = _cache_file(package)
    data = packed(package, rules, timed=True) if place else b""
    if not place or not data:
        return
    try:
        place.parent.mkdir(0o700, parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(place)
    except OSError:
        return


def packed(package: ModuleType, rules: Sequence[Rule], *, timed: bool = False) -> bytes:
    """The index as bytes; none if a rule can't be found again by module and name.

    `timed`: it holds for files of the same time only. An index that is shipped can't know when its files are written.
    """
    root = _root(package)
    owners: list[Rule | FactSource] = [*rules, *(fact for rule in rules for fact in rule.facts)]
    if not all(_is_found_again(owner, root) for owner in owners):
        return b""
    body = marshal.dumps((_FORMAT, _signature(root, timed=timed), [_packed_rule(rule, root) for rule in rules]), 4)
    return _checksum(body) + body


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """Where indexes are kept, absolute. Never in a repository: what is linted can't bring one."""
    if environ.get("ECOLINT_CACHE_DIR"):
        folder = Path(environ["ECOLINT_CACHE_DIR"])
    elif os.name == "nt":
        folder = Path(environ.get("LOCALAPPDATA", ""), "ecolint")
    else:
        usual = Path(environ.get("XDG_CACHE_HOME", ""))
        folder = (usual if usual.is_absolute() else Path(environ.get("HOME", ""), ".cache")) / "ecolint"
    above = Path(os.path.realpath(folder)).parents
    if not folder.is_absolute() or any(os.path.lexists(parent / ".git") for parent in above):
        return None
    return folder


def _cache_file(package: ModuleType) -> Path | None:
    """One for each place that a package of this name is installed in."""
    from zlib import crc32

    folder = cache_folder(os.environ)
    place = f"{crc32(os.fsencode(package.__path__[0])):08x}"
    return folder / f"{package.__name__}-{place}.{sys.implementation.cache_tag}.index" if folder else None


def _checksum(data: bytes) -> bytes:
    from zlib import crc32

    return crc32(data).to_bytes(4)


def _read(place: Path) -> tuple[Any, Any, Any] | None:
    try:
        data = place.read_bytes()
        if _checksum(data[4:]) != data[:4]:
            return None
        first, second, third = marshal.loads(data[4:])  # noqa: S302 -- as a .pyc file: the user's own
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return first, second, third


def _root(package: ModuleType) -> str:
    """The plugin's folder: that of the package around a package of rules."""
    folder: str = package.__path__[0]
    return os.path.dirname(folder) if "." in package.__name__ else folder  # noqa: PTH120


def _signature(root: str, *, timed: bool) -> Signature:
    """Name, size and time of every file that a declaration may depend on."""
    found: list[tuple[str, int, int]] = []
    folders = [root]
    for folder in folders:  # grows while it is walked
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            folders.append(entry.path)
                    elif entry.name != SHIPPED:
                        stat = entry.stat()
                        relative = entry.path[len(root) :].replace(os.sep, "/")
                        found.append((relative, stat.st_size, stat.st_mtime_ns if timed else 0))
        except OSError:  # pragma: no cover -- a folder that vanishes while it is read
            continue
    return tuple(sorted(found))


def _is_found_again(owner: Rule | FactSource, root: str) -> bool:
    if isinstance(owner, Rule) and owner.is_data:
        return owner.pattern.file.startswith(root)
    function = owner.pattern.function
    module = sys.modules.get(function.__module__)
    return getattr(module, function.__name__, None) is owner and owner.pattern.file.startswith(root)


def _packed_rule(rule: Rule, root: str) -> dict[str, Any]:
    values = {name: value for name, value in vars(rule).items() if name not in _DERIVED}
    return values | {
        "pattern": _packed_pattern(rule.pattern, root),
        "severity": str(rule.severity),
        "facts": tuple(_packed_pattern(fact.pattern, root) for fact in rule.facts),
    }


def _packed_pattern(pattern: Pattern, root: str) -> dict[str, Any]:
    return vars(pattern) | {
        "function": ("" if pattern.file.endswith(".toml") else pattern.function.__module__, pattern.function.__name__),
        "options": tuple(tuple(option) for option in pattern.options),
        "file": pattern.file[len(root) :],
    }


def _unpacked_rule(values: dict[str, Any], root: str) -> Rule:
    values["pattern"] = _unpacked_pattern(values["pattern"], root)
    values["severity"] = Severity(values["severity"])
    values["facts"] = tuple(FactSource(_unpacked_pattern(fact, root)) for fact in values["facts"])
    return _made(Rule, values)


def _unpacked_pattern(values: dict[str, Any], root: str) -> Pattern:
    module, name = values["function"]
    values["file"] = root + values["file"]
    values["function"] = LateFunction(module, name) if module else _late_table(values["file"], name)
    values["options"] = tuple(Option(*option) for option in values["options"])
    return _made(Pattern, values)


def _late_table(file: str, name: str) -> LateFunction:
    from .rule_tables import LateTable

    return LateTable(file, name)


def _made(kind: type[Made], values: dict[str, Any]) -> Made:
    """An instance of a dataclass from its very fields, in a tenth of the time that its `__init__` takes."""
    made = object.__new__(kind)
    vars(made).update(values)
    return made
