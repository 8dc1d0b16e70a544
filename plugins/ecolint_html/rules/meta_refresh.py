"""Pages that reload themselves or send their visitors on."""

import re

from ecolint import Document, Element, Report, report, rule

from ..addresses import written
from ..surroundings import is_inert

_DELAY = r"\s*(\d{1,8})(?!\d)"
_REDIRECTING = ("404", "redirect")
_ADDRESS = r"url\s*=|^\s*[\d.]+\s*[;,]\s*[^\s'\"]"
"""Browsers take what follows the time for an address, with `url=` or without."""
_AT_ONCE = 2
"""Seconds."""


@rule(
    "html",
    "javascript",
    select="meta[http-equiv=refresh i]",
    saves=["network", "server"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:4.9",
        "rgesn:6.1",
        "wsg:define-the-frequency-of-data-refreshes",
        "wsg:setup-necessary-error-pages-and-redirection-links",
        "rweb:0034",
        "rweb:0112",
    ],
)
def meta_refresh(meta: Element) -> Report | None:
    """The page loads itself again by timer, or sends visitors on to another one.

    A reload fetches and lays out the whole page in every open tab, whether anything changed or anybody looks. A
    redirect by `<meta>` makes the browser load one page only to leave it for the next; the server can answer with
    the right address at once.

    Evidence: RGESN 4.9 asks that data be fetched when needed; the Web Sustainability Guidelines and two RWEB
    practices agree.

    ## When not to care

    Static hosts that can't redirect: at once (`0`) is fine in a complete page that no server fills in, as generators of
    sites and documentation write them, in a file named `404…` or `redirect…`, and in stubs that name the `canonical`
    address or hide a folder from searches (`noindex`). A redirect after one or two seconds is such a stub as well. So
    is `<noscript>`, which nearly nobody gets. A time that is decided elsewhere isn't judged. A board in a control room
    may need its timer: say so in an ignore comment.

    ```html bad
    <meta http-equiv="refresh" content="30">
    ```
    ```html bad
    <META HTTP-EQUIV=Refresh CONTENT='0; URL=/new/'>
    ```
    ```html bad
    <meta http-equiv="refresh" content="0">
    ```
    ```django bad
    {% if busy %}<meta http-equiv="refresh" content="5">{% endif %}
    ```
    ```php bad
    <html><head><meta http-equiv="refresh" content="0; url=<?= $next ?>"></head></html>
    ```
    ```jsx bad
    const Head = () => <meta httpEquiv="refresh" content="5;url=/next" />
    ```
    ```html good
    <meta http-equiv="content-type" content="text/html; charset=utf-8">
    ```
    ```html good
    <noscript><meta http-equiv="refresh" content="0; url=/without-scripts/"></noscript>
    ```
    ```html good
    <!-- <meta http-equiv="refresh" content="30"> -->
    ```
    ```html good
    <!doctype html><link rel="canonical" href="../new/"><meta http-equiv="refresh" content="0; url=../new/">
    ```
    ```php good
    <html><head><meta http-equiv="refresh" content="0; URL=../"><meta name="robots" content="noindex"></head>
    <body><?php echo $hint ?></body></html>
    ```
    ```html good
    <html><head><meta http-equiv="refresh" content="1; ./cli.html"></head></html>
    ```
    ```html good
    <!DOCTYPE html><html><head><meta http-equiv="Refresh" content="0; url=Paths.html#unitcircle"></head>
    <body>The node you are looking for is at <a href="Paths.html#unitcircle">Paths</a>.</body></html>
    ```
    ```jinja good
    <meta http-equiv="{{ name }}" content="30"><meta http-equiv="refresh" content="{{ seconds }}">
    <meta http-equiv="refresh" content="{{ seconds }}; url={{ next }}">
    <meta http-equiv="refresh" content="1; url={{ next }}">
    ```
    """
    content = meta.attribute("content")
    if content is None or is_inert(meta):
        return None
    text = written(meta, "content")
    match = re.match(_DELAY, text)
    if match is None:
        return None
    seconds = int(match[1])
    if re.search(_ADDRESS, text, re.IGNORECASE):
        if seconds > _AT_ONCE:
            message = "goes on to another page after {seconds} s, read or not; let people follow a link"
            return report(meta, message, seconds=seconds)
        if seconds or _is_the_only_way(meta.document):
            return None
        return report(meta, "sends visitors on to another page; redirect on the server")
    return report(
        meta, "loads the whole page again every {seconds} s; fetch only what changes, on demand", seconds=seconds
    )


def _is_the_only_way(doc: Document) -> bool:
    """Whether it is a page for hosts that can't redirect: static, by its name, or as it names the address or hides."""
    if doc.language.name == "html" and doc.complete and not doc.unknowns.holes:
        return True
    if doc.path.stem.lower().startswith(_REDIRECTING):
        return True
    robots = next((meta for meta in doc.tagged("meta") if str(meta.get("name")).lower() == "robots"), None)
    if robots is not None and "noindex" in str(robots.get("content")).lower():
        return True
    return any(str(link.get("rel")).lower() == "canonical" for link in doc.tagged("link"))
