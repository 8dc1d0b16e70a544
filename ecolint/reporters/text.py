"""`text`: the report for people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TextIO

from ..model.finding import Finding, Fix
from ..model.problem import Problem
from ..model.registry import Reporter
from ..model.results import Results
from ..model.rule import Rule
from ..model.source import Position
from ..texts import say
from .excerpt import excerpt
from .places import Ruler, rulers
from .repeats import Repeats, repeats
from .style import ANSI, PLAIN, Style
from .text_summary import summary
from .untrusted import harmless, shown_message, shown_path
from .words import word
from .wrapping import wrapped

_INDENT = 4
_NAMED = 4
"""Places of findings that are only named."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def text_reporter(
    colour: bool = False,
    verbose: bool = False,
    width: int = 100,
    wrap: bool = False,
    explaining: Mapping[str, str] = _NOTHING,
    note: str = "",
) -> Reporter:
    """The report for a screen of `width` columns. `verbose` adds tracebacks and names every skipped file; with `wrap`
    sentences are broken between words, where somebody reads them at once. `explaining`: families of rules → the options
    that `ecolint explain` needs for them. `note` is the last line, if any file was checked."""
    style = ANSI if colour else PLAIN

    def write_lines(results: Results, stream: TextIO) -> None:
        stream.writelines(line + "\n" for line in _report(results, style, verbose, width, wrap, explaining))
        if note and results.summary.checked:
            stream.write(f"{note}\n")

    return Reporter("text", write_lines)


def write(results: Results, stream: TextIO) -> None:
    """The report without colours."""
    text_reporter().write(results, stream)


def _report(
    results: Results, style: Style, verbose: bool, width: int, wrap: bool, explaining: Mapping[str, str]
) -> Iterator[str]:
    yield from shown_findings(results, style, width, wrap=wrap, fold=not verbose, explaining=explaining)
    yield from _problems(results, style, verbose)
    yield from summary(results, style, verbose, width)


def shown_findings(
    results: Results,
    style: Style = PLAIN,
    width: int = 100,
    *,
    wrap: bool = False,
    fold: bool = False,
    explaining: Mapping[str, str] = _NOTHING,
) -> Iterator[str]:
    """The findings alone. A rule in `results.rules` is introduced at its first one.

    With `fold` those that say the same of the same line in many files are shown once.
    """
    within = width if wrap else 0
    at = rulers(results)
    to_introduce = {rule.name: rule for rule in results.rules}
    named, left_out = repeats(results) if fold else Repeats({}, frozenset())
    for finding in results.findings:
        if finding in left_out:
            continue
        source = results.source(finding.path)
        start = at(finding.path)(finding.span.start)
        yield from _heading(finding, start if source.data else None, style, within)
        margin = " " * len(str(start.line))
        if source.data and not source.blank:
            shown = excerpt(source, finding.span, width - len(margin) - 5)
            mark = style(finding.severity, "^" * shown.length)
            yield f"  {style('faint', f'{start.line} |')} {shown.text}".rstrip()
            yield f"  {margin} {style('faint', '|')} {' ' * shown.before}{mark}"
        introduction = _introduction(to_introduce.pop(finding.rule, None), explaining)
        for title, text in (*_repeats(named.get(finding, ()), at), *_advice(finding, at, results), *introduction):
            before = len(margin) + len(title) + 6
            first, *rest = wrapped(text, within, beside=before, indent=len(margin) + 5)
            yield f"  {margin} {style('faint', f'= {title}')} {first}".rstrip()
            yield from (f"  {margin}   {line}" for line in rest)
        yield ""


def _heading(finding: Finding, start: Position | None, style: Style, width: int) -> Iterator[str]:
    place, level = _place(finding.path, start), word(finding.severity)
    before = len(place) + len(level) + len(finding.rule) + 4
    first, *rest = wrapped(shown_message(finding.message), width, beside=before, indent=_INDENT)
    told = f"{style('strong', place)} {style(finding.severity, level)} {style('faint', finding.rule)}  {first}"
    yield told.rstrip() if rest else told
    yield from (" " * _INDENT + line for line in rest)


def _place(path: PurePosixPath, start: Position | None) -> str:
    """Without a position where the text isn't known: pictures, other assets."""
    return shown_path(path) + (f":{start.line}:{start.column}" if start else "")


def _repeats(others: Sequence[Finding], at: Callable[[PurePosixPath], Ruler]) -> Iterator[tuple[str, str]]:
    """Where the same is to be said."""
    if others:
        named = ", ".join(_place(one.path, at(one.path)(one.span.start)) for one in others[:_NAMED])
        more = len(others) - _NAMED
        yield say("also:"), say("{places} and {count} more (-v)", places=named, count=more) if more > 0 else named


def _advice(finding: Finding, at: Callable[[PurePosixPath], Ruler], results: Results) -> Iterator[tuple[str, str]]:
    """What helps with this finding."""
    for related in finding.related:
        start = at(related.path)(related.span.start) if related.path in results.sources else None
        yield say("see:"), f"{_place(related.path, start)}  {harmless(related.message)}"
    if finding.fix and finding.fix.title:
        yield say("help:"), f"{harmless(finding.fix.title)} ({_option(finding.fix)})"


def _introduction(rule: Rule | None, explaining: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is said of a rule once, at its first finding."""
    if rule:
        from .rule_help import first_sentence  # for findings only: most commits have none

        if reason := first_sentence(rule.docs.reason):
            yield say("why:"), reason
        yield say("more:"), f"ecolint explain {rule.name} {explaining.get(rule.family, '')}".rstrip()


def _option(fix: Fix) -> str:
    return "--fix" if fix.safe else "--unsafe-fixes"


def _problems(results: Results, style: Style, verbose: bool) -> Iterator[str]:
    """Who failed and what to do, by whom it concerns."""
    if not results.problems:
        return
    from .own_problems import by_blame

    failures = by_blame(results)
    for problems, heading, advice in (
        (
            failures.of_authors,
            say("These rules or plugins failed, not ecolint and not the code they read:"),
            say("Run again with -v to see the tracebacks."),
        ),
        (failures.of_files, say("This couldn't be checked:"), ""),
        (
            failures.of_ecolint,
            say("ecolint itself failed here, not your code:"),
            say("Run again with -v for what to put into a bug report."),
        ),
    ):
        if problems:
            yield style("error", heading)
            yield from _told(problems, advice, style, verbose)
            yield ""


def _told(problems: tuple[Problem, ...], advice: str, style: Style, verbose: bool) -> Iterator[str]:
    from .own_problems import shown_problem

    for problem in problems:
        yield f"  - {shown_problem(problem)}"  # the dash: a line that begins with `::` commands GitHub
        if verbose:
            for line in problem.detail.splitlines():
                yield f"    {style('faint', '|')} {harmless(line)}".rstrip()
    if not verbose and any(problem.detail for problem in problems):
        yield f"  {advice}"
