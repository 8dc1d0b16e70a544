"""A saved json report → Results."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
import re
from typing import Any, NamedTuple

from ..analysis.fingerprints import fingerprinted
from ..model.finding import Edit, Finding, Fix, Related, Severity, Suppression
from ..model.problem import Problem
from ..model.registry import Registry
from ..model.results import BaselineUse, Broken, Results, Summary
from ..model.source import SourceFile, Span
from ..model.wording import Message
from ..texts import say
from .discovery import languages_of
from .reading import ReadError, read

VERSION = 1
_PLAIN_FIELD = re.compile(r"\{[A-Za-z_]\w*(:[.,]?\d{0,2}[a-z%]?)?\}")


class SavedError(ValueError):
    """A text that is no report of ours; the message says what is wrong with it."""


class Saved(NamedTuple):
    """What a report gave."""

    results: Results
    changed: tuple[PurePosixPath, ...]
    """Files that are gone or no longer what the report was made of: only lines and columns are known of them."""


def results_from(text: str, root: Path, registry: Registry) -> Saved:
    """Read a report, and the files it speaks of below `root`. Raises SavedError."""
    import json

    try:
        report = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SavedError(say("is no JSON: {error}", error=str(error))) from None
    if not isinstance(report, dict) or report.get("tool", {}).get("name") != "ecolint" or "findings" not in report:
        raise SavedError(say("is no report that ecolint wrote with -o json"))
    if report.get("version") != VERSION:
        raise SavedError(
            say("has version {version}, not {wanted}", version=repr(report.get("version")), wanted=VERSION)
        )
    try:
        return _results(report, root, registry)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise SavedError(
            say("lacks a part or has a wrong one: {error}", error=f"{type(error).__name__}: {error}")
        ) from None


def _results(report: Mapping[str, Any], root: Path, registry: Registry) -> Saved:
    by_path: dict[PurePosixPath, list[dict[str, Any]]] = defaultdict(list)
    for item in (*report["findings"], *report["suppressed"]):
        by_path[_path(item["path"])].append(item)
    read_files = {path: _read(root, path) for path in by_path}
    sources: dict[PurePosixPath, SourceFile] = {path: source for path, source in read_files.items() if source}
    changed = [path for path, items in by_path.items() if not _is_the_same(path, items, sources)]
    broken = _broken(report["summary"])
    for path, item in broken.items():
        if path not in by_path and (source := _read(root, path)):
            sources[path] = source
        if item and path not in changed and not _holds(item, sources.get(path)):
            changed.append(path)
    for path in changed:
        sources[path] = _blank(path, [*by_path[path], *([broken[path]] if broken.get(path) else ())])
    found = [_finding(item, sources) for path in sorted(by_path) for item in by_path[path]]
    summary = report["summary"]
    return Saved(
        Results(
            root=str(root),
            findings=tuple(finding for finding in found if not finding.suppression),
            suppressed=tuple(finding for finding in found if finding.suppression),
            problems=tuple(Problem(one["source"], one["message"], one["detail"]) for one in report["problems"]),
            summary=_summary(summary, broken, sources),
            rules=tuple(rule for name in report["rules"] if (rule := registry.rule(name))),
            plugins=registry.plugins,
            sources=sources,
            languages=languages_of(sources, registry.endings),
            exit_code=summary["exit_code"],
            partial=summary["partial"],
            version=report["tool"]["version"],
        ),
        tuple(sorted(changed)),
    )


def _path(text: str) -> PurePosixPath:
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts:
        raise SavedError(say("names a file outside of the root: {path!r}", path=text))
    return path


def _read(root: Path, path: PurePosixPath) -> SourceFile | None:
    """The text, if it is one that lies below the root by its real path."""
    place = (root / path).resolve()
    if root.resolve() not in place.parents:
        return None
    try:
        return read(place, path)
    except ReadError:
        return None


def _is_the_same(
    path: PurePosixPath, items: Iterable[Mapping[str, Any]], sources: Mapping[PurePosixPath, SourceFile]
) -> bool:
    """Whether a file still gives the findings their fingerprints. A picture has neither text nor places."""
    source = sources.get(path)
    if source is None:
        start = {"line": 1, "column": 1}
        return all(item["start"] == item["end"] == start for item in items)
    try:
        findings = [_finding(item, sources) for item in items]
    except _OutsideError:
        return False
    again = fingerprinted([finding._replace(fingerprint="") for finding in findings], source)
    return all(one.fingerprint == other.fingerprint for one, other in zip(findings, again, strict=True))


def _blank(path: PurePosixPath, items: Iterable[Mapping[str, Any]]) -> SourceFile:
    """A text of blanks that is large enough for all places."""
    widths: dict[int, int] = defaultdict(int)
    for item in items:
        for place in _places(item):
            widths[place["line"]] = max(widths[place["line"]], place["column"])
    lines = (b" " * (widths[number] - 1) for number in range(1, max(widths) + 1))
    return SourceFile(path, b"\n".join(lines), blank=True)


def _places(item: Mapping[str, Any]) -> Iterator[Mapping[str, int]]:
    for place in (item, *(item["fix"]["edits"] if item["fix"] else ())):
        yield place["start"]
        yield place["end"]


def _finding(item: Mapping[str, Any], sources: Mapping[PurePosixPath, SourceFile]) -> Finding:
    path = _path(item["path"])
    suppression = item.get("suppression")
    return Finding(
        item["rule"],
        path,
        _span(item, sources.get(path)),
        _message(item),
        Severity(item["severity"]),
        _fix(item["fix"], sources.get(path)) if item["fix"] else None,
        tuple(_related(one, sources) for one in item["related"]),
        item["key"],
        item["fingerprint"],
        Suppression(suppression["kind"], suppression["reason"]) if suppression else None,
    )


def _message(item: Mapping[str, Any]) -> Message:
    """Template and values, if nothing but plain fields could be in it; otherwise the sentence."""
    message = Message(item["template"], tuple(item["values"].items()))
    if not re.search(r"[{}]", _PLAIN_FIELD.sub("", message.template)):
        try:
            str(message)
        except (KeyError, ValueError):  # "inf" in a field for numbers
            pass
        else:
            return message
    return Message("{text}", (("text", item["message"]),))


def _fix(fix: Mapping[str, Any], source: SourceFile | None) -> Fix:
    return Fix(fix["title"], tuple(Edit(_span(one, source), one["text"]) for one in fix["edits"]), fix["safe"])


def _related(related: Mapping[str, Any], sources: Mapping[PurePosixPath, SourceFile]) -> Related:
    path = _path(related["path"])
    source = sources.get(path)
    return Related(path, _span(related, source) if source and not source.blank else Span(0, 0), related["message"])


class _OutsideError(Exception):
    """A text has no such place."""


def _span(item: Mapping[str, Any], source: SourceFile | None) -> Span:
    if source is None:
        return Span(0, 0)
    return Span(_offset(item["start"], source), _offset(item["end"], source))


def _offset(place: Mapping[str, int], source: SourceFile) -> int:
    """The byte at a line and a column of characters."""
    line, column = place["line"], place["column"]
    if not 1 <= line <= len(source.line_starts) or column < 1:
        raise _OutsideError
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.data)
    text = source.data[start:end].decode("utf-8", "replace")
    if column > len(text) + 1:
        raise _OutsideError
    return start + len(text[: column - 1].encode())


def _broken(summary: Mapping[str, Any]) -> dict[PurePosixPath, dict[str, Any]]:
    """Files with a syntax error, and its place as an item of the report; empty where it isn't known."""
    places = {one["path"]: one["start"] for one in summary.get("syntax_error_places", ())}
    return {
        _path(name): {"start": places[name], "end": places[name], "fix": None} if name in places else {}
        for name in summary["syntax_error_files"]
    }


def _holds(item: Mapping[str, Any], source: SourceFile | None) -> bool:
    """Whether a text has the places of an item."""
    try:
        _span(item, source)
    except _OutsideError:
        return False
    return source is not None


def _summary(
    summary: Mapping[str, Any],
    broken: Mapping[PurePosixPath, Mapping[str, Any]],
    sources: Mapping[PurePosixPath, SourceFile],
) -> Summary:
    baseline = summary["baseline"]
    return Summary(
        checked=summary["checked"],
        skipped=summary["skipped"],
        skipped_files={reason: tuple(files) for reason, files in summary["skipped_files"].items()},
        broken=tuple(
            Broken(path, _offset(item["start"], sources[path]) if item else None) for path, item in broken.items()
        ),
        recoded=summary["recoded"],
        timed_out=summary.get("timed_out", 0),
        baseline=BaselineUse(
            baseline["accepted"],
            baseline["found"],
            tuple((one["rule"], one["path"]) for one in baseline["gone"]),
            baseline.get("looked_for"),
        )
        if baseline
        else None,
    )
