"""Settings are taken out of a TOML text, and nothing else of it changes."""

import pytest

from ecolint.run.toml_edits import applied, without_items, without_key, without_table

LINES = 'a = [\n  "x",  # one\n  "y",  # two\n  # of three\n  "z"\n]'


@pytest.mark.parametrize(
    ("before", "numbers", "after"),
    [
        ('a = ["x", "y", "z"]', {0}, 'a = ["y", "z"]'),
        ('a = ["x", "y", "z"]', {1}, 'a = ["x", "z"]'),
        ('a = ["x", "y", "z"]', {2}, 'a = ["x", "y"]'),
        ('a = ["x", "y", "z"]', {1, 2}, 'a = ["x"]'),
        ('a = ["x", "y", "z"]  # why', {0, 1, 2}, "a = []  # why"),
        ('a = ["x", "y",]', {1}, 'a = ["x",]'),
        (LINES, {1}, 'a = [\n  "x",  # one\n  # of three\n  "z"\n]'),
        (LINES, {2}, 'a = [\n  "x",  # one\n  "y",  # two\n  # of three\n]'),
        ('a = [\r\n  "x", "y",\r\n  "z",\r\n]', {1, 2}, 'a = [\r\n  "x",\r\n]'),
        ("a = ['x', \"#,]\"]", {0}, 'a = ["#,]"]'),
    ],
)
def test_items_go_with_their_comma_and_their_line(before: str, numbers: set[int], after: str) -> None:
    assert applied(before, without_items(before, ("a",), numbers)) == after


def test_what_would_no_longer_be_valid_is_left() -> None:
    assert without_items('a = ["x"\n, "y"]', ("a",), {0}) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('# one\na = ["x"]  # why\nb = 1\n', "# one\nb = 1\n"),
        ('a = [\n  "x",  # one\n  # two\n]\nb = 1', "b = 1"),
        ('b = 1\r\n"a" = ["x"]', "b = 1\r\n"),
        ('[t]\na = ["x"]\n', '[t]\na = ["x"]\n'),  # another key of this name
        ("b.c = 1\na.d = 1\n", "b.c = 1\na.d = 1\n"),  # a table without a line of its own
    ],
)
def test_a_key_goes_with_its_lines(before: str, after: str) -> None:
    assert applied(before, without_key(before, ("a",))) == after


def test_a_key_that_shares_its_line_is_left() -> None:
    assert without_key("t = {a = 1, b = 2}", ("t", "a")) == []


TABLES = """# first
[[t]]
a = 1  # one
[t.inner]
b = 2

# second
[[t]]
a = 2

[other]
"""


def test_a_table_goes_with_those_below_it() -> None:
    without = applied(TABLES, without_table(TABLES, ("t", 0)))
    assert without == "# first\n\n# second\n[[t]]\na = 2\n\n[other]\n"
    without = applied(TABLES, without_table(TABLES, ("t", 1)))
    assert without == "# first\n[[t]]\na = 1  # one\n[t.inner]\nb = 2\n\n# second\n[other]\n"


@pytest.mark.parametrize("text", ["t = [{a = 1}, {a = 2}]", "[[t]]\na = 1\n[other]\nx = 1\n[t.inner]\nb = 1\n"])
def test_a_table_that_is_no_block_of_lines_is_left(text: str) -> None:
    assert without_table(text, ("t", 0)) == []


def test_the_last_table_of_an_array_goes_too() -> None:
    assert applied("[[t]]\na = 1\n", without_table("[[t]]\na = 1\n", ("t", 0))) == ""
