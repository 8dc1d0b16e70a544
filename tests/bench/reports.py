"""What writing all reports costs, as a share of the check that gave the findings. Both in one process, one run.

    python tests/bench/reports.py FOLDER... [--extends all] [--findings 5000] [--rounds 3]

Checks files, in the order of their names, until there are so many findings, and writes each format to a file. Prints
milliseconds for each format and the share of all together. Processor time: machines are noisy, so the best of several
rounds counts.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
import tempfile
import time

from ecolint.model.registry import RuleSet
from ecolint.model.results import Results
from ecolint.reporters import BUILT_IN
from ecolint.run.discovery import discover
from ecolint.run.files import Files
from ecolint.run.session import Session
from ecolint.run.work import Work
from ecolint.run.writing import text_file
from ecolint.testing import installed

LIMIT = 0.1


def checked(folders: list[Path], extends: str, findings: int) -> tuple[Results, float]:
    """The results of a check of as many files as give so many findings, and its seconds."""
    registry = installed()
    rules = RuleSet.of(registry.preset(extends))
    root = folders[0].resolve().parent
    start = time.process_time()
    found = discover(folders, root=root, endings=registry.endings, excludes={}, max_size=1_000_000)
    work = Work(Session(registry, root, lambda _: rules, Files(root)))
    taken = 0
    for file in found.files:
        work.read(file)
        report = work.reports.get(file.relative)
        taken += len(report.findings) if report else 0
        if taken >= findings:
            break
    results = work.results(replace(found, files=tuple(file for file in found.files if file.relative in work.reports)))
    return results, time.process_time() - start


def written(results: Results, rounds: int) -> Iterator[tuple[str, float, int]]:
    """Each format with its seconds, the best of some rounds, and its size."""
    with tempfile.TemporaryDirectory() as folder:
        for reporter in BUILT_IN:
            file = Path(folder, reporter.name)
            seconds = []
            for _ in range(rounds):
                start = time.process_time()
                with text_file(file) as stream:
                    reporter.write(results, stream)
                seconds.append(time.process_time() - start)
            yield reporter.name, min(seconds), file.stat().st_size


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="+")
    arguments.add_argument("--extends", default="all")
    arguments.add_argument("--findings", type=int, default=5_000)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    results, checking = checked(given.folder, given.extends, given.findings)
    print(f"{len(results.findings)} findings in {results.summary.checked} files: {checking:.2f} s")
    total = 0.0
    for name, seconds, size in written(results, given.rounds):
        total += seconds
        print(f"{name:12} {seconds * 1000:7.0f} ms {size / 1000:8.0f} kB")
    print(f"all formats  {total * 1000:7.0f} ms  {total / checking:.1%} of the check (limit {LIMIT:.0%})")


if __name__ == "__main__":
    main()
