"""Installed packages → Registry. A plugin that fails costs itself only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
import os
from pathlib import Path
import re
import sys
from types import ModuleType
from typing import Any, NamedTuple

import pluggy

from .. import __version__, hookspecs
from ..analysis.ignores import CORE_RULES
from ..model.language import Language
from ..model.problem import Problem, problem
from ..model.registry import Plugin, Registry, Reporter
from ..model.rule import Rule
from ..reporters import BUILT_IN

GROUP = "ecolint"
DISTRIBUTION = "ecolint"
DOCS = "https://github.com/ecolint/ecolint/blob/main/docs/rules"


class EntryPoint(NamedTuple):
    """Where a plugin is: a line `name = module` of an installed distribution, or what a user named."""

    name: str
    module: str
    distribution: str = ""
    version: str = ""
    file: str = ""
    """A Python file that is the plugin."""
    folder: str = ""
    """Where the distribution's metadata lie."""

    @property
    def needs(self) -> str:
        """The range of ecolint that the distribution asks for, as written; empty if it names none."""
        try:
            lines = Path(self.folder, "METADATA").read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return ""
        asked = (line.removeprefix("Requires-Dist:").strip() for line in lines if line.startswith("Requires-Dist:"))
        return next((one[len("ecolint") :].strip() for one in asked if re.match(r"ecolint\s*[(<>=~!]", one)), "")

    @property
    def source(self) -> str:
        """For problems: "plugin acme (acme-rules 1.2)"."""
        origin = f"{self.distribution} {self.version}" if self.distribution else self.file or f"module {self.module}"
        return f"plugin {self.name} ({origin})"


@dataclass(eq=False, repr=False)
class _Collected:
    languages: dict[str, Language] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    reporters: dict[str, Reporter] = field(default_factory=dict)
    plugins: list[Plugin] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def entry_points(paths: Sequence[str] | None = None) -> list[EntryPoint]:
    """What the installed distributions offer, sorted by name.

    Reads the metadata files itself: importing `importlib.metadata` would take longer than many a run. A distribution
    that lies earlier on the path hides a later one of the same name, as it does for imports.
    """
    found: dict[str, list[EntryPoint]] = {}
    for folder in sys.path if paths is None else paths:
        for distribution, version, text, place in _metadata(folder):
            entries = (entry._replace(folder=place) for entry in _parse(text, distribution, version))
            found.setdefault(distribution, list(entries))
    return sorted(
        (entry for entries in found.values() for entry in entries), key=lambda entry: (entry.name, entry.module)
    )


def _metadata(folder: str) -> Iterator[tuple[str, str, str, str]]:
    try:
        names = os.listdir(folder) if folder else []  # noqa: PTH208 -- pathlib is felt here
    except OSError:
        return
    for name in sorted(names):
        stem, dot, kind = name.rpartition(".")
        if kind not in ("dist-info", "egg-info") or not dot:
            continue
        try:
            text = Path(folder, name, "entry_points.txt").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        distribution, _, version = stem.partition("-")
        yield distribution.replace("_", "-").lower(), version, text, os.path.join(folder, name)  # noqa: PTH118


def _parse(text: str, distribution: str, version: str) -> Iterator[EntryPoint]:
    section = ""
    for raw in text.splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line:
            name, module = (part.strip() for part in line.split("=", 1))
            yield EntryPoint(name, module.split(":")[0].split("[")[0].strip(), distribution, version)


def named_entry(plugin: str) -> EntryPoint:
    """The plugin that a user named: a module, or a Python file, whose name is the plugin's.

    Raises FileNotFoundError for a file that isn't there.
    """
    is_file = plugin.endswith(".py") or "/" in plugin or os.sep in plugin
    if is_file and not Path(plugin).is_file():
        raise FileNotFoundError(plugin)
    stem = Path(plugin).stem if is_file else plugin.rpartition(".")[2]
    name = stem.removeprefix("ecolint_").replace("_", "-").lower()
    return EntryPoint(name, f"ecolint_file_{stem}" if is_file else plugin, file=plugin if is_file else "")


def load(
    entries: Iterable[EntryPoint],
    *,
    third_party: bool = True,
    disabled: Iterable[str] = (),
    named: Iterable[EntryPoint] = (),
    data: Iterable[Rule] = (),
) -> Registry:
    """Import plugins and collect what they bring. Failures become Problems that name the distribution.

    `named` are plugins that the user asked for, on the command line or in the user-level configuration; `data` are the
    rules of rule files.
    """
    manager = pluggy.PluginManager("ecolint")
    manager.add_hookspecs(hookspecs)
    collected = _Collected(
        rules={rule.name: rule for rule in CORE_RULES}, reporters={reporter.name: reporter for reporter in BUILT_IN}
    )
    off = set(disabled)
    for entry in entries:
        if entry.name in off or not (third_party or entry.distribution == DISTRIBUTION):
            continue
        _load_one(manager, entry, collected)
    for entry in named:
        _load_one(manager, entry, collected)
    for rule in data:
        if rule.name in collected.rules:
            told = f"rule {rule.name} is there already; name the file otherwise, its rules are named after it"
            collected.problems.append(Problem(f"rule file {rule.pattern.place}", told))
        else:
            collected.rules[rule.name] = rule
    return Registry(
        dict(sorted(collected.languages.items())),
        dict(sorted(collected.rules.items())),
        collected.reporters,
        tuple(collected.plugins),
        tuple(collected.problems),
    )


def _load_one(manager: pluggy.PluginManager, entry: EntryPoint, collected: _Collected) -> None:
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
    with problem(source, collected.problems):
        module = _imported(entry)
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
    ):
        if hook in hooks:
            with problem(f"{source}, hook {hook}", collected.problems):
                _collect(manager, entry, hook, kind, add, collected)
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
    except SystemExit as error:
        raise ImportError(f"it ended the program while it was imported (exit code {error.code})") from error


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
) -> None:
    implementation = next(
        found for found in getattr(manager.hook, hook).get_hookimpls() if found.plugin_name == entry.name
    )
    _add_all(kind, implementation.function(), entry, add, collected)


def _add_all(
    kind: type,
    values: Any,
    entry: EntryPoint,
    add: Callable[[Any, EntryPoint, _Collected], str],
    collected: _Collected,
) -> None:
    if not isinstance(values, Iterable) or isinstance(values, str | bytes):
        raise TypeError(f"returned {type(values).__name__}, not a list of {kind.__name__}")
    for value in values:
        if not isinstance(value, kind):
            raise TypeError(f"returned a {type(value).__name__} among its {kind.__name__}s")
        clash = add(value, entry, collected)
        if clash:
            collected.problems.append(Problem(entry.source, clash))


def _add_language(language: Language, _: EntryPoint, collected: _Collected) -> str:
    if language.name in collected.languages:
        return f"language {language.name} is there already, from another plugin; this one is left out"
    collected.languages[language.name] = language
    return ""


def _add_rule(rule: Rule, entry: EntryPoint, collected: _Collected) -> str:
    named = rule.named(
        entry.name, f"{DOCS}/{entry.name}/{rule.short_name}.md" if entry.distribution == DISTRIBUTION else ""
    )
    if named.name in collected.rules:
        return f"rule {named.name} is there already; this one is left out"
    collected.rules[named.name] = named
    return ""


def _add_reporter(reporter: Reporter, _: EntryPoint, collected: _Collected) -> str:
    if reporter.name in collected.reporters:
        return f"output format {reporter.name} is there already, from another plugin; this one is left out"
    collected.reporters[reporter.name] = reporter
    return ""
