"""Selectors against two oracles: lxml and cssselect say what matches, all fillings what stays unknown."""

from dataclasses import dataclass
from typing import Any

from cssselect import GenericTranslator
from cssselect import SelectorError as NotInCssselect
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from simple_elements import SimpleElement

from ecolint.analysis.selectors import UNKNOWN, Unknown, compile_selector


@dataclass(frozen=True)
class Spelling:
    """A selector, and the same as an XPath condition: cssselect translates the simple parts, we put them together."""

    css: str
    xpath: str


Steps = list[tuple[str, Spelling]]
BEFORE = {" ": "ancestor::*", " > ": "parent::*", " + ": "preceding-sibling::*[1]", " ~ ": "preceding-sibling::*"}
AFTER = {" ": "descendant::*", " > ": "child::*", " + ": "following-sibling::*[1]", " ~ ": "following-sibling::*"}


def simple(css: str) -> Spelling:
    return Spelling(css, GenericTranslator().css_to_xpath(css, prefix="self::"))


def compound(parts: list[Spelling]) -> Spelling:
    return Spelling("".join(part.css for part in parts), " and ".join(f"({part.xpath})" for part in parts))


def listed(parts: list[Spelling]) -> Spelling:
    return Spelling(", ".join(part.css for part in parts), " or ".join(f"({part.xpath})" for part in parts))


def called(name: str, inner: Spelling) -> Spelling:
    return Spelling(f":{name}({inner.css})", f"not({inner.xpath})" if name == "not" else inner.xpath)


def chained(first: Spelling, rest: Steps) -> Spelling:
    for combinator, part in rest:
        first = Spelling(
            f"{first.css}{combinator}{part.css}", f"({part.xpath}) and {BEFORE[combinator]}[{first.xpath}]"
        )
    return first


def relative(steps: Steps) -> Spelling:
    css = "".join(f"{combinator}{part.css}" for combinator, part in steps)
    return Spelling(css.lstrip(), "/".join(f"{AFTER[combinator]}[{part.xpath}]" for combinator, part in steps))


TAGS = st.sampled_from("abc")
NAMES = st.sampled_from(["x", "y", "class", "id"])
VALUES = st.sampled_from(["", "u", "v", "u v", "v-u", "uv", "U"])
COMBINATORS = st.sampled_from([*BEFORE])
SERIES = st.sampled_from(["1", "2", "odd", "even", "2n", "n+2", "-n+2", "3n-1", "-2n+3"])
TAG_PARTS = st.one_of(
    st.one_of(TAGS, st.just("*")),
    st.builds("{}:first-of-type".format, TAGS),
    st.builds("{}:nth-of-type({})".format, TAGS, SERIES),
).map(simple)
OTHER_PARTS = st.one_of(
    st.builds("[{}]".format, NAMES),
    st.builds('[{}{}="{}"{}]'.format, NAMES, st.sampled_from(["", "|"]), VALUES, st.sampled_from(["", " i"])),
    st.builds('[{}{}="{}"]'.format, NAMES, st.sampled_from("~^$*"), st.sampled_from("uvU")),
    st.sampled_from([".u", ".v", "#u", ":first-child", ":last-child", ":only-child", ":root"]),
    st.builds(":nth-child({})".format, SERIES),
).map(simple)


def few(parts: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[list[Any]]:
    return st.lists(parts, min_size=least, max_size=2)


def compounds(depth: int) -> st.SearchStrategy[Spelling]:
    parts = st.one_of(OTHER_PARTS, functions(depth - 1)) if depth else OTHER_PARTS
    return st.one_of(few(parts), st.builds(lambda tag, more: [tag, *more], TAG_PARTS, few(parts, 0))).map(compound)


def functions(depth: int) -> st.SearchStrategy[Spelling]:
    relatives = few(st.tuples(COMBINATORS, compounds(depth))).map(relative)
    return st.one_of(
        st.builds(called, st.sampled_from(["not", "is", "where"]), few(complexes(depth)).map(listed)),
        st.builds(called, st.just("has"), few(relatives).map(listed)),
    )


def complexes(depth: int) -> st.SearchStrategy[Spelling]:
    return st.builds(chained, compounds(depth), st.lists(st.tuples(COMBINATORS, compounds(depth)), max_size=3))


SELECTORS = few(complexes(2)).map(listed)


@st.composite
def trees(draw: st.DrawFn, values: st.SearchStrategy[str | Unknown], spreads: st.SearchStrategy[bool]) -> SimpleElement:
    elements: list[SimpleElement] = []
    for size in range(draw(st.integers(1, 12))):
        element = SimpleElement(draw(TAGS), draw(st.dictionaries(NAMES, values, max_size=2)), draw(spreads))
        if elements:
            element.parent = elements[draw(st.integers(0, size - 1))]
            element.parent.children.append(element)
        elements.append(element)
    return elements[0]


def as_lxml(element: SimpleElement, parent: etree._Element | None = None) -> etree._Element:
    attributes = {name: str(value) for name, value in element.attributes.items()}
    made = (
        etree.Element(element.tag, attributes) if parent is None else etree.SubElement(parent, element.tag, attributes)
    )
    for child in element.children:
        as_lxml(child, made)
    return made


KNOWN_TREES = trees(VALUES, st.just(False))
UNKNOWN_TREES = trees(st.one_of(VALUES, st.just(UNKNOWN)), st.booleans())


@given(KNOWN_TREES, SELECTORS)
def test_answers_are_those_of_lxml(tree: SimpleElement, selector: Spelling) -> None:
    page = as_lxml(tree)
    expected = set(page.xpath(f"descendant-or-self::*[{selector.xpath}]"))
    compiled = compile_selector(selector.css)
    asks_for_siblings = any(word in selector.css for word in ("+", "~", "child", "of-type"))
    for element, node in zip(tree, page.iter(), strict=True):
        answer = compiled.match(element)
        assert answer is (node in expected) or (answer is None and asks_for_siblings), node.getroottree().getpath(node)


@given(KNOWN_TREES, st.one_of(compounds(0), complexes(0), complexes(1)))
def test_what_cssselect_understands_means_the_same_to_it(tree: SimpleElement, selector: Spelling) -> None:
    try:
        xpath = GenericTranslator().css_to_xpath(selector.css)
    except NotInCssselect:
        return
    page = as_lxml(tree)
    assert page.xpath(xpath) == page.xpath(f"descendant-or-self::*[{selector.xpath}]")


@given(UNKNOWN_TREES, SELECTORS, st.data())
def test_a_definite_answer_holds_whatever_the_unknown_turns_out_to_be(
    tree: SimpleElement, selector: Spelling, data: st.DataObject
) -> None:
    compiled = compile_selector(selector.css)
    before = [compiled.match(element) for element in tree]
    for element in tree:
        others = data.draw(st.dictionaries(NAMES, VALUES)) if element.spread else {}
        drawn = {
            name: data.draw(st.none() | VALUES) if value is UNKNOWN else value
            for name, value in element.attributes.items()
        }
        element.attributes = {name: value for name, value in (others | drawn).items() if value is not None}
        element.spread = False
    after = [compiled.match(element) for element in tree]
    assert all(guess is None or guess is answer for guess, answer in zip(before, after, strict=True))


@given(UNKNOWN_TREES, SELECTORS)
def test_every_element_that_may_match_has_the_tag_and_the_attribute_that_the_selector_names(
    tree: SimpleElement, selector: Spelling
) -> None:
    compiled = compile_selector(selector.css)
    for element in tree:
        if compiled.match(element) is not False:
            assert compiled.tags is None or element.tag in compiled.tags
            assert compiled.attributes is None or any(element.lookup(name) is not None for name in compiled.attributes)
