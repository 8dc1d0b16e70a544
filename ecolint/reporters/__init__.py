"""Results → text, a module for each format. A format's module is imported when it is first written."""

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from ..model.registry import Reporter
from ..model.results import Results


def _from(module: str) -> Callable[[Results, TextIO], None]:
    """The `write` of a module of this package."""

    def write(results: Results, stream: TextIO) -> None:
        import_module(f".{module}", __name__).write(results, stream)

    return write


BUILT_IN = (
    Reporter("text", _from("text"), "for people: the code, what is wasted, what to do, and a summary"),
    Reporter("concise", _from("concise"), "one line for each finding, for editors and grep"),
    Reporter("json", _from("json_report"), "all that is known, for programs"),
    Reporter("sarif", _from("sarif"), "SARIF 2.1.0, for code hosts"),
)
