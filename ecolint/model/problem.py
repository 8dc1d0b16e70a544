"""When ecolint itself fails: a Problem, told in every report, that takes no one else's findings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Problem(NamedTuple):
    """Something went wrong with ecolint, not with the code it reads."""

    source: str
    """Who: "plugin html", "rule css/x on a.css", "file b.html"."""
    message: str
    """What happened and what to do, in one line."""
    detail: str = ""
    """A traceback, for `--verbose` and bug reports."""


@contextmanager
def problem(source: str, into: list[Problem]) -> Iterator[None]:
    """Turn an exception of the block into a Problem, so that the rest of the work goes on.

    The only place of the package that catches `Exception`.
    """
    try:
        yield
    except Exception as error:
        import traceback

        summary = " ".join(str(error).split())
        name = type(error).__name__
        into.append(Problem(source, f"{name}: {summary}" if summary else name, traceback.format_exc()))
