"""From a file on disk to UTF-8: which encoding it has, and what is no text at all."""

import codecs
import os
from pathlib import Path, PurePosixPath
import re
import stat
from typing import BinaryIO

from ..model.source import SourceFile

BINARY = "binary (NUL bytes)"
"""Why `read` gives nothing, in words for a summary."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATIONS = (
    rb'\A@charset "([^"]+)"',
    rb"\A\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']+)",
    rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)",
    rb"\A(?:[^\r\n]*(?:\r\n|\r|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)",
)
_DECLARED_WITHIN = 1024
_CHARSETS = (
    r"(us-)?ascii|utf-?8|latin-?\d+|iso-?8859-\d+|(windows-|cp)\d+|koi8-[rut]|mac(intosh|-(roman|cyrillic|greek|turkish))"
    r"|tis-?620|gb2312|gbk|gb18030|big5(-?hkscs)?|(shift-?|s)jis|euc-?(jp|kr)|iso-2022-(jp|kr)"
)
"""What may be looked up as a codec: a name out of a linted file must not reach codecs that do more than decode."""

_HIGH = bytes(range(0xA0, 0x100))
_OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))


_MINIFIED_SIZE = 1_000
_MINIFIED_MARKS = 20
"""Separators on a line, on average: code that people write has one to five, in tables of data up to eight."""
_MINIFIED_HEAD = 16_384


class ReadError(OSError):
    """A file can't be read; the message says why, without the path."""


def open_file(path: str | Path, folder: int | None = None) -> BinaryIO:
    """Open a regular file for reading; never waits for a fifo, never follows a link.

    `folder` is an open folder that the path is relative to. Raises ReadError.
    """
    try:
        number = os.open(path, _OPEN_FLAGS, dir_fd=folder)
    except OSError as error:
        raise ReadError(error.strerror or str(error)) from None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise ReadError("not a regular file")
    return os.fdopen(number, "rb")


def read_bytes(path: str | Path, limit: int = -1, *, folder: int | None = None) -> bytes:
    """The first `limit` bytes of a regular file; all of it by default. Raises ReadError."""
    with open_file(path, folder) as stream:
        try:
            return stream.read(limit)
        except OSError as error:
            raise ReadError(error.strerror or str(error)) from None


def read(path: str | Path, relative: PurePosixPath) -> SourceFile | None:
    """A file as UTF-8; None for a binary one (see BINARY). `relative` is the path that reports show.

    Raises ReadError.
    """
    return decode(read_bytes(path), relative)


def decode(data: bytes, relative: PurePosixPath) -> SourceFile | None:
    """Bytes of a file or of standard input as UTF-8; None if they are binary.

    Encoding: byte order mark, then what the text declares, then UTF-8, then Windows-1252. Line ends stay as they are.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(mark) :]
    if marked and marked != "utf-8":
        body, encoding = body.decode(marked, "replace").encode(), marked
    else:
        body, encoding = _to_utf8(body, is_marked=bool(marked))
    return None if b"\0" in body else SourceFile(relative, body, encoding, bool(mark))


def is_minified(path: str | Path) -> bool:
    """Whether a script or style sheet is written for machines: many statements on a line. Tiny files never are."""
    try:
        head = read_bytes(path, _MINIFIED_HEAD)
    except ReadError:
        return False  # told when it is read whole
    marks = sum(head.count(mark) for mark in (b";", b",", b"{", b"}"))
    return len(head) > _MINIFIED_SIZE and marks > _MINIFIED_MARKS * (head.count(b"\n") + 1)


def _to_utf8(data: bytes, *, is_marked: bool) -> tuple[bytes, str]:
    """The text as UTF-8, and the encoding it was in."""
    if data.isascii():
        return data, "utf-8"
    is_utf8 = _is_utf8(data)
    declared = "" if is_marked else _declared(data)
    if declared and not (is_utf8 and _one_byte_each(declared)):
        try:
            return data.decode(declared).encode(), declared
        except UnicodeError:
            pass
    if is_utf8:
        return data, "utf-8"
    return data.decode("cp1252", "replace").encode(), "windows-1252"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str:
    """The encoding that the text claims for itself, if it can be one and is not UTF-8."""
    head = data[:_DECLARED_WITHIN]
    found = next((match for claim in _DECLARATIONS if (match := re.search(claim, head, re.IGNORECASE))), None)
    name = found[1].decode("ascii", "replace").lower().replace("_", "-") if found else ""
    return name if re.fullmatch(_CHARSETS, name) and _decodes_ascii(name) else ""


def _decodes_ascii(encoding: str) -> bool:
    """Whether a claim written in ASCII can be true. UTF-8 is no claim: it is what is assumed."""
    try:
        return codecs.lookup(encoding).name != "utf-8" and "charset".encode(encoding) == b"charset"
    except LookupError:
        return False


def _one_byte_each(encoding: str) -> bool:
    """In such an encoding every file is valid, whatever it was written in: what is valid UTF-8 is UTF-8."""
    return len(_HIGH.decode(encoding, "replace")) == len(_HIGH)
