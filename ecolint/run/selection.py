"""Which rules run on a file, with which severity and options."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from ..model.option import OptionValue
from ..model.registry import Enabled, Registry, RuleSet
from .scope import matcher
from .settings import RuleSettings, Settings
from .toml_lines import Keys


def rule_sets(settings: Settings, registry: Registry, root: Path) -> Callable[[PurePosixPath], RuleSet]:
    """A function from a file's path, relative to the root, to its rules. Equal sets are the same object.

    For the root itself (`PurePosixPath()`) it gives what holds without overrides.
    """
    overrides_of = overrides(settings, root)
    made: dict[RuleSet, RuleSet] = {}

    @cache
    def rule_set_of(applying: tuple[int, ...]) -> RuleSet:
        new = _rule_set(settings, registry, applying)
        return made.setdefault(new, new)

    return lambda path: rule_set_of(overrides_of(path))


def overrides(settings: Settings, root: Path) -> Callable[[PurePosixPath], tuple[int, ...]]:
    """A function from a path to the overrides that hold for it, by index."""
    matchers = [matcher(settings, root, override.files) for override in settings.overrides]
    return lambda path: tuple(index for index, matches in enumerate(matchers) if path.parts and matches(path))


def enabled(settings: Settings, registry: Registry, applying: Sequence[int]) -> dict[str, Keys]:
    """The rules that run where these overrides hold → the key that enables each."""
    found: dict[str, Keys] = {}
    for index, preset in enumerate(settings.extends):
        if registry.has_preset(preset):  # else its plugin isn't loaded, which was told
            found |= {rule.name: ("extends", index) for rule in registry.preset(preset)}
    steps: list[tuple[Keys, tuple[str, ...], tuple[str, ...]]] = [((), settings.select, settings.ignore)]
    for index in applying:
        override = settings.overrides[index]
        steps.append((("overrides", index), override.select, override.ignore))
    for keys, selectors, ignored in [*steps, ((), (), settings.also_ignore)]:
        for index, selector in enumerate(selectors):
            found |= {rule.name: (*keys, "select", index) for rule in registry.select(selector)}
        for selector in ignored:
            for rule in registry.select(selector):
                found.pop(rule.name, None)
    return dict(sorted(found.items()))


def _rule_set(settings: Settings, registry: Registry, applying: Sequence[int]) -> RuleSet:
    layers = [settings.rules, *(settings.overrides[index].rules for index in applying)]
    return RuleSet(
        tuple(
            _configured(Enabled(rule := registry.rules[name], rule.severity), layers)
            for name in enabled(settings, registry, applying)
        )
    )


def _configured(plain: Enabled, layers: Sequence[tuple[RuleSettings, ...]]) -> Enabled:
    severity = plain.severity
    options: dict[str, OptionValue] = {}
    for one in (one for layer in layers for one in layer if one.name == plain.rule.name):
        severity = one.severity or severity
        options |= dict(one.options)
    defaults = {option.name: option.default for option in plain.rule.options}
    changed = {name: value for name, value in options.items() if value != defaults[name]}
    return Enabled(plain.rule, severity, tuple(sorted(changed.items())))
