"""Lines of keys, for every way in which TOML can write a key."""

from collections.abc import Iterator
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.run.toml_lines import Keys, key_lines, nearest_line

TEXT = '''# a comment with [brackets] and "quotes"
select = ["a", # first
  "b",
  ["c", { d = 1 }],
]
dotted . "quoted key".'literal # key' = 1979-05-27 07:32:00.5
text = """
[not.a.table]
not-a-key = 1 \\""" still ""text"""""
path = 'C:\\'

[tool . ecolint]
rules."html/large-dom" = { max = 800, severity = "error" } # inline

[tool.ecolint.rules."css/x"]
max = 1.5

[[tool.ecolint.overrides]]
files = ["a"]
[tool.ecolint.overrides.rules."html/y"]
max = 1

[[tool.ecolint.overrides]]

files = ["b"]
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("select",), 2),
        (("select", 0), 2),
        (("select", 1), 3),
        (("select", 2, 0), 4),
        (("select", 2, 1, "d"), 4),
        (("dotted", "quoted key", "literal # key"), 6),
        (("text",), 7),
        (("path",), 10),
        (("tool", "ecolint"), 12),
        (("tool", "ecolint", "rules"), 13),
        (("tool", "ecolint", "rules", "html/large-dom", "severity"), 13),
        (("tool", "ecolint", "rules", "css/x"), 15),
        (("tool", "ecolint", "rules", "css/x", "max"), 16),
        (("tool", "ecolint", "overrides", 0), 18),
        (("tool", "ecolint", "overrides", 0, "files", 0), 19),
        (("tool", "ecolint", "overrides", 0, "rules", "html/y", "max"), 21),
        (("tool", "ecolint", "overrides", 1), 23),
        (("tool", "ecolint", "overrides", 1, "files"), 25),
    ],
)
def test_each_key_has_the_line_it_is_written_on(keys: Keys, line: int) -> None:
    assert key_lines(TEXT)[keys] == line


def test_a_key_that_is_not_written_has_the_line_of_the_table_around_it() -> None:
    assert nearest_line(key_lines(TEXT), ("tool", "ecolint", "rules", "css/x", "severity")) == 15
    assert nearest_line(key_lines(TEXT), ("unknown",)) == 1
    assert nearest_line({}, ("unknown",)) == 1


def test_windows_line_ends_count_once() -> None:
    assert key_lines("a = 1\r\nb = 2\r\n")[("b",)] == 2


def ways(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*keys, key)
        yield from ways(item, (*keys, key))


def test_all_that_tomllib_reads_has_a_line() -> None:
    assert set(ways(tomllib.loads(TEXT))) <= set(key_lines(TEXT))


names = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,5}", fullmatch=True),
    st.text(st.sampled_from("a.[]{}=,#' é"), max_size=4).map(lambda name: f'"{name}"'),
    st.text(st.sampled_from('a.[]{}=,#" é'), max_size=4).map(lambda name: f"'{name}'"),
)
values = st.recursive(
    st.sampled_from(["1", "-1.5e3", "true", "07:32:00", '"]"', "'}'", '"""\n#"""', "'''\n=\n'''"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + " ,\n".join(items) + "# end ]\n]"),
        st.lists(st.tuples(names, inner.filter(lambda value: "\n" not in value)), max_size=3).map(
            lambda items: "{" + ", ".join(f"{name} = {value}" for name, value in items) + "}"
        ),
    ),
    max_leaves=6,
)
statements = st.one_of(
    st.tuples(st.lists(names, min_size=1, max_size=3), values).map(lambda made: f"{' . '.join(made[0])} = {made[1]}"),
    st.lists(names, min_size=1, max_size=3).map(lambda made: f"[ {'.'.join(made)} ] # table"),
    st.lists(names, min_size=1, max_size=2).map(lambda made: f"[[{'.'.join(made)}]]"),
)


@given(st.lists(statements, max_size=8).map("\n".join))
def test_whatever_tomllib_reads_every_key_of_it_is_found(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = key_lines(text)
    assert set(ways(data)) <= set(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
