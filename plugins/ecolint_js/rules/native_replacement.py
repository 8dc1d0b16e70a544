from collections.abc import Iterator
import re

from ecolint import Element, Fact, Facts, Files, Phrase, Report, fact, report, rule

from ..libraries import table
from ..manifests import manifests
from ..targets import for_old_browsers

_MESSAGE = "browsers do what {name} does; use {native}"
_NAME = re.compile(r"/([a-z][\w-]*?)(?:\.pkgd)?(?:[.-]v?\d[\d.]*)?(?:\.min|\.umd|\.iife)*\.js(?:[?#]|$)", re.IGNORECASE)


@fact("html", select="script[src]")
def external_script(script: Element) -> Fact | None:
    """A script that a page fetches and that does what browsers do, by the name of its file or package."""
    found = _NAME.search("/" + script["src"])
    place = script.attribute("src")
    name = found[1].lower() if found else ""
    known = name in table("packages")["native"]
    return fact(place, name=name, url=script["src"]) if known and place is not None else None


@rule(
    facts=[external_script],
    alone=True,
    saves=["network", "cpu"],
    evidence="deterministic",
    refs=[
        "rgesn:4.5",
        "rgesn:2.9",
        "wsg:ensure-code-follows-good-semantic-practices",
        "wsg:use-dependencies-sparingly-and-maintain-them",
        "rweb:0015",
        "creedengo:GCI535",
    ],
)
def native_replacement(scripts: Facts, files: Files, *, accept: tuple[str, ...] = ()) -> Iterator[Report]:
    """A library does what browsers do by themselves.

    It was written when some browsers couldn't. Now all current ones can, and it is fetched, parsed and run for nothing.

    The list of libraries, with what took their place, is data of this plugin; each feature is in all browsers of the
    last two and a half years (Baseline, widely available). Older targets that a project declares (`browserslist`)
    excuse it.

    ## When not to care
    The service has to work on browsers that are older than the feature, and doesn't declare them.

    Options: `accept`, libraries that are wanted all the same.

    ```html bad file=index.html
    <script src="https://cdn.example/npm/lazysizes@5.3.2/lazysizes.min.js" async></script>
    ```

    ```json bad file=package.json
    { "dependencies": { "smoothscroll-polyfill": "^0.4.4" } }
    ```

    ```html bad file=pages/old.html
    <!--[if lt IE 9]><![endif]-->
    <script src='/js/html5shiv-3.7.3.min.js'></script>
    ```

    ```html good file=index.html
    <img src="map.png" loading="lazy" alt="Map">
    <script src="/js/app.min.js"></script>
    ```

    ```json good file=package.json
    { "devDependencies": { "lazysizes": "^5.3.2" }, "dependencies": { "vue": "^3.5.0" } }
    ```

    ```json good file=package.json
    { "dependencies": { "es6-promise": "^4.2.8" }, "browserslist": ["> 0.5%", "ie 11"] }
    ```

    ```html good file=index.html
    <script src="{{ lazysizes }}"></script>
    <script src="/lazysizes/app.js"></script>
    ```
    """
    native = table("packages")["native"]
    found = list(manifests(files))
    if any(for_old_browsers(files, manifest) for manifest in found):
        return
    for script in scripts:
        name = str(script["name"])
        if name in native and name not in accept:
            yield report(script, _MESSAGE, name=name, native=Phrase(native[name]), key=name)
    for manifest in found:
        for name, dependency in manifest.dependencies.items():
            if name in native and name not in accept:
                yield report(dependency, _MESSAGE, name=name, native=Phrase(native[name]), key=name)
