"""What a plugin does wrong."""

from collections.abc import Iterator
import re
import time

from ..run.entry_points import DISTRIBUTION, EntryPoint
from .bench import installed
from .cases import cases_of

SLOW = 0.05
"""Seconds of processor time that a rule's examples, cut off at each byte, may take on average."""


def faults_of(entry: EntryPoint) -> Iterator[str]:
    """What a plugin does wrong, a line each: loading, name, stated version, each rule's declaration and examples."""
    registry = installed()
    for failed in registry.problems:
        if failed.source.startswith(entry.source):
            yield f"{failed.source}: {failed.message}"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", entry.name):
        yield f"the name {entry.name!r}: lower case letters, digits and hyphens, as rules are named after it"
    if entry.distribution != DISTRIBUTION and not entry.needs:
        yield 'its metadata name no range of ecolint: dependencies = ["ecolint>=…,<…"]'
    rules = [rule for rule in registry.rules.values() if rule.family == entry.name]
    for case in cases_of(rules):
        started = time.process_time()
        if told := case.failure():
            yield f"{case} ({case.rule.pattern.place}): {told}"
        size = sum(len(file.text) for file in case.example.files) if case.number else 0
        if size and (time.process_time() - started) / size > SLOW:
            yield f"{case} ({case.rule.pattern.place}): more than {SLOW * 1000:g} ms each time it is linted"
