"""From the paths of a command to the files to read, and of all that is left out: why."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import errno
import os
from pathlib import Path, PurePosixPath
import stat
from typing import NamedTuple, TypeAlias

from ..model.language import Language
from ..model.problem import Problem
from ..texts import say
from .exclusion import VERSION_CONTROL, Exclusion, Exclusions
from .paths import OutsideRootError
from .walk import Walk, locate

Endings: TypeAlias = Mapping[str, Language | None]
"""Ending of a file's name → its language; None: such files are left alone."""


class UsageError(ValueError):
    """A path that was named can't be linted; the message is for the user."""


class FoundFile(NamedTuple):
    """A file to lint."""

    root: Path
    relative: PurePosixPath
    """What reports show."""
    ending: str
    """The known ending of its name, in lower case: ".html.j2"."""

    @property
    def path(self) -> Path:
        """Where to read it."""
        return self.root / self.relative


@dataclass(frozen=True, repr=False)
class Discovered:
    """The files of a run, and what was seen and left out. All of it sorted by path."""

    files: tuple[FoundFile, ...]
    skipped: Mapping[str, tuple[PurePosixPath, ...]] = field(default_factory=dict)
    """Reason, in words for a summary → files that are not linted. Files of no known language are not among them."""
    skipped_folders: Mapping[str, tuple[PurePosixPath, ...]] = field(default_factory=dict)
    """Reason → folders that were not entered."""
    unknown: int = 0
    """How many files are of no known language."""
    unread: tuple[PurePosixPath, ...] = ()
    """Those of them that were named."""
    problems: tuple[Problem, ...] = ()
    """Folders that can't be read."""


def discover(
    paths: Sequence[Path],
    *,
    root: Path,
    endings: Endings,
    excludes: Mapping[str, Sequence[str]],
    force_exclude: bool = False,
    max_size: int = 0,
) -> Discovered:
    """Find the files to lint under files and folders.

    `endings` are those of names (".html.j2"), `excludes` patterns by class (see Exclusions), `max_size` is in
    bytes, 0 for any. A file or folder that is named is taken even if it is excluded or ignored, unless
    `force_exclude`; what lies in a named folder is not. A file reached by several ways is found once, by its real path.

    Raises UsageError for a path that doesn't exist, leads out of the root or is neither file nor folder.
    """
    real_root = os.path.realpath(root)
    walk = Walk(real_root, Exclusions(real_root, excludes))
    too_large = f"larger than {_size_in_words(max_size)} (max-file-size)"
    found: dict[str, str] = {}
    unknown: set[str] = set()
    unread: set[str] = set()

    def take(path: str, *, named: bool = False) -> None:
        ending = ending_of(path, endings)
        if not ending:
            unknown.add(path)
            if named:
                unread.add(path)
        elif (force_exclude or not named) and walk.leaves_out(path, is_folder=False, above=named):
            return
        elif max_size and _size(f"{real_root}/{path}") > max_size:
            walk.skip(too_large, path)
        elif (force_exclude or not named) and (exclusion := _by_text(path, endings[ending], walk.exclusions)):
            walk.skip(exclusion.reason, path)
        else:
            found[path] = ending

    named = {_named(path, real_root) for path in paths}
    for path, is_folder in sorted(named):
        if not is_folder:
            take(path, named=True)
        elif not (force_exclude and path and walk.leaves_out(path, is_folder=True, above=True)):
            for inner in walk.files(path):
                take(inner)
    folders = {path for path, is_folder in named if is_folder} if not force_exclude else set()
    return Discovered(
        tuple(FoundFile(Path(real_root), PurePosixPath(path), found[path]) for path in _sorted(found)),
        _without(walk.skipped, found),
        _without(walk.skipped_folders, folders),
        len(unknown),
        tuple(map(PurePosixPath, _sorted(unread))),
        tuple(sorted(walk.problems, key=lambda problem: problem.source)),
    )


def project_files(root: Path, excludes: Mapping[str, Sequence[str]]) -> list[str]:
    """Every file of a project that is neither excluded nor ignored, of whatever kind: relative to the root, sorted."""
    real_root = os.path.realpath(root)
    walk = Walk(real_root, Exclusions(real_root, excludes))
    return _sorted({path for path in walk.files("") if not walk.leaves_out(path, is_folder=False)})


def why(
    path: Path,
    *,
    root: Path,
    endings: Endings,
    excludes: Mapping[str, Sequence[str]],
    unread: Callable[[PurePosixPath], list[str]],
    max_size: int = 0,
) -> list[str]:
    """Say in sentences whether a file or folder is linted when it isn't named itself, and if not, what leaves it out.

    `unread` says it of files of no known language.
    Raises UsageError as `discover`.
    """
    real_root = os.path.realpath(root)
    relative, is_folder = _named(path, real_root)
    exclusions = Exclusions(real_root, excludes)
    if relative and (exclusion := exclusions.of(relative, is_folder)):
        return _told(exclusion, relative)
    if is_folder:
        return [say("Its files are linted.")]
    ending = ending_of(relative, endings)
    if not ending:
        return unread(PurePosixPath(relative))
    if max_size and (size := _size(f"{real_root}/{relative}")) > max_size:
        sizes = {"size": _size_in_words(size), "most": _size_in_words(max_size)}
        return [say("Not linted: with {size} it is larger than {most}.", **sizes)]
    if exclusion := _by_text(relative, endings[ending], exclusions):
        return _told(exclusion, relative)
    return [say("Linted as a {ending} file.", ending=ending)]


def _told(exclusion: Exclusion, path: str) -> list[str]:
    what = say("it") if exclusion.path == path else say("its folder {path}", path=exclusion.path)
    if exclusion.reason == VERSION_CONTROL:
        return [say("Not linted: {what} belongs to version control.", what=what)]
    from ..reporters.words import reason as in_words

    reason = in_words(exclusion.reason)
    if pattern := exclusion.pattern:
        why_not = say(
            "Not linted ({reason}): {what} matches the pattern {pattern} of {origin}.",
            reason=reason,
            what=what,
            pattern=pattern.text,
            origin=pattern.origin,
        )
    else:
        why_not = say("Not linted ({reason}): only machines write so many statements on a line.", reason=reason)
    return [
        why_not,
        say("It is linted when it is named on the command line, without --force-exclude."),
    ]


def ending_of(path: str, endings: Endings) -> str:
    """The longest known ending of a file's name, in lower case; "" if there is none, or if nobody reads such files."""
    name = path.rpartition("/")[2].lower()
    at = name.find(".", 1)
    while at >= 0:
        if name[at:] in endings:
            return name[at:] if endings[name[at:]] else ""
        at = name.find(".", at + 1)
    return ""


def languages_of(paths: Iterable[PurePosixPath], endings: Endings) -> dict[PurePosixPath, Language]:
    """What files are written in, of those whose language is known."""
    found = ((path, endings.get(ending_of(path.name, endings))) for path in paths)
    return {path: language for path, language in found if language is not None}


def _by_text(path: str, language: Language | None, exclusions: Exclusions) -> Exclusion | None:
    """Why a file is left out though its path doesn't say so."""
    return exclusions.of_text(path) if language is not None and language.minified else None


def _named(path: Path, root: str) -> tuple[str, bool]:
    """A path as the user wrote it → relative to the root, and whether it is a folder."""
    try:
        relative, status = locate(path, root)
    except OutsideRootError:
        raise UsageError(say("{path!r} lies outside the root {root!r}", path=str(path), root=root)) from None
    except FileNotFoundError:
        if path.is_symlink():
            raise UsageError(say("{path!r} is a broken link", path=str(path))) from None
        raise UsageError(say("there is no file or folder {path!r}{near}", path=str(path), near=_near(path))) from None
    except OSError as error:
        reason = say("a link loop") if error.errno == errno.ELOOP else error.strerror or str(error)
        raise UsageError(say("{path!r} can't be read: {reason}", path=str(path), reason=reason)) from None
    is_folder = stat.S_ISDIR(status.st_mode)
    if not is_folder and not stat.S_ISREG(status.st_mode):
        raise UsageError(say("{path!r} is neither a file nor a folder", path=str(path)))
    return relative, is_folder


def _near(path: Path) -> str:
    """What may have been meant by a path that isn't there."""
    from .suggest import suggest

    if any(character in str(path) for character in "*?["):
        return say("; name files or folders, without quotes if the shell is to expand the pattern")
    try:
        known = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return suggest(path.name, known)


def _sorted(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: path.split("/"))


def _without(noted: Mapping[str, set[str]], taken: Collection[str]) -> dict[str, tuple[PurePosixPath, ...]]:
    """By reason, without what was taken after all because it was named."""
    kept = {reason: _sorted(path for path in paths if path not in taken) for reason, paths in sorted(noted.items())}
    return {reason: tuple(map(PurePosixPath, paths)) for reason, paths in kept.items() if paths}


def _size(path: str) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def _size_in_words(size: int) -> str:
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:g} {unit}"
    return f"{size} bytes"
