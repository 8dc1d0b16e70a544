"""`ecolint: ignore[...]` comments: found, applied, and held to account."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
import re
from typing import NamedTuple

from tree_sitter import Node

from ..model.declaration import rule
from ..model.finding import Edit, Finding, Fix, Ignore, Severity, Suppression
from ..model.registry import Registry, RuleSet
from ..model.results import FileReport
from ..model.source import SourceFile, Span
from ..model.wording import Message, Phrase
from .document import Document, TimedOutError, never
from .spacing import with_its_line

_IGNORE = re.compile(r"ecolint:\s*(ignore-file|ignore)(?![\w-])(?:\[([^\]\n]*)\])?[ \t]*([^\n]*)")
_ALMOST = re.compile(r"ecolint(?::\s*disable\b|[:\s]+(?:ignore|disable)[\w-]*\s*\[)")
"""What is meant as an ignore, by its look."""
_UNTIL = re.compile(r"\buntil=(\S+)")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MISWRITTEN = "miswritten"
_COMMENT_END = re.compile(r"\s*(?:--+>|\*+/|#\}|%>|\}\})?\s*$")
_MOST_UNKNOWN = 20
"""So many unknown names of a comment are told."""
_OPENERS = " \t{(*"
_CLOSERS = b" \t\r\n})"


def read_ignores(document: Document, comments: Iterable[Span], expired: Callable[[], bool] = never) -> list[Ignore]:
    """The ignores among a document's comments, with what each covers. Raises TimedOutError once `expired` is true."""
    spans = sorted(set(comments))
    beyond = _Beyond(document, {span.start: span.end for span in spans})
    found = []
    for span in reversed(spans):  # so that of many comments in a row each one is passed once
        if expired():
            raise TimedOutError
        text = document.text(span)
        if "ecolint" not in text:
            continue
        match = _IGNORE.search(text)
        if match is None:
            if _ALMOST.search(text):
                found.append(Ignore((), span, Span(span.start, span.start), _MISWRITTEN))
            continue
        names = tuple(name for part in (match[2] or "").split(",") if (name := part.strip()))
        reason = _COMMENT_END.sub("", match[3])
        until = _UNTIL.search(reason)
        if until:
            reason = (reason[: until.start()] + reason[until.end() :]).strip()
        covers = _whole(document, span) if match[1] == "ignore-file" else _covered(document, span, beyond)
        found.append(Ignore(names, span, covers, reason.strip(" :-–—"), until[1] if until else ""))
    return found[::-1]


def _whole(document: Document, comment: Span) -> Span:
    """The file, if the comment stands before any code; otherwise nothing."""
    if document.host is not None or document.once(_code_start) < comment.start:
        return Span(comment.start, comment.start)
    return Span(0, len(document.source.data) + 1)


def _code_start(document: Document) -> int:
    """Where code begins, after all that may stand before it."""
    preamble = document.kinds("preamble") | frozenset(document.language.comments)
    code = (node.start_byte for node in document.root.named_children if node.type not in preamble)
    return next(code, len(document.source.data))


class _Beyond(dict[int, int]):
    """Offset → the first one from there on that is neither in a comment nor closes one."""

    def __init__(self, document: Document, comments: Mapping[int, int]) -> None:
        self._data = document.source.data
        self._limit = document.root.end_byte
        self._comments = comments

    def __missing__(self, offset: int) -> int:
        passed = [offset]
        while offset < self._limit and (offset == passed[0] or offset not in self):
            if self._data[offset : offset + 1] in _CLOSERS:
                offset += 1
            elif offset in self._comments:
                offset = self._comments[offset]
                passed.append(offset)
            else:
                break
        end = self.get(offset, offset)
        self.update(dict.fromkeys(passed, end))
        return end


def _covered(document: Document, comment: Span, beyond: _Beyond) -> Span:
    source = document.source
    line = source.line_span(source.line_at(comment.start))
    before = source.data[line.start : comment.start].decode("utf-8", "replace")
    if before.strip(_OPENERS):
        return Span(line.start, line.end + 1)
    offset, limit = beyond[comment.end], document.root.end_byte
    node = document.root.descendant_for_byte_range(offset, min(offset + 1, limit))
    if node is None or offset >= limit:
        return Span(offset, offset)
    whole = _climb(document, node)
    return Span(whole.start_byte, whole.end_byte)


def _climb(document: Document, node: Node) -> Node:
    """The largest statement or element that begins where `node` does."""
    blocks = document.kinds("block")
    while node.parent is not None and node.parent.start_byte == node.start_byte:
        if node.parent.parent is None or node.parent.type in blocks:
            break
        node = node.parent
    return node


class Accounting(NamedTuple):
    """How ignores are held to account in a run."""

    registry: Registry
    today: str
    """ISO date."""
    require_reason: bool = False
    complete: bool = True
    """All rules ran that the configuration enables: unknown and unused ignores may be told."""


def settle(
    report: FileReport, findings: Sequence[Finding], source: SourceFile, rules: RuleSet, accounting: Accounting
) -> list[Finding]:
    """Apply a file's ignores to its findings, and add what is to be said about the ignores themselves.

    `findings` are all of the file, rules about the project included. Ignored ones come back with a suppression.
    """
    if not report.ignores:
        return list(findings)
    registry = accounting.registry
    meant = [frozenset(_current_name(registry, name) for name in ignore.rules) for ignore in report.ignores]
    used: set[tuple[int, str]] = set()
    settled = []
    covering = _Covering(report.ignores, meant, accounting)
    for finding in findings:
        suppression = None
        for index in covering.of(finding):
            used.add((index, finding.rule))
            suppression = suppression or Suppression("in-source", report.ignores[index].reason)
        settled.append(finding._replace(suppression=suppression) if suppression else finding)
    enabled = {one.rule.name: one.severity for one in rules.enabled}
    for index, ignore in enumerate(report.ignores):
        settled += _invalid(report, ignore, accounting, enabled)
        if accounting.complete and not _faulty(ignore, accounting):
            unused = [
                name
                for name in ignore.rules
                if (current := _current_name(registry, name)) in enabled and (index, current) not in used
            ]
            settled += _unused(report, ignore, unused, source, enabled)
    return settled


class _Covering:
    """The ignores that hold, by rule and place: a finding needn't be compared with each of them."""

    def __init__(self, ignores: Sequence[Ignore], meant: Sequence[frozenset[str]], accounting: Accounting) -> None:
        groups: dict[str, dict[Span, list[int]]] = {}
        for index, ignore in enumerate(ignores):
            if not _faulty(ignore, accounting):
                start, end = ignore.covers
                for rule_name in meant[index]:
                    groups.setdefault(rule_name, {}).setdefault(Span(start, max(end, start + 1)), []).append(index)
        self._places = {rule_name: sorted(places.items()) for rule_name, places in groups.items()}
        self._reach = {
            rule_name: list(accumulate((span.end for span, _ in places), max))
            for rule_name, places in self._places.items()
        }

    def of(self, finding: Finding) -> list[int]:
        """The ignores of a finding, in the order of the file."""
        places = self._places.get(finding.rule, ())
        reach = self._reach.get(finding.rule, ())
        offset = finding.span.start
        found: list[int] = []
        number = bisect_right(places, offset, key=lambda place: place[0].start) - 1
        while number >= 0 and reach[number] > offset:
            span, indexes = places[number]
            if offset < span.end:
                found += indexes
            number -= 1
        return sorted(found)


def _current_name(registry: Registry, name: str) -> str:
    known = registry.rule(name)
    return known.name if known else name


def _faulty(ignore: Ignore, accounting: Accounting) -> str:
    """Why an ignore doesn't hold, or nothing."""
    if not ignore.rules and ignore.reason == _MISWRITTEN:
        return Phrase("isn't understood; write ecolint: ignore[family/rule] and a reason")
    if not ignore.rules:
        return Phrase("names no rule; write ignore[family/rule] and a reason")
    if ignore.until and not _DATE.fullmatch(ignore.until):
        return Phrase("has an end that is no date; write until=2027-06-01")
    if ignore.until and ignore.until < accounting.today:
        return Phrase("has expired; fix the code or set a new date")
    if accounting.require_reason and not ignore.reason:
        return Phrase("gives no reason; say why the waste is accepted")
    if ignore.covers.start == ignore.covers.end:
        return Phrase("covers nothing; put it before or beside the code, ignore-file before all code")
    return ""


def _invalid(report: FileReport, ignore: Ignore, accounting: Accounting, enabled: dict[str, Severity]) -> list[Finding]:
    name = INVALID_IGNORE.name
    if name not in enabled:
        return []
    fault = _faulty(ignore, accounting)
    messages = [Message("ignore comment {fault}", (("fault", fault),))] if fault else []
    if accounting.complete:
        messages += [
            Message(
                "ignore comment names {rule}, which no installed plugin brings{near}", _unknown(rule_name, accounting)
            )
            for rule_name in _unknown_names(ignore, accounting.registry)
        ]
    return [Finding(name, report.path, ignore.span, message, enabled[name]) for message in messages]


def _unknown_names(ignore: Ignore, registry: Registry) -> list[str]:
    return [name for name in dict.fromkeys(ignore.rules) if registry.rule(name) is None][:_MOST_UNKNOWN]


@lru_cache(maxsize=256)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), "")


def _unknown(name: str, accounting: Accounting) -> tuple[tuple[str, str], ...]:
    if "*" in name:
        return ("rule", name), ("near", Phrase("; name each rule by itself"))
    near = _nearest(name if "/" in name else f"x/{name}", tuple(accounting.registry.rules))
    return ("rule", name), ("near", Phrase("; did you mean {name}?", name=near) if near else "")


def _unused(
    report: FileReport, ignore: Ignore, names: Collection[str], source: SourceFile, enabled: dict[str, Severity]
) -> list[Finding]:
    name = UNUSED_IGNORE.name
    if name not in enabled or not names:
        return []
    message = Message("ignores {rules}, which finds nothing there; remove it", (("rules", ", ".join(sorted(names))),))
    fix = None if report.unmendable(source) else _removal(ignore, names, source)
    return [Finding(name, report.path, ignore.span, message, enabled[name], fix)]


def _removal(ignore: Ignore, names: Collection[str], source: SourceFile) -> Fix | None:
    text = source.text(ignore.span)
    begin = text.index("ecolint:")
    kept = [name for name in ignore.rules if name not in names]
    if kept:
        start, end = text.index("[", begin) + 1, text.index("]", begin)
        edit = Edit(
            Span(ignore.span.start + len(text[:start].encode()), ignore.span.start + len(text[:end].encode())),
            ", ".join(kept),
        )
        return Fix("Remove the unused names", (edit,), safe=True)
    if re.search(r"\w", text[:begin]):
        return None  # the comment says something else besides
    return Fix("Remove the unused ignore", (Edit(with_its_line(source, ignore.span), ""),), safe=True)


@rule(saves=["device"], evidence="deterministic", preset="core")
def unused_ignore() -> None:
    """An ignore comment no longer ignores anything.

    The code it excused is gone or fixed. Left in place, it would silently excuse the next finding there.
    """


@rule(saves=["device"], evidence="deterministic", preset="core")
def invalid_ignore() -> None:
    """An ignore comment doesn't say what it must.

    It names no rule or an unknown one, has expired, or lacks the reason that the configuration asks for: what it was
    meant to ignore is reported.
    """


@rule(saves=["device"], evidence="deterministic", preset="core", severity="note")
def unused_setting() -> None:
    """A setting of the configuration matches nothing.

    It ignores a rule that doesn't run, overrides files that aren't there, or excludes nothing. Left in place, it would
    silently hold for what comes later. Reported only by checks of the whole project.
    """


UNUSED_IGNORE = replace(unused_ignore.named("ecolint"), saves=())
INVALID_IGNORE = replace(invalid_ignore.named("ecolint"), saves=())
UNUSED_SETTING = replace(unused_setting.named("ecolint"), saves=())
CORE_RULES = (INVALID_IGNORE, UNUSED_IGNORE, UNUSED_SETTING)
