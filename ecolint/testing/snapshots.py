"""Snapshots: what a person reads of a rule, kept in a file, so that a change of place or words is seen and read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from ..model.docs import Example
from ..model.registry import Enabled, RuleSet
from ..model.results import Results
from ..model.rule import Rule
from ..model.source import SourceFile
from ..reporters.text import shown_findings
from ..run.session import check_tree
from .bench import alone, installed, lint_data
from .cases import options_of, write_files

_BEGINNING = "bad "
Snapshot: TypeAlias = Callable[[Rule], None]
"""What the pytest fixture `ecolint_snapshot` is."""


def rules(*families: str) -> list[Rule]:
    """The installed rules of these plugins; of all plugins, if none is given."""
    return [rule for rule in installed().rules.values() if rule.family in families or not families]


def snapshot_of(rule: Rule) -> str:
    """The text report of a rule's bad examples."""
    return "\n".join(_lines(rule))


def check_snapshot(rule: Rule, folder: Path, *, update: bool = False) -> None:
    """Compare what a rule says with the file of its snapshot, `folder/FAMILY/RULE.txt`; with `update`, write it.

    Raises AssertionError with the difference.
    """
    path = folder / f"{rule.name}.txt"
    text = snapshot_of(rule)
    before = path.read_text("utf-8") if path.is_file() else ""
    if update and text != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    elif text != before:
        told = "says something else than its snapshot" if before else f"has no snapshot {path}"
        changed = "\n".join(unified_diff(before.splitlines(), text.splitlines(), "before", "now", n=1, lineterm=""))
        raise AssertionError(f"{rule.name} {told}; read it, and accept it with pytest --ecolint-update\n{changed}")


def stale_snapshots(folder: Path, known: Iterable[Rule]) -> list[Path]:
    """Snapshots, `FAMILY/RULE.txt`, whose rule is no more. Other texts in these folders are none."""
    names = {f"{rule.name}.txt" for rule in known}
    there = (path for path in sorted(folder.glob("*/*.txt")) if path.relative_to(folder).as_posix() not in names)
    return [path for path in there if path.read_bytes().startswith(_BEGINNING.encode())]


def _lines(rule: Rule) -> Iterator[str]:
    for number, example in enumerate(rule.docs.examples, 1):
        if example.bad:
            yield f"{_BEGINNING}{number}{''.join(f' {name}={text}' for name, text in example.options)}\n"
            yield from shown_findings(replace(results_of(rule, example), rules=()))


def results_of(rule: Rule, example: Example) -> Results:
    """What a rule finds in one of its examples."""
    return _of_project(rule, example) if rule.is_project else _of_file(rule, example)


def _of_file(rule: Rule, example: Example) -> Results:
    file = example.files[0]
    report = lint_data(file.text.encode(), file.language, alone(rule, options_of(rule, example)), file.name)
    mine = (finding for finding in report.findings if finding.rule == rule.name)
    findings = tuple(sorted(mine, key=lambda finding: finding.order))
    return Results("", findings, sources={report.path: SourceFile(report.path, file.text.encode())})


def _of_project(rule: Rule, example: Example) -> Results:
    with TemporaryDirectory() as folder:
        write_files(example, Path(folder))
        enabled = Enabled(rule, rule.severity, options_of(rule, example))
        return check_tree(Path(folder), installed(), RuleSet((enabled,)))
