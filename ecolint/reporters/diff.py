"""Unified diffs: readable on a terminal, exact for `git apply`."""

from collections.abc import Iterator
import difflib
from pathlib import PurePosixPath
import re

from .style import Style
from .untrusted import written_out

_PLAIN_NAME = re.compile(rb"[\x20!#-\[\]-~]*")
_NO_LINE_END = b"\\ No newline at end of file\n"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_KINDS = {"@@": "note", "+": "good", "-": "error"}


def unified_diff(path: PurePosixPath, before: bytes, after: bytes) -> Iterator[bytes]:
    """Lines of a diff with three lines of context, in the bytes of the file; nothing if there is no difference."""
    old, new = _lines(before), _lines(after)
    # difflib compares text: each byte is a character here.
    told = difflib.unified_diff(
        [line.decode("latin-1") for line in old], [line.decode("latin-1") for line in new], lineterm="\n"
    )
    for number, text in enumerate(told):
        if number < 2:
            yield (b"--- " + _name("a", path) if number == 0 else b"+++ " + _name("b", path)) + b"\n"
            continue
        line = text.encode("latin-1")
        if line.endswith(b"\n"):
            yield line
        else:
            yield from (line + b"\n", _NO_LINE_END)


def coloured(line: bytes, number: int, style: Style) -> str:
    """A line of a diff for a terminal: what could drive the terminal is written out. The first two lines name files."""
    text = _CONTROL.sub(written_out, line.decode("utf-8", "replace").removesuffix("\n"))
    kind = "strong" if number < 2 else next((kind for sign, kind in _KINDS.items() if text.startswith(sign)), "")
    return style(kind, text) if kind else text


def _lines(data: bytes) -> list[bytes]:
    """As git counts them: LF ends a line, nothing else."""
    return [line for line in re.split(rb"(?<=\n)", data) if line]


def _name(side: str, path: PurePosixPath) -> bytes:
    """A file's name as git writes it: quoted if it holds special characters, with a tab after one with spaces."""
    name = f"{side}/{path}".encode("utf-8", "surrogateescape")
    if not _PLAIN_NAME.fullmatch(name):
        return b'"' + b"".join(_quoted(byte) for byte in name) + b'"'
    return name + b"\t" if b" " in name else name


def _quoted(byte: int) -> bytes:
    if byte in b'"\\':
        return b"\\" + bytes([byte])
    return bytes([byte]) if 0x20 <= byte < 0x7F else b"\\%03o" % byte
