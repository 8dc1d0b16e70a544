from collections.abc import Iterator
from typing import Any

from ecolint import Files, Phrase, Report, report, rule

from ..libraries import is_built_upon, table
from ..manifests import Manifest, manifests
from ..targets import for_browsers, for_old_browsers, oldest_node


@rule(
    saves=["network", "cpu", "storage"],
    evidence="measured",
    preset="core",
    severity="note",
    whole=True,
    refs=[
        "rgesn:4.5",
        "rgesn:2.9",
        "rgesn:3.1",
        "wsg:use-dependencies-sparingly-and-maintain-them",
        "wsg:use-the-most-efficient-solution-for-your-service",
        "rweb:0015",
        "rweb:0058",
    ],
)
def heavy_dependency(files: Files, *, accept: tuple[str, ...] = (), packages: tuple[str, ...] = ()) -> Iterator[Report]:
    """A dependency does what the platform or a much lighter package does.

    In a page every visitor fetches, parses and keeps it; on a server it is installed with each build and image. What
    the platform does itself costs nothing and needs no updates.

    Measured by `docs/evidence/js_whole_library.mjs`, bundled and gzipped: moment 20 kB, dayjs 3 kB, `Intl` nothing;
    jquery 28 kB. The list of packages, each with its source, is data of this plugin.

    Only `dependencies` of `package.json` are looked at: what serves development or is left to others to install isn't
    shipped. It is a note, since a large code base doesn't change its libraries overnight. Nothing is said of a package
    that another one needs (jQuery beside Bootstrap 4), or that the project or another package extends by its name,
    description or keywords (`axios-retry`), nor where the project runs on versions of Node (`engines`) or browsers
    (`browserslist`) that lack what would take its place.

    Options: `accept`, packages that are wanted all the same; `packages`, others that a project doesn't want.

    ```json bad file=package.json
    {
      "dependencies": { "moment": "^2.29.4" }
    }
    ```

    ```json bad file=front/package.json
    { "name": "front", "dependencies": { "react": "^18.0.0", "axios": "^1.7.0" } }
    ```

    ```json bad file=package.json
    { "engines": { "node": "^18.12 || >=20" }, "dependencies": { "request": "2.88.2", "left-pad": "*" } }
    ```

    ```json bad file=package.json packages=our-old-charts
    { "dependencies": { "our-old-charts": "^1.0.0" } }
    ```

    ```json bad file=package.json
    { "dependencies": { "jquery": "^3.7.1", "bootstrap": "~5.3.3" } }
    ```

    ```json bad file=package.json
    { "dependencies": { "moment": "^2.30.1", "moment-timezone": "^0.5.45" } }
    ```

    ```json good file=package.json
    {
      "dependencies": { "dayjs": "^1.11.0" },
      "devDependencies": { "moment": "^2.29.4", "jquery": "^3.7.1" },
      "peerDependencies": { "jquery": ">=3" }
    }
    ```

    ```json good file=package.json
    { "name": "server", "dependencies": { "express": "^4.19.0", "axios": "^1.7.0" } }
    ```

    ```json good file=package.json
    { "bin": "cli.js", "dependencies": { "axios": "^1.7.0" }, "devDependencies": { "vite": "^5.0.0" } }
    ```

    ```json good file=package.json
    { "dependencies": { "jquery": "^3.7.1", "bootstrap": "^4.6.2" } }
    ```

    ```json good file=package.json
    { "name": "jquery-upload", "dependencies": { "jquery": "^3.7.1" } }
    ```

    ```json good file=package.json
    { "name": "tooltips", "keywords": ["tooltip", "jquery-plugin"], "dependencies": { "jquery": "^3.7.1" } }
    ```

    ```json good file=package.json
    { "name": "front", "dependencies": { "react": "^18.0.0", "axios": "^1.7.0", "axios-retry": "^4.5.0" } }
    ```

    ```json good file=package.json
    { "engines": { "node": ">=8.9" }, "dependencies": { "mkdirp": "^1.0.4", "rimraf": "^3.0.2", "request": "^2.88.2" } }
    ```

    ```json good file=package.json
    { "browserslist": ["ie 11"], "dependencies": { "react": "^16.14.0", "object-assign": "^4.1.1" } }
    ```

    ```json good file=static/components/backbone/package.json
    { "name": "backbone", "dependencies": { "underscore": ">=1.8.3" } }
    ```

    ```json good file=package.json
    { "dependencies": ["moment"
    ```
    """
    for manifest in manifests(files):
        for name, dependency in manifest.dependencies.items():
            if name in packages:
                yield report(dependency, "{name} is heavy for what it does; this project does without it", name=name)
                continue
            entry = table("heavy_dependencies").get(name)
            if entry is None or name in accept or _is_needed(name, entry, manifest, files):
                continue
            instead = Phrase(entry["instead"])
            if entry.get("native"):
                yield report(
                    dependency,
                    "the platform does what {name} does; use {instead}",
                    name=name,
                    instead=instead,
                    key=name,
                )
            else:
                yield report(
                    dependency, "{name} is heavy for what it does; use {instead}", name=name, instead=instead, key=name
                )


def _is_needed(name: str, entry: dict[str, Any], manifest: Manifest, files: Files) -> bool:
    """Whether a package of the list is no free choice in a project, or the advice isn't meant for it."""
    if entry["browser"] and not for_browsers(manifest):
        return True
    if is_built_upon(name, manifest):
        return True
    if (since := entry.get("node")) is None:
        return False
    oldest = oldest_node(manifest)
    return (oldest is not None and oldest < tuple(since)) or for_old_browsers(files, manifest)
