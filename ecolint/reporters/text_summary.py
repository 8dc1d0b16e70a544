"""The end of the text report: what was found, what it costs, what was not looked at."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ..model.results import BaselineUse, Results, Summary
from .style import Style
from .tally import Tally, counted, listed, tally
from .untrusted import cut, shown_path

_RULES = 10
_NAMES = 5
_EXPECTED = ("excluded", "ignored by")
"""Reasons that nobody wonders about: the files are named only if asked for."""


def summary(results: Results, style: Style, verbose: bool, width: int) -> Iterator[str]:
    """Counts by level, rule and resource, fixes, and every file that was left out, by reason."""
    counts = tally(results)
    if results.findings:
        yield from _found(results, counts, style, width)
    else:
        yield style("warning" if results.problems else "good", _clean(results))
    if counts.suppressed:
        yield f"{counted(len(results.suppressed), 'finding')} suppressed: {listed(counts.suppressed)}"
    if results.summary.baseline:
        yield baseline_trend(results.summary.baseline)
    yield from _left_out(results.summary, verbose)


def baseline_trend(use: BaselineUse) -> str:
    """How many accepted findings there are, how many of them were seen, and what can be forgotten."""
    trend = f"Baseline: {use.found} of {counted(use.accepted, 'accepted finding')} seen"
    return f"{trend}, {len(use.gone)} gone; `ecolint baseline --prune` forgets them" if use.gone else trend


def _clean(results: Results) -> str:
    checked = results.summary.checked
    if not checked:
        return "No file was checked."
    if results.problems:
        return f"No findings in {counted(checked, 'file')}, but the check is incomplete: see above."
    return f"All clear: {counted(checked, 'file')} checked, no findings."


def _found(results: Results, counts: Tally, style: Style, width: int) -> Iterator[str]:
    levels = ", ".join(style(level, counted(number, level)) for level, number in counts.levels.items() if number)
    found = (
        f"{counted(len(results.findings), 'finding')} in {counts.files} of {counted(results.summary.checked, 'file')}"
    )
    yield f"{style('strong', found)}: {levels}"
    titles = {rule.name: rule.docs.title for rule in results.rules if rule.name in counts.rules}
    top = list(counts.rules.items())[:_RULES]
    figures = len(str(top[0][1]))
    names = max(len(name) for name, _ in top)
    for name, number in top:
        line = f"  {number:>{figures}}  {name:<{names}}  {titles.get(name, '')}"
        yield cut(line.rstrip(), width)
    if len(counts.rules) > len(top):
        yield f"  {'':{figures}}  and {counted(len(counts.rules) - len(top), 'rule')} more"
    if counts.saves:
        yield f"Findings by what they waste: {listed(counts.saves)}"
    fixable = []
    if counts.safe_fixes:
        fixable.append(f"{counts.safe_fixes} fixable with --fix")
    if counts.unsafe_fixes:
        fixable.append(f"{counts.unsafe_fixes} {'more' if fixable else 'fixable'} with --unsafe-fixes")
    if fixable:
        yield ", ".join(fixable)


def _left_out(summary: Summary, verbose: bool) -> Iterator[str]:
    if summary.skipped:
        reasons = ", ".join(f"{number} {reason}" for reason, number in summary.skipped.items())
        yield f"{sum(summary.skipped.values())} skipped: {reasons}"
    for reason, names in summary.skipped_files.items():
        if verbose or not reason.startswith(_EXPECTED):
            yield f"  {reason}: {_named(names, verbose)}"
    if summary.syntax_errors:
        yield f"{counted(summary.syntax_errors, 'file')} with syntax errors: rules ran on what was understood"
        if summary.syntax_error_files:
            yield f"  {_named(summary.syntax_error_files, verbose)}"
    if summary.recoded:
        yield f"{counted(summary.recoded, 'file')} not in UTF-8: read in another encoding"


def _named(names: tuple[str, ...], verbose: bool) -> str:
    shown = names if verbose else names[:_NAMES]
    paths = ", ".join(shown_path(PurePosixPath(name)) for name in shown)
    return paths + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")
