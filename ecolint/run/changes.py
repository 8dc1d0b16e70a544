"""Changed code: which files differ from a commit, in which lines, and the findings that touch them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..model.finding import Finding
from ..model.results import Results
from ..model.source import SourceFile
from . import git
from .discovery import FoundFile
from .reading import ReadError, decode, read_bytes

_MOST_LINES = 20_000
"""Of what differs: beyond it, all of it counts as changed."""


class Lines(NamedTuple):
    """What is new in a file."""

    new: frozenset[int]
    """Lines, from 1."""
    gaps: frozenset[int] = frozenset()
    """Lines after which some were removed."""
    every: bool = False
    """The whole file is new."""

    def touch(self, first: int, last: int) -> bool:
        """Whether these lines hold something new, or something was removed from among them."""
        return (
            self.every
            or any(line in self.new for line in range(first, last + 1))
            or any(line in self.gaps for line in range(first, last))
        )


class Changes(NamedTuple):
    """What differs from a commit."""

    base: str
    """The commit."""
    files: Mapping[PurePosixPath, Lines]


def since(ref: str, root: Path, files: Sequence[FoundFile]) -> Changes:
    """What changed since HEAD left `ref`, uncommitted changes included. Raises git.GitError."""
    base = git.merge_base(root, ref)
    return Changes(base, _compare(base, root, files))


def uncommitted(root: Path, files: Sequence[FoundFile]) -> Changes:
    """What differs from the last commit; everything if there is none. Raises git.GitError."""
    try:
        head = git.commit(root, "HEAD")
    except git.GitError:
        git.ask(root, "rev-parse", "--git-dir")
        return Changes("", {file.relative: Lines(frozenset(), every=True) for file in files})
    return Changes(head, _compare(head, root, files))


def touching(results: Results, changes: Changes) -> Results:
    """The findings on changed lines, or about others in the file that are."""

    def touches(finding: Finding) -> bool:
        lines = changes.files.get(finding.path)
        if lines is None:
            return False
        source = results.source(finding.path)
        here = (finding.span, *(related.span for related in finding.related if related.path == finding.path))
        return any(lines.touch(source.line_at(start), source.line_at(max(start, end - 1))) for start, end in here)

    return replace(
        results,
        findings=tuple(filter(touches, results.findings)),
        suppressed=tuple(filter(touches, results.suppressed)),
    )


def _compare(base: str, root: Path, files: Sequence[FoundFile]) -> dict[PurePosixPath, Lines]:
    before = git.tree(root, base)
    changed: dict[PurePosixPath, tuple[str, bytes]] = {}
    for file in files:
        name = before.get(str(file.relative), "")
        try:
            data = read_bytes(file.path)
        except ReadError:  # told when the file is linted
            data = b""
        if git.blob_name(data, name or base) != name:
            changed[file.relative] = (name, data)
    if not all(name for name, _ in changed.values()):
        moved = {name for path, name in before.items() if not (root / path).exists()}
        changed = {
            path: (name, data)
            for path, (name, data) in changed.items()
            if name or git.blob_name(data, base) not in moved
        }
    old = git.blobs(root, (name for name, _ in changed.values() if name))
    compared = ((path, _lines(path, old.get(name), data)) for path, (name, data) in changed.items())
    return {path: lines for path, lines in compared if lines.every or lines.new or lines.gaps}


def _lines(path: PurePosixPath, old: bytes | None, new: bytes) -> Lines:
    before = decode(old, path) if old is not None else None
    after = decode(new, path)
    if before is None or after is None:
        return Lines(frozenset(), every=True)
    return changed_lines(list(_texts(before)), list(_texts(after)))


def _texts(source: SourceFile) -> Iterator[bytes]:
    """Lines without their ends: checking out may have changed these."""
    for line in range(1, len(source.line_starts) + 1):
        span = source.line_span(line)
        yield source.data[span.start : span.end]


def changed_lines(before: Sequence[bytes], after: Sequence[bytes]) -> Lines:
    """Which lines of `after` are not in `before`, and where some are missing."""
    from difflib import SequenceMatcher

    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) + len(new) > _MOST_LINES:
        return Lines(frozenset(range(start + 1, start + len(new) + 1)))
    fresh: set[int] = set()
    gaps: set[int] = set()
    for kind, _, _, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "delete":
            gaps.add(start + first)
        elif kind != "equal":
            fresh.update(range(start + first + 1, start + last + 1))
    return Lines(frozenset(fresh), frozenset(gaps))
