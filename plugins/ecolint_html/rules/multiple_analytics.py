"""Several tools that count the same visits."""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..hosts import name_of
from ..third_parties import addresses_of


@fact("html", "javascript", mentions=["//"])
def analytics_tool(doc: Document) -> Iterator[Fact]:
    """An address that a page loads from, perhaps a tool that measures visits."""
    for use in addresses_of(doc):
        if doc.unknowns.branch(use.span.start) is None:
            yield fact(use, address=use.address)


@rule(
    saves=["network", "cpu", "server"],
    evidence="official",
    precision="medium",
    preset="all",
    facts=[analytics_tool],
    refs=[
        "rgesn:1.6",
        "rgesn:2.10",
        "wsg:avoid-being-manipulative-or-deceptive",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "rweb:0111",
    ],
)
def multiple_analytics(tools: Facts, *, max: int = 1, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """Several tools measure the same visits.

    Each adds a script, requests on every page and a copy of the same figures on somebody's servers.

    Evidence: an RWEB practice limits a service to one tool.

    Themes and kits carry several tools for their users to choose from, in files of their own or under conditions of
    their own words, which can't be told from tools in use: so the precision is medium, and the preset `all`.

    Known tools are data with source and date; `hosts` adds a team's own. Reported once for each tool
    beyond the first `max` (1) of a project; what a template's condition decides about is a choice among several, and
    doesn't count. While moving from one to another both are needed: ignore the finding with an end date (`until=`).

    ```html bad file=base.html
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script defer src="https://plausible.io/js/script.js"></script>
    ```

    ```html bad file=base.html
    <SCRIPT SRC='//static.cloudflareinsights.com/beacon.min.js'></SCRIPT>
    ```

    ```html file=shop.html
    <script src="https://cdn.usefathom.com/script.js"></script>
    ```

    ```html bad file=base.html
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    ```

    ```js file=pixel.js
    load("https://connect.facebook.net/en_US/fbevents.js");
    ```

    ```html bad file=base.html hosts=stats.example.org
    <script src="https://stats.example.org/count.js"></script>
    <script defer src="https://plausible.io/js/script.js"></script>
    ```

    ```html good file=base.html
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    ```

    ```html file=shop.html
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    ```

    ```html good file=base.html max=2
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script defer src="https://plausible.io/js/script.js"></script>
    ```

    ```django good file=base.html
    {% if plausible %}<SCRIPT SRC='https://plausible.io/js/script.js'></SCRIPT>
    {% else %}<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>{% endif %}
    ```

    ```html good file=base.html
    <script src="/js/statistics.js"></script><a href="https://plausible.io/js/script.js">Source</a>
    ```
    """
    first: dict[str, Fact] = {}
    for one in tools:
        if name := name_of(str(one["address"]), "analytics", hosts):
            first.setdefault(name, one)
    names = list(first)
    for name in names[max:]:
        yield report(
            first[name],
            "{name} measures what {others} does already; keep one",
            name=name,
            others=", ".join(names[:max]),
            key=name,
        )
