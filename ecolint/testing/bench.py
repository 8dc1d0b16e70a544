"""Rules on texts: what is installed, and one rule alone or all of them together."""

from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from ..analysis.lint import lint
from ..analysis.plans import Plans
from ..model.finding import Finding
from ..model.language import Language
from ..model.option import OptionValue
from ..model.registry import Enabled, Registry, RuleSet
from ..model.results import FileReport
from ..model.rule import Rule
from ..model.source import SourceFile
from ..run.entry_points import entry_points
from ..run.plugins import load


@cache
def installed() -> Registry:
    """All that is installed here."""
    return load(entry_points())


def lint_text(language: str, text: str, *rules: Rule, name: str = "") -> tuple[Finding, ...]:
    """Findings of `rules` (all installed ones, if none is given) on a text.

    `language` is a language's name or alias ("html", "ts") or that of a template syntax ("jinja").
    """
    report = lint_data(
        text.encode(), language, Plans(installed(), RuleSet.of(rules or installed().rules.values())), name
    )
    assert not report.problems, "\n".join(problem.detail or problem.message for problem in report.problems)
    return report.findings


def alone(rule: Rule, options: tuple[tuple[str, OptionValue], ...] = ()) -> Plans:
    """One rule by itself."""
    return Plans(installed(), RuleSet((Enabled(rule, rule.severity, options),)))


def together(rule: Rule) -> Plans:
    """All installed rules together, and this one if it isn't among them."""
    rules = installed().rules
    return _together() if rule.name in rules else Plans(installed(), RuleSet.of([*rules.values(), rule]))


@cache
def _together() -> Plans:
    return Plans(installed(), RuleSet.of(installed().rules.values()))


def lint_data(data: bytes, language: str, plans: Plans, name: str = "") -> FileReport:
    """What these plans give on a text. `language`: see `lint_text`."""
    found, template = _language(plans.registry, language)
    path = PurePosixPath(name or f"example{found.extensions[0]}")
    return lint(SourceFile(path, data), found, plans, template=template, thorough=True)


def _language(registry: Registry, name: str) -> tuple[Language, str]:
    language = registry.language(name)
    if language is not None:
        return language, ""
    for candidate in _with_template(registry, name):
        return candidate, name
    raise AssertionError(f"there is no language or template syntax {name!r}")


def _with_template(registry: Registry, name: str) -> Iterator[Language]:
    for language in registry.languages.values():
        if any(syntax.name == name for syntax in language.templates):
            yield language
