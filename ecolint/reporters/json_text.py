"""JSON as every machine format writes it: compact, plain ASCII, harmless when printed to a log."""

from collections.abc import Iterable
import re
from typing import TextIO

from .untrusted import written_out

_COMMAND = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def compact(value: object) -> str:
    """One line. Commands to log readers (`##vso[`) and DEL are written with escapes, so they mean the same.

    Bytes of file names that aren't UTF-8, which JSON can't hold, become the text `\\xNN`.
    """
    from json import dumps, loads

    text = dumps(value, separators=(",", ":"))
    if "\\ud" in text:  # perhaps half a character
        text = _SURROGATE.sub(lambda match: "\\" + written_out(match), dumps(value, ensure_ascii=False))
        text = dumps(loads(text), separators=(",", ":"))
    text = text.replace("\x7f", "\\u007f")
    return _COMMAND.sub(r"#\\u0023", text) if "##" in text else text


def write_items(items: Iterable[str], stream: TextIO) -> None:
    """The inside of an array, an item a line, as they come."""
    separator = "\n"
    for item in items:
        stream.write(separator + item)
        separator = ",\n"
