"""Did you mean …?"""

import pytest

from ecolint.run.suggest import quoted, suggest


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("slect", "select"), ("fail_on", "fail-on"), ("SELECT", "select"), ("large-dom", "html/large-dom")],
)
def test_the_nearest_known_word_is_suggested(word: str, nearest: str) -> None:
    assert suggest(word, ["select", "ignore", "fail-on", "html/large-dom"]) == f' (did you mean "{nearest}"?)'


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert suggest("colour", ["select", "ignore"]) == ""


def test_an_endless_word_costs_no_comparison() -> None:
    assert suggest("select" * 100_000, ["select"]) == ""


def test_a_quoted_text_stays_on_its_line_and_is_cut() -> None:
    assert quoted("a\n::error\x1b[0m") == r'"a\n::error\x1b[0m"'
    assert quoted("é") == '"é"'
    assert len(quoted("x" * 1000)) == 62
