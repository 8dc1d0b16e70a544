"""Installed packages → Registry. A plugin that fails costs itself only."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
import sys
from time import perf_counter
from types import ModuleType
from typing import Any
import warnings

import pluggy

from .. import __version__, hookspecs
from ..analysis.ignores import CORE_RULES
from ..model.declaration import oversize
from ..model.language import Language
from ..model.problem import Problem, problem
from ..model.registry import Plugin, Preset, Registry, Reporter
from ..model.rule import Rule
from ..reporters import BUILT_IN
from .entry_points import DISTRIBUTION, EntryPoint, is_met
from .suggest import suggest

_SHOWN = 60
"""Characters of a name that may be endless."""
DOCS = "https://github.com/ecolint/ecolint/blob/main/docs/rules"


@dataclass(eq=False, repr=False)
class _Collected:
    languages: dict[str, Language] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    reporters: dict[str, Reporter] = field(default_factory=dict)
    presets: dict[str, Preset] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    """Language or preset → the source of its plugin."""
    trace: Callable[[str], None] = lambda _: None
    plugins: list[Plugin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(
    entries: Iterable[EntryPoint],
    *,
    third_party: bool = True,
    disabled: Iterable[str] = (),
    named: Iterable[EntryPoint] = (),
    data: Iterable[Rule] = (),
    trace: Callable[[str], None] = lambda _: None,
) -> Registry:
    """Import plugins and collect what they bring. Failures become Problems that name the distribution.

    `named` are plugins that the user asked for, on the command line or in the user-level configuration; `data` are the
    rules of rule files. `trace` is told each step, in lines.
    """
    manager = pluggy.PluginManager("ecolint")
    manager.add_hookspecs(hookspecs)
    collected = _Collected(
        rules={rule.name: rule for rule in CORE_RULES},
        reporters={reporter.name: reporter for reporter in BUILT_IN},
        trace=trace,
    )
    off = set(disabled)
    for entry in entries:
        if entry.name in off or not (third_party or entry.distribution == DISTRIBUTION):
            trace(f"{entry.source}: left out, as asked")
            continue
        _load_one(manager, entry, collected)
    for entry in named:
        _load_one(manager, entry, collected)
    families = {plugin.name for plugin in collected.plugins} | {"ecolint"}
    for rule in data:
        if rule.family in families:
            told = f"a plugin is called {rule.family}; name the file otherwise, its rules are named after it"
            collected.problems.append(Problem(f"rule file {rule.pattern.place}", told))
        else:
            collected.rules[rule.name] = rule
    registry = Registry(
        dict(sorted(collected.languages.items())),
        dict(sorted(collected.rules.items())),
        collected.reporters,
        tuple(collected.plugins),
        tuple(collected.problems),
        dict(sorted(collected.presets.items())),
        collected.origins,
    )
    wrong = [
        Problem(collected.origins[name], f"preset {name}: {told}")
        for name, preset in registry.presets.items()
        for told in registry.mistakes(preset)
    ]
    if third_party and not off and not registry.problems:  # else the language may be what is missing
        wrong += _homeless(registry)
    return replace(registry, problems=(*registry.problems, *wrong)) if wrong else registry


def _homeless(registry: Registry) -> Iterator[Problem]:
    """Rules of which no language is installed: they would never speak, and nobody would know why."""
    for rule in registry.rules.values():
        languages = rule.pattern.languages
        if languages and registry.languages.keys().isdisjoint(languages):
            told = f"{rule.pattern.place}: there is no language {languages[0]!r}"
            yield Problem(f"rule {rule.name}", told + suggest(languages[0], registry.languages))


def _load_one(manager: pluggy.PluginManager, entry: EntryPoint, collected: _Collected) -> None:
    before = len(collected.problems)
    with redirect_stdout(sys.stderr), deprecations() as deprecated:  # what a plugin prints is no part of a report
        _load_within(manager, entry, collected)
    if deprecated and collected.plugins and collected.plugins[-1].name == entry.name:
        collected.plugins[-1] = collected.plugins[-1]._replace(deprecated=tuple(deprecated))
    if len(collected.problems) > before and (needs := entry.needs) and not is_met(needs, __version__):
        told = f"it needs ecolint {needs}, and this is {__version__}"
        first = collected.problems[before]
        collected.problems[before:] = [first._replace(message=f"{told} ({first.message})")]
    for failure in collected.problems[before:]:
        collected.trace(f"{failure.source}: failed: {failure.message}")


@contextmanager
def deprecations() -> Iterator[list[str]]:
    """What plugins use, while the block runs, that is going to go. All other warnings are given as ever."""
    found: list[str] = []
    with warnings.catch_warnings(record=True) as told:
        warnings.filterwarnings("always", "ecolint", DeprecationWarning)
        yield found
    for one in told:
        if issubclass(one.category, DeprecationWarning) and str(one.message).startswith("ecolint"):
            found.append(f"{one.filename}:{one.lineno}: {one.message}")
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)


def _load_within(manager: pluggy.PluginManager, entry: EntryPoint, collected: _Collected) -> None:
    twin = next((plugin for plugin in collected.plugins if plugin.name == entry.name), None)
    if twin:
        told = f"{twin.distribution} {twin.version}".strip() or "a file or module"
        collected.problems.append(
            Problem(entry.source, f"a plugin of this name is there already, from {told}; this one is left out")
        )
        return
    before = len(collected.problems), len(collected.rules)
    hooks: tuple[str, ...] = ()
    source = entry.source
    started = perf_counter()
    with problem(source, collected.problems):
        module = _imported(entry)
        collected.trace(f"{source}: module {entry.module} imported, {_since(started)}")
        manager.register(module, name=entry.name)
        manager.check_pending()
        hooks = tuple(sorted(caller.name for caller in manager.get_hookcallers(module) or ()))
        if not hooks and not entry.distribution:
            _add_all(
                Rule, [value for value in vars(module).values() if isinstance(value, Rule)], entry, _add_rule, collected
            )
    if len(collected.problems) > before[0] and manager.has_plugin(entry.name):
        manager.unregister(name=entry.name)  # or its unknown hook would be told again with every later plugin
    # Each implementation is called by itself: in one pluggy call, an exception would discard every plugin's result.
    for hook, kind, add in (
        ("ecolint_languages", Language, _add_language),
        ("ecolint_rules", Rule, _add_rule),
        ("ecolint_reporters", Reporter, _add_reporter),
        ("ecolint_presets", Preset, _add_preset),
    ):
        if hook in hooks:
            started = perf_counter()
            with problem(f"{source}, hook {hook}", collected.problems):
                count = _collect(manager, entry, hook, kind, add, collected)
                collected.trace(f"{source}: hook {hook} gave {count}, {_since(started)}")
    collected.plugins.append(
        Plugin(
            entry.name,
            entry.distribution,
            entry.version,
            hooks,
            len(collected.rules) - before[1],
            failed=len(collected.problems) > before[0],
        )
    )


def _imported(entry: EntryPoint) -> ModuleType:
    try:
        return _from_file(entry) if entry.file else import_module(entry.module)
    except ImportError as error:
        if error.name != "ecolint":
            raise
        raise ImportError(f"it needs another version of ecolint than {__version__}: {error}") from error


def _from_file(entry: EntryPoint) -> ModuleType:
    """A module made of a file, without a trace beside it: no byte code is written."""
    module = ModuleType(entry.module)
    module.__file__ = entry.file
    sys.modules[entry.module] = module
    exec(compile(Path(entry.file).read_bytes(), entry.file, "exec", dont_inherit=True), vars(module))  # noqa: S102 -- the user named it
    return module


def _collect(
    manager: pluggy.PluginManager,
    entry: EntryPoint,
    hook: str,
    kind: type,
    add: Callable[[Any, EntryPoint, _Collected], str],
    collected: _Collected,
) -> int:
    """How many values the plugin's hook gave."""
    implementation = next(
        found for found in getattr(manager.hook, hook).get_hookimpls() if found.plugin_name == entry.name
    )
    return _add_all(kind, implementation.function(), entry, add, collected)


def _add_all(
    kind: type,
    values: Any,
    entry: EntryPoint,
    add: Callable[[Any, EntryPoint, _Collected], str],
    collected: _Collected,
) -> int:
    count = 0
    if not isinstance(values, Iterable) or isinstance(values, str | bytes):
        raise TypeError(f"returned {type(values).__name__}, not a list of {kind.__name__}")
    for value in values:
        if not isinstance(value, kind):
            raise TypeError(f"returned a {type(value).__name__} among its {kind.__name__}s")
        clash = add(value, entry, collected)
        if clash:
            collected.problems.append(Problem(entry.source, clash))
        count += 1
    return count


def _since(started: float) -> str:
    return f"{(perf_counter() - started) * 1000:.1f} ms"


def _add_language(language: Language, entry: EntryPoint, collected: _Collected) -> str:
    if language.name in collected.languages:
        return f"language {language.name} is there already, from another plugin; this one is left out"
    collected.languages[language.name] = language
    collected.origins[language.name] = entry.source
    return ""


def _add_rule(rule: Rule, entry: EntryPoint, collected: _Collected) -> str:
    named = rule.named(
        entry.name, f"{DOCS}/{entry.name}/{rule.short_name}.md" if entry.distribution == DISTRIBUTION else ""
    )
    if reason := oversize(named):
        return f"rule {named.name[:_SHOWN]}: {reason}; it is left out"
    if named.name in collected.rules:
        return f"rule {named.name} is there already; this one is left out"
    collected.rules[named.name] = named
    return ""


def _add_reporter(reporter: Reporter, _: EntryPoint, collected: _Collected) -> str:
    if reporter.name in collected.reporters:
        return f"output format {reporter.name} is there already, from another plugin; this one is left out"
    collected.reporters[reporter.name] = reporter
    return ""


def _add_preset(preset: Preset, entry: EntryPoint, collected: _Collected) -> str:
    named = preset._replace(name=f"{entry.name}/{preset.name}")
    if named.name in collected.presets:
        return f"preset {named.name} is there already; this one is left out"
    collected.presets[named.name] = named
    collected.origins[named.name] = entry.source
    return ""
