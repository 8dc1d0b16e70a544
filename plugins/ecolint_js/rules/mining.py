from collections.abc import Iterator
import re

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..libraries import table
from ..manifests import manifests

_HOST = re.compile(r"(?:https?:|wss?:)?//([\w.-]+)", re.IGNORECASE)


@fact("html", select="script[src]")
def script_host(script: Element) -> Fact | None:
    """The host that a script comes from, where it is a known one."""
    found, place = _HOST.match(script["src"]), script.attribute("src")
    if found is None or place is None:
        return None
    host = found[1].lower()
    known = any(host == name or host.endswith(f".{name}") for name in table("packages")["mining"]["hosts"])
    return fact(place, host=host) if known else None


@rule(
    facts=[script_host],
    alone=True,
    saves=["cpu", "device", "server"],
    evidence="official",
    refs=["rgesn:7.4", "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies"],
)
def mining(scripts: Facts, files: Files) -> Iterator[Report]:
    """Currency is mined with the processors of visitors or servers.

    The work has no other result than to have been done, at full load for as long as the page or the server runs.

    RGESN criterion 7.4 (2024) asks that a service has no part built on proof of work.

    Captchas by proof of work are small, and spare people from puzzles and from being tracked: they are a note.

    ```html bad file=index.html
    <script src="https://coinhive.com/lib/coinhive.min.js"></script>
    ```

    ```json bad file=package.json
    { "dependencies": { "coin-hive": "^1.9.0" } }
    ```

    ```json bad file=package.json
    { "dependencies": { "altcha": "^1.0.0" } }
    ```

    ```html good file=index.html
    <script src="https://stats.example/coinhive.com.js"></script>
    ```

    ```json good file=package.json
    { "dependencies": { "crypto-js": "^4.2.0" } }
    ```

    ```html good file=index.html
    <script src="{{ miner }}"></script>
    ```
    """
    known = table("packages")["mining"]
    for script in scripts:
        yield report(script, "the script mines currency on visitors' devices; take it out", key=str(script["host"]))
    for manifest in manifests(files):
        for name in sorted(manifest.dependencies.keys() & set(known["packages"])):
            yield report(manifest.dependencies[name], "the package mines currency; take it out", key=name)
        for name in sorted(manifest.dependencies.keys() & set(known["captchas"])):
            yield report(
                manifest.dependencies[name],
                "visitors' devices work to prove themselves; use that only where forms are abused",
                key=name,
                severity="note",
            )
