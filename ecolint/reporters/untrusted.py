"""Text of linted files made harmless, before it meets a terminal, a log or a code host."""

from pathlib import PurePosixPath
import re

from ..model.wording import Message

MESSAGE_LENGTH = 1000
_INVISIBLE = (
    "\x00-\x08\x0a-\x1f\x7f-\x9f"  # control characters, among them ESC; not the tab
    "\u2028\u2029"  # line ends to some viewers
    "\u202a-\u202e\u2066-\u2069"  # would show code in another order than it runs
    "\ud800-\udfff"  # bytes of a file name that aren't UTF-8
)
_CONTROL = f"[{_INVISIBLE}]"  # compiled for the first text that isn't plain ASCII
_NAMED = {"\n": "\\n", "\r": "\\r"}
_COMMAND = re.compile(r"(##(?:vso)?)\[", re.IGNORECASE)


def harmless(text: str) -> str:
    """One line, control characters written out (`\\n`, `\\x1b`), commands to a CI's log reader broken up (`##vso(`)."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _COMMAND.sub(r"\1(", re.sub(_CONTROL, written_out, text))


def written_out(match: re.Match[str]) -> str:
    """A matched character as an escape."""
    character = match[0]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte of a file name that isn't UTF-8
        code -= 0xDC00
    return _NAMED.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def shown_path(path: PurePosixPath) -> str:
    """A path to print at the start of a line; `./` before names that a CI would take for a command (`::error::`)."""
    text = harmless(str(path)).replace("\t", "\\t")
    return f"./{text}" if text.lstrip().startswith(":") else text


def cut(text: str, length: int) -> str:
    """At most `length` characters, the last one `…` if some are missing."""
    return text if len(text) <= length else text[: length - 1] + "…"


def shown_message(message: Message) -> str:
    """A finding's sentence, in one harmless line of at most 1,000 characters."""
    return cut(harmless(cut(str(message), MESSAGE_LENGTH)), MESSAGE_LENGTH)


def shown_sentence(message: Message) -> str:
    """The same with a full stop."""
    text = shown_message(message)
    return text if text.endswith((".", "!", "?", "…")) else cut(f"{text}.", MESSAGE_LENGTH)
