"""A run under way: files are read and linted, and their reports become Results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
import time
from typing import TYPE_CHECKING, NamedTuple

from .. import __version__
from ..analysis.document import TimedOutError
from ..analysis.fingerprints import fingerprinted
from ..analysis.ignores import Accounting, settle
from ..analysis.lint import lint
from ..analysis.plans import Plans
from ..model.finding import Finding, Fix
from ..model.language import Language
from ..model.problem import Problem, problem
from ..model.registry import RuleSet
from ..model.results import Broken, FileReport, Results, Summary
from ..model.rule import Rule
from ..model.source import SourceFile
from .alarm import alarm
from .discovery import Discovered, FoundFile, ending_of, languages_of
from .project import check_project
from .reading import BINARY, ReadError, read

if TYPE_CHECKING:
    from .guard import Guard
    from .session import Session

_PATIENCE = 1.2
"""Of the time limit: what asks for the time itself, as parsing does, ends in order before it is interrupted."""
_MOST_CUT_OFF = 3
"""On so many files rule files may be too slow; then they are left out for good."""


class Part(NamedTuple):
    """What came of some files of a run. Plain values: sent between processes."""

    reports: Mapping[PurePosixPath, FileReport] = {}
    sources: Mapping[PurePosixPath, SourceFile] = {}
    """The text of those that it is needed of again."""
    problems: Sequence[Problem] = ()
    skipped: Mapping[str, Sequence[PurePosixPath]] = {}
    recoded: int = 0
    timed_out: int = 0
    plan_problems: Sequence[Problem] = ()


class Guarded(NamedTuple):
    """What came of a file in the process that rules of rule files run in."""

    report: FileReport
    failed: list[Problem]
    compiled: list[Problem]
    """What is new of what went wrong with plans."""
    costs: tuple[dict[str, tuple[int, float]], float] | None


@dataclass(eq=False, repr=False)
class Work:
    """A run under way."""

    session: "Session"
    reports: dict[PurePosixPath, FileReport] = field(default_factory=dict)
    sources: dict[PurePosixPath, SourceFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: dict[str, list[PurePosixPath]] = field(default_factory=dict)
    plans: dict[int, Plans] = field(default_factory=dict)
    recoded: int = 0
    timed_out: int = 0
    plan_problems: set[Problem] = field(default_factory=set)
    """Of plans that were built in other processes."""
    guard: "Guard | None" = None
    cut_off: int = 0
    """How many files the rules of rule files were stopped on."""
    rest: dict[int, RuleSet] = field(default_factory=dict)
    """Rule sets without the rules of rule files."""

    def taken(self) -> Part:
        """What was found so far, which is forgotten here; only what was compiled is kept."""
        plain = {path: replace(source) for path, source in self.sources.items()}  # without what they remember
        compiled = [*self.plan_problems, *self._compiled()]
        part = Part(self.reports, plain, self.problems, self.skipped, self.recoded, self.timed_out, compiled)
        self.reports, self.sources, self.problems, self.skipped = {}, {}, [], {}
        self.recoded = self.timed_out = 0
        return part

    def add(self, file: FoundFile, part: Part) -> None:
        """What came of a file elsewhere."""
        self._plans(file.relative)
        self.reports.update(part.reports)
        self.sources.update(part.sources)
        self.problems += part.problems
        for reason, paths in part.skipped.items():
            self.skipped.setdefault(reason, []).extend(paths)
        self.recoded += part.recoded
        self.timed_out += part.timed_out
        self.plan_problems.update(part.plan_problems)

    def read(self, file: FoundFile) -> None:
        self._plans(file.relative)
        language = self._language(file.ending)
        if not self._wanted(language, file.relative):
            return self._keep(FileReport(file.relative, language.name), None)
        try:
            source = read(file.path, file.relative)
        except ReadError as error:
            self.problems.append(Problem(f"file {file.relative}", f"can't be read: {error}"))
            return None
        if source is None:
            self.skipped.setdefault(BINARY, []).append(file.relative)
            return None
        return self.lint(source, language)

    def lint(self, source: SourceFile, language: Language | None = None) -> None:
        with problem(f"file {source.path}", self.problems):
            report = self.report(source, language)
            if report.timed_out:
                self.skipped.setdefault(f"longer than {self.session.time_limit:g} s", []).append(source.path)
                self.timed_out += 1
                return
            self.recoded += source.encoding != "utf-8"
            self._keep(report, source)

    def report(self, source: SourceFile, language: Language | None = None, *, thorough: bool = False) -> FileReport:
        """What the rules say of a text; nothing of it is kept. Rules of rule files are left out if they are slow.

        `thorough`: everything is parsed, so that all syntax errors are known.
        """
        plans = self._plans(source.path)
        files = sorted({one.rule.pattern.file for one in plans.rules.enabled if not one.rule.trusted})
        if not files:
            return self._report(source, language, plans, thorough)
        told = ""
        if self.cut_off < _MOST_CUT_OFF:
            report, told = self._within_limits(source, language, thorough)
            if not told:
                return report
        rest = self._plans_of(self.rest.setdefault(id(plans.rules), _rest(plans.rules)))
        again = self._report(source, language, rest, thorough)
        if told and not again.timed_out:
            self.cut_off += 1
            for_good = " and for all further files" if self.cut_off == _MOST_CUT_OFF else ""
            told = f"{told} together with the others; they were left out there{for_good}"
            self.problems.append(Problem(f"rules of {', '.join(files)} on {source.path}", told))
        return again

    def _within_limits(self, source: SourceFile, language: Language | None, thorough: bool) -> tuple[FileReport, str]:
        """A report, and why it is worth nothing, if so. C code can't be stopped but by ending its process."""
        from .guard import CutOffError, Guard

        self.guard = self.guard or Guard(self._guarded, self.session.time_limit)
        report = FileReport(source.path, "", timed_out=True)
        try:
            report, failed, compiled, costs = self.guard((source, language and language.name, thorough))
        except CutOffError as error:
            return report, str(error)
        self.problems += failed
        self.plan_problems.update(compiled)
        if self.session.costs is not None and costs:
            self.session.costs.add(*costs)
        return report, f"took longer than {self.session.time_limit:g} s" if report.timed_out else ""

    def _guarded(self, task: tuple[SourceFile, str | None, bool]) -> "Guarded":
        """In the guard's process."""
        source, name, thorough = task
        meter, started = self.session.costs, time.process_time()
        if meter is not None:
            meter.taken()  # what was known when the process was made is its parent's
        before = len(self._compiled())
        failed: list[Problem] = []
        report = FileReport(source.path, "")
        with problem(f"file {source.path}", failed):
            language = self.session.registry.languages[name] if name else None
            report = self._report(source, language, self._plans(source.path), thorough)
        costs = (meter.taken(), time.process_time() - started) if meter is not None else None
        return Guarded(report, failed, self._compiled()[before:], costs)

    def _compiled(self) -> list[Problem]:
        """What went wrong with plans that were built here."""
        return [problem for plans in self.plans.values() for problem in plans.problems]

    def _report(self, source: SourceFile, language: Language | None, plans: Plans, thorough: bool) -> FileReport:
        deadline = time.process_time() + self.session.time_limit
        language = language or self._language(ending_of(source.path.name, self.session.registry.endings))
        try:
            with alarm(self.session.time_limit * _PATIENCE):
                return lint(
                    source,
                    language,
                    plans,
                    template=self.session.template_for(source.path),
                    expired=lambda: time.process_time() > deadline,
                    thorough=thorough,
                )
        except TimedOutError:  # raised as the file was done
            return FileReport(source.path, language.name, timed_out=True)

    def _keep(self, report: FileReport, source: SourceFile | None) -> None:
        self.reports[report.path] = report
        if source is not None and (report.findings or report.ignores or report.facts or report.syntax_errors):
            self.sources[report.path] = source

    def _language(self, ending: str) -> Language:
        language = self.session.registry.endings[ending]
        assert language is not None
        return language

    def _plans(self, path: PurePosixPath) -> Plans:
        return self._plans_of(self.session.rules_for(path))

    def _plans_of(self, rules: RuleSet) -> Plans:
        if id(rules) not in self.plans:
            self.plans[id(rules)] = Plans(self.session.registry, rules)
        return self.plans[id(rules)]

    def _wanted(self, language: Language, path: PurePosixPath) -> bool:
        embeds = language.injections or (language.markup and language.markup.code)
        return bool(embeds) or self._plans(path).wanted(language)

    def results(self, found: Discovered) -> Results:
        session = self.session
        accounting = Accounting(session.registry, session.today, session.require_reason, session.complete)
        project = self._project(found)
        settled: list[Finding] = []
        for path in sorted({*self.reports, *project}):
            report = self.reports.get(path) or FileReport(path, "")
            source = self.sources.get(path) or self._source(path)
            mine = sorted([*report.findings, *project.get(path, ())], key=lambda finding: finding.order)
            if any(finding.fix for finding in mine) and session.without_fixes(path):
                mine = [finding._replace(fix=None) for finding in mine]
            told = settle(report, mine, source, session.rules_for(path), accounting)
            settled += fingerprinted(sorted(told, key=lambda finding: finding.order), source)
        problems = [
            *session.registry.problems,
            *found.problems,
            *self.problems,
            *sorted({*self.plan_problems, *self._compiled()}),
            *(problem for report in self.reports.values() for problem in report.problems),
        ]
        shown = sorted(self._shown(settled) & self.sources.keys())
        return Results(
            version=__version__,
            root=str(session.root),
            findings=tuple(finding for finding in settled if not finding.suppression),
            suppressed=tuple(finding for finding in settled if finding.suppression),
            problems=tuple(dict.fromkeys(problems)),
            summary=self._summary(found),
            rules=self._rules(),
            plugins=session.registry.plugins,
            sources={path: self.sources[path] for path in shown},
            languages=languages_of(shown, session.registry.endings),
            partial=session.partial,
        )

    def _shown(self, findings: Iterable[Finding]) -> set[PurePosixPath]:
        """The files that reports show a place in."""
        broken = {report.path for report in self.reports.values() if report.syntax_errors}
        return {finding.path for finding in findings} | broken

    def _project(self, asked: Discovered) -> dict[PurePosixPath, list[Finding]]:
        """Findings of rules about the project, by file: on a part of it only in files that were asked about."""
        facts = [fact for report in self.reports.values() for fact in report.facts]
        session = self.session
        everywhere = session.rules_for(PurePosixPath())
        usual = {one.rule.name: one.severity for one in everywhere.enabled}
        found = check_project(everywhere, facts, session.files, partial=session.partial, problems=self.problems)
        by_path: dict[PurePosixPath, list[Finding]] = {}
        for finding in found:
            if session.partial and finding.path not in self.reports and finding.path not in asked.unread:
                continue
            enabled = {one.rule.name: one.severity for one in session.rules_for(finding.path).enabled}
            if finding.rule in enabled and not self._is_told(finding, everywhere):
                as_usual = finding.severity == usual[finding.rule]
                severity = enabled[finding.rule] if as_usual else finding.severity
                by_path.setdefault(finding.path, []).append(
                    finding._replace(severity=severity, fix=self._fitted(finding))
                )
        return by_path

    def _is_told(self, finding: Finding, rules: RuleSet) -> bool:
        """Whether a rule that this one is silent beside speaks of the same place."""
        report = self.reports.get(finding.path)
        unless = next((one.rule.unless for one in rules.enabled if one.rule.name == finding.rule), ())
        return report is not None and any(
            other.rule in unless and other.span.overlaps(finding.span) for other in report.findings
        )

    def _fitted(self, finding: Finding) -> Fix | None:
        report = self.reports.get(finding.path)
        if finding.fix is None or report is None:
            return None
        from ..analysis.fitting import fitted_from_afar

        source = self.sources.get(finding.path) or self._source(finding.path)
        if not report.parsed:
            report = self.reports[finding.path] = self.report(source, thorough=True)
        fitted: list[Fix | None] = []
        with problem(f"rule {finding.rule}", self.problems):
            fitted.append(fitted_from_afar(finding.fix, source, report))
        return fitted[0] if fitted else None

    def _source(self, path: PurePosixPath) -> SourceFile:
        """The text of a file that only a rule about the project spoke of; empty for pictures and the like."""
        try:
            source = read(self.session.root / path, path)
        except ReadError:
            source = None
        if source is None:
            return SourceFile(path, b"")
        self.sources[path] = source
        return source

    def _rules(self) -> tuple[Rule, ...]:
        rules = {one.rule.name: one.rule for plans in self.plans.values() for one in plans.rules.enabled}
        rules.update({one.rule.name: one.rule for one in self.session.rules_for(PurePosixPath()).enabled})
        return tuple(rules[name] for name in sorted(rules))

    def _summary(self, found: Discovered) -> Summary:
        folders = {reason: [f"{path}/" for path in paths] for reason, paths in found.skipped_folders.items()}
        files = {
            reason: [str(path) for path in paths] for reason, paths in [*found.skipped.items(), *self.skipped.items()]
        }
        reasons = sorted({*folders, *files})
        left_out = {reason: (*folders.get(reason, ()), *files.get(reason, ())) for reason in reasons}
        return Summary(
            checked=len(self.reports),
            skipped={reason: len(paths) for reason, paths in left_out.items()},
            skipped_files=left_out,
            broken=tuple(
                Broken(path, report.first_error)
                for path, report in sorted(self.reports.items())
                if report.syntax_errors
            ),
            recoded=self.recoded,
            timed_out=self.timed_out,
        )


def _rest(rules: RuleSet) -> RuleSet:
    """Without the rules of rule files."""
    return RuleSet(tuple(one for one in rules.enabled if one.rule.trusted))
