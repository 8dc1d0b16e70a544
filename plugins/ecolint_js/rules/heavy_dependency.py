from collections.abc import Iterator
import re

from ecolint import Files, Phrase, Report, report, rule

from ..libraries import table
from ..manifests import Manifest, for_browsers, manifests


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
    where what builds upon it bears its name: `axios-retry`, or a project called `jquery-upload`.

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
    { "dependencies": { "request": "2.88.2", "left-pad": "*" } }
    ```

    ```json bad file=package.json packages=our-old-charts
    { "dependencies": { "our-old-charts": "^1.0.0" } }
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
    { "dependencies": { "jquery": "^3.7.1", "jquery-ui": "^1.14.0" } }
    ```

    ```json good file=package.json
    { "name": "jquery-upload", "dependencies": { "jquery": "^3.7.1" } }
    ```

    ```json good file=package.json
    { "name": "front", "dependencies": { "react": "^18.0.0", "axios": "^1.7.0", "axios-retry": "^4.5.0" } }
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
            if entry is None or name in accept or (entry["browser"] and not for_browsers(manifest)):
                continue
            if any(other in manifest.dependencies for other in entry.get("needed_by", ())):
                continue
            if _is_built_upon(name, manifest):
                continue
            yield report(
                dependency,
                "{name} is heavy for what it does; use {instead}",
                name=name,
                instead=Phrase(entry["instead"]),
                key=name,
            )


def _is_built_upon(name: str, manifest: Manifest) -> bool:
    """Whether the project, or another package that it needs, bears the name of a package: `jquery` of `jquery-form`."""
    others = [str(manifest.content.get("name", "")), *(other for other in manifest.dependencies if other != name)]
    return any(name in re.split(r"[^a-z]+", other) for other in others)
