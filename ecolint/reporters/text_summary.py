"""The end of the text report: what was found, what it costs, what was not looked at."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from ..model.results import BaselineUse, Results, Summary
from ..texts import plural, say
from .places import rulers
from .style import PLAIN, Style
from .tally import Tally, tally
from .untrusted import cut, shown_path
from .words import at_level, files, findings, listed, reason, share

_RULES = 10
_NAMES = 5
_EXPECTED = ("excluded", "ignored by")
"""Reasons that nobody wonders about: the files are named only if asked for."""


def summary(results: Results, style: Style, verbose: bool, width: int) -> Iterator[str]:
    """Counts by level, rule and resource, fixes, and every file that was left out, by reason."""
    counts = tally(results)
    yield headline(results, counts, style)
    if results.findings:
        yield from _found(results, counts, width)
    if counts.suppressed:
        yield suppressed(len(results.suppressed), listed(counts.suppressed))
    if trend := baseline_trend(results.summary.baseline):
        yield trend
    yield from _left_out(results.summary, verbose)
    yield from _half_understood(results, verbose)


def suppressed(number: int, kinds: str) -> str:
    """How many findings aren't told, and why."""
    return plural("{number} finding suppressed: {kinds}", "{number} findings suppressed: {kinds}", number, kinds=kinds)


def wasted(counts: Tally) -> str:
    """How many findings waste what. One may waste several things: then these are more than the findings."""
    told = listed(counts.saves)
    if sum(counts.saves.values()) > sum(counts.levels.values()):
        return say("Findings by what they waste, some in several ways: {counts}", counts=told)
    return say("Findings by what they waste: {counts}", counts=told)


def baseline_trend(use: BaselineUse | None) -> str:
    """How many accepted findings a run could see, how many it saw, and what can be forgotten; "" if it could see none.

    A run on a few files says nothing of the others: their entries aren't stale.
    """
    wanted = (use.accepted if use.looked_for is None else use.looked_for) if use else 0
    if not use or not wanted:
        return ""
    trend = plural(
        "Baseline: {found} of {number} accepted finding seen",
        "Baseline: {found} of {number} accepted findings seen",
        wanted,
        found=use.found,
    )
    gone = say("{count} gone; `ecolint baseline --prune` forgets them", count=len(use.gone))
    return f"{trend}, {gone}" if use.gone else trend


def _clean(results: Results) -> str:
    checked = results.summary.checked
    if not checked:
        return say("No file was checked.")
    if results.problems:
        return say("No findings in {files}, but the check is incomplete.", files=files(checked))
    if results.summary.timed_out:
        return say("No findings in {files}, but not all were checked to the end.", files=files(checked))
    return plural(
        "All clear: {number} file checked, no findings.", "All clear: {number} files checked, no findings.", checked
    )


def headline(results: Results, counts: Tally, style: Style = PLAIN) -> str:
    """How many findings of which levels, in how many files; all in a line."""
    if not results.findings:
        return style("warning" if results.problems else "good", _clean(results))
    levels = ", ".join(style(level, at_level(number, level)) for level, number in counts.levels.items() if number)
    found = say(
        "{findings} in {files}",
        findings=findings(len(results.findings)),
        files=share(counts.files, results.summary.checked),
    )
    return say("{found}: {levels}", found=style("strong", found), levels=levels)


def _found(results: Results, counts: Tally, width: int) -> Iterator[str]:
    titles = {rule.name: rule.docs.title for rule in results.rules if rule.name in counts.rules}
    top = list(counts.rules.items())[:_RULES]
    figures = len(str(top[0][1]))
    names = max(len(name) for name, _ in top)
    for name, number in top:
        line = f"  {number:>{figures}}  {name:<{names}}  {titles.get(name, '')}"
        yield cut(line.rstrip(), width)
    if len(counts.rules) > len(top):
        more = plural("and {number} more rule", "and {number} more rules", len(counts.rules) - len(top))
        yield f"  {'':{figures}}  {more}"
    if counts.saves:
        yield wasted(counts)
    fixable = []
    if counts.safe_fixes:
        fixable.append(say("{count} fixable with --fix", count=counts.safe_fixes))
    if counts.unsafe_fixes:
        template = "{count} more with --unsafe-fixes" if fixable else "{count} fixable with --unsafe-fixes"
        fixable.append(say(template, count=counts.unsafe_fixes))
    if fixable:
        yield ", ".join(fixable)


def _left_out(summary: Summary, verbose: bool) -> Iterator[str]:
    if summary.skipped:
        yield skipped(summary)
    for why, names in summary.skipped_files.items():
        if verbose or not why.startswith(_EXPECTED):
            shown = [shown_path(PurePosixPath(name)) + "/" * name.endswith("/") for name in names]
            if verbose:
                yield "  " + say("{what}:", what=reason(why))
                yield from (f"    {name}" for name in shown)
            else:
                yield "  " + say("{reason}: {names}", reason=reason(why), names=_named(shown))


def given_up(summary: Summary) -> Iterator[tuple[str, str]]:
    """Files that weren't linted though no setting leaves them out, and why: too large, too slow, no text."""
    for why, names in summary.skipped_files.items():
        if not why.startswith(_EXPECTED):
            yield from ((shown_path(PurePosixPath(name)), reason(why)) for name in names)


def _half_understood(results: Results, verbose: bool) -> Iterator[str]:
    read = results.summary
    if read.broken:
        yield say("{files} with syntax errors: rules ran on what was understood", files=files(len(read.broken)))
        places = list(broken_places(results))
        yield from (f"  {place}" for place in (places if verbose else [_named(places)]))
    if read.recoded:
        yield say("{files} not in UTF-8: read in another encoding", files=files(read.recoded))


def broken_places(results: Results) -> Iterator[str]:
    """The first syntax error of each file that has one."""
    at = rulers(results)
    for path, start in results.summary.broken:
        place = at(path)(start) if start is not None else None
        yield shown_path(path) + (f":{place.line}:{place.column}" if place else "")


def skipped(summary: Summary) -> str:
    """How many files and folders were left out, and why. What lies in such a folder isn't known."""
    reasons = ", ".join(f"{number} {reason(why)}" for why, number in summary.skipped.items())
    inner = sum(name.endswith("/") for names in summary.skipped_files.values() for name in names)
    outer = sum(summary.skipped.values()) - inner
    folders = plural("{number} folder", "{number} folders", inner)
    what = say("{files} and {folders}", files=files(outer), folders=folders) if outer and inner else ""
    return say("{what} skipped: {reasons}", what=what or (folders if inner else files(outer)), reasons=reasons)


def _named(names: Sequence[str]) -> str:
    shown = names[:_NAMES]
    listing = ", ".join(shown)
    return say("{names} and {count} more", names=listing, count=len(names) - len(shown)) if names != shown else listing
