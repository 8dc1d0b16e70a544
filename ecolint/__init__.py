"""ecolint: a linter for the eco-design of digital services. The public API; names are resolved on first use."""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tree_sitter import Node as Node

    from .analysis.document import Document as Document
    from .analysis.element import Element as Element
    from .analysis.selectors import UNKNOWN as UNKNOWN
    from .hookspecs import hookimpl as hookimpl
    from .hookspecs import rules_in as rules_in
    from .model.declaration import fact as fact
    from .model.declaration import rule as rule
    from .model.finding import Edit as Edit
    from .model.finding import Fact as Fact
    from .model.finding import Finding as Finding
    from .model.finding import Fix as Fix
    from .model.finding import Related as Related
    from .model.finding import Severity as Severity
    from .model.language import AttributeCode as AttributeCode
    from .model.language import Gap as Gap
    from .model.language import Injection as Injection
    from .model.language import Language as Language
    from .model.language import Markup as Markup
    from .model.language import TemplateSyntax as TemplateSyntax
    from .model.language import TemplateTag as TemplateTag
    from .model.problem import Problem as Problem
    from .model.registry import Preset as Preset
    from .model.registry import Reporter as Reporter
    from .model.report import Report as Report
    from .model.report import report as report
    from .model.results import Results as Results
    from .model.rule import Facts as Facts
    from .model.rule import Rule as Rule
    from .model.source import Span as Span
    from .model.wording import Phrase as Phrase
    from .run.files import File as File
    from .run.files import Files as Files

_HOMES = {
    "analysis.document": ("Document", "Node"),
    "analysis.element": ("Element",),
    "analysis.selectors": ("UNKNOWN",),
    "hookspecs": ("hookimpl", "rules_in"),
    "model.declaration": ("fact", "rule"),
    "model.finding": ("Edit", "Fact", "Finding", "Fix", "Related", "Severity"),
    "model.language": ("AttributeCode", "Gap", "Injection", "Language", "Markup", "TemplateSyntax", "TemplateTag"),
    "model.problem": ("Problem",),
    "model.registry": ("Preset", "Reporter"),
    "model.report": ("Report", "report"),
    "model.results": ("Results",),
    "model.rule": ("Facts", "Rule"),
    "model.source": ("Span",),
    "model.wording": ("Phrase",),
    "run.files": ("File", "Files"),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}

_FORMER: dict[str, str] = {}
"""Former name → the one that took its place. It works and warns for one minor version at least."""

__all__ = [*_MODULE_OF, "__version__"]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    if name in _FORMER:
        from warnings import warn

        told = f"ecolint.{name} is called ecolint.{_FORMER[name]} now; the former name goes with the next major version"
        warn(told, DeprecationWarning, stacklevel=2)
        return __getattr__(_FORMER[name])
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value
