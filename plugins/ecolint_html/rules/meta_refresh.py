"""Pages that reload themselves or send their visitors on."""

import re

from ecolint import Element, Report, report, rule

from ..addresses import written
from ..surroundings import is_inert

_DELAY = r"\s*(\d{1,8})(?!\d)"
_ADDRESS = r"url\s*=|^\s*[\d.]+\s*[;,]\s*[^\s'\"]"
"""Browsers take what follows the time for an address, with `url=` or without."""
_OWN = r"(?i)url\s*=\s*['\"]?(?:[./]*|[^'\"?#]*/)(?P<page>[^'\"/?#.]*)"
_GOES_ON = re.compile(rb"location\.(?:reload|replace|assign)\s*\(|location(?:\.href)?\s*=[^=]")
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
    page that goes on by itself after a while makes the browser load it only to leave it, at the pace of nobody.

    Evidence: RGESN 4.9 asks that data be fetched when needed; the Web Sustainability Guidelines and two RWEB
    practices agree.

    ## When not to care

    Pages that send visitors on at once, or after one or two seconds: nearly all that were read in other
    people's code were stubs of static hosts, or pages whose server can't redirect for a reason that the page doesn't
    show. Nor is `<noscript>` judged, which nearly nobody gets, nor a page that a script of its own sends on, nor a time
    that is decided elsewhere. A board in a control room may need its timer: say so in an ignore comment.

    ```html bad
    <meta http-equiv="refresh" content="30">
    ```
    ```html bad
    <META HTTP-EQUIV=Refresh CONTENT='5; URL=/new/'>
    ```
    ```html bad
    <meta http-equiv="refresh" content="0">
    ```
    ```django bad
    {% if busy %}<meta http-equiv="refresh" content="5">{% endif %}
    ```
    ```php bad
    <html><head><meta http-equiv="refresh" content="10; url=<?= $next ?>"></head></html>
    ```
    ```jsx bad
    const Head = () => <meta httpEquiv="refresh" content="5;url=/next" />
    ```
    ```html bad file=templates/status.html
    <meta http-equiv="refresh" content="60;url='/status'">
    ```
    ```html good apart
    <meta http-equiv="refresh" content="30; URL=finished.html"><script>setTimeout("location.reload()", 1000)</script>
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
    <html><head><meta http-equiv="refresh" content="1; ./cli.html"></head></html>
    ```
    ```django good
    {% load i18n %}<html><head><title>{% translate "Sign in" %}</title>
    <meta http-equiv="refresh" content="0;URL='{{ redirect_to }}'"></head></html>
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
    if re.search(_ADDRESS, text, re.IGNORECASE) and not _is_its_own(meta, text):
        if seconds <= _AT_ONCE or _GOES_ON.search(meta.document.source.data):
            return None
        message = "the page goes on to another after {seconds} s, read or not; let people follow a link"
        return report(meta, message, seconds=seconds)
    return report(
        meta, "the whole page is loaded again every {seconds} s; fetch only what changes, on demand", seconds=seconds
    )


def _is_its_own(meta: Element, text: str) -> bool:
    """Whether the address is that of the page itself, as far as its name tells."""
    match = re.search(_OWN, text)
    return match is not None and match["page"].lower() == meta.document.path.stem.lower()
