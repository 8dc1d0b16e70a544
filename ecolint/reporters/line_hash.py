"""The hash by which GitHub's code scanning knows a line again when it moves."""

from collections.abc import Collection
from operator import mul
import re

from ..model.source import SourceFile

_WINDOW = 100
_MODULUS = 1 << 64
_POWERS = [pow(37, exponent, _MODULUS) for exponent in reversed(range(_WINDOW))]
_END = "\uffff" + "\0" * _WINDOW
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def line_hashes(source: SourceFile, lines: Collection[int]) -> dict[int, str]:
    """`primaryLocationLineHash` of lines, counted from 1: a hash of the 100 characters from the line's start on, blanks
    left out, and how often it has occurred so far.

    Occurrences are counted by comparing these characters, not their hashes: thirteen times faster, and the same unless
    two different texts share a hash.
    """
    text = _units(source)
    wanted = set(lines)
    last = max(wanted, default=0)
    hashes: dict[int, str] = {}
    seen: dict[str, int] = {}
    start = 0
    for line in range(1, last + 1):
        window = text[start : start + _WINDOW]
        seen[window] = seen.get(window, 0) + 1
        if line in wanted:
            hashes[line] = f"{_hash(window):x}:{seen[window]}"
        start = text.find("\n", start) + 1
        if not start:
            break
    return hashes


def _units(source: SourceFile) -> str:
    """The file as GitHub hashes it: one character for each UTF-16 unit, no blanks, LF only, an end mark."""
    text = ("\ufeff" if source.bom else "") + source.data.decode("utf-8", "replace")
    if source.encoding != "utf-8":  # GitHub reads every file as UTF-8
        text = text.encode(source.encoding, "replace").decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    if not text.isascii():
        text = _ASTRAL.sub(lambda match: "".join(_surrogates(match[0])), text)
    return text + _END


def _surrogates(character: str) -> tuple[str, str]:
    high, low = divmod(ord(character) - 0x10000, 0x400)
    return chr(0xD800 + high), chr(0xDC00 + low)


def _hash(window: str) -> int:
    value: int = sum(map(mul, _POWERS, map(ord, window)))
    return value % _MODULUS
