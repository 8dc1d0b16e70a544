"""Style sheets as values, alike in CSS, SCSS and Less."""

from ecolint_css.sheet import Sheet, sheet
from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint import Document, Rule, rule
from ecolint.testing import lint_text


def read(text: str, language: str = "css") -> Sheet:
    """The sheet that a rule sees."""
    seen: list[Sheet] = []

    @rule("css", saves=["cpu"], evidence="consensus")
    def look(doc: Document) -> None:
        """Look at a sheet."""
        seen.append(sheet(doc))

    named: Rule = look.named("css")
    lint_text(language, text, named)
    return seen[0]


def declared(text: str, *names: str, language: str = "css") -> list[tuple[str, str, str]]:
    return [(one.name, one.value, one.block.prelude) for one in read(text, language).declarations(*names)]


def test_a_declaration_knows_its_value_and_its_block() -> None:
    assert declared("a:hover, b { COLOR : red ; width: calc(1px + 2px) }", "color", "width") == [
        ("color", "red", "a:hover, b"),
        ("width", "calc(1px + 2px)", "a:hover, b"),
    ]


def test_no_name_means_no_declaration() -> None:
    assert declared("a { color: red }") == []


def test_comments_strings_and_addresses_hide_braces_and_semicolons() -> None:
    text = 'a { /* } color: blue; */ content: "};{"; background: url(data:a;b,{}) /* x */ ; color: red /* y */ }'
    assert declared(text, "content", "background", "color") == [
        ("content", '"};{"', "a"),
        ("background", "url(data:a;b,{})", "a"),
        ("color", "red", "a"),
    ]


def test_important_is_no_part_of_the_value() -> None:
    assert declared("a { color: red ! important }", "color") == [("color", "red", "a")]


def test_a_span_goes_from_the_name_to_the_end_of_the_value() -> None:
    text = "a { color: red ; }"
    (one,) = read(text).declarations("color")
    assert text[one.span.start : one.span.end] == "color: red"


def test_at_rules_are_told_by_name_without_prefix() -> None:
    found = read("@media print { a { b: c } } @-webkit-keyframes turn { to { top: 0 } } @import 'a.css';")
    assert [(block.at, block.values) for block in found.at_rules] == [("media", "print"), ("keyframes", "turn")]
    assert [(one.at, one.values) for one in found.statements] == [("import", "'a.css'")]


def test_a_block_knows_what_it_lies_in() -> None:
    (one,) = read("@supports (a: b) { @media print { .x { top: 0 } } }").declarations("top")
    assert one.block.within("supports")
    assert one.block.within("media")
    assert not one.block.within("layer")
    assert one.block.selectors == ".x"


def test_scss_nests_and_has_line_comments_and_interpolation() -> None:
    text = """
    // color: blue;
    $map: (a: b, c: d);
    .card { &__title { color: red; // last
      #{$side}-left: 1px; @include wide { margin: 0 } } }
    """
    assert declared(text, "color", "$map", "margin", language="scss") == [
        ("$map", "(a: b, c: d)", ""),
        ("color", "red", "&__title"),
        ("margin", "0", "@include wide"),
    ]


def test_two_slashes_are_no_comment_in_css() -> None:
    assert declared("a { background: url(//x.example/a.png); color: red }", "color") == [("color", "red", "a")]


def test_pages_give_the_blocks_and_attributes_their_places() -> None:
    assert declared("<style>a{top:0}</style>", "top", language="html") == [("top", "0", "a")]
    assert declared('<p style="top: 0; left: 1px">', "left", language="html") == [("left", "1px", "")]


def test_deep_nesting_is_no_recursion() -> None:
    deep = 20_000
    (one,) = read("a{" * deep + "top:0" + "}" * deep).declarations("top")
    assert sum(1 for _ in one.block.around) == deep


@given(st.text(alphabet="a:;{}()\"'/*@#$ \n\\u0041-url", max_size=80), st.sampled_from(["css", "scss", "less"]))
def test_any_text_is_read_and_every_place_lies_in_it(text: str, language: str) -> None:
    found = read(text, language)
    for one in found.declarations(*found.names):
        assert 0 <= one.span.start <= one.span.end <= len(text.encode())
    for block in found.blocks:
        assert 0 <= block.begin <= block.end <= len(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a { color: red }",
        "@import url(a.css); @media print { a { top: 0; } }",
        "a { background: url(data:image/png;base64,AA==) , url('http://a.example/b') }",
        "a { filter: progid:DXImageTransform.Microsoft.Alpha(opacity=50) }",
        """a { content: var(--b, "/") /* rtl: c */ } .d\\:e\\[\\'f\\'\\] { top: 0 }""",
        "a { --b: ; *zoom: 1; width: 1px \\9 }",
        ".a& { &:hover { top: 0 } } /* it's } not { closed */",
        "@layer a, b; a { margin: -$b / 2 }",
    ],
)
def test_a_sheet_that_is_understood(text: str) -> None:
    assert read(text).is_sound


@pytest.mark.parametrize(
    "text",
    [
        "a { color: red",
        "a { color: red }}",
        "a { color: red margin: 0 }",
        "color: red;",
        "a { what is this; }",
        'a { content: "b; }',
        "a { width: calc(1px; }",
    ],
)
def test_a_sheet_that_is_not(text: str) -> None:
    assert not read(text).is_sound
