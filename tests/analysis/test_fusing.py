"""Patterns of one shape become one pattern with all their names."""

from ecolint.analysis.fusing import Fused, fuse
from ecolint.analysis.patterns import split_patterns

CALL = "(call function: (identifier) @name {predicate}) @call"


def call(predicate: str) -> str:
    return CALL.replace("{predicate}", predicate)


def test_patterns_that_differ_in_names_only_are_fused() -> None:
    (fused,) = fuse([call('(#any-of? @name "a" "b")'), call('(#eq? @name "b")')])
    assert fused == Fused(call('(#any-of? @name "a" "b")'), "name", {"a": (0,), "b": (0, 1)})


def test_patterns_of_another_shape_stay_alone() -> None:
    other = '(call function: (identifier) @other (#eq? @other "a")) @call'
    fused = list(fuse([call('(#eq? @name "a")'), other]))
    assert [one.wanted for one in fused] == [{"a": (0,)}, {"a": (1,)}]


def test_a_pattern_with_more_to_ask_stays_as_it_is() -> None:
    several = call('(#eq? @name "a") (#match? @call "x")')
    escaped = call(r'(#eq? @name "a\"b")')
    assert [one.source for one in fuse([several, escaped, "(program) @p"])] == [several, escaped, "(program) @p"]


def test_a_query_is_split_at_its_outermost_brackets() -> None:
    query = '(a (b) @b) @a\n[(c) "(" (d)]+ @c ; (no)\n(e)'
    assert list(split_patterns(query)) == ["(a (b) @b) @a", '[(c) "(" (d)]+ @c ; (no)', "(e)"]
