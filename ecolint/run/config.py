"""From a configuration file to Settings: every name, type and option checked against what is installed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from ..model.finding import Severity
from ..model.registry import Registry
from ..texts import say
from .config_file import ConfigError, ConfigFile, Mistake, read
from .settings import Choices, Override, RuleSettings, Settings
from .suggest import quoted, suggest
from .toml_lines import Keys

_UNITS = {"GB": 1_000_000_000, "MB": 1_000_000, "KB": 1_000, "kB": 1_000, "B": 1}
_MOST = 20
"""So many mistakes are told; looking for what may have been meant takes time."""

_PLUGIN_KEYS = ("disable-plugins", "require-plugins")
_EARLY_KEYS = (*_PLUGIN_KEYS, "rule-files")


def load(path: Path, registry: Registry, absent: Collection[str] = ()) -> Settings:
    """Read and check a configuration. Raises ConfigError with all its mistakes.

    `absent` are plugins that were left out of the registry: what the file says of their rules is a warning.
    """
    return settings_of(read(path), registry, absent)


def named_plugins(file: ConfigFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plugins that a file disables and requires: needed before there is a registry.

    Raises ConfigError, for what it says of rule files too.
    """
    table = {key: value for key, value in file.table.items() if key in _EARLY_KEYS}
    _refuse(file, _mistakes(table, Registry()))
    disabled, required = (tuple(table.get(key, ())) for key in _PLUGIN_KEYS)
    return disabled, required


def settings_of(file: ConfigFile, registry: Registry, absent: Collection[str] = ()) -> Settings:
    """Check a file that was read. See `load`."""
    disabled, _ = named_plugins(file)
    _refuse(file, _mistakes(file.table, registry, {*absent, *disabled}))
    _refuse(file, _option_mistakes(file.table, registry))
    table = dict(file.table)
    overrides = tuple(
        Override(
            tuple(override["files"]),
            tuple(override.get("select", ())),
            tuple(override.get("ignore", ())),
            _rules(override.get("rules", {}), registry),
        )
        for override in table.pop("overrides", ())
    )
    rules = _rules(table.pop("rules", {}), registry)
    plain = {key.replace("-", "_"): _plain(key, value) for key, value in table.items()}
    odd = list(islice(_unknown_rules(file.table, registry), _MOST))
    warnings = tuple(file.places(odd)) if odd else ()
    return Settings(rules=rules, overrides=overrides, file=file, warnings=warnings, **plain)


def merged(settings: Settings, choices: Choices, registry: Registry) -> Settings:
    """Settings with what the command line says instead. Raises ConfigError for an unknown rule or preset."""
    given = {name: getattr(choices, name) for name in ("extends", "select")}
    named = {name: list(value) for name, value in given.items() if value is not None}
    if named and (wrong := _mistakes(named, registry)):
        raise ConfigError("\n".join(f"--{message}" for _, message in wrong))
    changed: dict[str, Any] = {
        name: value
        for name in ("fail_on", "lang", "baseline", "extends")
        if (value := getattr(choices, name)) is not None
    }
    if choices.all_files:
        changed["default_excludes"] = ()
    if choices.select is not None:
        narrowed = tuple(override._replace(select=()) for override in settings.overrides)
        changed |= {"extends": (), "select": choices.select, "ignore": (), "overrides": narrowed}
    odd = [f"--{message}" for _, message in _unknown_rules({"ignore": choices.ignore}, registry)]
    chosen = changed.keys() - {"overrides"}
    return settings._replace(
        also_ignore=(*settings.also_ignore, *choices.ignore),
        chosen=settings.chosen | chosen,
        warnings=(*settings.warnings, *odd),
        **changed,
    )


def _mistakes(table: Mapping[str, Any], registry: Registry, absent: Collection[str] = ()) -> list[Mistake]:
    from .config_check import mistakes
    from .config_schema import checked_schema

    schema = checked_schema(registry, absent)
    return list(islice(mistakes(table, schema, schema["$defs"]), _MOST))


def _refuse(file: ConfigFile, found: Iterable[Mistake]) -> None:
    if wrong := list(islice(found, _MOST)):
        raise file.error(*wrong)


def _rule_tables(table: Mapping[str, Any]) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Every table that may name rules: the file's own, and those of its overrides."""
    yield (), table
    for index, override in enumerate(table.get("overrides", ())):
        yield ("overrides", index), override


def _option_mistakes(table: Mapping[str, Any], registry: Registry) -> Iterator[Mistake]:
    """What a JSON Schema can't tell: 800.0 is no whole number in TOML."""
    for keys, holder in _rule_tables(table):
        for name, values in holder.get("rules", {}).items():
            for option in rule.options if (rule := registry.rule(name)) else ():
                if option.name in values:
                    try:
                        option.check(values[option.name])
                    except ValueError as error:
                        yield (*keys, "rules", name, option.name), str(error)


def _unknown_rules(table: Mapping[str, Any], registry: Registry) -> Iterator[Mistake]:
    """Rules that are named where it does no harm: ignored ones, and those of plugins that aren't loaded."""
    known = frozenset(registry.selectors())
    for index, name in enumerate(table.get("extends", ())):
        if not registry.has_preset(name):
            yield ("extends", index), say("extends: unknown preset {word}: its plugin isn't loaded", word=quoted(name))
    for keys, holder in _rule_tables(table):
        for key in ("select", "ignore"):
            for index, name in enumerate(holder.get(key, ())):
                if name not in known and not registry.select(name):
                    yield (*keys, key, index), f"{key}: {_unknown(name, registry)}"
        for name in holder.get("rules", {}):
            if not registry.rule(name):
                yield (*keys, "rules", name), f"rules: {_unknown(name, registry)}"


def _unknown(name: str, registry: Registry) -> str:
    return say("unknown rule {word}{near}", word=quoted(name), near=suggest(name, registry.selectors()))


def _rules(table: Mapping[str, Any], registry: Registry) -> tuple[RuleSettings, ...]:
    made = []
    for name, values in table.items():
        if rule := registry.rule(name):
            severity = Severity(values["severity"]) if "severity" in values else None
            options = [
                (option.name, option.check(values[option.name])) for option in rule.options if option.name in values
            ]
            made.append(RuleSettings(rule.name, severity, tuple(options)))
    return tuple(made)


def _plain(key: str, value: Any) -> Any:
    if key == "max-file-size":
        return _size(value)
    if key == "static" and isinstance(value, list):
        return tuple(("", folder) for folder in value)
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value


def _size(value: int | str) -> int:
    if isinstance(value, int):
        return value
    unit = next(unit for unit in _UNITS if value.strip().endswith(unit))
    return round(float(value.strip().removesuffix(unit)) * _UNITS[unit])
