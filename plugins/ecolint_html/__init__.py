"""First-party plugin for markup: pages, templates, components of Vue and Svelte, vector drawings."""

from collections.abc import Iterable

from ecolint import Language, Rule, hookimpl, rules_in


@hookimpl
def ecolint_languages() -> Iterable[Language]:
    from .languages import LANGUAGES
    from .svelte import SVELTE

    return (*LANGUAGES, SVELTE)


@hookimpl
def ecolint_rules() -> Iterable[Rule]:
    from . import rules

    return rules_in(rules)
