"""`markdown`: a comment on a pull request, or a job's summary."""

from collections.abc import Iterator
import re
from typing import TextIO

from ..model.finding import Finding
from ..model.registry import Reporter
from ..model.results import Results
from ..texts import plural, say
from .importance import most_important
from .own_problems import shown_problem
from .places import Region, regions
from .repeats import told_once
from .tally import tally
from .text_summary import baseline_trend, suppressed, wasted
from .untrusted import harmless, shown_sentence
from .words import at_level, findings, listed, share, word

_MOST = 50
"""Findings in the table."""
_JOINER = "\u2060"
"""Invisible; between `@` and a name, it keeps a text from notifying people."""
_SPECIAL = re.compile(r"[&<>|`*_\[\]()\\~!$\"']|(?<=:)//|www\.", re.IGNORECASE)
_REFERENCE = re.compile(r"[@#](?=\w)")


def markdown_reporter(link: str = "") -> Reporter:
    """The report with places that lead to `link` and the path ("https://github.com/o/r/blob/1a2b3c")."""

    def write_lines(results: Results, stream: TextIO) -> None:
        stream.writelines(f"{line}\n" for line in _lines(results, link))

    return Reporter("markdown", write_lines)


def write(results: Results, stream: TextIO) -> None:
    """The report without links to places."""
    markdown_reporter().write(results, stream)


def _lines(results: Results, link: str) -> Iterator[str]:
    counts = tally(results)
    checked = results.summary.checked
    yield f"### ecolint: {findings(len(results.findings)) if results.findings else say('no findings')}"
    yield ""
    if results.findings:
        levels = ", ".join(at_level(number, level) for level, number in counts.levels.items() if number)
        yield say("{levels} in {files}.", levels=levels, files=share(counts.files, checked))
    else:
        yield plural("{number} file checked.", "{number} files checked.", checked)
    if counts.saves:
        yield f"{wasted(counts)}."
    if counts.safe_fixes:
        yield say("{count} fixable with `ecolint check --fix`.", count=counts.safe_fixes)
    if counts.suppressed:
        yield suppressed(len(results.suppressed), f"{_text(listed(counts.suppressed))}.")
    if trend := baseline_trend(results.summary.baseline):
        yield f"{trend}."
    if results.problems:
        yield "\n" + say("**A part of the check failed, so this report is incomplete:**") + "\n"
        yield from (f"- {_text(shown_problem(problem))}" for problem in results.problems[:_MOST])
        if len(results.problems) > _MOST:
            yield "- " + say("and {count} more", count=len(results.problems) - _MOST)
    if results.findings:
        yield from _table(results, link)


def _table(results: Results, link: str) -> Iterator[str]:
    rows = told_once(results).findings
    kept = most_important(rows, _MOST, results.rules)
    region = regions(results)
    urls = {rule.name: rule.url for rule in results.rules}
    if len(rows) < len(results.findings):
        yield "\n" + plural(
            "What whole pages repeat has one row; {number} row in all.",
            "What whole pages repeat has one row; {number} rows in all.",
            len(rows),
        )
    yield "\n" + say("| level | place | finding | rule |") + "\n|---|---|---|---|"
    for finding in kept:
        place = _place(finding, region(finding.path, finding.span), link)
        rule = _linked(_text(finding.rule), urls.get(finding.rule, ""))
        yield f"| {word(finding.severity)} | {place} | {_text(shown_sentence(finding.message))} | {rule} |"
    if len(kept) < len(rows):
        yield "\n" + say("Showing {shown} of {total} rows, the most important first.", shown=len(kept), total=len(rows))


def _place(finding: Finding, region: Region, link: str) -> str:
    from urllib.parse import quote

    text = _text(f"{harmless(str(finding.path))}:{region.start.line}")
    path = quote(str(finding.path).encode("utf-8", "surrogateescape"))
    return _linked(text, f"{link}/{path}#L{region.start.line}" if link else "")


def _linked(text: str, url: str) -> str:
    from urllib.parse import quote

    return f"[{text}]({quote(url, safe='/:?#=&%~.-_')})" if url else text


def _text(text: str) -> str:
    """Words that make no markup, no link and no mention."""
    text = _REFERENCE.sub(lambda match: match[0] + _JOINER, harmless(text).replace("\t", " "))
    return _SPECIAL.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), text)
