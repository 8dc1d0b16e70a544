"""Text as XML holds it."""

from collections.abc import Mapping
import re

from .untrusted import written_out

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_SPECIAL = re.compile('[&<>"\t\n]')


def attributes(values: Mapping[str, object]) -> str:
    """`name="value"` for each, with a blank before it."""
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())


def escaped(text: str) -> str:
    """One line for an attribute or an element. What XML forbids is written out; commands to log readers get escapes."""
    if not (text.isascii() and text.isprintable()):
        text = _FORBIDDEN.sub(written_out, text)
    text = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
    return _COMMAND.sub("&#35;", text) if "##" in text else text
