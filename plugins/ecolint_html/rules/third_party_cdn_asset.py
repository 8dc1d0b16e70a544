"""Libraries from public delivery networks."""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..surroundings import is_mail
from ..third_parties import of_kind


@rule(
    "html",
    saves=["network"],
    evidence="consensus",
    refs=[
        "rgesn:6.7",
        "rgesn:2.10",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "wsg:use-content-delivery-networks-cdns-when-beneficial",
        "rweb:0082",
    ],
)
def third_party_cdn_asset(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A library comes from a public delivery network.

    Each such host is one more name to look up and one more connection to encrypt, before a first byte arrives. What
    made up for it is gone: browsers keep a cache for each site, so no visitor brings the file along from elsewhere.

    Evidence: the makers of browsers document the divided cache; RGESN 6.7 asks for few hosts.

    Known networks are data with source and date; `hosts` adds a team's own. One finding for a network and a document. A
    network under the service's own domain is fine.

    ```html bad
    <script src="https://cdn.jsdelivr.net/npm/htmx.org@2.0.0/dist/htmx.min.js"></script>
    ```

    ```html bad
    <LINK REL=stylesheet HREF='//cdnjs.cloudflare.com/ajax/libs/normalize/8.0.1/normalize.min.css'>
    ```

    ```django bad
    {% if map %}<script defer src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script>{% endif %}
    ```

    ```html good
    <script src="/js/htmx.min.js"></script>
    ```

    ```html good
    <script src="https://static.service.example/npm/htmx.min.js"></script>
    <a href="https://cdn.jsdelivr.net/npm/htmx.org">Source</a>
    ```

    ```jinja good
    <script src="{{ cdn }}/htmx.min.js"></script>
    ```
    """
    if is_mail(doc):
        return
    for use, name in of_kind(doc, "cdn", hosts, "script", "link"):
        if use.element is not None:
            yield report(
                use,
                "one more host to connect to, with no shared cache since long; serve the file of {name} yourself",
                name=name,
            )
