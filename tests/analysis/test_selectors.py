"""CSS selectors: what matches, what stays unknown, what is refused. Two oracles check them: lxml, and all fillings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from xml.etree import ElementTree

from cssselect import GenericTranslator
from cssselect import SelectorError as NotInCssselect
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
import pytest

from ecolint.analysis.selectors import UNKNOWN, SelectorError, Unknown, compile_selector


@dataclass(eq=False)
class SimpleElement:
    tag: str
    attributes: dict[str, str | Unknown] = field(default_factory=dict)
    spread: bool = False
    parent: "SimpleElement | None" = None
    children: "list[SimpleElement]" = field(default_factory=list)

    def lookup(self, name: str) -> str | Unknown | None:
        return self.attributes.get(name, UNKNOWN if self.spread else None)

    def __iter__(self) -> "Iterator[SimpleElement]":
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def read(page: str) -> SimpleElement:
    """Elements of a page. An attribute `?` is unknown, an attribute named `spread` stands for any others."""

    def convert(node: ElementTree.Element, parent: SimpleElement | None) -> SimpleElement:
        values = {name: UNKNOWN if value == "?" else value for name, value in node.attrib.items() if name != "spread"}
        element = SimpleElement(node.tag, values, "spread" in node.attrib, parent)
        element.children = [convert(child, element) for child in node]
        return element

    return convert(ElementTree.fromstring(page), None)


def found(selector: str, page: str) -> str:
    """The names (attribute `n`) of the elements that match, those that may match followed by `?`."""
    compiled = compile_selector(selector)
    answers = [(element.attributes.get("n"), compiled.match(element)) for element in read(page)]
    return " ".join(f"{name}{'' if answer else '?'}" for name, answer in answers if name and answer is not False)


# What matches


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("a", "1 3"),
        ("*", "1 2 3 4"),
        ("A", ""),
        ("#top", "1"),
        (".big", "1 2"),
        (".big.red", "2"),
        (".bi", ""),
        ("[k]", "2 3 4"),
        ("[K]", "2 3 4"),
        ("[k=en]", "3"),
        ('[k="en"]', "3"),
        ("[ k = 'en' ]", "3"),
        ("[k=EN]", ""),
        ("[k=EN i]", "3"),
        ('[k="EN"I]', "3"),
        ("[k=EN s]", ""),
        ('[k=""]', "2"),
        ("[k|=en]", "3 4"),
        ("[k^=en-]", "4"),
        ("[k$=gb]", ""),
        ("[k$=gb i]", "4"),
        ("[k*=n]", "3 4"),
        ("[class~=red]", "2"),
        ("a, b", "1 2 3 4"),
        ("a:not([k])", "1"),
        ("a:not([k=en], #top)", ""),
        ("*:not(.big):not(b)", "3"),
        (":is(b, #top)", "1 2 4"),
        (":where(a)[k]", "3"),
        ("b:NOT(.big)", "4"),
        ("\n  a  ,\t#top ", "1 3"),
    ],
)
def test_tags_attributes_and_lists(selector: str, expected: str) -> None:
    page = """<top>
        <a n="1" id="top" class="big"/> <b n="2" k="" class="big&#10;red"/> <a n="3" k="en"/> <b n="4" k="en-GB"/>
    </top>"""
    assert found(selector, page) == expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("p img", "2 4 6"),
        ("p > img", "2 6"),
        ("p>img", "2 6"),
        ("p a > img", "4"),
        ("h + p", "1"),
        ("h ~ p", "1 5"),
        ("h+p+p", "5"),
        ("img + a img", "4"),
        ("p:has(a)", "1"),
        ("p:has(> img)", "1 5"),
        ("p:has(> a img)", "1"),
        ("p:has(img a)", ""),
        ("p:has(img + a)", "1"),
        ("p:has(+ p)", "1"),
        ("h:has(~ p a)", "0"),
        ("h:has(~ p > a img)", "0"),
        (":has(> a, + img)", "1"),
        ("p:not(:has(a))", "5"),
        ("p:not(h + p) img", "6"),
        ("img:not(p a *)", "2 6"),
        (":first-child", "0 2 4 6"),
        ("img:last-child", "4 6"),
        ("img:only-child", "4 6"),
        ("p:first-of-type", "1"),
        ("p:nth-of-type(2)", "5"),
        (":nth-of-type(2)", "5"),
        ("p:nth-child(3)", "5"),
        (":nth-child( -N + 1 )", "0 2 4 6"),
        (":nth-child(even)", "1 3"),
        (":nth-child(odd)", "0 2 4 5 6"),
        (":nth-child(2n+1)", "0 2 4 5 6"),
        (":nth-child(n+2)", "1 3 5"),
        (":nth-child(+3n - 1)", "1 3"),
        (":nth-child(-2n+3):nth-child(n + 2)", "5"),
        (":nth-child(0)", ""),
        (":root > p", "1 5"),
        ("p:root", ""),
    ],
)
def test_places_and_combinators(selector: str, expected: str) -> None:
    page = '<top><h n="0"/><p n="1"><img n="2"/><a n="3"><img n="4"/></a></p><p n="5"><img n="6"/></p></top>'
    assert found(selector, page) == expected


@pytest.mark.parametrize(
    ("selector", "name", "value"),
    [
        (r"[\@click]", "@click", ""),
        (r"[\:SRC]", ":src", ""),
        (r"[v-on\:click\.prevent]", "v-on:click.prevent", ""),
        (r"[\[prop\]]", "[prop]", ""),
        (r"[\31 st]", "1st", ""),
        (r"[\000078]", "x", ""),
        (r"[é]", "é", ""),
        (r".md\:w-1\/2", "class", "p-1 md:w-1/2"),
        (r"#\31 0", "id", "10"),
        (r'[x="a\"]b"]', "x", 'a"]b'),
        (r"[x='\0']", "x", "\ufffd"),
        ("[x='a\\\nb']", "x", "ab"),
        (r"[x=\-1]", "x", "-1"),
    ],
)
def test_escapes_stand_for_characters_that_no_name_holds(selector: str, name: str, value: str) -> None:
    assert compile_selector(selector).match(SimpleElement("a", {name: value})) is True


def test_only_ascii_letters_lose_their_case() -> None:
    kelvin = SimpleElement("a", {"unit": "\N{KELVIN SIGN}É"})
    assert compile_selector("[unit=ké i]").match(kelvin) is False
    assert compile_selector("[unit='\N{KELVIN SIGN}É' i]").match(kelvin) is True


def test_words_of_a_class_end_at_css_white_space_only() -> None:
    assert compile_selector(".a").match(SimpleElement("p", {"class": "a\N{NO-BREAK SPACE}b"})) is False


@pytest.mark.parametrize(
    ("selector", "tags", "attributes"),
    [
        ("img", {"img"}, None),
        ("picture > img[src]", {"img"}, {"src"}),
        ("img[src], [href]", None, {"src", "href"}),
        ("img, a b", {"img", "b"}, None),
        (":is(img, video[src]):not(a[b])", {"img", "video"}, None),
        ("img:is(img, video)", {"img"}, None),
        (".red", None, {"class"}),
        ("#top:has(a[b])", None, {"id"}),
        ("*", None, None),
    ],
)
def test_a_selector_tells_which_elements_are_worth_looking_at(
    selector: str, tags: set[str] | None, attributes: set[str] | None
) -> None:
    compiled = compile_selector(selector)
    assert (compiled.tags, compiled.attributes) == (tags, attributes)


# What is unknown


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("[k]", "1 2? 3?"),
        ("[k=v]", "1 2? 3?"),
        ("[k=w]", "2? 3?"),
        (":not([k])", "2? 3? 4"),
        ("a:not([k=w])", "1 2? 3? 4"),
        (".red", "2? 3?"),
        ("#top", "3?"),
        ("[k=v], [k=w]", "1 2? 3?"),
        ("a:not([k][id=x])", "1 2 3? 4"),
        ("b[k]", ""),
        ("a, [k]", "1 2 3 4"),
    ],
)
def test_an_unknown_attribute_makes_the_answer_unknown_where_it_matters(selector: str, expected: str) -> None:
    page = '<top><a n="1" k="v"/><a n="2" k="?" class="?"/><a n="3" spread=""/><a n="4"/></top>'
    assert found(selector, page) == expected


def test_an_unknown_ancestor_matters_only_if_no_known_one_decides() -> None:
    page = '<top><p k="{}"><p k="?"><a n="1"/></p></p></top>'
    assert found("[k=v] a", page.format("v")) == "1"
    assert found("[k=v] a", page.format("w")) == "1?"
    assert found("[k=v] > a", page.format("v")) == "1?"
    assert found("a:not([k=v] *)", page.format("w")) == "1?"


def test_siblings_at_the_top_are_unknown_for_a_file_may_be_part_of_a_page() -> None:
    for selector in ("p:first-child", "p:nth-child(2)", "b + p", "p:not(b ~ p)", "p:has(+ b)"):
        assert found(selector, '<p n="1"/>') == "1?", selector
    assert found("b + a", '<p n="1"/>') == ""
    assert found(":root", '<p n="1"/>') == "1"


# What is refused


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("", "column 1: a selector is missing here"),
        ("a,", "column 3: a selector is missing here"),
        ("a > ", "column 5: a selector is missing here"),
        ("> a", "column 1: a selector is missing here"),
        ("a > + b", "column 5: a selector is missing here"),
        ("a:not()", "column 7: a selector is missing here"),
        ("a:hover", "column 2: `:hover` asks for a state that source code doesn't show"),
        ("p:empty", "column 2: `:empty` asks for text, which selectors don't see"),
        ("p::before", "column 2: `::before` is not an element of the source"),
        (
            "p:lang(en)",
            "column 2: `:lang()` is not supported; of pseudo-classes there are :first-child, :first-of-type,",
        ),
        ("p:not", "column 2: `:not` is not supported; of pseudo-classes there are"),
        ("p:root()", "column 2: `:root()` is not supported; of pseudo-classes there are"),
        ("p:nth-child(x)", "column 2: `x` is not odd, even, a number or like 2n+1"),
        ("p:nth-child(2 of .a)", "column 2: `2 of .a` is not odd, even, a number or like 2n+1"),
        ("a[b!=c]", "column 2: `!=` is not CSS; write :not([name=value])"),
        ("svg|a", r"column 4: namespaces are not supported; write the colon of a prefixed name as `\:`"),
        ("[xlink|href]", r"column 1: namespaces are not supported; write the colon of a prefixed name as `\:`"),
        ("[@click]", r"column 1: `@` in a name is written `\@`"),
        ("[v-on:click]", r"column 1: `:` in a name is written `\:`"),
        ("[*ngIf]", r"column 1: `*` in a name is written `\*`"),
        ("[[prop]]", r"column 1: `[` in a name is written `\[`"),
        ("a[width=100]", 'column 2: a value that isn\'t a plain name needs quotes: [width="100"]'),
        ("a[b=c x]", "column 2: after a value come only the flags i and s"),
        ("a[b", "column 2: this `[` is never closed"),
        ("a[b='c]", "column 2: this string is never closed"),
        ("[]", 'column 1: attributes are asked for as [name], [name="value"], or with ~= |= ^= $= *='),
        ("[2x]", "column 1: a name doesn't begin with a digit"),
        ("2x", "column 1: a name doesn't begin with a digit"),
        ("a.", "column 2: a name is missing after `.`"),
        ("a.2", "column 2: a name is missing after `.`"),
        (".*", "column 1: a name is missing after `.`"),
        ("a & b", "column 3: `&` doesn't belong here"),
        ("a(b)", "column 1: `a(` is not a selector; functions begin with `:`"),
        ("*(", "column 1: `*(` is not a selector; functions begin with `:`"),
        ("a)", "column 2: this `)` closes nothing"),
        ("a:is(b", "column 2: `:is(` is never closed"),
        ("[b]a", "column 4: `a` names a tag; that comes first"),
        ("[b^='']", 'column 1: `^=""` never matches'),
        ("[b~='c d']", "column 1: `~=` compares with single words; this value holds white space"),
    ],
)
def test_a_mistake_is_named_with_its_column(selector: str, message: str) -> None:
    with pytest.raises(SelectorError) as caught:
        compile_selector(selector)
    assert str(caught.value).startswith(message)


@given(st.text(alphabet="ab*.#:[]()=~^$|\"'\\+> ,-2n@\n", max_size=12))
def test_any_text_is_a_selector_or_a_selector_error(text: str) -> None:
    try:
        compile_selector(text).match(SimpleElement("a"))
    except SelectorError as error:
        column = int(str(error).removeprefix("column ").partition(":")[0])
        assert 1 <= column <= len(text) + 1


# What it costs


class CountingElement(SimpleElement):
    looks: ClassVar[int] = 0

    def __getattribute__(self, name: str) -> Any:
        CountingElement.looks += 1
        return super().__getattribute__(name)


def tower(floors: int) -> list[CountingElement]:
    """Elements that lie in each other, each but the outermost with an elder sibling."""
    built = [CountingElement("div", {"a": ""})]
    for _ in range(floors - 1):
        below = built[-1]
        below.children = [CountingElement("div", {"a": ""}, parent=below) for _ in range(2)]
        built.append(below.children[1])
    return built


@pytest.mark.parametrize(
    "selector",
    ["[x] [a] [a] [a] [a]", "[x] > [a] [a] > [a] [a] [a]", "[x] ~ [a] [a] ~ [a] [a] [a]", "[a]:not([x] [a] + [a] [a])"],
)
def test_a_deep_tree_costs_its_depth_and_no_power_of_it(selector: str) -> None:
    highest = tower(2_000)[-1]
    CountingElement.looks = 0
    compile_selector(selector).match(highest)
    assert CountingElement.looks < 40 * 2_000


@pytest.mark.parametrize(
    "selector", ["[a] [a]:has([a] [a] [z])", "[a]:has([a] > [a] [a] [z])", "[a]:not(:has([z] [a]))"]
)
def test_has_in_a_deep_tree_costs_its_depth_too(selector: str) -> None:
    second = tower(2_000)[1]
    CountingElement.looks = 0
    compile_selector(selector).match(second)
    assert CountingElement.looks < 40 * 2_000


def test_depth_is_no_matter_of_recursion() -> None:
    floors = tower(20_000)
    assert compile_selector("[x] div [z], div:not([x] > div)").match(floors[-1]) is True
    assert compile_selector(":has(div > div [z])").match(floors[0]) is False


@pytest.mark.parametrize("below", ["<c/><b/><b><d/></b>", "<b/><b><d/></b><c/>"])
def test_has_finds_what_lies_beside_a_part_that_it_has_seen(below: str) -> None:
    assert found("p:has(b + b c)", f'<top><p n="1"><b/><b>{below}</b></p></top>') == "1"
    assert found("p:has(b + b c)", f'<top><p n="1"><a><b/><b>{below}</b></a></p></top>') == "1"


# Against lxml and cssselect


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
