"""No text of a linted file commands a terminal, a log reader or an eye."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.model.wording import Message
from ecolint.reporters.json_text import compact
from ecolint.reporters.untrusted import cut, harmless, shown_message, shown_path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext, é 🌱", "plain\ttext, é 🌱"),
        ("\x1b[2Jgone\x07", "\\x1b[2Jgone\\x07"),
        ("two\r\nlines", "two\\r\\nlines"),
        ("\x7f \x9b31m", "\\x7f \\x9b31m"),
        ("if \u202eadmin\u2066", "if \\u202eadmin\\u2066"),
        ("##vso[task.complete]", "##vso(task.complete]"),
        ("###VSO[x] ##[group]", "###VSO(x] ##(group]"),
        ("a ## heading [1]", "a ## heading [1]"),
    ],
)
def test_what_is_not_plain_text_is_written_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text())
def test_what_is_shown_is_one_line_that_can_be_encoded(text: str) -> None:
    shown = harmless(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown.replace("\t", ""))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a b.html", "a b.html"),
        ("two\nlines\t.html", "two\\nlines\\t.html"),
        ("caf\udce9.html", "caf\\xe9.html"),
        ("::error::x.html", "./::error::x.html"),
        (" ::error::x.html", "./ ::error::x.html"),
    ],
)
def test_a_path_is_shown_so_that_it_can_be_found_and_does_nothing(path: str, shown: str) -> None:
    assert shown_path(PurePosixPath(path)) == shown


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    message = shown_message(Message("{url} is large", (("url", "data:\x00" * 9999),)))
    assert len(message) == 1000
    assert message.endswith("…")


def test_json_means_the_same_and_holds_no_command() -> None:
    import json

    value = {"text": "##vso[x] ##[y] \x7f\x9b\x1b é🌱", "name": "caf\udce9"}
    text = compact(value)
    assert json.loads(text) == {**value, "name": "caf\\xe9"}
    assert text.isascii()
    assert text.isprintable()
    assert "##" not in text


@given(st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.dictionaries(st.text(), inner)))
def test_json_can_always_be_read_back(value: object) -> None:
    import json

    text = compact(value)
    assert text.isascii()
    json.loads(text).__repr__().encode()
