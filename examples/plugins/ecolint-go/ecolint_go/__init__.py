"""Go: a language with its grammar, two rules, and a preset."""

from collections.abc import Iterable

from ecolint import Language, Preset, Rule, hookimpl, rules_in


def _go() -> object:
    import tree_sitter_go  # at the first Go file only: a start needs no grammar

    return tree_sitter_go.language()


GO = Language(
    "go",
    _go,
    (".go",),
    aliases=("golang",),
    groups={
        "loop": frozenset({"for_statement"}),
        "function": frozenset({"function_declaration", "method_declaration", "func_literal"}),
    },
)


@hookimpl
def ecolint_languages() -> Iterable[Language]:
    return [GO]


@hookimpl
def ecolint_rules() -> Iterable[Rule]:
    from . import rules

    return rules_in(rules)


@hookimpl
def ecolint_presets() -> Iterable[Preset]:
    return [Preset("server", extends=("core",), select=("go/*",), ignore=("html/*",), description="Services in Go.")]
