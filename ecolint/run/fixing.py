"""Fixing: apply what rules propose, lint again until nothing changes, and write what came of it."""

import codecs
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..analysis.fixing import apply_edits, choose, edits_of
from ..analysis.ignores import UNUSED_SETTING
from ..model.finding import Edit, Finding
from ..model.problem import Problem, problem
from ..model.results import FileReport, Results
from ..model.source import SourceFile, Span
from .discovery import Discovered
from .rewriting import RewriteError, rewrite
from .session import Session
from .work import Work

PASSES = 10
"""Times that a file is fixed and linted again before it is given up."""


@dataclass
class FixedFile:
    """What fixing makes of a file."""

    before: SourceFile
    report: FileReport
    """Of the file as it was."""
    after: SourceFile
    mended: int = 0
    """Findings whose fix was made."""
    written: bool = False
    """To its file. Standard input has none."""
    barred: set[str] = field(default_factory=set)
    """Rules whose fixes broke it."""


class Fixed(NamedTuple):
    """What fixing made of a run's files."""

    before: Results
    results: Results
    """What is left. If nothing was to be written, the same as `before`, with the problems of fixing."""
    files: tuple[FixedFile, ...]
    """Those that were changed."""
    left_out: Mapping[PurePosixPath, str]
    """Files that fixes were proposed for, but that are not touched, and why."""


def fix(
    session: Session,
    found: Discovered,
    texts: Sequence[SourceFile] = (),
    *,
    unsafe: bool = False,
    write: bool = True,
    told: Callable[[Results], Iterable[Finding]] = lambda results: results.findings,
) -> Fixed:
    """Lint, apply fixes and lint again until nothing changes; then write the files that were `found`.

    Only safe fixes are applied, with `unsafe` all of them; of those only what `told` picks from the results. Without
    `write` nothing is written, and the results are those of the files as they are.
    """
    work = session.lint(found, texts)
    before = results = work.results(found)
    left_out = _left_out(work)
    files: dict[PurePosixPath, FixedFile] = {}
    for _ in range(PASSES):
        todo = _proposed(told(results), files, unsafe=unsafe)
        if not todo:
            break
        for path, findings in todo.items():
            file = files.setdefault(path, FixedFile(work.sources[path], work.reports[path], work.sources[path]))
            _mend(file, findings, work)
        results = work.results(found)
    for path, findings in _proposed(told(results), files, unsafe=unsafe).items():
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        work.problems.append(Problem(f"file {path}", f"fixes come to no end: {rules}"))
    if write:
        for path in [file.relative for file in found.files if file.relative in files]:
            _write(path, files, work)
        results = work.results(found)
    else:
        results = replace(before, problems=work.results(found).problems)
    changed = tuple(files[path] for path in sorted(files) if files[path].after != files[path].before)
    return Fixed(before, results, changed, left_out)


def fix_settings(
    fixed: Fixed, results: Results, told: Iterable[Finding], root: Path, *, unsafe: bool, write: bool
) -> Fixed:
    """The same with the fixes of unused settings, if `told`. A configuration isn't linted, so one pass is all."""
    settings = [finding for finding in told if finding.rule == UNUSED_SETTING.name]
    chosen = choose(settings, unsafe=unsafe)
    if not chosen:
        return fixed._replace(results=results)
    path = chosen[0].path
    before = results.source(path)
    edits = sorted(set(edits_of(chosen)))
    after = replace(before, data=apply_edits(before.data, edits))
    if not write:
        return fixed._replace(results=results, files=(*fixed.files, _settings_file(before, after, len(chosen))))
    try:
        rewrite(root, path, on_disk(before), on_disk(after))
    except RewriteError as error:
        failure = Problem(f"file {path}", f"was not fixed: {error}")
        return fixed._replace(results=replace(results, problems=(*results.problems, failure)))
    mended = {finding.fingerprint for finding in chosen}
    left = [
        finding._replace(span=_moved(finding.span, edits), fix=None) if finding.path == path else finding
        for finding in results.findings
        if finding.fingerprint not in mended
    ]
    results = replace(results, findings=tuple(left), sources={**results.sources, path: after})
    return fixed._replace(results=results, files=(*fixed.files, _settings_file(before, after, len(chosen), True)))


def _settings_file(before: SourceFile, after: SourceFile, mended: int, written: bool = False) -> FixedFile:
    return FixedFile(before, FileReport(before.path, ""), after, mended, written)


def _moved(span: Span, removed: Iterable[Edit]) -> Span:
    """A place in a text of which parts before it were taken out."""
    gone = sum(edit.span.end - edit.span.start for edit in removed if edit.span.end <= span.start)
    return Span(span.start - gone, span.end - gone)


def on_disk(source: SourceFile) -> bytes:
    """A text's bytes as they are in its file. Only for UTF-8."""
    return codecs.BOM_UTF8 * source.bom + source.data


def _left_out(work: Work) -> dict[PurePosixPath, str]:
    found = {}
    for path, report in sorted(work.reports.items()):
        if report.withheld:
            found[path] = report.unmendable(work.sources[path])
    return found


def _proposed(
    findings: Iterable[Finding], files: Mapping[PurePosixPath, FixedFile], *, unsafe: bool
) -> dict[PurePosixPath, list[Finding]]:
    by_path: dict[PurePosixPath, list[Finding]] = {}
    for finding in findings:
        barred = files[finding.path].barred if finding.path in files else ()
        if finding.fix and (finding.fix.safe or unsafe) and finding.rule not in barred:
            by_path.setdefault(finding.path, []).append(finding)
    return {path: choose(proposed, unsafe=unsafe) for path, proposed in by_path.items()}


def _mend(file: FixedFile, findings: list[Finding], work: Work) -> None:
    """One pass over one file. Rules whose fixes break its syntax are barred from it, and their fixes undone."""
    whole = _attempt(file, findings, work)
    if whole is None:
        rules = {finding.rule for finding in findings}
        alone = {rule: [finding for finding in findings if finding.rule == rule] for rule in rules}
        guilty = {rule for rule in rules if _attempt(file, alone[rule], work) is None} or rules
        file.barred |= guilty
        path, names = file.after.path, ", ".join(sorted(guilty))
        work.problems.append(Problem(f"file {path}", f"fixes broke its syntax and were undone: {names}"))
        findings = [finding for finding in findings if finding.rule not in guilty]
        whole = _attempt(file, findings, work)
        if whole is None:
            file.barred |= rules
            return
    file.after, work.reports[file.after.path] = whole
    work.sources[file.after.path] = file.after
    file.mended += len(findings)


def _attempt(file: FixedFile, findings: list[Finding], work: Work) -> tuple[SourceFile, FileReport] | None:
    """The text with the fixes, and what the rules say of it; None if they break it."""
    failures: list[Problem] = []
    with problem(f"fixes of {file.after.path}", failures):
        source = replace(file.after, data=apply_edits(file.after.data, edits_of(findings)))
        report = work.report(source, thorough=True)
        known = work.reports[source.path]
        if not known.parsed:
            known = work.reports[source.path] = work.report(file.after, thorough=True)
        if not report.timed_out and report.broken <= known.broken:
            return source, report
    work.problems += failures
    return None


def _write(path: PurePosixPath, files: dict[PurePosixPath, FixedFile], work: Work) -> None:
    file = files[path]
    if file.after == file.before:
        return
    try:
        rewrite(work.session.root, path, on_disk(file.before), on_disk(file.after))
    except RewriteError as error:
        work.problems.append(Problem(f"file {path}", f"was not fixed: {error}"))
        work.reports[path], work.sources[path] = file.report, file.before
        del files[path]
    else:
        file.written = True
