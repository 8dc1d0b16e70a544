"""What tests of several folders share: the command line, and two pages."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]
MakePlugin = Callable[..., Path]

CLEAN = '<!doctype html>\n<html lang="en">\n<head><title>T</title></head>\n<body><p>Hello</p></body>\n</html>\n'
WASTEFUL = CLEAN.replace("</title></head>", '</title><meta http-equiv="refresh" content="30"></head>')
