"""First-party plugin for markup: pages, templates, Vue components, vector drawings."""

from collections.abc import Iterable

from ecolint import Language, Rule, hookimpl, rules_in


@hookimpl
def ecolint_languages() -> Iterable[Language]:
    from .languages import LANGUAGES

    return LANGUAGES


@hookimpl
def ecolint_rules() -> Iterable[Rule]:
    from . import rules

    return rules_in(rules)
