"""Values taken apart, fonts, layout properties, icons."""

from ecolint_css.fonts import chosen, type_of
from ecolint_css.icons import icon_set, is_icon_font
from ecolint_css.layout import is_layout
from ecolint_css.values import addresses, has_variable, split_list, split_words, times, unquoted
import pytest


def test_lists_are_split_at_commas_outside_brackets_and_strings() -> None:
    assert split_list('a(b, c), "d, e" f,g') == ["a(b, c)", '"d, e" f', "g"]


def test_words_are_split_at_spaces_outside_brackets() -> None:
    assert split_words("all .3s cubic-bezier(0, 0, 1, 1)") == ["all", ".3s", "cubic-bezier(0, 0, 1, 1)"]


def test_times_are_milliseconds() -> None:
    assert times("opacity .3s 20ms ease, x-3s") == [300, 20]


def test_addresses_come_with_their_format() -> None:
    value = """url("a.woff2") format("woff2"), url( 'b.ttf' ), url(c.woff) format(woff)"""
    assert list(addresses(value)) == [("a.woff2", "woff2"), ("b.ttf", ""), ("c.woff", "woff")]


@pytest.mark.parametrize("value", ["$a", "@a", "#{$a}", "var(--a)"])
def test_variables_are_seen(value: str) -> None:
    assert has_variable(value)


def test_plain_values_have_no_variable() -> None:
    assert not has_variable("1px solid #fff")


def test_quotes_are_taken_off_in_pairs() -> None:
    assert unquoted('"a"') == "a"
    assert unquoted("'a") == "'a"


@pytest.mark.parametrize(
    ("address", "form", "type_"),
    [
        ("a.woff2?v=1", "", "woff2"),
        ("a", "truetype", "ttf"),
        ("data:font/ttf;base64,d09GMgAB", "woff", "woff2"),
        ("data:application/x-font-woff;base64,xxxx", "", "woff"),
        ("/font/4711", "", ""),
    ],
)
def test_the_type_of_a_font(address: str, form: str, type_: str) -> None:
    assert type_of(address, form) == type_


def test_browsers_take_the_nearest_weight() -> None:
    offered = [(300, 300), (400, 400), (700, 700)]
    assert chosen(offered, 600) == (700, 700)
    assert chosen(offered, 500) == (400, 400)
    assert chosen([(300, 300), (700, 700)], 400) == (300, 300)
    assert chosen([(100, 900)], 350) == (100, 900)
    assert chosen([], 400) is None


@pytest.mark.parametrize("name", ["width", "max-height", "inset-inline-start", "margin", "padding-block", "font-size"])
def test_layout_properties(name: str) -> None:
    assert is_layout(name)


@pytest.mark.parametrize(
    "name", ["opacity", "transform", "border-color", "box-shadow", "visibility", "", "scroll-margin"]
)
def test_other_properties_are_only_painted(name: str) -> None:
    assert not is_layout(name)


def test_whole_icon_sets_are_known_by_their_address() -> None:
    assert icon_set("/static/dsfr/utility/icons/icons.min.css") == "DSFR"
    assert not icon_set("https://fonts.googleapis.com/css2?family=Material+Symbols+Outlined&icon_names=home")
    assert is_icon_font("font awesome 6 free")
    assert not is_icon_font("marianne")
