"""What a file gave and what a run gave: the values that reporters format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from .finding import Fact, Finding, Ignore
from .language import Language
from .problem import Problem
from .registry import Plugin
from .rule import Rule
from .source import SourceFile, Span
from .wording import Phrase


@dataclass(frozen=True, eq=False, repr=False)
class FileReport:
    """All that one file gave. Plain values: may be stored and sent between processes."""

    path: PurePosixPath
    language: str
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    problems: tuple[Problem, ...] = ()
    syntax_errors: int = 0
    first_error: int | None = None
    """Offset of the first syntax error."""
    unread: tuple[str, ...] = ()
    """Embedded languages that no plugin brings."""
    timed_out: bool = False
    """The file took longer than the time limit; nothing was kept of it."""
    broken: int = 0
    """Documents with syntax errors, those in attributes and literals too."""
    withheld: int = 0
    """Fixes that were proposed, but not for a file such as this; see `unmendable`."""
    closed: tuple[Span, ...] = ()
    """What no rule about the whole project may edit: template tags, code in attributes and literals."""
    parsed: bool = True
    """All documents were parsed; if not, there may be syntax errors that nobody came upon."""

    def unmendable(self, source: SourceFile) -> str:
        """Why no fix is made in the file, or nothing."""
        if self.syntax_errors:
            return Phrase("it has syntax errors")
        return "" if source.encoding == "utf-8" else Phrase("it is in {encoding}, not UTF-8", encoding=source.encoding)


class BaselineUse(NamedTuple):
    """What became of the accepted findings."""

    accepted: int
    """How many the baseline holds."""
    found: int
    """How many are still there."""
    gone: tuple[tuple[str, str], ...] = ()
    """Rule and path of those that were looked for and not found."""
    looked_for: int | None = None
    """How many this run could have found: of its files and rules; None: all."""


class Broken(NamedTuple):
    """A file with a syntax error: rules ran on what was understood."""

    path: PurePosixPath
    start: int | None = None
    """Offset of the first error in `Results.source`; None where it isn't known."""


@dataclass(frozen=True, eq=False, repr=False)
class Summary:
    """What was read and what was not."""

    checked: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Why files and folders were not checked → how many. What lies in a folder that was not entered isn't counted."""
    skipped_files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same reasons → which; a folder's name ends with "/"."""
    broken: tuple[Broken, ...] = ()
    """Sorted by path."""
    recoded: int = 0
    """Files that are not UTF-8."""
    timed_out: int = 0
    """Files whose check was given up for their time limit; they are among the skipped ones, too."""
    baseline: BaselineUse | None = None

    @property
    def syntax_errors(self) -> int:
        """How many files have a syntax error."""
        return len(self.broken)

    @property
    def syntax_error_files(self) -> tuple[str, ...]:
        """Which these are."""
        return tuple(str(file.path) for file in self.broken)


@dataclass(frozen=True, eq=False, repr=False)
class Results:
    """A run's outcome: what every reporter formats."""

    root: str
    """Absolute path that all paths are relative to."""
    findings: tuple[Finding, ...]
    """Sorted by place."""
    suppressed: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    summary: Summary = field(default_factory=Summary)
    rules: tuple[Rule, ...] = ()
    """Every rule that was enabled for any file, sorted by name."""
    plugins: tuple[Plugin, ...] = ()
    sources: Mapping[PurePosixPath, SourceFile] = field(default_factory=dict)
    """The text of every file with findings or a syntax error."""
    languages: Mapping[PurePosixPath, Language] = field(default_factory=dict)
    """What these are written in, where a plugin brings it."""
    exit_code: int = 0
    partial: bool = False
    """Only some files were looked at: a hook, a named file, standard input."""
    version: str = ""
    """Of the ecolint that gave these results."""

    def source(self, path: PurePosixPath) -> SourceFile:
        """The text of a file; empty for pictures and other assets."""
        return self.sources.get(path) or SourceFile(path, b"")

    def is_page(self, path: PurePosixPath) -> bool:
        """Whether a file is a whole page, not a part of one, nor code."""
        language = self.languages.get(path)
        return language is not None and language.is_complete(self.source(path).data)
