"""What people read at a terminal is broken between words."""

from hypothesis import given
from hypothesis import strategies as st
import pytest
from reported import everything, hostile, written

from ecolint.reporters.text import text_reporter
from ecolint.reporters.wrapping import wrapped, wrapped_page

WORDS = st.lists(st.text("abcé-", min_size=1, max_size=12), min_size=1, max_size=30).map(" ".join)


@given(WORDS, st.integers(30, 90), st.integers(0, 60), st.integers(0, 8))
def test_no_word_is_lost_or_broken_and_no_line_too_long(text: str, width: int, beside: int, indent: int) -> None:
    lines = wrapped(text, width, beside=beside, indent=indent)
    assert " ".join(line for line in lines if line) == text
    first, *rest = lines
    assert not first or beside + len(first) <= width or " " not in first
    assert all(indent + len(line) <= width for line in rest)


def test_without_a_width_a_text_is_one_line() -> None:
    assert wrapped("a b " * 100, 0) == ["a b " * 100]


@pytest.mark.parametrize("given_results", [everything(), hostile()], ids=["everything", "hostile"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_wrapped_report_says_the_same(given_results: object, width: int) -> None:
    plain = written(text_reporter(width=width), given_results)  # type: ignore[arg-type]
    wrapped_one = written(text_reporter(width=width, wrap=True), given_results)  # type: ignore[arg-type]
    assert wrapped_one.split() == plain.split()


def test_lines_of_a_finding_hang_below_it() -> None:
    lines = written(text_reporter(width=60, wrap=True), everything()).splitlines()
    at = next(number for number, line in enumerate(lines) if "= why: The browser" in line)
    assert lines[at : at + 2] == [
        "    = why: The browser downloads every image of the page at",
        "      once.",
    ]


PAGE = """\
A paragraph that is longer than the screen
is wide.

    code = "that stays as it is, however long it may be"

- an item that is longer than the screen is wide
- another

| a table | that | is | longer | than | the screen |
"""


def test_a_page_is_filled_anew_but_for_code_and_tables() -> None:
    assert "\n\n".join(wrapped_page(PAGE, 30)) == (
        "A paragraph that is longer\nthan the screen is wide.\n\n"
        '    code = "that stays as it is, however long it may be"\n\n'
        "- an item that is longer\n  than the screen is wide\n- another\n\n"
        "| a table | that | is | longer | than | the screen |"
    )
