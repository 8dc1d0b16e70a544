"""An output format: how often each rule speaks, and in how many files."""

from collections.abc import Iterable
from typing import TextIO

from ecolint import Reporter, Results, hookimpl


def write(results: Results, stream: TextIO) -> None:
    """A line for each rule: findings, files, name. Problems of ecolint itself follow; a report never hides them."""
    places: dict[str, list[str]] = {}
    for finding in results.findings:
        places.setdefault(finding.rule, []).append(str(finding.path))
    by_number = sorted(places.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    stream.writelines(f"{len(paths):>6} {len(set(paths)):>6}  {rule}\n" for rule, paths in by_number)
    stream.writelines(f"problem: {problem.source}: {problem.message}\n" for problem in results.problems)


@hookimpl
def ecolint_reporters() -> Iterable[Reporter]:
    return [Reporter("table", write, "Findings and files of each rule.")]
