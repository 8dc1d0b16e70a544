"""What is installed, and what of it is enabled for a file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TextIO

from .declaration import PRESETS, SAVES
from .finding import Severity
from .language import Language
from .option import OptionValue
from .problem import Problem
from .rule import Rule

if TYPE_CHECKING:
    from .results import Results


class Reporter(NamedTuple):
    """An output format: a function that writes results to a stream."""

    name: str
    write: "Callable[[Results, TextIO], None]"
    description: str = ""
    once: bool = False
    """What many pages repeat, line for line, is told at the first of them: for hosts that keep a list of findings."""


class Preset(NamedTuple):
    """Rules that a configuration may start from: `extends = ["acme/strict"]` for the preset `strict` of `acme`."""

    name: str
    select: tuple[str, ...] = ()
    """As in a configuration: names, `acme/*`, `saves:network`, `ref:rgesn`."""
    extends: tuple[str, ...] = ()
    """Presets to begin with: `core`, another of a plugin by its full name."""
    ignore: tuple[str, ...] = ()
    description: str = ""


class Plugin(NamedTuple):
    """A plugin as it was found: for `ecolint plugins` and for reports."""

    name: str
    distribution: str = ""
    version: str = ""
    hooks: tuple[str, ...] = ()
    rules: int = 0
    url: str = ""
    failed: bool = False
    deprecated: tuple[str, ...] = ()
    """What it uses that is going to go."""


@dataclass(frozen=True, eq=False, repr=False)
class Registry:
    """All that is installed. Built once, by a function, and handed along; never global."""

    languages: Mapping[str, Language] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """By full name."""
    reporters: Mapping[str, Reporter] = field(default_factory=dict)
    plugins: tuple[Plugin, ...] = ()
    problems: tuple[Problem, ...] = ()
    presets: Mapping[str, Preset] = field(default_factory=dict)
    """Those of plugins, by full name."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Language → who brought it: "plugin acme (ecolint-acme 1.0)"."""

    @cached_property
    def endings(self) -> Mapping[str, Language | None]:
        """Ending of a file's name, in lower case → its language; None where nobody reads such files."""
        known: dict[str, Language | None] = {}
        for language in self.languages.values():
            known |= dict.fromkeys(language.foreign)
        return known | {ending: language for language in self.languages.values() for ending in language.extensions}

    def language(self, name: str) -> Language | None:
        """A language by name or alias, whatever the case."""
        name = name.lower()
        if name in self.languages:
            return self.languages[name]
        return next((language for language in self.languages.values() if name in language.aliases), None)

    def rule(self, name: str) -> Rule | None:
        """A rule by its full name or a former one."""
        if name in self.rules:
            return self.rules[name]
        return next((rule for rule in self.rules.values() if name in rule.aliases), None)

    def preset(self, name: str) -> list[Rule]:
        """The rules of a preset; each of ours includes the smaller ones. Raises KeyError for an unknown one."""
        return list(self._preset(name, ()).values())

    def has_preset(self, name: str) -> bool:
        """Whether there is one of this name. Ours may have a date."""
        return name in self.presets or name.partition(":")[0] in PRESETS

    def _preset(self, name: str, within: tuple[str, ...]) -> dict[str, Rule]:
        plain = name.partition(":")[0]  # core:2026.12 is what core was then: there has been no other content yet
        if plain in PRESETS:
            size = PRESETS.index(plain)
            return {
                rule.name: rule
                for rule in self.rules.values()
                if PRESETS.index(rule.preset) <= size and (not rule.preview or plain == "all")
            }
        preset = self.presets[name]
        found: dict[str, Rule] = {}
        for other in preset.extends:
            if other not in (*within, name) and self.has_preset(other):
                found |= self._preset(other, (*within, name))
        found |= {rule.name: rule for selector in preset.select for rule in self.select(selector)}
        for rule in (rule for selector in preset.ignore for rule in self.select(selector)):
            found.pop(rule.name, None)
        return found

    def mistakes(self, preset: Preset) -> list[str]:
        """What a plugin's preset names that isn't there, though its plugin is. The rest of it holds."""
        families = {rule.family for rule in self.rules.values()}
        presets = [f"preset {name!r}" for name in preset.extends if not self.has_preset(name)]
        named = [name for name in (*preset.select, *preset.ignore) if not self.select(name)]
        rules = [f"rule {name!r}" for name in named if ":" in name or name.partition("/")[0] in families]
        return [f"there is no {what}" for what in (*presets, *rules)]

    def select(self, selector: str) -> list[Rule]:
        """The rules that a selector means: a name, `family/*`, `saves:network`, `ref:rgesn` or `ref:rgesn:4.1`."""
        kind, colon, value = selector.partition(":")
        if selector == "*":
            return list(self.rules.values())
        if colon and kind == "saves":
            return [rule for rule in self.rules.values() if value in rule.saves]
        if colon and kind == "ref":
            return [
                rule for rule in self.rules.values() if any(r == value or r.startswith(value + ":") for r in rule.refs)
            ]
        if selector.endswith("/*"):
            return [rule for rule in self.rules.values() if rule.family == selector[:-2]]
        rule = self.rule(selector)
        return [rule] if rule else []

    def selectors(self) -> list[str]:
        """What `select` knows, for suggestions."""
        families = {rule.family for rule in self.rules.values()}
        references = {part for rule in self.rules.values() for r in rule.refs for part in (r.split(":")[0], r)}
        return [
            *self.rules,
            *(f"{family}/*" for family in sorted(families)),
            *(f"saves:{resource}" for resource in SAVES),
            *(f"ref:{reference}" for reference in sorted(references)),
        ]


class Enabled(NamedTuple):
    """A rule that runs, with its severity and the options that differ from their defaults."""

    rule: Rule
    severity: Severity
    options: tuple[tuple[str, OptionValue], ...] = ()


@dataclass(frozen=True)
class RuleSet:
    """What is enabled for a file. Equal sets share their plans."""

    enabled: tuple[Enabled, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "RuleSet":
        """Rules with their own severities and default options."""
        return cls(tuple(Enabled(rule, rule.severity) for rule in sorted(rules, key=lambda rule: rule.name)))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(enabled.rule.name for enabled in self.enabled)
