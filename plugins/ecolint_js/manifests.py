"""`package.json` files: what a project depends on, and where it says so."""

from collections.abc import Iterator
from pathlib import PurePosixPath
import re
from typing import Any, NamedTuple

from ecolint import Files, Span


class Dependency(NamedTuple):
    """A package that a project needs at run time. `report(dependency, …)` speaks about its line."""

    name: str
    version: str
    path: PurePosixPath
    """The manifest."""
    span: Span
    """Its name there."""


class Manifest(NamedTuple):
    """A `package.json`."""

    path: PurePosixPath
    content: dict[str, Any]
    dependencies: dict[str, Dependency]
    """For run time only: neither `devDependencies` nor `peerDependencies`."""
    development: frozenset[str]


def manifests(files: Files) -> Iterator[Manifest]:
    """All manifests of the project, sorted by path."""
    found = sorted({file.path for pattern in ("package.json", "**/package.json") for file in files.glob(pattern)})
    for path in found:
        content, text = files.json(path), files.text(path)
        if isinstance(content, dict) and text is not None and not _is_copy(files, path, content):
            yield Manifest(path, content, _dependencies(path, content, text), _names(content, "devDependencies"))


def _is_copy(files: Files, path: PurePosixPath, content: dict[str, Any]) -> bool:
    """Whether a package is one copied to where its files are served, `static/components/backbone/`, or that of the
    folder above again, beside what was built: `lib/package.json`.
    """
    name, folder = str(content.get("name", "")), path.parent
    if not name or folder == folder.parent:
        return False
    if folder.name.startswith(name) and folder.parent.name in _SERVED:
        return True
    above = files.json(folder.parent / path.name)
    return isinstance(above, dict) and above.get("name") == name


_SERVED = frozenset({"assets", "components", "javascripts", "js", "lib", "libs", "public", "static"})


def _names(content: dict[str, Any], section: str) -> frozenset[str]:
    listed = content.get(section)
    return frozenset(listed) if isinstance(listed, dict) else frozenset()


def _dependencies(path: PurePosixPath, content: dict[str, Any], text: str) -> dict[str, Dependency]:
    start = re.search(r'"dependencies"\s*:', text)
    listed = content.get("dependencies")
    if start is None or not isinstance(listed, dict):
        return {}
    found = {}
    for name, version in listed.items():
        place = re.compile(rf'"{re.escape(name)}"\s*:').search(text, start.end())
        if place is not None and isinstance(version, str):
            offset = len(text[: place.start()].encode())
            found[name] = Dependency(name, version, path, Span(offset, offset + len(name.encode()) + 2))
    return found


def lower_end(versions: str) -> tuple[int, int]:
    """The lower end, as (major, minor), of a range of npm's: `>=18.0.0 <21`, `^20.11 || 22.x`, `14 - 18`.

    A range without one, as `*` or `<12`, begins at (0, 0).
    """
    return min(_first_version(alternative) for alternative in versions.split("||"))


_VERSION = re.compile(r"(<?)>?=?\s*[~^]?\s*v?(\d+)(?:\.(\d+))?[\w.+*-]*")
"""A version of a range; an upper end is told by its `<`."""


def _first_version(versions: str) -> tuple[int, int]:
    found = [(int(major), int(minor or 0)) for upper, major, minor in _VERSION.findall(versions) if not upper]
    return found[0] if found else (0, 0)
