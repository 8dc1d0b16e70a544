"""Which fixes of a file are made at once, and that edits change their own bytes only."""

from pathlib import PurePosixPath
import random

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.analysis.fixing import apply_edits, choose, edits_of
from ecolint.model.finding import Edit, Finding, Fix, Severity
from ecolint.model.source import Span
from ecolint.model.wording import Message

TEXT = "".join(chr(ord("a") + number % 26) for number in range(60)).encode()


def finding(*edits: tuple[int, int, str], rule: str = "t/x", safe: bool = True) -> Finding:
    made = Fix("Mend it", tuple(Edit(Span(start, end), text) for start, end, text in edits), safe)
    return Finding(rule, PurePosixPath("a"), Span(0, 1), Message("it"), Severity.NOTE, made)


@st.composite
def proposed(draw: st.DrawFn) -> Finding:
    places = sorted(
        draw(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6).filter(lambda some: len(some) % 2 == 0))
    )
    pairs = [*zip(places[::2], places[1::2], strict=True)]
    spans = [(a, b) for (a, b), after in zip(pairs, [*pairs[1:], (999, 999)], strict=True) if b < after[0]]
    edits = [(start, end, draw(st.text("XYZ", max_size=3))) for start, end in spans]
    return finding(*edits, rule=draw(st.sampled_from(["t/a", "t/b", "t/c"])), safe=draw(st.booleans()))


@given(st.lists(proposed(), max_size=8))
def test_chosen_fixes_never_overlap(findings: list[Finding]) -> None:
    apply_edits(TEXT, edits_of(choose(findings, unsafe=True)))


@given(st.lists(proposed(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_findings_and_the_names_of_rules_dont_matter(
    findings: list[Finding], chance: random.Random
) -> None:
    shuffled = chance.sample(findings, len(findings))
    first, second = (sorted(set(edits_of(choose(some, unsafe=True)))) for some in (findings, shuffled))
    assert first == second


@given(st.lists(proposed(), max_size=8))
def test_something_is_chosen_where_something_is_proposed(findings: list[Finding]) -> None:
    assert bool(choose(findings, unsafe=True)) == any(edits_of([one]) or one.fix for one in findings)


@given(st.lists(proposed(), max_size=8))
def test_bytes_outside_the_edits_stay(findings: list[Finding]) -> None:
    edits = sorted(set(edits_of(choose(findings, unsafe=True))))
    after, position = apply_edits(TEXT, edits), 0
    last = 0
    for edit in edits:
        kept = TEXT[last : edit.span.start]
        assert after[position : position + len(kept)] == kept
        position += len(kept) + len(edit.text)
        last = edit.span.end
    assert after[position:] == TEXT[last:]


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    both, one = finding((0, 2, "X"), (10, 12, "Y")), finding((11, 13, "Z"))
    assert choose([one, both]) == [both]


def test_unsafe_fixes_wait_for_the_safe_ones() -> None:
    unsafe, safe = finding((0, 5, "X"), safe=False), finding((3, 8, "Y"))
    assert choose([unsafe, safe]) == choose([unsafe, safe], unsafe=True) == [safe]
    assert choose([unsafe]) == []


def test_equal_fixes_are_made_once_and_mend_all_their_findings() -> None:
    twice = [finding((0, 0, "async "), rule="t/a"), finding((0, 0, "async "), rule="t/b")]
    assert choose(twice) == twice
    assert apply_edits(b"x", edits_of(twice)) == b"async x"


def test_two_insertions_at_one_place_wait_for_each_other() -> None:
    # Together they would write `f(` once and `)` twice.
    inner, outer = finding((0, 0, "f("), (1, 1, ")")), finding((0, 0, "f("), (3, 3, ")"))
    assert len(choose([inner, outer])) == 1


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at byte 1"):
        apply_edits(b"abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])
