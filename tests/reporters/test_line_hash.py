"""GitHub's line hashes, by its own vectors and against its algorithm written down plainly."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.model.source import SourceFile
from ecolint.reporters.line_hash import line_hashes

END = "c129715d7a2bc9a3:1"


def hashes(text: str, bom: bool = False) -> list[str]:
    source = SourceFile(PurePosixPath("a.js"), text.encode(), bom=bom)
    return list(line_hashes(source, range(1, len(source.line_starts) + 1)).values())


def plainly(text: str) -> list[str]:
    """The algorithm as GitHub states it: each step by itself, unit by unit."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    raw = text.encode("utf-16-le")
    units = [int.from_bytes(raw[index : index + 2], "little") for index in range(0, len(raw), 2)]
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == ord("\n"))]
    units += [65535] + [0] * 100
    found: list[str] = []
    seen: dict[int, int] = {}
    for start in starts:
        value = 0
        for unit in units[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[value] = seen.get(value, 0) + 1
        found.append(f"{value:x}:{seen[value]}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [END]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (
            "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
            [
                "e54938cc54b302f1:1",
                "bb609acbe9138d60:1",
                "1131fd5871777f34:1",
                "5c482a0f8b35ea28:1",
                "54517377da7028d2:1",
                "2c644846cb18d53e:1",
                "f1b89f20de0d133:1",
                END,
            ],
        ),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{count}" for count in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                END,
            ],
        ),
    ],
)
def test_the_published_vectors_hold(text: str, expected: list[str]) -> None:
    assert hashes(text) == expected
    assert plainly(text) == expected


@given(st.text("ab \t\r\né🌱\U00010000\uffff\ufeff\x00", max_size=400), st.booleans())
def test_every_line_has_the_hash_of_the_plain_algorithm(text: str, bom: bool) -> None:
    assert hashes(text, bom) == plainly("\ufeff" + text if bom else text)


def test_line_ends_make_no_difference_but_a_byte_order_mark_does() -> None:
    assert hashes("a\r\nb\rc") == hashes("a\nb\nc")
    assert hashes("a", bom=True) != hashes("a")


def test_a_file_in_another_encoding_is_hashed_as_github_reads_it() -> None:
    on_disk = "é\ncafé".encode("cp1252")
    source = SourceFile(PurePosixPath("a.css"), on_disk.decode("cp1252").encode(), "cp1252")
    assert list(line_hashes(source, {1, 2}).values()) == plainly(on_disk.decode("utf-8", "replace"))


def test_only_the_lines_asked_for_are_hashed_and_those_past_the_end_are_left_out() -> None:
    source = SourceFile(PurePosixPath("a.js"), b"a\nb\nc")
    assert list(line_hashes(source, {3, 1, 9})) == [1, 3]
    assert line_hashes(source, ()) == {}
