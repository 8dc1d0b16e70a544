"""Lines that fit on a terminal, broken between words."""

from collections.abc import Iterator
import re

_SHORTEST = 20
"""So much of a text stands beside what begins its first line, or all of it on the next lines."""


def wrapped(text: str, width: int, *, beside: int = 0, indent: int = 0) -> list[str]:
    """A text as lines of at most `width` columns, without indents: `beside` columns of the first line are taken, the
    others will be indented. A word that is longer stays whole. Without a width it is one line."""
    if not width or beside + len(text) <= width:
        return [text]
    from textwrap import wrap

    if width - beside < _SHORTEST:
        return ["", *wrapped(text, width, beside=indent, indent=indent)]
    room = max(width - indent, _SHORTEST)
    taken = " " * max(beside - indent, 0)
    lines = wrap(taken + text, room, break_long_words=False, break_on_hyphens=False)
    return [lines[0].strip(), *lines[1:]]


def wrapped_page(text: str, width: int) -> Iterator[str]:
    """Paragraphs and items of lists filled anew, a paragraph each; code, which is indented, and tables stay."""
    for part in re.split(r"\n{2,}", text.strip("\n")):
        if not width or part.startswith(("    ", "|")):
            yield part
        else:
            items = re.split(r"\n(?=(?:[-*]|\d+\.) )", part)
            yield "\n".join(_item(" ".join(item.split()), width) for item in items)


def _item(text: str, width: int) -> str:
    mark = re.match(r"(?:[-*]|\d+\.) ", text)
    indent = len(mark[0]) if mark else 0
    first, *rest = wrapped(text, width, indent=indent)
    return "\n".join([first, *(" " * indent + line for line in rest)])
