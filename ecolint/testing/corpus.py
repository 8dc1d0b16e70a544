"""Rules on a folder of real files: what crashes, and what each rule costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from ..model.finding import Finding
from ..model.problem import Problem
from ..model.registry import RuleSet
from ..run.session import check_tree
from ..run.timing import Cost, lines, timed
from .bench import installed

_DEAR = 1.0
"""Seconds of processor time from which it is worth a sentence that a rule costs more than all the rest."""


@dataclass(frozen=True, repr=False)
class Tried:
    """What came of it. `assert not try_on(folder, "acme").crashes`."""

    files: int
    """So many were read."""
    findings: tuple[Finding, ...]
    crashes: tuple[Problem, ...]
    """Everything that went wrong, with the file it happened on."""
    skipped: Mapping[str, int]
    """Why files were not read to their end → how many."""
    costs: Mapping[str, Cost]
    """Of each rule that was called."""
    seconds: float
    """Of processor time, in all."""

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        skipped = "".join(f", {count} skipped: {why}" for why, count in self.skipped.items())
        yield f"{self.files} files, {len(self.findings)} findings, {len(self.crashes)} crashes{skipped}"
        yield from (f"{crash.source}: {crash.message}" for crash in self.crashes)
        yield from lines(dict(self.costs), self.seconds)
        for name, cost in self.costs.items():
            if cost.seconds > max(_DEAR, self.seconds / 2) and cost.calls > self.files:
                yield f"{name} costs more than all the rest: let doc.once keep what is the same for a whole file"


def try_on(folder: str | Path, *families: str) -> Tried:
    """Run all rules of these plugins, of all plugins if none is given, on every file of a folder that has a language.

    What `.gitignore` and the usual excludes leave out is read, too.
    """
    registry, costs = timed(installed())
    rules = RuleSet.of(rule for rule in registry.rules.values() if rule.family in families or not families)
    started = process_time()
    results = check_tree(Path(folder).resolve(), registry, rules)
    called = {name: cost for name, cost in costs.items() if cost.calls}
    summary = results.summary
    return Tried(
        summary.checked, results.findings, results.problems, dict(summary.skipped), called, process_time() - started
    )
