"""The line of code under a finding, and what is underlined in it."""

from hypothesis import given
from hypothesis import strategies as st
import pytest
from reported import source

from ecolint.model.source import Span
from ecolint.reporters.excerpt import excerpt


def drawn(text: str, marked: str, width: int = 80) -> list[str]:
    """The excerpt as it stands on a screen."""
    file = source("a.html", text)
    start = file.data.index(marked.encode())
    shown = excerpt(file, Span(start, start + len(marked.encode())), width)
    return [shown.text, " " * shown.before + "^" * shown.length]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("one\n  two <b> three\n", "<b>", ["  two <b> three", "      ^^^"]),
        ("one\r\n\t\t<b>\r\n", "<b>", ["        <b>", "        ^^^"]),
        ("日本 <b>", "<b>", ["日本 <b>", "     ^^^"]),
        ("e\u0301te\u0301 🌱 <b>", "🌱 <b>", ["e\u0301te\u0301 🌱 <b>", "    ^^^^^^"]),
        ("a\x1b[2J <b>", "<b>", ["a\\x1b[2J <b>", "         ^^^"]),
        ("x <b\n  id=a>\n", "<b\n  id=a>", ["x <b", "  ^^"]),
        ("x <b\r\n  id=a>\n", "<b\r\n  id=a>", ["x <b", "  ^^"]),
        ("one\n\ntwo", "\n\ntwo", ["one", "   ^"]),
        ("##vso[x] <b>", "<b>", ["##vso(x] <b>", "         ^^^"]),
    ],
)
def test_the_place_is_underlined_as_it_is_seen(text: str, marked: str, expected: list[str]) -> None:
    assert drawn(text, marked) == expected


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("a" * 50 + "<b>", "<b>", ["…" + "a" * 25 + "<b>", " " * 26 + "^^^"]),
        ("<b>" + "a" * 50, "<b>", ["<b>" + "a" * 25 + "…", "^^^"]),
        ("a" * 50 + "<b>" + "c" * 50, "<b>", ["…" + "a" * 12 + "<b>" + "c" * 13 + "…", " " * 13 + "^^^"]),
        ("a" * 50 + "b" * 50, "b" * 50, ["…" + "b" * 28 + "…", " " + "^" * 28]),
        ("日" * 50 + "<b>", "<b>", ["…" + "日" * 12 + "<b>", " " * 25 + "^^^"]),
    ],
)
def test_a_long_line_is_cut_around_the_place(text: str, marked: str, expected: list[str]) -> None:
    assert drawn(text, marked, width=30) == expected


def test_a_line_of_five_megabytes_costs_no_more_than_a_short_one() -> None:
    file = source("a.js", b"x" * 5_000_000)
    shown = [excerpt(file, Span(start, start + 3), 80) for start in range(0, 5_000_000, 1_000)]
    assert {len(one.text) for one in shown} == {79, 80}


@given(st.text("ab\t日é🌱\x1b\u0301\n", max_size=300), st.integers(0, 600), st.integers(0, 600), st.integers(20, 90))
def test_an_excerpt_is_one_line_that_fits_with_its_mark(text: str, start: int, length: int, width: int) -> None:
    file = source("a.html", text)
    start = min(start, len(file.data))
    shown = excerpt(file, Span(start, min(start + length, len(file.data))), width)
    assert "\n" not in shown.text
    assert 1 <= shown.length <= width
    assert 0 <= shown.before <= width
