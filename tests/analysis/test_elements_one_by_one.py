"""Elements that are found one by one are those that are found when all of them are."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.analysis.document import Document
from ecolint.analysis.element import Element
from ecolint.analysis.elements import Elements
from ecolint.analysis.lint import documents_of
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

REGISTRY = installed()
PLANS = Plans(REGISTRY, RuleSet(()))
TAGS = [
    "div",
    "p",
    "li",
    "img",
    "IMG",
    "template",
    "textarea",
    "script",
    "style",
    "svg",
    "path",
    "Image",
    "main-menu",
    "a",
]
ASKED = [*{tag.lower() for tag in TAGS}, "Image", "IMG", "absent"]

pieces = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"<{tag} class=\"a\" title='<img>' src=a>"),
    st.sampled_from(TAGS).map(lambda tag: f"<{tag} id=b/>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(["text", " & ", "<!-- <img> -->", "<", ">", "{{ a }}", "{% if a %}", "{% else %}", "{% endif %}"]),
)
balanced = st.recursive(
    st.sampled_from(["", "text", "<img src=a>", "<!-- <img> -->", "{{ a }}", "<path/>"]),
    lambda inner: st.builds(
        lambda tag, content: f"<{tag} class=c>{''.join(content)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
)


def document(language: str, text: str) -> Document:
    source = SourceFile(PurePosixPath("page"), text.encode())
    return documents_of(source, REGISTRY.languages[language], PLANS)[0]


def seen(element: Element | None) -> object:
    return element and (element.tag, element.start, element.end, element.content_end)


def around(element: Element) -> object:
    return seen(element), seen(element.parent), [seen(child) for child in element.children]


def is_one_by_one(elements: Elements) -> bool:
    return "_all" not in vars(elements)


@pytest.mark.parametrize("language", ["html", "vue", "svelte", "svg"])
@given(
    text=st.one_of(balanced, st.lists(balanced, max_size=5).map("".join), st.lists(pieces, max_size=12).map("".join))
)
def test_they_are_the_same(language: str, text: str) -> None:
    whole, asked = document(language, text), document(language, text)
    every = list(whole.elements)
    for tag in ASKED:
        expected = [around(element) for element in every if element.tag == tag]
        assert [around(element) for element in asked.elements.tagged(tag)] == expected
    for offset in range(len(text)):
        assert seen(asked.elements.at(offset)) == seen(whole.elements.at(offset))
    assert [around(element) for element in asked.elements] == [around(element) for element in every]


PAGE = """<!doctype html><html><body><template><img src=inert></template>
<div><p>a<p>b <img src=a><IMG src=b></p></div><textarea><img></textarea><!-- <img> --></body></html>"""


def test_only_those_that_are_asked_for_are_made() -> None:
    elements = document("html", PAGE).elements
    assert [element["src"] for element in elements.tagged("img")] == ["a", "b"]
    assert is_one_by_one(elements)
    assert len(elements._made) == 2


def test_an_element_stays_itself_when_all_are_asked_for() -> None:
    elements = document("html", PAGE).elements
    first, second = elements.tagged("img")
    paragraph = first.parent
    assert paragraph is second.parent
    assert paragraph is not None
    every = list(elements)
    assert not is_one_by_one(elements)
    assert [element for element in every if element.tag == "img"] == [first, second]
    assert paragraph in every
    assert paragraph.children == [first, second]
    assert elements.tagged("img") == [first, second]


def test_in_a_tree_with_errors_all_are_made() -> None:
    elements = document("html", "<div><img src=a></p></b></div").elements
    assert [element["src"] for element in elements.tagged("img")] == ["a"]
    assert not is_one_by_one(elements)
