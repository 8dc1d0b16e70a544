"""Colours for terminals, or none."""

from typing import NamedTuple


class Style(NamedTuple):
    """What begins each kind of text; all empty where there are no colours."""

    strong: str = ""
    faint: str = ""
    error: str = ""
    warning: str = ""
    note: str = ""
    good: str = ""
    end: str = ""

    def __call__(self, kind: str, text: str) -> str:
        """`text` painted as one of the kinds above."""
        return f"{getattr(self, kind)}{text}{self.end}"


PLAIN = Style()
ANSI = Style(
    strong="\x1b[1m",
    faint="\x1b[2m",
    error="\x1b[1;31m",
    warning="\x1b[1;33m",
    note="\x1b[1;36m",
    good="\x1b[1;32m",
    end="\x1b[0m",
)
