"""Svelte components: markup in which braces hold what is known at run time, with a script and a style beside it."""

from dataclasses import replace

from ecolint import Language, TemplateSyntax, TemplateTag

from .languages import COMPONENT_NAMES, HTML, MARKUP

_TEXTS = r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`"""


def _braces(depth: int) -> str:
    """Braces in an expression, so many within each other, with the texts in them."""
    within = rf"""[^{{}}"'`]|{_TEXTS}|["'`]""" + (f"|{_braces(depth - 1)}" if depth else "")
    return rf"\{{(?:{within}){{0,5000}}+\}}"


_SYNTAX = TemplateSyntax(
    "svelte",
    (TemplateTag(b"{", b"}", "statement"),),
    (".svelte",),
    begin=r"#(?:if|each|await|key)\b",
    middle=r":(?:else|then|catch)\b",
    end=r"/(?:if|each|await|key|snippet)\b",
    block=r"#snippet\b",
    writes=r"@(?:html|render)\b|[^#:/@\s]",
    inner=f"{_TEXTS}|{_braces(4)}",
    code=False,
    quotes=True,
)
SVELTE = Language(
    "svelte",
    HTML.grammar,
    (".svelte",),
    family="html",
    injections=HTML.injections,
    markup=replace(MARKUP, fold_tags=False),
    templates=(_SYNTAX,),
    groups=HTML.groups,
    texts=HTML.texts,
    gaps=COMPONENT_NAMES,
    stray=HTML.stray,
)
