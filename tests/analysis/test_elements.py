"""Elements: one view of pages, templates, components and JSX."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint import UNKNOWN, Document, Element
from ecolint.analysis.lint import documents_of, lint
from ecolint.analysis.plans import Plans
from ecolint.analysis.xpath import find
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

PLANS = Plans(installed(), RuleSet(()))


def document(language: str, text: str, template: str = "") -> Document:
    chosen = installed().language(language)
    assert chosen is not None
    return documents_of(SourceFile(PurePosixPath("file"), text.encode()), chosen, PLANS, template)[0]


def elements(language: str, text: str, template: str = "") -> list[Element]:
    return list(document(language, text, template).elements)


def only(language: str, text: str, tag: str, template: str = "") -> Element:
    (element,) = (one for one in elements(language, text, template) if one.tag == tag)
    return element


def tree(language: str, text: str) -> list[str]:
    return [
        " ".join(one.tag for one in [*reversed(list(element.ancestors())), element])
        for element in elements(language, text)
    ]


def test_elements_nest_as_they_are_written() -> None:
    assert tree("html", "<ul><li>a<li>b<img></ul><p>c") == ["ul", "ul li", "ul li", "ul li img", "p"]
    assert tree("html", "<picture><source><img></picture>") == ["picture", "picture source", "picture img"]
    assert tree("tsx", "x = <A><b/><c.d>e</c.d></A>") == ["A", "A b", "A c.d"]
    assert tree("svg", "<svg><g><path/></g></svg>") == ["svg", "svg g", "svg g path"]


def test_start_tags_that_are_never_closed_are_elements_too() -> None:
    tags = [element.tag for element in elements("html", "<html><body><div class=a><nav><ul>")]
    assert tags == ["html", "body", "div", "nav", "ul"]


@pytest.mark.parametrize("language", ["vue", "svelte"])
def test_components_are_elements_whatever_they_are_called(language: str) -> None:
    text = "<Link to='/a'><img></Link><Card.Title><b></b></Card.Title><Input/><input><T.Mesh.X><i></i></T.Mesh.X>"
    assert tree(language, text) == [
        *("Link", "Link img", "Card.Title", "Card.Title b", "Input", "input", "T.Mesh.X", "T.Mesh.X i"),
    ]
    assert not document(language, text).is_broken


def test_what_is_inert_is_no_element() -> None:
    assert tree("html", "<template><img></template><textarea><b></textarea><p>") == ["template", "textarea", "p"]
    assert "template img" in tree("vue", "<template><img></template>")


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ('<img SRC="a.png">', "src", "a.png"),
        ("<img src='a b.png'>", "src", "a b.png"),
        ("<img src=a.png>", "src", "a.png"),
        ("<img src = a.png>", "src", "a.png"),
        ("<img src=a/b.png/>", "src", "a/b.png/"),
        ("<img alt src=a>", "alt", ""),
        ('<img src="a&amp;b">', "src", "a&b"),
        ('<img src="a" src="b">', "src", "a"),
        ("<img>", "src", None),
        ("<img\n\tsrc='a'\n>", "src", "a"),
        ('<img alt="a > b" src=c>', "src", "c"),
    ],
)
def test_attributes_as_pages_write_them(tag: str, name: str, value: str | None) -> None:
    assert only("html", tag, "img").get(name) == value


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ("<img autoPlay />", "autoplay", ""),
        ("<img autoPlay={true} />", "autoplay", ""),
        ("<img autoPlay={false} />", "autoplay", None),
        ("<img src={'a.png'} />", "src", "a.png"),
        ("<img src={`a.png`} />", "src", "a.png"),
        ("<img src={`a${b}.png`} />", "src", UNKNOWN),
        ("<img src={a} />", "src", UNKNOWN),
        ("<img width={10} />", "width", "10"),
        ("<img className='a' />", "class", "a"),
        ("<img srcSet='a 2x' />", "srcset", "a 2x"),
        ("<img {...all} />", "src", UNKNOWN),
        ("<img {...all} src='a' />", "src", "a"),
    ],
)
def test_attributes_as_components_write_them(tag: str, name: str, value: object) -> None:
    assert only("tsx", f"x = {tag}", "img").get(name) == value
    assert only("javascript", f"x = {tag}", "img").get(name) == value


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ("<img :src='a'>", "src", UNKNOWN),
        ("<img v-bind:src='a'>", "src", UNKNOWN),
        ("<img :src=\"'a.png'\">", "src", "a.png"),
        ("<video :autoplay='true'>", "autoplay", ""),
        ("<video :autoplay='false'>", "autoplay", None),
        ("<img v-bind='all'>", "src", UNKNOWN),
        ("<img src='a' v-if='b'>", "src", "a"),
    ],
)
def test_attributes_as_single_file_components_write_them(tag: str, name: str, value: object) -> None:
    assert elements("vue", f"<template>{tag}</template>")[1].get(name) == value


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ("<img src='{{ a }}'>", "src", UNKNOWN),
        ("<img src='{{ a }}' alt='b'>", "alt", "b"),
        ("<img src=\"{% static 'a.png' %}\">", "src", UNKNOWN),
        ("<img {{ attributes }}>", "src", UNKNOWN),
        ("<img {% if a %}loading='lazy'{% endif %} src='b'>", "loading", UNKNOWN),
        ("<img {% if a %}loading='lazy'{% else %}loading='eager'{% endif %}>", "loading", UNKNOWN),
        ("{% if a %}<img src='b'>{% endif %}", "src", "b"),
    ],
)
def test_what_a_template_decides_is_unknown(tag: str, name: str, value: object) -> None:
    assert only("html", f"{{% load static %}}{tag}", "img", "django").get(name) == value


def test_an_element_under_a_condition_says_so() -> None:
    assert only("html", "{% if a %}<img>{% endif %}", "img", "django").conditional
    assert not only("html", "<img>{% if a %}b{% endif %}", "img", "django").conditional


def test_the_text_of_an_element_is_what_a_reader_sees() -> None:
    assert only("html", "<a href=b>Form <b>A&amp;B</b>\n (PDF)</a>", "a").text == "Form A&B (PDF)"


def test_xpath_finds_elements() -> None:
    page = document("html", "<div><img id=a @click=x><p><img id=b></p></div>")
    assert [element.get("id") for element in find(page.elements, "//div/img | //p/img")] == ["a", "b"]


def test_xpath_is_not_broken_by_depth() -> None:
    page = document("html", "<i>" * 2_000 + "<img>")
    assert len(find(page.elements, "//i//img")) == 1


@given(st.text(alphabet="<>/=\"' abi{}%\n&;", max_size=60), st.sampled_from(["html", "vue", "svelte", "svg", "tsx"]))
def test_no_text_breaks_the_view(text: str, language: str) -> None:
    for element in elements(language, text):
        assert (
            element.span.start < element.span.end <= element.content.end or element.content.start == element.content.end
        )
        for attribute in element.attributes.values():
            assert element.span.contains(attribute.span)
            assert attribute.value_span is None or attribute.span.contains(attribute.value_span)


@pytest.mark.parametrize(
    "text",
    [
        "<p>FAQ & more</p>",
        "<p>a</p> & <b>c</b>",
        "<p>a && b &&& c</p>",
        "<p>&</p>",
        "<p>R&D, A &amp B</p>",
        "<p><a href=b>a</a> > <a href=c>d</a> >> e && f</p>",
        "<a href='?a&b'>& c</a>",
    ],
)
def test_a_lone_ampersand_or_angle_bracket_is_no_syntax_error(text: str) -> None:
    chosen = installed().languages["html"]
    report = lint(SourceFile(PurePosixPath("file.html"), text.encode()), chosen, PLANS)
    assert not report.syntax_errors
