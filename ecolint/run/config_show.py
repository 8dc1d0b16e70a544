"""What holds for a file, and which line set it."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ..model.registry import Registry
from ..model.wording import Phrase
from .selection import enabled, overrides, rule_sets
from .settings import Settings
from .toml_lines import Keys

DEFAULT = Phrase("default")
COMMAND_LINE = Phrase("command line")
_TOLD_BY_RULE = ("extends", "select", "ignore", "rules", "overrides", "also_ignore", "chosen", "warnings", "file")


class Held(NamedTuple):
    """A key that holds for a file."""

    key: str
    """As in a configuration: `max-file-size`, `rules."html/large-dom".max`."""
    value: Any
    origin: str
    """What set it: "default", "command line" or "ecolint.toml:12"."""


def explain_settings(settings: Settings, registry: Registry, root: Path, path: PurePosixPath) -> list[Held]:
    """All that holds for a file, `path` being relative to the root: plain keys, the overrides that apply, the rules.

    A rule's own key has "enabled" as value, and as origin the line that says so; its severity and options follow.
    """
    lines = settings.file.lines() if settings.file else {}
    applying = overrides(settings, root)(path)
    held = [
        Held(name.replace("_", "-"), value, _origin(settings, lines, (name,)))
        for name, value in settings._asdict().items()
        if name not in _TOLD_BY_RULE
    ]
    held += [
        Held("overrides", settings.overrides[index].files, _origin(settings, lines, ("overrides", index)))
        for index in applying
    ]
    causes = enabled(settings, registry, applying)
    for one in rule_sets(settings, registry, root)(path).enabled:
        key, names = f'rules."{one.rule.name}"', (one.rule.name, *one.rule.aliases)
        held.append(Held(key, "enabled", _origin(settings, lines, causes[one.rule.name])))
        values = {option.name: option.default for option in one.rule.options} | dict(one.options)
        for name, value in [("severity", str(one.severity)), *values.items()]:
            held.append(Held(f"{key}.{name}", value, _origin(settings, lines, *_ways(applying, names, name))))
    return held


def _ways(applying: tuple[int, ...], names: tuple[str, ...], option: str) -> Iterator[Keys]:
    """Where an option may be set, the place that decides first."""
    layers: list[Keys] = [*(("overrides", index) for index in reversed(applying)), ()]
    for layer in layers:
        for name in names:
            yield (*layer, "rules", name, option)


def _origin(settings: Settings, lines: dict[Keys, int], *ways: Keys) -> str:
    """What set the first of these keys that is set."""
    for keys in ways:
        if keys[0] in settings.chosen:
            return COMMAND_LINE
        written = (str(keys[0]).replace("_", "-"), *keys[1:])
        if settings.file and written in lines:
            return f"{settings.file.path.name}:{lines[written]}"
    return DEFAULT
