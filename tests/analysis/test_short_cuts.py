"""What no rule asks about is left out: the findings are the same, and less is parsed."""

from pathlib import PurePosixPath

import pytest

from ecolint.analysis.lint import documents_of, lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.results import FileReport
from ecolint.model.source import SourceFile
from ecolint.testing import Case, cases, installed

REGISTRY = installed()
PLANS = {preset: Plans(REGISTRY, RuleSet.of(REGISTRY.preset(preset))) for preset in ("core", "all")}
TEMPLATES = {syntax.name for language in REGISTRY.languages.values() for syntax in language.templates}


def linted(text: str, name: str, *, language: str = "html", preset: str = "all", thorough: bool = False) -> FileReport:
    template = language if REGISTRY.language(language) is None else ""
    chosen = REGISTRY.language("html" if template else language)
    assert chosen is not None
    source = SourceFile(PurePosixPath(name), text.encode())
    return lint(source, chosen, PLANS[preset], template=template, thorough=thorough)


@pytest.mark.parametrize("case", [case for case in cases("html", "css", "js", "python") if case.number], ids=str)
def test_short_cuts_change_no_finding(case: Case) -> None:
    for file in case.example.files:
        if REGISTRY.language(file.language) is None and file.language not in TEMPLATES:
            continue
        for preset in PLANS:
            name = file.name or "example"
            quick = linted(file.text, name, language=file.language, preset=preset)
            whole = linted(file.text, name, language=file.language, preset=preset, thorough=True)
            assert (quick.findings, quick.facts) == (whole.findings, whole.facts)


@pytest.mark.parametrize("preset", PLANS)
@pytest.mark.parametrize("language", ["html", "vue", "svelte", "svg", "css", "scss", "less"])
def test_all_rules_for_markup_and_styles_say_which_words_they_look_for(language: str, preset: str) -> None:
    """One that doesn't has every page and sheet parsed: give it `mentions=`, or a selector that begins with a tag."""
    (document, *_) = documents_of(SourceFile(PurePosixPath("a"), b""), REGISTRY.languages[language], PLANS[preset])
    assert not PLANS[preset][document.language].wanted(document)


def test_a_page_that_mentions_nothing_of_interest_is_not_parsed() -> None:
    report = linted("{% if a %}<p>{{ b }}</p>{% endif %}", "a.html", preset="core")
    assert not report.parsed
    assert linted("<p>a</p><img src=a.png>", "a.html", preset="core").parsed


@pytest.mark.parametrize("code", ["<p ONCLICK = 'addEventListener(`unload`, a)'>", "<script>onunload = a</script>"])
def test_a_page_with_code_is_parsed(code: str) -> None:
    assert linted(code, "a.html", preset="core").parsed


POLL = "setInterval(() => fetch('/news'), 1000)"


@pytest.mark.parametrize("code", ["<script>show(news)</script>", "<style>p { color: red }</style>"])
def test_a_page_whose_code_mentions_nothing_of_interest_is_not_parsed(code: str) -> None:
    assert not linted(f"<p>a</p>{code}", "a.html", preset="core").parsed


@pytest.mark.parametrize(
    "page",
    [
        f"<script>{POLL}</script>",
        f"<script>show(news)</script><SCRIPT\n  Type = 'module' DEFER>{POLL}</SCRIPT >",
        f"<script lang=ts>const news: string = ''; {POLL}</script>",
        f'<script src="a>b" defer>{POLL}</script>',
        f"<script {{% if a %}}type='module'{{% endif %}}>{POLL}</script>",
        f"{{% load a %}}<script>show({{{{ '</script>' }}}}); {POLL}</script>",
        f"<!-- <script> --><script>show(news)</script><p></script><script>{POLL}</script>",
        f'<script>show("<script>"); {POLL}</script>',
        f"{{# <script> #}}<script>{POLL}</script>",
        "<style>p { animation: a 1s infinite }</style>",
        "<style lang='scss'>p { b { animation: a 1s infinite } }</style>",
    ],
)
def test_code_of_a_page_is_found_however_its_tag_is_written(page: str) -> None:
    quick, whole = (linted(page, "a.html", thorough=thorough) for thorough in (False, True))
    assert quick.findings == whole.findings
    assert any(finding.rule in ("js/polling", "css/infinite-animation") for finding in whole.findings)


def test_styles_of_a_page_that_mentions_nothing_else_are_read() -> None:
    findings = linted("<p style='animation: a 1s infinite'>", "a.html").findings
    assert "css/infinite-animation" in {finding.rule for finding in findings}


def test_a_style_sheet_is_read_as_text() -> None:
    assert not linted("a { color: red }", "a.css", language="css").parsed


def test_syntax_errors_are_known_where_a_fix_is_proposed() -> None:
    prefixed = "a { -webkit-transition: top 1s; transition: top 1s } "
    assert any(finding.fix for finding in linted(prefixed, "a.css", language="css").findings)
    report = linted(prefixed + "b { color: }}} c", "a.css", language="css")
    assert report.syntax_errors
    assert report.withheld
    assert not any(finding.fix for finding in report.findings)


def test_an_ignore_is_found_where_nothing_else_is() -> None:
    assert linted("<!-- ecolint: ignore[html/x] because -->", "a.html", preset="core").ignores
    assert linted("/* ecolint: ignore[css/x] because */", "a.css", language="css", preset="core").ignores
