"""What tests of several folders share: the command line, and two pages."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
import sys
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]
MakePlugin = Callable[..., Path]

CLEAN = '<!doctype html>\n<html lang="en">\n<head><title>T</title></head>\n<body><p>Hello</p></body>\n</html>\n'
WASTEFUL = CLEAN.replace("</title></head>", '</title><meta http-equiv="refresh" content="30"></head>')
RULE_FILE = """
[[rule]]
name = "old-player"
title = "The old player is used."
why = "It fetches two megabytes."
message = "the old player; use video"
languages = ["html"]
select = "div.player"
saves = ["network"]
bad = ['<div class="player"></div>']
good = ['<video src="a.mp4"></video>']
"""


def tool(name: str) -> ModuleType:
    """A script of `tools/`, imported as it imports others that lie beside it."""
    folder = str(ROOT / "tools")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return import_module(name)
