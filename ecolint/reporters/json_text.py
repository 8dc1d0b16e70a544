"""JSON as every machine format writes it: compact, plain ASCII, harmless when printed to a log."""

from collections.abc import Callable, Iterable
from functools import cache
import re
from typing import TextIO

from .untrusted import written_out

_COMMAND = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def compact(value: object) -> str:
    """One line. Commands to log readers (`##vso[`) and DEL are written with escapes, so they mean the same.

    Bytes of file names that aren't UTF-8, which JSON can't hold, become the text `\\xNN`.
    """
    text = _encode()(value)
    if "\\ud" in text:  # perhaps half a character
        from json import dumps, loads

        text = _SURROGATE.sub(lambda match: "\\" + written_out(match), dumps(value, ensure_ascii=False))
        text = _encode()(loads(text))
    text = text.replace("\x7f", "\\u007f")
    return _COMMAND.sub(r"#\\u0023", text) if "##" in text else text


@cache
def _encode() -> Callable[[object], str]:
    from json import JSONEncoder

    return JSONEncoder(separators=(",", ":"), check_circular=False).encode


def write_items(items: Iterable[str], stream: TextIO) -> None:
    """The inside of an array, an item a line, as they come."""
    separator = "\n"
    for item in items:
        stream.write(separator + item)
        separator = ",\n"
