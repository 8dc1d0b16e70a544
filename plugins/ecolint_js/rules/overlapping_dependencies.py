from collections.abc import Iterator

from ecolint import Files, Phrase, Report, report, rule

from ..libraries import is_built_upon, table
from ..manifests import Manifest, manifests

_JOBS = {
    "dates": "dates",
    "requests": "HTTP requests",
    "utilities": "utilities",
    "components": "user interface",
    "charts": "charts",
    "frameworks": "pages",
    "maps": "maps",
    "dialogs": "dialogs",
    "sliders": "sliders",
    "markdown": "Markdown",
}
_SAME = (("lodash", "lodash-es"), ("slick-carousel", "react-slick"))
"""One library in two forms, or its styles and its script."""


@rule(
    saves=["network", "cpu", "storage"],
    evidence="deterministic",
    whole=True,
    refs=[
        "rgesn:2.9",
        "rgesn:6.5",
        "wsg:use-dependencies-sparingly-and-maintain-them",
        "wsg:avoid-redundancy-and-duplication-in-code",
        "rweb:0015",
    ],
)
def overlapping_dependencies(files: Files, *, accept: tuple[str, ...] = ()) -> Iterator[Report]:
    """Two libraries of one package do the same job.

    Both are fetched, parsed and kept up to date. One of them, the lighter where it is enough, does. Of frameworks only
    jQuery is reported, where no other library needs it: two others are a move that takes years, or one embeds the
    other.

    It can be read off the package's manifest. Packages of a monorepo are looked at one by one; what only serves
    development doesn't count.

    Options: `accept`, packages that may stand beside another of their kind.

    ```json bad file=package.json
    {
      "dependencies": { "moment": "^2.29.4", "dayjs": "^1.11.0" }
    }
    ```

    ```json bad file=package.json
    { "dependencies": { "react": "^18.0.0", "jquery": "^3.7.1" } }
    ```

    ```json bad file=front/package.json
    { "dependencies": { "lodash": "4.17.21", "ramda": "~0.30.0", "underscore": "*" } }
    ```

    ```json good file=package.json
    {
      "dependencies": {
        "dayjs": "^1.11.0", "lodash": "^4.17.21", "lodash-es": "^4.17.21",
        "react-slick": "^0.30.0", "slick-carousel": "^1.8.1"
      },
      "devDependencies": { "moment": "^2.29.4" }
    }
    ```

    ```json good file=a/package.json
    { "dependencies": { "moment": "^2.29.4" } }
    ```
    ```json file=b/package.json
    { "dependencies": { "dayjs": "^1.11.0" } }
    ```

    ```json good file=package.json
    { "dependencies": { "react": "^18.0.0", "vue": "^3.5.0", "jquery": "^3.7.1", "jquery-ui": "^1.14.0" } }
    ```

    ```json good file=package.json
    { "dependencies": { "react": "^18.0.0", "react-dom": "^18.0.0" } }
    ```
    """
    groups = table("packages")["groups"]
    for manifest in manifests(files):
        for job, names in groups.items():
            found = [name for name in names if name in manifest.dependencies and name not in accept]
            for one, other in _SAME:
                if one in found and other in found:
                    found.remove(other)
            if len(found) < 2 or (job == "frameworks" and not _is_a_choice(manifest)):
                continue
            last = max((manifest.dependencies[name] for name in found), key=lambda one: one.span)
            others = ", ".join(name for name in found if name != last.name)
            yield report(
                last,
                "{name} does the same job ({job}) as {others}; keep one",
                name=last.name,
                job=Phrase(_JOBS[job]),
                others=others,
                key=last.name,
            )


def _is_a_choice(manifest: Manifest) -> bool:
    """Whether a project could do without jQuery beside a framework; two frameworks are a move, or one embeds one."""
    return "jquery" in manifest.dependencies and not is_built_upon("jquery", manifest)
