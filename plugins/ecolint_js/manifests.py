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
        if isinstance(content, dict) and text is not None and not _is_copy(path, content):
            yield Manifest(path, content, _dependencies(path, content, text), _names(content, "devDependencies"))


def _is_copy(path: PurePosixPath, content: dict[str, Any]) -> bool:
    """Whether a package is somebody else's, copied to where its files are served: `static/components/backbone/`."""
    name, folder = str(content.get("name", "")), path.parent
    return bool(name) and folder.name.startswith(name) and folder.parent.name in _SERVED


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


FRONT_END = frozenset(
    {
        "@angular/core",
        "backbone",
        "ember-source",
        "jquery",
        "lit",
        "next",
        "nuxt",
        "preact",
        "react",
        "react-dom",
        "solid-js",
        "svelte",
        "vue",
    }
)
BUNDLERS = frozenset(
    {
        "@angular/cli",
        "@rsbuild/core",
        "@vitejs/plugin-react",
        "@vitejs/plugin-vue",
        "browserify",
        "esbuild",
        "parcel",
        "react-scripts",
        "rollup",
        "vite",
        "webpack",
    }
)


def for_browsers(manifest: Manifest) -> bool:
    """Whether a package is bundled for pages, as far as its dependencies tell."""
    known = manifest.dependencies.keys() | manifest.development
    return bool((FRONT_END | BUNDLERS) & known) or "browserslist" in manifest.content
