"""Rules run wherever their language lives: the first bad example of each, in every kind of file that can hold it.

Where one says nothing, the reason stands here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
import re
import tempfile

import pytest

from ecolint.model.docs import Example, ExampleFile
from ecolint.model.registry import Enabled, RuleSet
from ecolint.model.rule import Rule
from ecolint.run.session import check_tree
from ecolint.testing import cases, installed
from ecolint.testing.bench import alone, lint_data
from ecolint.testing.cases import options_of, write_files

PAGES = {
    ".html": "{% load static %}<p>{{ title }}</p>",
    ".html.j2": "<p>{{ title }}</p>",
    ".njk": "<p>{{ title }}</p>",
    ".twig": "<p>{{ title }}</p>",
    ".liquid": "<p>{{ title }}</p>",
    ".blade.php": "<p>{{ $title }}</p>",
    ".php": "<p><?= $title ?></p>",
    ".erb": "<p><%= title %></p>",
    ".ejs": "<p><%= title %></p>",
    ".asp": "<p><%= title %></p>",
    ".hbs": "<p>{{title}}</p>",
    ".xhtml": "<p>Title</p>",
}
"""Kinds of pages and templates, and a piece of each that its language fills."""


def first_bad(family: str, language: str) -> Iterator[tuple[Rule, Example]]:
    """The first bad example in a language of each rule that has one."""
    told = set()
    for case in cases(family):
        if case.number and case.example.bad and case.example.language == language and case.rule.name not in told:
            told.add(case.rule.name)
            yield case.rule, case.example


def speaks(rule: Rule, example: Example, text: str, name: str, language: str) -> bool:
    """Whether a rule says something about a text, beside the other files of its example."""
    if not rule.is_project:
        report = lint_data(text.encode(), language, alone(rule, options_of(rule, example)), Path(name).name)
        return any(one.rule == rule.name for one in report.findings)
    with tempfile.TemporaryDirectory() as folder:
        first = ExampleFile(language, text, name)
        write_files(example._replace(files=(first, *(file for file in example.files[1:] if file.name))), Path(folder))
        enabled = Enabled(rule, rule.severity, options_of(rule, example))
        return bool(check_tree(Path(folder), installed(), RuleSet((enabled,))).findings)


def named(example: Example, ending: str) -> str:
    """The name of an example's file with another ending, in the same folder."""
    path = Path(example.files[0].name or "page.html")
    return str(path.with_name(path.name.partition(".")[0] + ending))


@pytest.mark.parametrize("ending", PAGES)
def test_rules_for_markup_run_in_every_kind_of_page_and_template(ending: str) -> None:
    silent = {
        rule.name
        for rule, example in first_bad("html", "html")
        if not speaks(rule, example, f"{example.files[0].text}{PAGES[ending]}\n", named(example, ending), "html")
    }
    assert silent == set()


WHOLE_PAGE = "it judges complete pages, of which a component is a part"
NOT_IN_COMPONENTS = dict.fromkeys(
    (
        "html/excess-preconnect",
        "html/large-dom",
        "html/missing-page-description",
        "html/missing-viewport",
        "html/third-party-captcha",
        "html/too-many-origins",
    ),
    WHOLE_PAGE,
)
BY_OPTION = {"html/media-autoplay"}
"""Judged in components if an option says so."""
NOT_IN_SCRIPTS = {
    **NOT_IN_COMPONENTS,
    "html/duplicate-library": WHOLE_PAGE,
    "html/conditional-comment": "JSX writes no comments of HTML",
    "html/multiple-analytics": "shown by its example with a file of JavaScript beside the page",
    "html/repeated-inline-block": "scripts and styles in JSX are strings",
}


def test_rules_for_markup_run_in_components_of_vue() -> None:
    silent = {
        rule.name
        for rule, example in first_bad("html", "html")
        if not speaks(rule, example, f"<template>\n{example.files[0].text}</template>\n", named(example, ".vue"), "vue")
    }
    assert silent == set(NOT_IN_COMPONENTS) | BY_OPTION


def test_rules_for_markup_run_in_components_of_svelte() -> None:
    silent = {
        rule.name
        for rule, example in first_bad("html", "html")
        if not speaks(rule, example, example.files[0].text, named(example, ".svelte"), "svelte")
    }
    assert silent == set(NOT_IN_COMPONENTS) | BY_OPTION


def test_rules_for_markup_run_in_jsx_and_tsx() -> None:
    rules = {case.rule.name: case.rule for case in cases("html")}
    shown = {}
    for language in ("jsx", "tsx", "js", "ts"):
        shown.update({rule.name: (rule, example) for rule, example in first_bad("html", language)})
    assert set(rules) - set(shown) == set(NOT_IN_SCRIPTS)
    for rule, example in shown.values():
        if example.language == "jsx":
            assert speaks(rule, example, example.files[0].text, named(example, ".tsx"), "tsx"), rule.name


def in_capitals(text: str) -> str:
    """Markup with the names of elements and attributes in upper case."""

    def raised(tag: re.Match[str]) -> str:
        return re.sub(r""""[^"]*"|'[^']*'|=[^\s"'>]+|[\w-]+""", lambda word: capital(word[0]), tag[0])

    def capital(word: str) -> str:
        return word if word[0] in "\"'=" else word.upper()

    return re.sub(r"""</?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>""", raised, text)


def test_rules_for_markup_read_names_in_any_case() -> None:
    assert in_capitals('<img class="a" src=b.c hidden><p>a</p>') == '<IMG CLASS="a" SRC=b.c HIDDEN><P>a</P>'
    silent = {
        rule.name
        for rule, example in first_bad("html", "html")
        if not speaks(rule, example, in_capitals(example.files[0].text), named(example, ".html"), "html")
    }
    assert silent == set()


@pytest.mark.parametrize("family", ["html", "css"])
def test_each_rule_shows_three_bad_and_three_good_examples(family: str) -> None:
    counted: dict[str, list[int]] = {}
    for case in cases(family):
        if case.number:
            counted.setdefault(case.rule.name, [0, 0])[case.example.bad] += 1
    assert {name for name, count in counted.items() if min(count) < 3} == set()


def test_each_rule_for_markup_shows_a_template() -> None:
    shown = {
        case.rule.name
        for case in cases("html")
        if case.number and any(sign in file.text for file in case.example.files for sign in ("{{", "{%", "<%", "<?"))
    }
    assert {case.rule.name for case in cases("html")} - shown == set()


def minified(sheet: str) -> str:
    """A style sheet without the white space that it can do without."""
    return re.sub(r"\s*([{};,])\s*|(?<=[\w)]:)\s+", lambda found: found[1] or "", re.sub(r"\s+", " ", sheet)).strip()


def declarations(text: str) -> str:
    """What stands between the braces of a sheet that is one rule; "" for others."""
    found = re.fullmatch(r"[^{}@]+\{([^{}]*)\}\s*", text)
    return found[1].strip() if found else ""


STYLES: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "a minified sheet": ("css", ".css", minified),
    "scss": ("scss", ".scss", lambda text: text),
    "less": ("less", ".less", lambda text: text),
    "a page": ("html", ".html", lambda text: f"<style>\n{text}</style>\n<p>Text</p>\n"),
    "a component": ("vue", ".vue", lambda text: f"<template><p>Text</p></template>\n<style>\n{text}</style>\n"),
    "a component of Svelte": (
        "svelte",
        ".svelte",
        lambda text: f"{{#if a}}<p>Text</p>{{/if}}\n<style>\n{text}</style>\n",
    ),
    "a drawing": (
        "svg",
        ".svg",
        lambda text: f'<svg xmlns="http://www.w3.org/2000/svg"><style>\n{text}</style></svg>\n',
    ),
    "a script": ("javascript", ".js", lambda text: f"const style = css`\n{text}`;\n"),
}
FILES = "it judges a style sheet of its own, as browsers get it"
COMPILED = "compilers drop empty rules, and join imports"
NOT_IN_STYLES = {kind: {"css/oversized-stylesheet": FILES, "css/unused-selector": FILES} for kind in STYLES}
NOT_IN_STYLES["a minified sheet"] = {}
for kind in ("scss", "less"):
    NOT_IN_STYLES[kind] |= {"css/empty-rule": COMPILED, "css/import-chain": COMPILED}
for kind in ("a component", "a component of Svelte"):
    NOT_IN_STYLES[kind] |= {"css/import-chain": "the build of components joins imports"}
for kind in ("a page", "a drawing", "a script"):
    NOT_IN_STYLES[kind] |= {"css/import-chain": "its import is seen as early as a link"}
NOT_IN_ATTRIBUTES = {
    "css/complex-selector": "an attribute has no selector",
    "css/missing-color-scheme": "an attribute has no selector",
    "css/oversized-stylesheet": FILES,
    "css/will-change-abuse": "one element is what the property is for",
}


@pytest.mark.parametrize("kind", STYLES)
def test_rules_for_styles_run_in_every_kind_of_sheet(kind: str) -> None:
    language, ending, within = STYLES[kind]
    silent = {
        rule.name
        for rule, example in first_bad("css", "css")
        if not speaks(rule, example, within(example.files[0].text), named(example, ending), language)
    }
    assert silent == set(NOT_IN_STYLES[kind])


def test_rules_for_declarations_run_in_style_attributes() -> None:
    tried = {
        rule.name: speaks(rule, example, f"<p style='{text}'>Text</p>\n", named(example, ".html"), "html")
        for rule, example in first_bad("css", "css")
        if (text := declarations(example.files[0].text))
    }
    assert tried
    assert {name for name, told in tried.items() if not told} == set(NOT_IN_ATTRIBUTES)


@pytest.mark.parametrize("family", ["html", "css"])
def test_findings_are_no_larger_than_what_is_wrong(family: str) -> None:
    """A start tag, an attribute, a declaration, a selector: hosts show only findings whose lines are in the change."""
    large = set()
    for case in cases(family):
        if not case.number or not case.example.bad or case.rule.is_project:
            continue
        file = case.example.files[0]
        report = lint_data(
            file.text.encode(), file.language, alone(case.rule, options_of(case.rule, case.example)), file.name
        )
        for one in report.findings:
            text = file.text.encode()[slice(*one.span)].decode()
            if text == file.text or "</" in text or (family == "css" and re.search(r"\{[^}]*\}", text)):
                large.add(case.rule.name)
    assert large == set()
