"""A run: files in, Results out. What it works with, and where; see `work` for how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..model.registry import Registry, RuleSet
from ..model.results import Results
from ..model.source import SourceFile
from .discovery import Discovered, FoundFile, discover
from .files import Files
from .jobs import processes_for
from .work import Part, Work

if TYPE_CHECKING:
    from .timing import Costs

TIME_LIMIT = 5.0
"""Seconds of processor time for a file."""


@dataclass(frozen=True, eq=False, repr=False)
class Session:
    """What a run works with: the same for all files."""

    registry: Registry
    root: Path
    rules_for: Callable[[PurePosixPath], RuleSet]
    """What is enabled for a file. Equal sets are the same object, so that they share their plans."""
    files: Files
    template_for: Callable[[PurePosixPath], str] = lambda _: ""
    """The template syntax that the configuration names for a file."""
    time_limit: float = TIME_LIMIT
    require_reason: bool = False
    complete: bool = True
    """All rules ran that the configuration enables: unused ignores may be told."""
    partial: bool = False
    """Only some files are looked at: rules that argue from absence are left out."""
    today: str = ""
    progress: Callable[[int, int], None] = lambda _done, _all: None
    jobs: int | None = None
    """Processes that check files; None: as many as pay off."""
    costs: "Costs | None" = None
    """Where the rules' costs are kept, if they have clocks around them."""
    rebuild: "Callable[[], Session] | None" = None
    """Makes the same session in another process; picklable. Without it there are no others."""
    without_fixes: Callable[[PurePosixPath], bool] = lambda _: False
    """Whether a file gets no fixes."""

    def check(self, found: Discovered, texts: Iterable[SourceFile] = ()) -> Results:
        """Lint files that were found, and texts that are no files (standard input)."""
        return self.lint(found, texts).results(found)

    def lint(self, found: Discovered, texts: Iterable[SourceFile] = ()) -> Work:
        """The same, but the results may still be changed."""
        work = Work(self)
        total = len(found.files)
        parts = self._checked_elsewhere(found.files)
        for number, file in enumerate(found.files):
            if file in parts:
                work.add(file, parts[file])
                continue
            self.progress(number, total)
            work.read(file)
        for text in texts:
            work.lint(text)
        self.progress(total, total)
        return work

    def _checked_elsewhere(self, files: Sequence[FoundFile]) -> Mapping[FoundFile, Part]:
        """What other processes made of the files, where they are worth it."""
        count = processes_for(files, self.jobs) if self.rebuild else 1
        if count < 2 or self.rebuild is None:
            return {}
        from .workers import check_in_parallel

        return check_in_parallel(files, count, self.rebuild, self.progress)


def check_tree(folder: Path, registry: Registry, rules: RuleSet) -> Results:
    """Run one rule set on all files of a folder."""
    session, found = on_tree(folder, registry, rules)
    return session.check(found)


def on_tree(folder: Path, registry: Registry, rules: RuleSet) -> tuple[Session, Discovered]:
    """One rule set, and all files of a folder to run it on."""
    found = discover([folder], root=folder, endings=registry.endings, excludes={})
    return Session(registry, folder, lambda _: rules, Files(folder)), found
