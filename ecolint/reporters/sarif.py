"""`sarif`: SARIF 2.1.0 for code hosts, within the limits they set."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TextIO

from ..model.finding import Finding
from ..model.registry import Reporter
from ..model.results import Results
from ..model.wording import Phrase
from ..texts import say
from .importance import importance, most_important, truncated
from .json_text import compact, write_items
from .own_problems import shown_problem
from .sarif_results import EXTRAS, error_locations, sarif_results
from .sarif_rules import driver, extensions
from .text_summary import baseline_trend, skipped
from .words import files

DEFAULT_RESULTS = 5_000
"""As many as hosts keep."""
_MOST_RESULTS = 25_000
"""As many as they accept."""
_MOST_BYTES = 9_000_000
_BARE = Phrase("Snippets and fixes are left out, the file would be too large.")
_PARTIAL = Phrase(
    "Only some files were looked at: this SARIF report has a category of its own, so that it closes no alert of others."
    " For code scanning, check the whole project."
)
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class SarifOptions:
    """What a user may choose."""

    category: str = ""
    """Tells several uploads for one commit apart."""
    max_results: int = DEFAULT_RESULTS
    absolute_paths: bool = True
    """Say where the root is on this machine; reviewdog and editors need it."""
    suppressed: bool = False
    """Add suppressed findings, which GitHub would show as open."""


def unheard(_: str) -> None:
    """Where nobody wants to be told."""


def sarif_reporter(options: SarifOptions = SarifOptions(), tell: Callable[[str], None] = unheard) -> Reporter:
    """The report as `options` want it. `tell` is given what a user must know of it: findings that are left out."""

    def write_log(results: Results, stream: TextIO) -> None:
        _write(results, options, stream, tell)

    return Reporter("sarif", write_log)


def write(results: Results, stream: TextIO) -> None:
    """The report with default options."""
    _write(results, SarifOptions(), stream, unheard)


def _write(results: Results, options: SarifOptions, stream: TextIO, tell: Callable[[str], None]) -> None:
    ecolint = driver(results)
    findings = _wanted(results, options)
    kept = most_important(findings, min(options.max_results, _MOST_RESULTS), results.rules)
    rule_indexes = {rule["id"]: index for index, rule in enumerate(ecolint["rules"])}
    lines, left_out = _fitting(kept, results, rule_indexes, _MOST_BYTES - len(compact(ecolint)))
    told = [
        (level, say(text))
        for level, text in (
            ("warning", truncated(len(findings), len(lines), "SARIF")),
            ("note", left_out),
            ("warning", _PARTIAL if results.partial else ""),
        )
        if text
    ]
    for _, text in told:
        tell(text)
    run = {
        "tool": {"driver": ecolint, "extensions": extensions(results.plugins)},
        "invocations": [_invocation(results, options, told)],
        "originalUriBaseIds": {"%SRCROOT%": _root(results, options)},
        "columnKind": "utf16CodeUnits",
        "automationDetails": {"id": _category(results, options)},
    }
    stream.write(f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[{compact(run)[:-1]},"results":[')
    write_items(lines, stream)
    stream.write("]}]}\n")


def _wanted(results: Results, options: SarifOptions) -> Sequence[Finding]:
    if not options.suppressed:
        return results.findings
    return sorted((*results.findings, *results.suppressed), key=lambda finding: finding.order)


def _fitting(
    findings: Sequence[Finding], results: Results, rule_indexes: Mapping[str, int], room: int
) -> tuple[list[str], str]:
    """Results as lines of at most `room` characters, and what was left out for that."""

    def lines(findings: Sequence[Finding], extras: frozenset[str]) -> list[str]:
        return list(_up_to(room, map(compact, sarif_results(findings, results, rule_indexes, extras))))

    for extras, left_out in (
        (EXTRAS, ""),
        (EXTRAS - {"snippets"}, Phrase("Snippets are left out, the file would be too large.")),
        (frozenset[str](), _BARE),
    ):
        fitting = lines(findings, extras)
        if len(fitting) == len(findings):
            return fitting, left_out
    return lines(sorted(findings, key=importance(results.rules)), frozenset()), _BARE


def _up_to(room: int, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        room -= len(line) + 2
        if room < 0:
            return
        yield line


def _category(results: Results, options: SarifOptions) -> str:
    """What an upload replaces is the last one of its category: a partial run has its own, to close no other alert."""
    return "".join(f"{part}/" for part in ("ecolint", options.category, "partial" if results.partial else "") if part)


def _root(results: Results, options: SarifOptions) -> dict[str, Any]:
    if options.absolute_paths:
        return {"uri": _folder_uri(results.root)}
    return {"description": {"text": say("The folder that all paths are relative to.")}}


def _folder_uri(folder: str) -> str:
    """`file:///srv/site/`, `file:///C:/site/`, `file://server/share/site/`."""
    flavour = PureWindowsPath if PureWindowsPath(folder).drive else PurePosixPath
    uri = flavour(folder).as_uri()
    return uri if uri.endswith("/") else f"{uri}/"


def _invocation(results: Results, options: SarifOptions, told: Iterable[tuple[str, str]]) -> dict[str, Any]:
    folder = {"workingDirectory": _root(results, options)} if options.absolute_paths else {}
    return {
        "executionSuccessful": not results.problems,
        "exitCode": results.exit_code,
        **folder,
        "toolExecutionNotifications": [
            *(_notification(*one) for one in (*told, *_notifications(results))),
            *_syntax_errors(results),
        ],
    }


def _notifications(results: Results) -> Iterator[tuple[str, str]]:
    """What the results alone don't show: level and text."""
    for problem in results.problems:
        yield "error", shown_problem(problem)
    read = results.summary
    if read.skipped:
        yield "note", f"{skipped(read)}."
    if trend := baseline_trend(read.baseline):
        yield "note", f"{trend}."


def _syntax_errors(results: Results) -> Iterator[dict[str, Any]]:
    """One notification, with the place of the first error in each file."""
    if broken := results.summary.broken:
        text = say("{files} with syntax errors: rules ran on what was understood.", files=files(len(broken)))
        yield {**_notification("note", text), "locations": list(error_locations(results))}


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}}
