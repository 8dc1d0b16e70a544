"""Lines and columns in each host's unit."""

from pathlib import PurePosixPath
import time

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.model.source import Position, SourceFile
from ecolint.reporters.places import Unit, code_points, ruler, utf8_bytes, utf16_units

LINE_ENDS = "a\n\té🌱x\r\n\r🌱"


def source(text: str) -> SourceFile:
    return SourceFile(PurePosixPath("a.html"), text.encode())


@pytest.mark.parametrize(("unit", "column"), [(code_points, 4), (utf16_units, 5), (utf8_bytes, 8)])
def test_a_column_counts_the_units_before_it(unit: Unit, column: int) -> None:
    offset = LINE_ENDS.encode().index(b"x")
    assert ruler(source(LINE_ENDS), unit)(offset) == Position(2, column)


def test_lines_end_at_lf_crlf_and_lone_cr_and_nowhere_else() -> None:
    text = "a\nb\r\nc\rd\u2028e\x0cf\x85g"
    assert ruler(source(text))(len(text.encode())).line == 4


def test_past_the_end_is_the_end() -> None:
    assert ruler(source("ab"))(99) == Position(1, 3)
    assert ruler(source(""))(5) == Position(1, 1)


@given(st.text("a\n\ré🌱", max_size=3000), st.data())
def test_a_ruler_measures_what_decoding_the_line_gives(text: str, data: st.DataObject) -> None:
    file = source(text)
    offset = len(text[: data.draw(st.integers(0, len(text)))].encode())
    assert ruler(file)(offset) == file.position(offset)
    line = file.line_at(offset)
    before = file.data[file.line_starts[line - 1] : offset].decode()
    assert ruler(file, utf16_units)(offset).column == len(before.encode("utf-16-le")) // 2 + 1


def test_twenty_thousand_places_on_one_huge_line_take_no_longer_than_on_many() -> None:
    file = source("é" * 2_500_000)
    began = time.process_time()
    at = ruler(file, utf16_units)
    columns = [at(offset).column for offset in range(0, len(file.data), 250)]
    assert columns == list(range(1, 2_500_001, 125))
    assert time.process_time() - began < 2
