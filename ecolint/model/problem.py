"""When ecolint itself fails: a Problem, told in every report, that takes no one else's findings."""

from types import TracebackType
from typing import NamedTuple


class Problem(NamedTuple):
    """Something went wrong with ecolint, not with the code it reads."""

    source: str
    """Who: "plugin html", "rule css/x on a.css", "file b.html"."""
    message: str
    """What happened and what to do, in one line."""
    detail: str = ""
    """A traceback, for `--verbose` and bug reports."""


class AuthorError(Exception):
    """A rule or plugin is written wrongly; the message says where, what is wrong and what to do."""


class Leaving(SystemExit):
    """The program is to end, by our own wish. A plugin's `sys.exit` is a failure as any."""


class problem:  # noqa: N801 -- reads as the statement that it is: `with problem(…):`
    """Turn an exception of the block into a Problem, so that the rest of the work goes on.

    The only place of the package that stops an `Exception`, and a plugin's `sys.exit`.
    A class and no generator, since it is entered for every rule and file.
    """

    __slots__ = ("into", "on", "source")

    def __init__(self, source: str, into: list[Problem], on: object = None) -> None:
        """`on` is what it happened to; it becomes a part of the Problem's source."""
        self.source = source
        self.into = into
        self.on = on

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        ended = isinstance(error, SystemExit) and not isinstance(error, Leaving)
        if error is None or not (ended or isinstance(error, Exception)):
            return False
        from traceback import format_exception

        from .author_errors import in_words

        source = self.source if self.on is None else f"{self.source} on {self.on}"
        self.into.append(Problem(source, in_words(error, trace), "".join(format_exception(kind, error, trace))))
        return True
