"""Libraries from public delivery networks."""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Phrase, Report, fact, report, rule

from ..hosts import name_of
from ..surroundings import is_example, is_mail
from ..third_parties import addresses_of


@fact("html", "javascript", mentions=["//"])
def foreign_file(doc: Document) -> Iterator[Fact]:
    """A script or style sheet that a page loads from another host."""
    for use in addresses_of(doc, "script", "link"):
        if not (is_mail(doc) or is_example(doc)):
            yield fact(use, address=use.address, conditional=use.element is not None and use.element.conditional)


@rule(
    saves=["network"],
    evidence="consensus",
    facts=[foreign_file],
    refs=[
        "rgesn:6.7",
        "rgesn:2.10",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "wsg:use-content-delivery-networks-cdns-when-beneficial",
        "rweb:0082",
    ],
)
def third_party_cdn_asset(loaded: Facts, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A library comes from a public delivery network.

    Each such host is one more name to look up and one more connection to encrypt, before a first byte arrives. What
    made up for it is gone: browsers keep a cache for each site, so no visitor brings the file along from elsewhere.

    Evidence: the makers of browsers document the divided cache; RGESN 6.7 asks for few hosts.

    Known networks are data with source and date; `hosts` adds others. One finding for a network, where it is first
    used, if it can be outside the conditions of a template. A network under the service's own domain is fine, and so
    are examples and documentation beside the service.

    ```html bad file=templates/index.html
    <script src="https://cdn.jsdelivr.net/npm/htmx.org@2.0.0/dist/htmx.min.js"></script>
    ```

    ```html bad file=templates/index.html
    <LINK REL=stylesheet HREF='//cdnjs.cloudflare.com/ajax/libs/normalize/8.0.1/normalize.min.css'>
    ```

    ```django bad file=templates/index.html
    {% if map %}<script defer src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script>{% endif %}
    ```

    ```jinja bad file=templates/index.html
    {% if debug %}<script src="https://unpkg.com/vue@3/dist/vue.global.js"></script>{% endif %}
    <script src="https://unpkg.com/htmx.org@2/dist/htmx.min.js"></script>
    ```

    ```jsx bad file=src/Page.jsx
    export const Page = () => <head><script defer src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js" /></head>
    ```

    ```html bad file=templates/index.html hosts=assets.example.net
    <link rel="stylesheet" href="https://eu.assets.example.net/all.css">
    ```

    ```html good file=templates/index.html
    <script src="/js/htmx.min.js"></script>
    ```

    ```html good file=templates/index.html
    <script src="https://static.service.example/npm/htmx.min.js"></script>
    <a href="https://cdn.jsdelivr.net/npm/htmx.org">Source</a>
    ```

    ```html good file=static/editor/examples/index.html
    <script src="https://cdn.jsdelivr.net/npm/htmx.org@2.0.0/dist/htmx.min.js"></script>
    ```

    ```jinja good file=templates/index.html
    <script src="{{ cdn }}/htmx.min.js"></script>
    ```
    """
    places: dict[str, list[Fact]] = {}
    for one in loaded:
        if name := name_of(str(one["address"]), "cdn", hosts):
            places.setdefault(name, []).append(one)
    for name, group in places.items():
        yield report(
            min(group, key=lambda one: bool(one["conditional"])),
            "one more host to connect to, {name}, in {count} {files}; serve what comes from it yourself",
            name=name,
            count=(count := len({one.path for one in group})),
            files=Phrase("file") if count == 1 else Phrase("files"),
            key=name,
        )
