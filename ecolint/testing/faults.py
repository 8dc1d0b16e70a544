"""What a plugin does wrong."""

import ast
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
import re
import sys
import time

from ..model.rule import LateFunction, Rule
from ..run.entry_points import DISTRIBUTION, EntryPoint
from ..run.plugins import deprecations
from .bench import installed
from .cases import Case, cases_of

SLOW = 0.05
"""Seconds of processor time that a rule's examples, cut off here and there, may take on average."""


def faults_of(entry: EntryPoint) -> Iterator[str]:
    """What a plugin does wrong, a line each: loading, metadata, name, shape of its package, each rule and example."""
    registry = installed()
    for failed in registry.problems:
        if failed.source.startswith(entry.source):
            yield f"{failed.source}: {failed.message}"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", entry.name):
        yield f"the name {entry.name!r}: lower case letters, digits and hyphens, as rules are named after it"
    if entry.distribution != DISTRIBUTION and not entry.needs:
        yield 'its metadata name no range of ecolint: dependencies = ["ecolint>=…,<…"]'
    rules = [rule for rule in registry.rules.values() if rule.family == entry.name]
    yield from (told for plugin in registry.plugins if plugin.name == entry.name for told in plugin.deprecated)
    yield from _faults_of_shape(entry, rules)
    with deprecations() as deprecated:  # of modules that are imported late
        yield from [fault for case in cases_of(rules) for fault in _faults_of_case(case)]
    yield from deprecated


def _faults_of_case(case: Case) -> Iterator[str]:
    started = time.process_time()
    if told := case.failure():
        yield f"{case} ({case.rule.pattern.place}): {' '.join(told.split())}"
    size = sum(len(file.text) for file in case.example.files) if case.number else 0
    if size and (time.process_time() - started) / size > SLOW:
        yield f"{case} ({case.rule.pattern.place}): more than {SLOW * 1000:g} ms each time it is linted"


def _faults_of_shape(entry: EntryPoint, rules: Sequence[Rule]) -> Iterator[str]:
    for path in _modules(entry):
        try:
            tree = ast.parse(path.read_bytes())
        except (OSError, SyntaxError) as error:
            yield f"{path}: {error}"
            continue
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                if name.startswith("ecolint.") and name.split(".")[1] != "testing":
                    line = getattr(node, "lineno", 1)
                    yield f"{path}:{line}: imports {name}; only ecolint itself and ecolint.testing keep their promise"
    if late := [rule for rule in rules if not _is_found_again(rule)]:
        named = ", ".join(rule.name for rule in late[:3])
        yield f"each start imports all of its rules, as {named} is no top-level name of its module"


def _modules(entry: EntryPoint) -> list[Path]:
    spec = find_spec(entry.module) if not entry.file else None
    if spec and spec.submodule_search_locations:
        return sorted(path for folder in spec.submodule_search_locations for path in Path(folder).rglob("*.py"))
    return [Path(entry.file or (spec and spec.origin) or "")]


def _is_found_again(rule: Rule) -> bool:
    """Whether it can be remembered from run to run, and its module imported when it is called."""
    function = rule.pattern.function
    owner = getattr(sys.modules.get(function.__module__), function.__name__, None)
    return rule.is_data or isinstance(function, LateFunction) or isinstance(owner, Rule)
