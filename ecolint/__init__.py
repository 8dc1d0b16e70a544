"""ecolint: a linter for the eco-design of digital services. The public API; names are resolved on first use."""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .hookspecs import hookimpl as hookimpl
    from .hookspecs import rules_in as rules_in
    from .model.declaration import fact as fact
    from .model.declaration import rule as rule
    from .model.finding import Edit as Edit
    from .model.finding import Fact as Fact
    from .model.finding import Finding as Finding
    from .model.finding import Fix as Fix
    from .model.finding import Severity as Severity
    from .model.problem import Problem as Problem
    from .model.report import Report as Report
    from .model.report import report as report
    from .model.rule import Rule as Rule
    from .model.source import Span as Span

_HOMES = {
    "hookspecs": ("hookimpl", "rules_in"),
    "model.declaration": ("fact", "rule"),
    "model.finding": ("Edit", "Fact", "Finding", "Fix", "Severity"),
    "model.problem": ("Problem",),
    "model.report": ("Report", "report"),
    "model.rule": ("Rule",),
    "model.source": ("Span",),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [*_MODULE_OF, "__version__"]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value
