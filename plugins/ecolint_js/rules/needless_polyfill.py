from collections.abc import Iterator

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..libraries import table
from ..manifests import manifests
from ..targets import for_old_browsers


@fact("html", select="script[src]", words=["polyfill"])
def polyfill_script(script: Element) -> Fact | None:
    """A script from a service that hands out polyfills."""
    place = script.attribute("src")
    service = any(name in script["src"] for name in table("packages")["polyfills"]["services"])
    return fact(place, url=script["src"]) if service and place is not None else None


@rule(
    facts=[polyfill_script],
    alone=True,
    saves=["network", "cpu"],
    evidence="measured",
    refs=["rgesn:6.5", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0015"],
)
def needless_polyfill(scripts: Facts, files: Files, *, accept: tuple[str, ...] = ()) -> Iterator[Report]:
    """Code is shipped for browsers that nobody has.

    Polyfills bring to old browsers what all current ones have. Every visitor's browser fetches, compiles and runs them
    before the page's own code, to find that there is nothing to do.

    Measured by `docs/evidence/js_whole_library.mjs`: babel-polyfill weighs 37 kB (gzip) and takes some 40 ms to compile
    and run on a desktop computer, more on a phone; core-js as a whole 108 kB and some 100 ms. Those of one feature
    (`whatwg-fetch`, `intersection-observer`) weigh 3 kB each. A service that chooses by browser costs a connection and
    a request, which hold up the page, even where it answers with an empty script.

    Older targets that a project declares (`browserslist`) excuse it: serving old devices comes first. Packages that
    depend on a server's framework or bring a command (`bin`) are left alone.

    Options: `accept`, packages that are wanted all the same.

    ```html bad file=index.html
    <script src="https://polyfill.io/v3/polyfill.min.js?features=fetch"></script>
    ```

    ```json bad file=package.json
    { "dependencies": { "whatwg-fetch": "^3.6.0" }, "browserslist": ["last 2 versions"] }
    ```

    ```html bad file=templates/base.html
    <script src='https://cdnjs.cloudflare.com/polyfill/v3/polyfill.min.js' defer></script>
    ```

    ```json good file=package.json
    { "dependencies": { "whatwg-fetch": "^3.6.0" }, "browserslist": ["> 0.5%", "ie 11"] }
    ```

    ```json good file=package.json
    { "dependencies": { "express": "^4.19.0", "babel-polyfill": "^6.26.0" } }
    ```

    ```json good file=package.json
    { "bin": "./cli.js", "dependencies": { "regenerator-runtime": "^0.13.11", "yargs": "^15.3.1" } }
    ```

    ```json good file=package.json
    { "dependencies": { "core-js": "^3.38.0", "vue": "^3.5.0" } }
    ```

    ```html good file=index.html
    <script src="/js/app.js"></script>
    ```
    ```json file=package.json
    { "devDependencies": { "intersection-observer": "^0.12.0" } }
    ```
    """
    names = frozenset(table("packages")["polyfills"]["names"])
    servers = set(table("packages")["compression"]["servers"])
    found = list(manifests(files))
    if any(for_old_browsers(files, manifest) for manifest in found):
        return
    for script in scripts:
        yield report(script, "current browsers need no polyfills; leave the service out", key=str(script["url"]))
    for manifest in found:
        if manifest.content.get("bin") or manifest.dependencies.keys() & servers:
            continue  # what a server or a command needs isn't shipped
        for name in sorted(names & manifest.dependencies.keys() - set(accept)):
            yield report(
                manifest.dependencies[name], "current browsers have what {name} adds; leave it out", name=name, key=name
            )
