"""Connections that are opened for nothing."""

from collections.abc import Iterator

from ecolint import Document, Edit, Element, Fix, Report, report, rule

from ..addresses import address
from ..hosts import host_of
from ..surroundings import with_text

_SERVED_THROUGH = {"fonts.gstatic.com": "fonts.googleapis.com", "p.typekit.net": "use.typekit.net"}


@rule(
    "html",
    words=["preconnect"],
    saves=["network", "server"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:6.5", "rgesn:6.7", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0046"],
)
def excess_preconnect(doc: Document, *, max: int = 4) -> Iterator[Report]:
    """The page opens connections that it doesn't use, or very many of them.

    Each takes a name look-up, handshakes and keys on both sides, and is closed unused after ten seconds.

    Evidence: consensus; browsers recommend a handful at most.

    More than `max` (4) hosts count; so do, in complete pages, hosts that the page names nowhere else. Scripts may
    use those, which the page doesn't show: so this is a note, of medium precision, in the preset `all`.

    The fix removes the hint. Nothing is lost but time, if a script asks that host later after all.

    ## When not to care

    Hosts that are used from scripts early on.

    ```html bad
    <!doctype html><link rel="preconnect" href="https://unused.example.org"><p>Hello</p>
    ```
    ```html good
    <!doctype html><p>Hello</p>
    ```
    ```html bad max=1
    <link rel="preconnect" href="https://a.example.org"><LINK REL=Preconnect HREF='//b.example.org'>
    ```
    ```django bad max=0
    <link rel="preconnect" href="https://a.example.org/{{ path }}">
    ```
    ```html good
    <!doctype html><link rel="preconnect" href="https://a.example.org"><img src="https://a.example.org/a.webp">
    ```
    ```html good
    <!doctype html><link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>
    <link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">
    ```
    ```jinja good
    <link rel="preconnect" href="{{ cdn }}"><link rel="preconnect" href="https://a.example.org">
    ```
    """
    hosts: set[str] = set()
    for link in with_text(doc, "preconnect"):
        host = host_of(address(link, "href"))
        if link.tag != "link" or not host or "preconnect" not in str(link.get("rel")).lower().split():
            continue
        hosts.add(host)
        if len(hosts) > max:
            yield report(link, "{count} connections are opened early, more than {max}", count=len(hosts), max=max)
        elif doc.complete and not _is_used(host, doc):
            fix = Fix("Remove it", (Edit(link.span, ""),))
            yield report(link, "a connection to {host}, which the page doesn't name again", fix=fix, host=host)


def _is_used(host: str, doc: Document) -> bool:
    text = doc.lowered
    hints = sum(_only_connects(link) and host_of(address(link, "href")) == host for link in doc.tagged("link"))
    through = _SERVED_THROUGH.get(host, "")
    return text.count(host.encode()) > hints or bool(through and through.encode() in text)


def _only_connects(link: Element) -> bool:
    return not {"preconnect", "dns-prefetch"}.isdisjoint(str(link.get("rel")).lower().split())
