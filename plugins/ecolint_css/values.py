"""Values of declarations, taken apart: lists, words, times, lengths, addresses."""

from collections.abc import Iterator
import re

_PIECE = re.compile(r"""\"(?:[^"\\]|\\.)*\"?|'(?:[^'\\]|\\.)*'?|[(),\s]|[^"'(),\s]+""", re.DOTALL)
_TIME = re.compile(r"(?<![\w.-])(-?\d*\.?\d+)(m?s)(?![\w%-])", re.IGNORECASE)
_URL = re.compile(
    r"""\burl\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^)"'\s]*))\s*\)(?:\s*format\(\s*["']?([\w-]+))?""", re.IGNORECASE
)
_VARIABLE = re.compile(r"\$\w|@\w|[#@]\{|\bvar\(")


def split_list(value: str) -> list[str]:
    """The parts between commas that no bracket or string holds."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(value):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def split_words(value: str) -> list[str]:
    """The parts between spaces that no bracket or string holds."""
    words: list[str] = []
    depth, open_word = 0, False
    for piece in _PIECE.findall(value):
        depth += (piece == "(") - (piece == ")")
        if piece.isspace() and depth <= 0:
            open_word = False
        elif open_word:
            words[-1] += piece
        else:
            words.append(piece)
            open_word = True
    return words


def times(value: str) -> list[float]:
    """The times in a value, in milliseconds."""
    return [float(number) * (1 if unit.lower() == "ms" else 1000) for number, unit in _TIME.findall(value)]


def addresses(value: str) -> Iterator[tuple[str, str]]:
    """Each `url()` with the `format()` that follows it, or ""."""
    for double, single, bare, form in _URL.findall(value):
        yield double or single or bare, form.lower()


def has_variable(value: str) -> bool:
    """Whether a part of the value is set elsewhere: a custom property or a variable of SCSS or Less."""
    return _VARIABLE.search(value) is not None


def unquoted(text: str) -> str:
    """A string without its quotes; a name as it is."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
