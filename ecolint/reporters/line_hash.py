"""The hash by which GitHub's code scanning knows a line again when it moves."""

from collections.abc import Collection
from itertools import islice
from operator import mul
import re

from ..model.source import SourceFile

_WINDOW = 100
_MODULUS = 1 << 64
_POWERS = [pow(37, exponent, _MODULUS) for exponent in reversed(range(_WINDOW))]
_END = "\uffff" + "\0" * _WINDOW
_LINE_END = re.compile("\n")
_ALL_BUT_ASTRAL = bytes(range(0xF0))
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def line_hashes(source: SourceFile, lines: Collection[int]) -> dict[int, str]:
    """`primaryLocationLineHash` of lines, counted from 1: a hash of the 100 characters from the line's start on, blanks
    left out, and how often it has occurred so far.

    Occurrences are counted by comparing these characters, not their hashes: far faster, and the same unless two
    different texts share a hash.
    """
    text = _units(source)
    earlier = islice(_LINE_END.finditer(text), max(lines, default=1) - 1)
    starts = [0, *(match.end() for match in earlier)]
    windows = [text[start : start + _WINDOW] for start in starts]
    wanted = {line: windows[line - 1] for line in lines if 0 < line <= len(windows)}
    looked_for = set(wanted.values())
    seen: dict[str, int] = {}
    hashes: dict[int, str] = {}
    for line, window in [(line, window) for line, window in enumerate(windows, 1) if window in looked_for]:
        seen[window] = seen.get(window, 0) + 1
        if line in wanted:
            hashes[line] = f"{_hash(window):x}:{seen[window]}"
    return hashes


def _units(source: SourceFile) -> str:
    """The file as GitHub hashes it: one character for each UTF-16 unit, no blanks, LF only, an end mark."""
    data = source.data
    if source.encoding != "utf-8":  # GitHub reads every file as UTF-8
        data = data.decode("utf-8", "replace").encode(source.encoding, "replace").decode("utf-8", "replace").encode()
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.translate(None, b" \t")
    text = ("\ufeff" if source.bom else "") + data.decode("utf-8", "replace")
    if data.translate(None, _ALL_BUT_ASTRAL):
        text = _ASTRAL.sub(lambda match: "".join(_surrogates(match[0])), text)
    return text + _END


def _surrogates(character: str) -> tuple[str, str]:
    high, low = divmod(ord(character) - 0x10000, 0x400)
    return chr(0xD800 + high), chr(0xDC00 + low)


def _hash(window: str) -> int:
    value: int = sum(map(mul, _POWERS, map(ord, window)))
    return value % _MODULUS
