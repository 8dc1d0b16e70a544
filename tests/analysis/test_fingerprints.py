"""Fingerprints: the same finding keeps its own while lines move around it."""

from hashlib import sha256
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from ecolint.analysis.fingerprints import fingerprinted
from ecolint.model.finding import Finding, Severity
from ecolint.model.source import SourceFile, Span
from ecolint.model.wording import Message

RULE = "html/image-not-lazy"


def source(text: str, path: str = "a.html") -> SourceFile:
    return SourceFile(PurePosixPath(path), text.encode())


def finding(file: SourceFile, start: int, end: int, rule: str = RULE, key: str = "") -> Finding:
    return Finding(rule, file.path, Span(start, end), Message("wasted"), Severity.WARNING, key=key)


def at(file: SourceFile, text: str, **more: str) -> Finding:
    start = file.data.index(text.encode())
    return finding(file, start, start + len(text.encode()), **more)


def fingerprints(file: SourceFile, *findings: Finding) -> list[str]:
    return [marked.fingerprint for marked in fingerprinted(findings, file)]


def test_the_recipe_is_rule_path_text_and_count() -> None:
    file = source('<p>\n<img\n   src="é.png">', "src/page.html")
    expected = sha256('ecolint/v1\0html/image-not-lazy\0src/page.html\0<img src="é.png">\x000'.encode())
    assert fingerprints(file, at(file, '<img\n   src="é.png">')) == [expected.hexdigest()[:32]]


def test_lines_above_indentation_and_line_ends_change_nothing() -> None:
    file = source('<img\n  src="a.png">')
    moved = source('<!doctype html>\r\n\r\n\t<img\r\n\t\tsrc="a.png">')
    assert fingerprints(file, at(file, '<img\n  src="a.png">')) == fingerprints(
        moved, at(moved, '<img\r\n\t\tsrc="a.png">')
    )


def test_rule_path_and_text_each_tell_findings_apart() -> None:
    file, renamed = source("<a><b>"), source("<a><b>", "b.html")
    found = [
        *fingerprints(file, at(file, "<a>"), at(file, "<b>"), at(file, "<a>", rule="html/large-dom")),
        *fingerprints(renamed, at(renamed, "<a>")),
    ]
    assert len(set(found)) == 4


def test_equal_texts_are_counted_in_the_order_of_the_file_whatever_the_order_of_the_findings() -> None:
    file = source("<a><a><a>")
    first, second, third = (finding(file, start, start + 3) for start in (0, 3, 6))
    one, two, three = fingerprints(file, first, second, third)
    assert len({one, two, three}) == 3
    assert fingerprints(file, third, first, second) == [three, one, two]


def test_findings_at_one_place_are_told_apart_too() -> None:
    file = source("<a>")
    twice = [finding(file, 0, 3), finding(file, 0, 3)._replace(message=Message("also wasted"))]
    assert len(set(fingerprints(file, *twice))) == 2


def test_a_key_stands_for_the_text() -> None:
    short, long = source("<html>"), source("<html><body>")
    one = fingerprints(short, finding(short, 0, 6, key="elements"))
    other = fingerprints(long, finding(long, 0, 12, key="elements"))
    assert one == other


def test_only_the_first_four_hundred_characters_count() -> None:
    same = "é " * 200
    file, longer = source(same + "x"), source(same.replace(" ", "\n\n\t") + "y")
    one = fingerprints(file, finding(file, 0, len(file.data)))
    assert one == fingerprints(longer, finding(longer, 0, len(longer.data)))
    shorter = source(same[:-2])
    assert one != fingerprints(shorter, finding(shorter, 0, len(shorter.data)))


def test_an_asset_without_text_has_one_as_well() -> None:
    picture = SourceFile(PurePosixPath("img/\udcff.png"), b"")
    (one,) = fingerprints(picture, finding(picture, 0, 0))
    assert len(one) == 32


@given(st.text("ab \n\t\r\f\vé🌱\u2028", max_size=900), st.tuples(st.integers(0, 900), st.integers(0, 900)).map(sorted))
def test_the_text_is_that_of_the_plain_recipe(text: str, ends: list[int]) -> None:
    import re

    region = text[ends[0] : ends[1]]
    file = source(text)
    start = len(text[: ends[0]].encode())
    found = finding(file, start, start + len(region.encode()))
    content = re.sub(r"[ \t\n\r\f\v]+", " ", region)[:400]
    expected = sha256(f"ecolint/v1\0{RULE}\0a.html\0{content}\x000".encode()).hexdigest()[:32]
    assert fingerprints(file, found) == [expected]
