"""What a plugin may bring: four hooks, called once at start, without arguments."""

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

import pluggy

from .model.language import Language
from .model.registry import Preset, Reporter
from .model.rule import Rule

hookspec = pluggy.HookspecMarker("ecolint")
hookimpl = pluggy.HookimplMarker("ecolint")


@hookspec
def ecolint_languages() -> Iterable[Language]:  # type: ignore[empty-body]
    """Languages this plugin can parse."""


@hookspec
def ecolint_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Rules this plugin brings; they are named `<plugin>/<rule>`."""


@hookspec
def ecolint_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]
    """Output formats this plugin brings."""


@hookspec
def ecolint_presets() -> Iterable[Preset]:  # type: ignore[empty-body]
    """Choices of rules that configurations may start from; they are named `<plugin>/<preset>`."""


def rules_in(package: ModuleType) -> list[Rule]:
    """Every rule defined in the modules and TOML files of a package, sorted by name.

    What they declare is remembered from run to run, so that a rule's module is imported when the rule is first called.
    """
    from .rule_index import recall, remember

    rules = recall(package)
    if rules is None:
        rules = imported_rules(package)
        remember(package, rules)
    return rules


def imported_rules(package: ModuleType) -> list[Rule]:
    """Every rule of a package, its modules imported and its rule files read."""
    import pkgutil

    from .rule_tables import shipped_rules

    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    found = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Rule) and value.module == module.__name__
    ]
    return sorted([*found, *shipped_rules(package.__path__[0])], key=lambda rule: rule.name)
