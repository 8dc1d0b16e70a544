"""Bytes inside, lines and columns outside."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from ecolint import Span
from ecolint.model.source import SourceFile


def source(text: str) -> SourceFile:
    return SourceFile(PurePosixPath("file"), text.encode())


def test_lines_end_at_lf_cr_lf_and_lone_cr_and_nowhere_else() -> None:
    text = source("a\nb\r\nc\rd\u2028e\x0cf\x85g")
    assert [text.text(text.line_span(line)) for line in range(1, 5)] == ["a", "b", "c", "d\u2028e\x0cf\x85g"]


def test_columns_count_code_points() -> None:
    text = source("é🌍x")
    assert text.position(len("é🌍".encode())) == (1, 3)


@given(st.text(alphabet="a\n\ré🌍", max_size=30))
def test_every_offset_has_a_place_in_order(text: str) -> None:
    file = source(text)
    offsets = [len(text[:index].encode()) for index in range(len(text) + 1)]
    places = [file.position(offset) for offset in offsets]
    assert places == sorted(set(places))
    assert [file.point(offset)[0] for offset in offsets] == [text[:index].count("\n") for index in range(len(text) + 1)]


def test_spans_that_touch_do_not_overlap_unless_one_is_empty() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(2, 2).overlaps(Span(0, 2))
    assert Span(0, 4).contains(Span(2, 4))
