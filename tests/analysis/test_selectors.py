"""CSS selectors: what matches, what stays unknown, what is refused."""

from typing import Any, ClassVar

from hypothesis import given
from hypothesis import strategies as st
import pytest
from simple_elements import SimpleElement, found

from ecolint.analysis.selectors import SelectorError, compile_selector

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
