"""Patterns of a configuration, applied to paths that are relative to the root.

A configuration below the root means its own folder, as a `.gitignore` there would; any other means the root.
"""

from collections.abc import Callable, Sequence
import os
from pathlib import Path, PurePosixPath

from .default_excludes import CLASSES
from .gitignore import Patterns, parse
from .settings import Settings

CONFIGURED = "configuration"
"""The class of files that the configuration's own `exclude` leaves out."""


def base_folder(settings: Settings, root: Path) -> Path:
    """The folder that paths in a configuration are relative to."""
    return root / _inner_folder(settings, root)


def excludes(settings: Settings, root: Path) -> dict[str, tuple[str, ...]]:
    """Class → patterns relative to the root: the configured ones, then the default classes that are on."""
    own = tuple(rooted(pattern, _inner_folder(settings, root)) for pattern in settings.exclude)
    return {CONFIGURED: own} | {name: CLASSES[name] for name in CLASSES if name in settings.default_excludes}


def static_folders(settings: Settings, root: Path) -> list[str]:
    """Folders of assets, relative to the root, whose URL isn't told."""
    return [_inner_path(settings, root, folder) for prefix, folder in settings.static if not prefix]


def static_prefixes(settings: Settings, root: Path) -> dict[str, str]:
    """URL prefix → folder of assets, relative to the root."""
    return {prefix: _inner_path(settings, root, folder) for prefix, folder in settings.static if prefix}


def template_languages(settings: Settings, root: Path) -> Callable[[PurePosixPath], str]:
    """A function from a path to the template language that is configured for it, or "". The last pattern decides."""
    matchers = [(matcher(settings, root, (pattern,)), name) for pattern, name in reversed(settings.templates)]
    return lambda path: next((name for matches, name in matchers if matches(path)), "")


def matcher(settings: Settings, root: Path, patterns: Sequence[str]) -> Callable[[PurePosixPath], bool]:
    """A function that says whether a file, or a folder above it, matches the patterns."""
    folder = _inner_folder(settings, root)
    compiled = Patterns(made for pattern in patterns if (made := parse(rooted(pattern, folder))))

    def matches(path: PurePosixPath) -> bool:
        for above in reversed(path.parents[:-1]):
            if (found := compiled.match(str(above), True)) and not found.negated:
                return True
        found = compiled.match(str(path), False)
        return found is not None and not found.negated

    return matches


def rooted(pattern: str, folder: str) -> str:
    """A pattern that means a folder, as one that means the folder `folder` of the root ("" for the root)."""
    parsed = parse(pattern)
    if not folder or not parsed:
        return pattern
    prefix = "".join(f"\\{char}" if char in "\\*?[" else char for char in folder)
    depth = "" if parsed.anchored else "**/"
    return f"{'!' * parsed.negated}/{prefix}/{depth}{parsed.glob}{'/' * parsed.folders_only}"


def _inner_path(settings: Settings, root: Path, path: str) -> str:
    inner = PurePosixPath(_inner_folder(settings, root), path).as_posix()
    return "" if inner == "." else inner


def _inner_folder(settings: Settings, root: Path) -> str:
    """The configuration's folder as a path in the root; "" if it is the root or doesn't lie below."""
    if settings.file is None:
        return ""
    folder = Path(os.path.realpath(settings.file.path.parent))
    return folder.relative_to(root).as_posix() if root in folder.parents else ""
