"""Rules about the whole project: they run once, on what all files stated."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from ..analysis.lint import answers, check_message, wrong_answer
from ..model.finding import Fact, Finding
from ..model.problem import AuthorError, Problem, problem
from ..model.registry import Enabled, RuleSet
from ..model.report import Report, span_of
from ..model.rule import Rule
from .files import Files


def check_project(
    rules: RuleSet, facts: Iterable[Fact], files: Files, *, partial: bool, problems: list[Problem]
) -> list[Finding]:
    """Findings of all enabled project rules. Those that argue from absence don't run on a partial file list."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    findings: list[Finding] = []
    for enabled in rules.enabled:
        if enabled.rule.is_project and not (partial and enabled.rule.whole) and _has_grounds(enabled.rule, by_kind):
            with problem(f"rule {enabled.rule.name}", problems):
                findings += _run(enabled, by_kind, files)
    return findings


def _has_grounds(rule: Rule, facts: dict[str, list[Fact]]) -> bool:
    """Whether there is anything that a rule could speak of: most need a fact, and needn't be imported without."""
    return rule.alone or not rule.facts or any(source.name in facts for source in rule.facts)


def _run(enabled: Enabled, facts: dict[str, list[Fact]], files: Files) -> list[Finding]:
    rule = enabled.rule
    collections = iter(
        tuple(sorted(facts.get(source.name, ()), key=lambda fact: (fact.path, fact.span))) for source in rule.facts
    )
    arguments = [files if name == "files" else next(collections) for name in rule.pattern.parameters]
    findings = []
    for answer in answers(rule(*arguments, **dict(enabled.options)), rule):
        if not isinstance(answer, Report):
            if isinstance(answer, str):
                raise AuthorError(f"{rule.pattern.place}: a rule about the project says where: report(fact or file, …)")
            raise wrong_answer(answer, rule, among=True)
        findings.append(_finding(enabled, answer))
    return findings


def _finding(enabled: Enabled, told: Report) -> Finding:
    if told.path is None or told.path == PurePosixPath():
        raise AuthorError(f"{enabled.rule.pattern.place}: a rule about the project reports a fact or a file")
    check_message(told, enabled.rule)
    return Finding(
        enabled.rule.name,
        told.path,
        span_of(told.where),
        told.message,
        told.severity or enabled.severity,
        told.fix,
        told.related,
        told.key,
    )
