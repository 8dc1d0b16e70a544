"""The loop that joins parsing, the one query pass, rules and embedded languages: bytes in, values out."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from tree_sitter import Tree

from ..model.finding import Fact, Finding, Ignore
from ..model.language import Language
from ..model.problem import AuthorError, Problem, problem
from ..model.report import Place, Report, span_of
from ..model.results import FileReport
from ..model.rule import FactSource, Rule
from ..model.source import SourceFile, Span
from ..model.wording import Message
from .document import Document, TimedOutError, never
from .ignores import read_ignores
from .injection import inject
from .parsing import parsed
from .passing import look_through, start_tags
from .plan import Call, Plan
from .plans import Plans
from .templates import choose_syntax, mask
from .unknowns import Unknowns

Arguments = list[Any]


@dataclass(eq=False, repr=False)
class Collected:
    """What a file has given so far."""

    source: SourceFile
    findings: set[Finding] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    broken: int = 0
    parsed: bool = True
    closed: list[Span] = field(default_factory=list)


def lint(
    source: SourceFile,
    language: Language,
    plans: Plans,
    *,
    template: str = "",
    expired: Callable[[], bool] = never,
    thorough: bool = False,
) -> FileReport:
    """Run the enabled rules on one file.

    `template` names the template syntax where the configuration says so. When `expired` turns true, the file is given
    up: the report says `timed_out` and holds nothing else. What no rule asks about is parsed only if `thorough`, or if
    a fix is proposed: syntax errors elsewhere are not told.
    """
    collected = Collected(source)
    documents: list[Document] = []
    try:
        documents = [_first(source, language, plans, template, expired)]
        for document in documents:  # grows while it is walked
            if not thorough and plans.is_silent(document):
                continue
            plan = plans[document.language]
            if comments := _comments(document, plan):
                collected.ignores += read_ignores(document, comments, expired)
            for call, arguments in _calls(document, plan, collected.problems, thorough):
                _run(call, arguments, document, collected)
                if expired():
                    raise TimedOutError
            documents += inject(document, plans, collected.unread, expired, thorough=thorough)
        if collected.facts:
            collected.closed = [span for document in documents for span in _closed(document)]
        _look_for_errors(documents, collected, thorough)
    except TimedOutError:
        return FileReport(source.path, language.name, timed_out=True)
    finally:
        for document in documents:
            document.forget()
    return _report(collected, language, plans)


def documents_of(source: SourceFile, language: Language, plans: Plans, template: str = "") -> list[Document]:
    """The document of a text, and those embedded in it; no rule is called."""
    documents = [_first(source, language, plans, template, never)]
    for document in documents:  # grows while it is walked
        documents += inject(document, plans, [], thorough=True)
    return documents


def _first(
    source: SourceFile,
    language: Language,
    plans: Plans,
    template: str,
    expired: Callable[[], bool],
) -> Document:
    def masked() -> tuple[bytes, Unknowns]:
        syntax = choose_syntax(language.templates, source.path.name, source.data, template)
        return mask(source.data, syntax) if syntax is not None else (source.data, Unknowns())

    def tree(document: Document) -> Tree:
        data = document.data
        return parsed(plans.parser(language), data, language, (Span(0, len(data)),), expired=expired)

    plan = plans[language]
    look = partial(look_through, plan=plan, expired=expired)
    return Document(source, language, masked, tree, look, partial(start_tags, plan=plan, expired=expired))


def _comments(document: Document, plan: Plan) -> list[Span]:
    """Comments, where one may be an ignore."""
    if b"ecolint" not in document.source.data:
        return []
    masked = document.unknowns.comments if document.host is None else ()
    return [*masked, *plan.comments(document)]


def _calls(
    document: Document, plan: Plan, problems: list[Problem], thorough: bool
) -> Iterator[tuple[Call, list[Arguments]]]:
    """Each rule and fact with the arguments of all its calls."""
    wanted = plan.asked(document) if thorough else document.once(plan.wanted)
    if thorough:
        _ = document.found, len(document.elements)
    searches = [one for one in plan.searches if one in wanted and document.may_hold(one.selector.tags)]
    if queried := plan.queried & wanted:
        found = document.find(queried)
        for call, arguments in found.hits.items():
            if call in wanted:
                yield call, arguments
    for search in searches:
        call, dynamic = search.call, search.call.owner.pattern.dynamic
        with problem(call.name, problems, document.path):
            elements = document.elements.select(search.selector, unknown=dynamic)
            if elements:
                yield call, _element_calls(call, elements, document)
    for call, expression in plan.xpaths:
        if call in wanted:
            from .xpath import find

            with problem(call.name, problems, document.path):
                yield call, _element_calls(call, find(document.elements, expression), document)
    for call in plan.whole:
        if call in wanted:
            yield call, [[document]]


def _look_for_errors(documents: Sequence[Document], collected: Collected, thorough: bool) -> None:
    """Count syntax errors and keep the first: those of documents that were parsed. A fix is proposed only where all are
    known."""
    fixes = any(finding.fix for finding in collected.findings)
    for document in documents:
        own = document.host is None or document.host.place == "element"
        if (document.is_parsed or thorough or (own and fixes)) and document.is_broken:
            collected.broken += 1
            if own:
                from .syntax_errors import first_error

                collected.errors.append(first_error(document.root))
    collected.parsed = all(document.is_parsed for document in documents)


def _element_calls(call: Call, elements: Iterable[Any], document: Document) -> list[Arguments]:
    parameters = call.owner.pattern.parameters
    return [[document if name == "doc" else element for name in parameters] for element in elements]


def _run(call: Call, calls: Iterable[Arguments], document: Document, collected: Collected) -> None:
    """The only place that calls a rule of files. A rule that raises is not called again on this document."""
    options = call.options
    with problem(call.name, collected.problems, document.path):
        for arguments in calls:
            for answer in answers(call.function(*arguments, **options), call.owner):
                if isinstance(answer, Fact):
                    collected.facts.append(Fact(call.owner.name, document.path, answer.span, answer.values))
                elif isinstance(call.owner, Rule) and call.enabled:
                    told = (
                        answer
                        if isinstance(answer, Report)
                        else Report(_place(arguments), _sentence(answer, call.owner))
                    )
                    collected.findings.add(_finding(call.owner, call, told, document))


def _sentence(answer: Any, owner: Rule | FactSource) -> Message:
    if not isinstance(answer, str):
        raise wrong_answer(answer, owner, among=True)
    return Message(answer)


def answers(answer: Any, owner: Rule | FactSource) -> Iterable[Any]:
    """What a rule returned, as a series: nothing, a sentence, a report, a fact, or several. Raises AuthorError."""
    if answer is None:
        return ()
    if isinstance(answer, str | Report | Fact):
        return (answer,)
    if isinstance(answer, list | tuple | Iterator):
        return answer
    if isinstance(answer, Iterable) and not isinstance(answer, Mapping | bytes):
        return answer
    raise wrong_answer(answer, owner)


def wrong_answer(answer: Any, owner: Rule | FactSource, *, among: bool = False) -> AuthorError:
    """For the author of a rule that returned something else than a rule may, or has it `among` its answers."""
    kind = "None" if answer is None else type(answer).__name__
    what = f"{kind}{' among its answers' if among else ''}"
    wanted = (
        "a rule returns a sentence, report(where, sentence), a list of these, or None"
        if isinstance(owner, Rule)
        else "a function with @fact returns fact(where, …), a list of these, or None"
    )
    return AuthorError(f"{owner.pattern.place}: returned {what}; {wanted}")


def _place(arguments: Arguments) -> Place:
    first: Place | list[Place] = arguments[0]
    return first[0] if isinstance(first, list) else first


def _finding(owner: Rule, call: Call, told: Report, document: Document) -> Finding:
    assert call.enabled is not None
    span = span_of(told.where)
    if document.host is not None:  # a wrapper's bytes are not the code's
        spans = document.host.spans
        within = spans[max(bisect_right(spans, Span(span.start, len(document.data))) - 1, 0)]
        start = min(max(span.start, within.start), within.end)
        span = Span(start, max(start, min(span.end, within.end)))
    check_message(told, owner)
    severity = told.severity or call.enabled.severity
    fix = told.fix
    if fix is not None:
        from .fitting import fitted

        fix = fitted(fix, document)
    return Finding(owner.name, document.path, span, told.message, severity, fix, told.related, told.key)


def check_message(told: Report, owner: Rule) -> None:
    """A template that lacks a value is the rule's failure, told now and not while reporting. Raises AuthorError."""
    place = owner.pattern.place
    if not isinstance(told.message, Message):
        raise AuthorError(f"{place}: a report is made by report(where, sentence), not Report(…)")
    try:
        str(told.message)
    except (KeyError, IndexError, ValueError) as error:
        template = told.message.template
        reason = (
            f"needs a value for {error}: report(…, name=value)"
            if isinstance(error, LookupError)
            else f"is wrong: {error}"
        )
        raise AuthorError(f"{place}: the sentence {template!r} {reason}") from None


def _report(collected: Collected, language: Language, plans: Plans) -> FileReport:
    findings = collected.findings
    spoken: dict[str, list[Span]] = {}
    for finding in findings:
        spoken.setdefault(finding.rule, []).append(finding.span)
    kept = [
        finding
        for finding in findings
        if not any(
            span.overlaps(finding.span)
            for other in plans.unless.get(finding.rule, ())
            for span in spoken.get(other, ())
        )
    ]
    report = FileReport(
        collected.source.path,
        language.name,
        tuple(sorted(kept, key=lambda finding: finding.order)),
        tuple(sorted(collected.facts, key=lambda fact: (fact.span, fact.kind))),
        tuple(collected.ignores),
        tuple(collected.problems),
        len(collected.errors),
        min(collected.errors, default=None),
        tuple(sorted(set(collected.unread))),
        broken=collected.broken,
        closed=tuple(collected.closed),
        parsed=collected.parsed,
    )
    return _without_fixes(report) if report.unmendable(collected.source) else report


def _closed(document: Document) -> Iterable[Span]:
    if document.host is None:
        return (hole.span for hole in document.unknowns.holes)
    return () if document.host.place == "element" else document.host.spans


def _without_fixes(report: FileReport) -> FileReport:
    findings = tuple(finding._replace(fix=None) for finding in report.findings)
    return replace(report, findings=findings, withheld=sum(finding.fix is not None for finding in report.findings))
