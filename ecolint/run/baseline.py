"""The baseline: findings that are accepted for now, known by their fingerprints."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..analysis.fingerprints import fingerprinted
from ..model.finding import Finding, Suppression
from ..model.results import BaselineUse, Results
from ..texts import say
from .reading import ReadError, read_bytes

VERSION = 1


class BaselineError(ValueError):
    """A file that is no baseline; the message says why, with its name."""


class Entry(NamedTuple):
    """An accepted finding."""

    fingerprint: str
    moved: str
    """The fingerprint without the path, for renamed files."""
    rule: str
    path: str


class Applied(NamedTuple):
    """Results without what is accepted."""

    results: Results
    left: tuple[Entry, ...]
    """The entries that aren't gone, those of renamed files with their new path."""


def read_baseline(file: Path) -> tuple[Entry, ...]:
    """The entries of a file. Raises BaselineError, also where it can't be read."""
    try:
        text = read_bytes(file).decode()
    except (ReadError, UnicodeDecodeError) as error:
        raise BaselineError(say("baseline {file}: {reason}", file=str(file), reason=str(error))) from None
    return parse_baseline(text, str(file))


def parse_baseline(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of a text; `name` is for messages. Raises BaselineError."""
    import json

    try:
        head, *items = json.loads(text)
        if head != {"ecolint-baseline": VERSION}:
            raise BaselineError(
                say(
                    "baseline {file}: is not of version {version}; write it again with `ecolint baseline`",
                    file=name,
                    version=VERSION,
                )
            )
        entries = (Entry(*(str(item[field]) for field in Entry._fields)) for item in items)
        return tuple(sorted(set(entries)))
    except BaselineError:
        raise
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        conflict = "\n<<<<<<<" in text or text.startswith("<<<<<<<")
        template = (
            "baseline {file}: is no baseline; it holds a merge conflict ({error})"
            if conflict
            else "baseline {file}: is no baseline ({error})"
        )
        raise BaselineError(say(template, file=name, error=f"{type(error).__name__}: {error}")) from None


def written_baseline(entries: Iterable[Entry]) -> str:
    """One entry a line, sorted by fingerprint: what two branches add seldom meets, and no line needs its neighbour."""
    import json

    lines = (f",{json.dumps(entry._asdict(), separators=(',', ':'))}\n" for entry in sorted(set(entries)))
    return f'[{{"ecolint-baseline":{VERSION}}}\n{"".join(lines)}]\n'


def entries_of(findings: Sequence[Finding], results: Results) -> list[Entry]:
    """Findings as entries."""
    moved = _without_paths(results)
    return [
        Entry(finding.fingerprint, moved[finding.fingerprint], finding.rule, str(finding.path)) for finding in findings
    ]


def apply_baseline(
    results: Results, entries: Sequence[Entry], root: Path, looked_for: Callable[[Entry], bool]
) -> Applied:
    """Suppress what is accepted. Nothing is ever added here.

    An entry whose file is gone accepts the same finding of one other file. `looked_for` says whether the run would have
    found an entry again; others are never called gone.
    """
    known = {entry.fingerprint: entry for entry in entries}
    matched = {
        finding.fingerprint: known[finding.fingerprint] for finding in results.findings if finding.fingerprint in known
    }
    unmatched = [entry for entry in entries if entry.fingerprint not in matched]
    fresh = [finding for finding in results.findings if finding.fingerprint not in matched]
    renamed = _renamed(fresh, unmatched, results, root)
    replaced = set(renamed.values())
    unmatched = [entry for entry in unmatched if entry not in replaced]
    missed = [entry for entry in unmatched if looked_for(entry)]
    gone = [] if results.problems else missed
    accepted = matched.keys() | renamed.keys()
    suppression = Suppression("baseline")
    newly = [
        finding._replace(suppression=suppression) for finding in results.findings if finding.fingerprint in accepted
    ]
    names = tuple((entry.rule, entry.path) for entry in gone)
    use = BaselineUse(len(entries), len(newly), names, len(newly) + len(missed))
    after = replace(
        results,
        findings=tuple(finding for finding in results.findings if finding.fingerprint not in accepted),
        suppressed=tuple(sorted((*results.suppressed, *newly), key=lambda finding: finding.order)),
        summary=replace(results.summary, baseline=use),
    )
    moved = entries_of([finding for finding in newly if finding.fingerprint in renamed], results)
    lost = set(gone)
    return Applied(after, tuple(sorted({*matched.values(), *moved, *(one for one in unmatched if one not in lost)})))


def grown(now: Iterable[Entry], before: Iterable[Entry]) -> list[Entry]:
    """The entries that a baseline has more than it had; one that only got a new path is none."""
    now, before = set(now), set(before)
    added, removed = sorted(now - before), [entry.moved for entry in before - now]
    more = []
    for entry in added:
        if entry.moved in removed:
            removed.remove(entry.moved)
        else:
            more.append(entry)
    return more


def _renamed(findings: Sequence[Finding], unmatched: Sequence[Entry], results: Results, root: Path) -> dict[str, Entry]:
    """Fingerprint → the entry of a file that is gone and had the same finding; each is used once."""
    left: dict[str, list[Entry]] = defaultdict(list)
    if findings:
        for entry in unmatched:
            if not (root / entry.path).exists():
                left[entry.moved].append(entry)
    if not left:
        return {}
    moved = _without_paths(results)
    return {
        finding.fingerprint: left[moved[finding.fingerprint]].pop(0)
        for finding in findings
        if left.get(moved[finding.fingerprint])
    }


def _without_paths(results: Results) -> dict[str, str]:
    """Fingerprint → what it would be if the file lay anywhere else."""
    by_path: dict[PurePosixPath, list[Finding]] = defaultdict(list)
    for finding in (*results.findings, *results.suppressed):
        by_path[finding.path].append(finding)
    found = {}
    for path, findings in by_path.items():
        anywhere = [finding._replace(path=PurePosixPath()) for finding in findings]
        for finding, moved in zip(findings, fingerprinted(anywhere, results.source(path)), strict=True):
            found[finding.fingerprint] = moved.fingerprint
    return found
