"""From bytes on disk to text: encodings, byte order marks, and what is no text."""

import codecs
import os
from pathlib import Path, PurePosixPath
import socket

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.model.source import SourceFile
from ecolint.run import reading
from ecolint.run.reading import ReadError, decode, read, read_bytes

NAME = PurePosixPath("a.html")


def text_of(data: bytes) -> SourceFile:
    source = decode(data, NAME)
    assert source is not None
    return source


def seen(data: bytes) -> tuple[str, str, bool]:
    source = text_of(data)
    return source.data.decode(), source.encoding, source.bom


def test_plain_utf8_is_taken_as_it_is() -> None:
    assert seen("<p>été</p>".encode()) == ("<p>été</p>", "utf-8", False)


def test_an_empty_file_is_an_empty_text() -> None:
    assert seen(b"") == ("", "utf-8", False)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert seen(codecs.BOM_UTF8 + "été".encode()) == ("été", "utf-8", True)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding(mark: bytes, encoding: str) -> None:
    assert seen(mark + "<p>été 🌱".encode(encoding)) == ("<p>été 🌱", encoding, True)


def test_half_a_character_at_the_end_of_utf16_is_replaced() -> None:
    assert seen(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c") == ("ab\ufffd", "utf-16-le", True)


def test_line_ends_are_kept() -> None:
    assert text_of(b"a\r\nb\rc\nd").data == b"a\r\nb\rc\nd"


@pytest.mark.parametrize("data", [b"a\0b", codecs.BOM_UTF8 + b"a\0", "plain".encode("utf-16-le")])
def test_nul_bytes_mean_binary(data: bytes) -> None:
    assert decode(data, NAME) is None


def test_bytes_that_are_not_utf8_are_windows_1252() -> None:
    assert seen("l’été".encode("cp1252")) == ("l’été", "windows-1252", False)


def test_bytes_that_are_nothing_at_all_are_replaced_one_by_one() -> None:
    assert seen(b"a\x81\xff") == ("a\ufffdÿ", "windows-1252", False)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ('@charset "iso-8859-2"; a::before { content: "ł" }', "iso-8859-2"),
        ("# -*- coding: iso-8859-2 -*-\nx = 'ł'\n", "iso-8859-2"),
        ("#!/usr/bin/env python\n# vim: set fileencoding=iso_8859_2 :\nx = 'ł'\n", "iso-8859-2"),
        ("#!/usr/bin/env python\r# coding=iso-8859-2\rx = 'ł'\r", "iso-8859-2"),
        ("<!doctype html><META CHARSET=ISO-8859-2><p>ł", "iso-8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>привет', "koi8-r"),
        ("<?xml version='1.0' encoding='windows-1251'?><svg><text>привет</text></svg>", "windows-1251"),
        ('<meta charset="Shift_JIS"><p>日本', "shift-jis"),
        ('<meta charset="gbk"><p>中文', "gbk"),
    ],
)
def test_a_file_may_declare_its_encoding(text: str, encoding: str) -> None:
    assert seen(text.encode(encoding)) == (text, encoding, False)


@pytest.mark.parametrize("claim", ["latin-1", "windows-1252", "utf-16", "cp037", "ascii", "x-unknown", "", "é"])
def test_a_wrong_declaration_does_not_spoil_utf8(claim: str) -> None:
    text = f'<meta charset="{claim}"><p>été ÿ'
    assert seen(text.encode()) == (text, "utf-8", False)


@pytest.mark.parametrize("claim", ["utf-8", "ascii", "utf-16", "iso-2022-jp"])
def test_a_declaration_that_the_bytes_deny_is_passed_over(claim: str) -> None:
    text = f"<meta charset={claim}><p>été"
    assert seen(text.encode("cp1252")) == (text, "windows-1252", False)


@pytest.mark.parametrize(
    "codec",
    ["rot13", "zip", "base64", "hex", "unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "oem"],
)
def test_a_codec_that_is_no_character_set_is_refused(codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = []
    monkeypatch.setattr(reading.codecs, "lookup", looked_up.append)
    text = f"# coding: {codec}\nx = 'é' # \\x41 +AGE-\n"
    assert seen(text.encode()) == (text, "utf-8", False)
    assert looked_up == []


def test_a_byte_order_mark_outweighs_a_declaration() -> None:
    text = '<meta charset="gbk"><p>中文'
    assert seen(codecs.BOM_UTF8 + text.encode()) == (text, "utf-8", True)


def test_a_declaration_is_looked_for_at_the_start_only() -> None:
    data = b" " * 1024 + "<meta charset=iso-8859-2>ł".encode("iso-8859-2")
    assert text_of(data).encoding == "windows-1252"


@given(st.binary(max_size=200))
def test_whatever_the_bytes_the_text_is_utf8(data: bytes) -> None:
    source = decode(data, NAME)
    assert source is None or source.data.decode("utf-8") is not None


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_without_a_declaration_comes_back_unchanged(text: str) -> None:
    source = text_of(text.encode())
    assert source.data == text.encode().removeprefix(codecs.BOM_UTF8) or "charset" in text or "coding" in text


def test_a_file_is_read_under_the_name_that_reports_show(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"<p>")
    source = read(tmp_path / "page", PurePosixPath("site/page.html"))
    assert source == SourceFile(PurePosixPath("site/page.html"), b"<p>")


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        read(tmp_path / "a.html", NAME)


def test_a_file_without_permission_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.os, "open", refuse)
    with pytest.raises(ReadError, match=r"\APermission denied\Z"):
        read(tmp_path / "a.html", NAME)


def test_an_error_while_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def __enter__(self) -> "Failing":
            return self

        def __exit__(self, *_: object) -> None: ...

        def read(self, _: int) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(reading, "open_file", lambda *_: Failing())
    with pytest.raises(ReadError, match="Input/output error"):
        read(tmp_path / "a.html", NAME)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no fifos here")
def test_a_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "a.html", NAME)


def test_a_folder_and_a_socket_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError):
        read(tmp_path, NAME)
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.html")
        with pytest.raises(ReadError):
            read(tmp_path / "a.html", NAME)


def test_a_link_put_in_a_files_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.html").symlink_to("secret")
    with pytest.raises(ReadError):
        read(tmp_path / "a.html", NAME)


def test_only_the_beginning_is_read_if_that_is_enough(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    assert read_bytes(tmp_path / "a", 3) == b"abc"
