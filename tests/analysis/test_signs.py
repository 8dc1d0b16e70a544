"""Signs of selectors: what stands in a text wherever an element matches, and who is asked because of it."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.analysis.lint import documents_of
from ecolint.analysis.plans import Plans
from ecolint.analysis.selectors import compile_selector
from ecolint.analysis.signs import ANYTHING, Sign, Sought, tag_sign
from ecolint.analysis.words import words_of
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

PLANS = Plans(installed(), RuleSet(()))
HTML = installed().languages["html"]


@pytest.mark.parametrize(
    ("selector", "signs"),
    [
        ("img", [{"<img"}]),
        ("img, video", [{"<img"}, {"<video"}]),
        ("link[rel~=preload i][as=font]", [{"<link", "rel", "preload", "as", "font"}]),
        ("head script[src]", [{"<head", "<script", "src"}]),
        ("img:not([loading])", [{"<img"}]),
        (":is(audio, video)[autoplay]", [{"<audio", "autoplay"}, {"<video", "autoplay"}]),
        ('[title="a & b"]', [{"title"}]),
        ("*", [set()]),
    ],
)
def test_signs_of_a_selector(selector: str, signs: list[set[str]]) -> None:
    found = compile_selector(selector).signs
    assert [{sign.text for sign in alternative} for alternative in found] == signs


def test_a_selector_of_very_many_alternatives_has_those_of_its_simplest_part() -> None:
    many = ", ".join(f"[a{number}]" for number in range(20))
    assert len(compile_selector(f"img:is({many}) :is({many})").signs) <= 256


TAGS = st.sampled_from(["a", "img", "IMG", "p"])
ATTRIBUTES = st.sampled_from(
    ["", " src=x", " SRC='X'", ' loading="lazy"', " class='big red'", " {{ more }}", " src={{ x }}"]
)
PAGES = st.lists(st.tuples(TAGS, ATTRIBUTES).map(lambda both: f"<{both[0]}{both[1]}>"), max_size=6).map("".join)
SELECTORS = st.sampled_from(
    ["img", "a img", "a > img[src]", "img[src=x i]", "[class~=red]", "a, [loading=lazy]", "img:not([src])", "p + img"]
)


@given(page=PAGES, selector=SELECTORS)
def test_where_an_element_matches_the_signs_are_there(page: str, selector: str) -> None:
    (document, *_) = documents_of(SourceFile(PurePosixPath("a.html"), page.encode()), HTML, PLANS, "jinja")
    compiled = compile_selector(selector)
    if document.elements.select(compiled):
        assert Sought([("it", compiled.signs)]).among(document.words, document.lowered)


def among(sought: Sought[str], text: str) -> set[str]:
    return sought.among(words_of(text.encode()), text.encode())


def test_whole_words_and_parts_of_words() -> None:
    signs = {"whole": (Sign("as"), Sign("x-y")), "part": (Sign("slide", whole=False),), "tag": (tag_sign("a"),)}
    sought = Sought([*((name, (frozenset(some),)) for name, some in signs.items()), ("always", ANYTHING)])
    assert among(sought, "as x-y") == {"whole", "always"}
    assert among(sought, "class x-y") == among(sought, "as x y") == {"always"}
    assert among(sought, "myslider") == {"part", "always"}
    assert among(sought, "<a>") == {"tag", "always"}
    assert among(sought, "<b> a") == {"always"}


@given(st.text("ab.<", max_size=8), st.lists(st.text("ab.<", min_size=1, max_size=3), max_size=5))
def test_signs_are_found_as_if_each_were_looked_for_by_itself(text: str, signs: list[str]) -> None:
    sought = Sought((sign, (frozenset({Sign(sign, whole=False)}),)) for sign in signs)
    assert among(sought, text) == {sign for sign in signs if sign in text}
