"""Embedded languages: documents over the same bytes."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from ecolint import Document, Node, Report, report, rule
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed


@rule("css", query="(declaration (property_name) @name)", saves=["cpu"], evidence="deterministic")
def declared(name: Node, doc: Document) -> Report:
    """Declarations are counted.

    For the test.
    """
    host = doc.host
    return report(name, "{text} in {place}", text=doc.text(name), place=host.place if host else "file")


@rule("javascript", query="(call_expression function: (identifier) @name)", saves=["cpu"], evidence="deterministic")
def called(name: Node, doc: Document) -> Report:
    """Calls are counted.

    For the test.
    """
    host = doc.host
    return report(name, "{text} in {place}", text=doc.text(name), place=host.place if host else "file")


PLANS = Plans(installed(), RuleSet.of([declared.named("t"), called.named("t")]))


def found(language: str, text: str) -> list[str]:
    chosen = installed().language(language)
    assert chosen is not None
    source = SourceFile(PurePosixPath("file"), text.encode())
    report = lint(source, chosen, PLANS)
    assert not report.problems
    for finding in report.findings:
        assert source.text(finding.span) == str(finding.message).split()[0]
    return [str(finding.message) for finding in report.findings]


def test_scripts_styles_and_attributes_of_a_page() -> None:
    page = """<style>a { color: red }</style><p style="margin: 0" onclick="go()">a</p><script>f()</script>"""
    assert found("html", page) == ["color in element", "margin in attribute", "go in attribute", "f in element"]


def test_quotes_cases_and_character_references_of_attributes() -> None:
    assert found("html", "<p STYLE='margin:0' OnClick=go()>") == ["margin in attribute", "go in attribute"]
    assert found("html", "<p style=color:red>") == ["color in attribute"]
    assert found("html", '<p onclick="f(&quot;a&quot;);g()">') == ["f in attribute", "g in attribute"]


def test_data_blocks_and_templates_are_no_scripts() -> None:
    for kind in ("application/json", "text/x-template", "importmap", "text/template"):
        assert found("html", f'<script type="{kind}">f()</script>') == []
    for kind in ("", ' type="module"', " type='text/javascript'", ' lang="ts"', " TYPE=application/javascript"):
        assert found("html", f"<script{kind}>f()</script>") == ["f in element"]


def test_template_literals_with_holes() -> None:
    styles = "css`a { color: ${c}; margin: 0 }`"
    assert found("javascript", styles) == ["css in file", "color in literal", "margin in literal"]
    page = "html`<p style='margin: ${m}' onclick='go()'>`"
    assert found("javascript", page) == ["html in file", "margin in attribute", "go in attribute"]


def test_components_and_their_bound_attributes() -> None:
    markup = '<template><p :class="f()" @click="go()" v-if="h()">{{ x < y }}</p></template>'
    assert found("vue", f'{markup}<script setup lang="ts">i()</script>') == [
        "f in attribute",
        "go in attribute",
        "h in attribute",
        "i in element",
    ]


def test_drawings() -> None:
    drawing = '<svg xmlns="a"><style>a { color: red }</style><path style="fill: red"/></svg>'
    assert found("svg", drawing) == ["color in element", "fill in attribute"]


def test_embedding_ends_at_a_depth() -> None:
    text = "<p>"
    for _ in range(8):
        text = f"<script>html`{text.replace('`', '')}`</script>"
    found("html", text)


@given(
    st.lists(
        st.sampled_from(["margin:0", "color:red;width:1px", "}", "{", "", "a{b:c}", "'", "/*", "width:calc(1px", "x"]),
        min_size=1,
        max_size=6,
    )
)
def test_attributes_that_are_read_together_give_what_each_gives_alone(styles: list[str]) -> None:
    together = found("html", "".join(f'<p style="{style}">' for style in styles))
    assert together == [one for style in styles for one in found("html", f'<p style="{style}">')]
