"""Addresses that are redirected at each use."""

from collections.abc import Iterator
import re

from ecolint import Document, Element, Report, report, rule

from ..addresses import address
from ..hosts import host_of
from ..surroundings import is_example, with_text

_SUBRESOURCES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "track": "src",
    "object": "data",
    "link": "href",
}
_LINKS = {"a": "href", "area": "href", "form": "action"}
_LOADED = frozenset(
    ["stylesheet", "icon", "preload", "prefetch", "preconnect", "manifest", "apple-touch-icon", "modulepreload"]
)
_LOCAL = (
    r"localhost|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|\[.*|[^.]*"
    r"|.*\.(?:local|localhost|test|internal|example|invalid|lan)"
)


@rule(
    "html",
    "javascript",
    mentions=["http://"],
    saves=["network", "server"],
    evidence="deterministic",
    refs=[
        "rgesn:3.3",
        "wsg:setup-necessary-error-pages-and-redirection-links",
        "wsg:assess-the-impact-and-requirements-of-data-processing",
        "rweb:0112",
        "rweb:0084",
    ],
)
def own_http_link(doc: Document, *, own_domains: tuple[str, ...] = ()) -> Iterator[Report]:
    """An address begins with `http://` and is redirected at each use, or blocked.

    The browser asks once, is sent to `https://`, and asks again. Scripts and styles without encryption are blocked
    in secure pages: the request is for nothing.

    Evidence: it is in the code; browsers have blocked mixed content for years.

    Scripts, styles, pictures, media and frames count. Links and forms count, as a note, if they lead to one of
    `own_domains` (none), or below it.

    ## When not to care

    Local hosts and addresses that only name something (namespaces, profiles) are left alone.

    ```html bad
    <script src="http://cdn.montrivel.fr/app.js"></script>
    ```
    ```html bad
    <LINK REL=StyleSheet HREF='http://montrivel.fr/main.css'>
    ```
    ```html bad own_domains=montrivel.fr
    <a href="http://www.montrivel.fr/centres/">Centres</a>
    ```
    ```django bad
    <img src="http://images.montrivel.fr/{{ photo.path }}" alt="">
    ```
    ```jsx bad
    const Map = () => <iframe src="http://maps.montrivel.fr/embed" />
    ```
    ```html good
    <script src="https://cdn.montrivel.fr/app.js"></script><img src="//images.montrivel.fr/a.webp"><img src="/a.webp">
    ```
    ```html good
    <a href="http://elsewhere.org">Elsewhere</a><link rel="profile" href="http://gmpg.org/xfn/11">
    <svg xmlns="http://www.w3.org/2000/svg"></svg><script src="http://localhost:5173/@vite/client"></script>
    ```
    ```html good file=slider/examples/index.html
    <script src="http://code.montrivel.fr/slider.js"></script>
    ```
    ```jinja good
    <img src="{{ base }}/a.webp"><link rel="canonical" href="http://montrivel.fr/">
    ```
    """
    if is_example(doc):
        return
    for element in with_text(doc, "http://"):
        name = _SUBRESOURCES.get(element.tag) or _LINKS.get(element.tag, "")
        attribute = element.attribute(name)
        where = address(element, name)
        if attribute is None or not where.startswith("http://") or not _is_public(where):
            continue
        if element.tag in _SUBRESOURCES:
            if element.tag != "link" or _loads(element):
                yield report(attribute, "the address is redirected or blocked at each use; begin it with https://")
        elif any(host_of(where) == domain or host_of(where).endswith(f".{domain}") for domain in own_domains):
            yield report(attribute, "the address is redirected at each use; begin it with https://", severity="note")


def _is_public(where: str) -> bool:
    return re.fullmatch(_LOCAL, host_of(where)) is None


def _loads(link: Element) -> bool:
    rel = link.get("rel")
    return isinstance(rel, str) and not _LOADED.isdisjoint(rel.lower().split())
