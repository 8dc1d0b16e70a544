from collections.abc import Iterable
from typing import TextIO

from ecolint import (
    AttributeCode,
    Injection,
    Language,
    Markup,
    Reporter,
    Results,
    Rule,
    TemplateSyntax,
    TemplateTag,
    hookimpl,
    rules_in,
)


def _grammar() -> object:
    import tree_sitter_html

    return tree_sitter_html.language()


PAGES = Language(
    name="contract-pages",
    grammar=_grammar,
    extensions=(".contract",),
    family="",
    aliases=("contract",),
    comments=("comment",),
    injections=(Injection("(script_element (raw_text) @code)", "javascript"),),
    markup=Markup(
        tags=("start_tag", "self_closing_tag"),
        element=frozenset({"element", "script_element", "style_element"}),
        void=frozenset({"img"}),
        code=(AttributeCode(names="onclick", language="javascript"),),
    ),
    templates=(TemplateSyntax("contract-template", (TemplateTag(b"<%", b"%>", "output"),), extensions=(".contract",)),),
    groups={"box": frozenset({"element"})},
    index={"tag": "(start_tag) @node"},
)


@hookimpl
def ecolint_languages() -> Iterable[Language]:
    return [PAGES]


@hookimpl
def ecolint_rules() -> Iterable[Rule]:
    from . import rules

    return rules_in(rules)


def write(results: Results, stream: TextIO) -> None:
    for finding in results.findings:
        stream.write(f"{finding.path}|{finding.rule}|{finding.severity}|{finding.message}|{finding.span.start}\n")
    for problem in results.problems:
        stream.write(f"{problem.source}|{problem.message}|{problem.detail}\n")


@hookimpl
def ecolint_reporters() -> Iterable[Reporter]:
    return [Reporter("contract", write, "For the contract.")]
