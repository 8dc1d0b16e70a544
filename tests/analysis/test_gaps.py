"""What a language allows and its grammar doesn't know is no syntax error, and rules see it as it stands."""

from pathlib import PurePosixPath
import time

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint import Document, Gap, Language, rule
from ecolint.analysis.document import parse
from ecolint.analysis.gaps import bridged
from ecolint.analysis.lint import documents_of
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile, Span
from ecolint.testing import installed


@rule("css", saves=["cpu"], evidence="deterministic")
def looked_at(doc: Document) -> None:
    """Style sheets are looked at.

    For the test: what no rule looks at isn't read.
    """


PLANS = Plans(installed(), RuleSet.of([looked_at.named("t")]))
VALID = (
    ("css", "a { background: url(../icons/a.svg) }"),
    ("css", "a { filter: url(#blur) }"),
    ("css", "a { background: url(data:image/svg+xml;charset=utf8,%3Csvg%20width%3D%225%22%3E) }"),
    ("css", "a { width: calc(2rem*var(--a, 1)) }"),
    ("css", "a { filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000', GradientType=1); }"),
    ("css", "a { width: 1px \\9; }"),
    ("css", "@media screen and (min-width: 0\\0) { a { top: 0 } }"),
    ("css", "a { *zoom: 1 }"),
    ("css", "a { color: var(--a, ) }"),
    ("css", ":root { --a: ; --b: }"),
    ("css", "@layer theme.dark { a { top: 0 } }"),
    ("css", "@layer a { @layer b, c }"),
    ("css", "@-moz-document url-prefix() { a { top: 0 } }"),
    ("css", "@media (width < 30rem) { a { top: 0 } }"),
    ("css", "@container card (inline-size >= 30rem) { a { top: 0 } }"),
    ("css", "tr:nth-child(2n-1) { top: 0 }"),
    ("css", "@keyframes a { 33.3% { top: 0 } }"),
    ("css", "a { top: 0;; left: 0 }"),
    ("scss", '@use "a" as *;\n@use "b" as b with ($c: 1);\na { top: 0 }'),
    ("scss", "a { @include b.c; }"),
    ("scss", "a { @include b($c: (d: 1), $e...) { top: 0 } }"),
    ("scss", "@mixin a($b...) { top: 0 }"),
    ("scss", "a { @if $b and not $c == null { top: 0 } @else if $d { top: 1px } }"),
    ("scss", "a { @extend %b; }"),
    ("scss", "$a: (\n  // why\n  b: c d,\n);"),
    ("scss", "a { color: b.$c; width: f($d: 1) }"),
    ("scss", "a { > b { top: 0 }\n  + c { top: 0 } }"),
    ("scss", "a { margin: (-$b) (-$c) }"),
    ("less", ".a(@b; @c: 1) { top: 0 }"),
    ("less", '.a { width: ~"calc(100% - 1px)" }'),
    ("less", '.a { filter: e(%("alpha(opacity=%d)", @b)) }'),
    ("less", ".a() when (@b = true) { top: 0 }"),
    ("less", ".a { b&:hover { top: 0 } }"),
    ("less", ".a { > b { top: 0 } }"),
    ("scss", "$a: m((b: (c: (d: e, f: if($g, h(i(j)), k)), l: m) ), $a);"),
    ("less", ".a() { top: 0 }\n.a();\n.b(c, d);"),
    ("less", ".a { .b() { top: 0 }\n  .c(@d)\n}"),
    ("less", "& when (@a) { .b { top: 0 } }\n.c when not (@d) { top: 0 }"),
    ("less", ".a { :not([type='b']) { top: -@c; left: -(@d / 2) } }"),
    ("less", "@keyframes @a { from { top: 0 } }"),
    ("less", ".a { color: ~`b('@{c}', 1)`; }"),
    ("typescript", 'declare const a: import("vue").Ref<import("./b").C>;'),
    ("tsx", 'declare const a: import("vue").Ref<import("./b").C>;'),
    ("typescript", 'declare const a: import("vue").match<{}>;'),
    ("typescript", "type A = (string) => void;\nexport const a: (any) => (b: string) => number = (c) => c;"),
    ("typescript", "export type * from 'a';\nexport type * as b from 'c';"),
    ("tsx", "function a(b: (number) => void, c: { d: (Error, any) => void }) {}"),
    ("tsx", "const a = <p>A & B, don't && can't</p>;"),
    ("tsx", 'const a = <><b>c</b> &{" "}\n<i>&</i> a & b; c & <d e={<p>f & `g</p>} /></>;'),
    ("javascript", "const a = <Collapse in={b} c><Fade in><Zoom in /></Fade></Collapse>;"),
    ("javascript", "const a = <p>{b} & {c & d}&nbsp;& e</p>;"),
    ("html", "<!-- a -->\n<?xml version='1.0'?>\n<p>a</p>"),
    ("html", "<p>a < b, c<0, d<=e, (<)</p>"),
    ("html", "<Card.body b={{c}}>{{#if d}}e{{/if}}</Card.body>"),
)


def language(name: str) -> Language:
    found = installed().language(name)
    assert found is not None
    return found


def documents(name: str, text: str) -> list[Document]:
    return documents_of(SourceFile(PurePosixPath("file"), text.encode()), language(name), PLANS)


@pytest.mark.parametrize(("name", "text"), VALID)
def test_what_is_valid_is_no_syntax_error(name: str, text: str) -> None:
    document = documents(name, text)[0]
    assert not document.root.has_error
    assert document.text(document.root) == text


@pytest.mark.parametrize(("name", "text"), VALID)
def test_each_sample_shows_a_gap_of_the_grammar(name: str, text: str) -> None:
    """If one of these fails, the grammar has learnt it, and the gap can go."""
    data = documents(name, text)[0].data
    assert parse(PLANS.parser(language(name)), data).root_node.has_error or name == "scss"


def test_style_sheets_in_pages_have_the_same_gaps() -> None:
    page = """<style>a { filter: url(#b) }</style><p style="width: 1px\\9; *zoom: 1">*zoom: 1</p>"""
    assert [(one.language.name, one.root.has_error) for one in documents("html", page)] == [
        ("html", False),
        ("css", False),
        ("css", False),
    ]


def test_what_is_wrong_stays_a_syntax_error() -> None:
    for name, text in (
        ("css", "a { color: red } }"),
        ("css", "a { top: url(../b }"),
        ("scss", "$a: (b: c; d { }"),
        ("javascript", "a & & b"),
        ("tsx", "const a = <p>{b & & c}</p>"),
        ("tsx", "const a = <p>}</p>"),
        ("typescript", "type A = (string) => ;"),
    ):
        assert documents(name, text)[0].root.has_error


def test_comments_stay_so_that_ignores_in_them_are_found() -> None:
    text = "$a: (\n  b: c, // ecolint: ignore[css/x] why\n  d: e, /* kept */\n);"
    assert b"// ecolint: ignore[css/x] why\n" in bridged(text.encode(), language("scss").gaps, [Span(0, len(text))])
    assert b"/* kept */" in bridged(text.encode(), language("scss").gaps, [Span(0, len(text))])


GAPS = {
    gap
    for name in ("css", "scss", "less", "javascript", "typescript", "html")
    for gap in (*language(name).gaps, *language(name).rare_gaps)
}


@given(st.text("a$@-.:;,(){}/*\n\r é<>+~&\\9#\"'", max_size=60), st.sampled_from(["css", "scss", "less"]))
def test_length_and_line_ends_stay(text: str, name: str) -> None:
    data = text.encode()
    copy = bridged(data, language(name).gaps, [Span(0, len(data))])
    assert len(copy) == len(data)
    assert [(at, byte) for at, byte in enumerate(copy) if byte in b"\r\n"] == [
        (at, byte) for at, byte in enumerate(data) if byte in b"\r\n"
    ]


def test_nothing_outside_the_spans_is_written_over() -> None:
    gap = Gap("(b)", "x", "b")
    assert bridged(b"b b b", [gap], [Span(1, 3)]) == b"b x b"


HOSTILE = (
    *(
        "-",
        "(",
        ".",
        ";",
        "\n",
        " ",
        "\\9",
        "*",
        "a:",
        "calc(",
        "url(",
        "url(data:",
        "var(--a",
        "@layer ",
        "@media ",
        "nth-a(",
    ),
    *("@include a(", "@use ''", "$a: (", "\n$a: b", "~'", "e(", ") when ", ".a(", "progid:", "\n>", "import('a')"),
    *("(any", "(any, ", " in", "~`", ":not(", " when(", "{.a(", "@keyframes @", "<?xml ", "<a.b", "< "),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_time_grows_with_the_text_only(text: str) -> None:
    data = text.encode() * (200_000 // len(text))
    started = time.process_time()
    bridged(data, tuple(GAPS), [Span(0, len(data))])
    assert time.process_time() - started < 2
