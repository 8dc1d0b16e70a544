"""Pages that are fetched in case somebody goes there."""

from collections.abc import Iterator
from typing import Any

from ecolint import Document, Element, Report, Span, report, rule

from ..addresses import address
from ..surroundings import with_text

_PAGES = ("", "html", "htm", "php", "asp", "aspx", "jsp")
_WORDS = ("prerender", "prefetch", "speculationrules")
_EAGER = ("immediate", "eager")


@rule(
    "html",
    "javascript",
    words=_WORDS,
    saves=["network", "server", "cpu"],
    evidence="consensus",
    preset="all",
    refs=["rgesn:6.5", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0046"],
)
def speculative_loading(doc: Document) -> Iterator[Report]:
    """A page is fetched, or even built, in case somebody goes there.

    Each visitor pays for the next page, and the server works for it, whether anybody follows the link or not. Rules
    that wait for a sign (`moderate`, `conservative`) cost little and are nearly as quick.

    Evidence: consensus; what it costs depends on how often the guess is right.

    `rel="prerender"`, `rel="prefetch"` of documents, and speculation rules with the eagerness `immediate` (also the
    default of lists of addresses) or `eager` count.

    ## When not to care

    In the code of five thousand packages the rule found nothing that was right, so it is in the preset `all`.

    The next step of a form, or the next picture of a show (`rel="next"` with the same address), that nearly all
    visitors take. The prefetching of routers (`<Link prefetch>`) is not judged.

    ```html bad
    <link rel="prerender" href="/next">
    ```
    ```html bad
    <LINK REL=prefetch HREF='/article/2.html'>
    ```
    ```html bad
    <script type="speculationrules">{"prerender": [{"where": {"href_matches": "/*"}, "eagerness": "eager"}]}</script>
    ```
    ```html bad
    <script type="speculationrules">{"prefetch": [{"urls": ["/a", "/b"]}]}</script>
    ```
    ```jsx bad
    const Head = () => <link rel="prefetch" as="document" href="/next" />
    ```
    ```html good
    <script type="speculationrules">{"prefetch": [{"where": {"href_matches": "/*"}, "eagerness": "moderate"}]}</script>
    ```
    ```html good
    <link rel="dns-prefetch" href="//stats.example.org"><link rel="prefetch" as="script" href="/chunk.js">
    <link rel="prefetch" href="/photo.webp"><link rel="next" href="/page/2"><link rel="prefetch" href="/page/2">
    ```
    ```django good
    <link rel="prefetch" href="{{ next }}"><script type="speculationrules">{{ rules|safe }}</script>
    ```
    """
    for element in with_text(doc, *_WORDS):
        words = str(element.get("rel")).lower().split() if element.tag == "link" else []
        if "prerender" in words or ("prefetch" in words and _is_page(element) and not _is_next(doc, element)):
            yield report(element, "a page is fetched for those who may never go there; wait for a sign of interest")
        elif element.tag == "script" and str(element.get("type")).lower() == "speculationrules":
            eagerness = _eagerness(doc, element)
            if eagerness in _EAGER:
                yield report(
                    element,
                    "pages are fetched on a guess ({eagerness}); moderate or conservative wait for a sign",
                    eagerness=eagerness,
                )


def _is_page(link: Element) -> bool:
    where, kind = address(link, "href"), link.get("as")
    if kind is not None:
        return kind == "document"
    known = isinstance(link.get("href"), str) and where
    name = where.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return bool(known) and (name.rpartition(".")[2] if "." in name else "").lower() in _PAGES


def _is_next(doc: Document, link: Element) -> bool:
    others = (one for one in with_text(doc, "next") if one.tag == "link" and "next" in str(one.get("rel")).lower())
    return any(one.get("href") == link.get("href") for one in others)


def _eagerness(doc: Document, script: Element) -> str:
    """The first eager one of its rules; "" if there is none, or the rules can't be read."""
    import json

    end = doc.data.rfind(b"</", script.end, script.content_end)
    text = doc.text(Span(script.end, end if end >= 0 else script.content_end))
    try:
        rules: Any = json.loads(text)
        all_rules = [*rules.get("prerender", ()), *rules.get("prefetch", ())]
        found = [entry.get("eagerness", "immediate" if "urls" in entry else "conservative") for entry in all_rules]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""
    return next((str(eagerness) for eagerness in found if eagerness in _EAGER), "")
