"""Pictures and fonts written into pages and style sheets."""

from collections.abc import Iterator
import re

from ecolint import Document, Report, Span, report, rule

from ..surroundings import is_mail, places_of
from ..weights import weight

_DATA = rb"(?i)data:(?:image|font|audio|video|application/(?:x-)?font)[\w/.+-]*[;,]"
_QUOTES = (b'"', b"'", b"`")
_END = rb"[\s\"'<>)]"


@rule(
    "html",
    "javascript",
    "css",
    mentions=["data:"],
    saves=["network", "cpu"],
    evidence="measured",
    preset="core",
    refs=[
        "rgesn:6.2",
        "rgesn:6.5",
        "wsg:optimize-caching-and-support-offline-access",
        "wsg:optimize-media-to-reduce-resource-use",
        "rweb:0042",
        "rweb:0074",
    ],
)
def inline_data_uri(doc: Document, *, max: int = 4096) -> Iterator[Report]:
    """A picture or font is written into the page or style sheet.

    It can't be cached or shared: it comes again with each page, and text that would show at once waits behind it. A
    file of its own is fetched once, and only where it is needed.

    Evidence: measured: base64 adds a third to the size, about 1 % once compressed, so the lost caching is what
    counts.

    Addresses longer than `max` characters (4,096) count, in attributes of elements and in styles.

    ## When not to care

    Reports that must be one file, and e-mails. Small icons below the limit are fine: they save a request.

    ```html bad max=40
    <img alt="" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk">
    ```
    ```css bad max=40
    .logo{background:url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk)}
    ```
    ```html bad max=40
    <p STYLE='background: url("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")'></p>
    ```
    ```jsx bad max=40
    const Logo = () => <img src="data:image/webp;base64,UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA" />
    ```
    ```css good
    .icon { background: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'/%3E") }
    ```
    ```html good max=40
    <!-- <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"> -->
    <img src="logo.png" alt="">
    ```
    ```html good max=40
    <html><head><meta property="og:title" content="*|MC:SUBJECT|*"><title>Report</title></head>
    <body><table><tr><td><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf"></td></tr>
    </table></body></html>
    ```

    ```jinja good max=40 file=ticket_email.html
    <table><td><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf"></td></table>
    ```
    ```jinja good max=40
    <img src="data:image/png;base64,{{ code_of_the_ticket_as_base64_text_for_the_printer }}">
    ```
    """
    if doc.host and doc.host.place == "attribute":
        return
    span = doc.host.span if doc.host else Span(0, len(doc.data))
    for start in places_of(doc, "data:"):
        match = re.compile(_DATA).match(doc.data, start, span.end)
        end = _end(doc.data, start, span.end) if match else start
        if match and end - start > max and _counts(doc, start) and not doc.is_unknown(Span(start, end)):
            yield report(
                Span(*match.span()),
                "a file of {weight} is written into the style sheet, which waits for it; keep it apart"
                if doc.host is None and not doc.language.markup
                else "a file of {weight} is written into the code, and sent with each page; keep it apart",
                weight=weight(end - start),
            )


def _end(data: bytes, start: int, limit: int) -> int:
    """Where an address ends: at the quote that opened it, else at the first character that can't be in one."""
    quote = data[start - 1 : start]
    if quote in _QUOTES:
        end = data.find(quote, start, limit)
        return end if end >= 0 else limit
    match = re.compile(_END).search(data, start, limit)
    return match.start() if match else limit


def _counts(doc: Document, place: int) -> bool:
    if doc.language.markup:
        return doc.elements.at(place) is not None and not is_mail(doc)
    node = doc.root.descendant_for_byte_range(place, place + 1)
    return node is not None and "comment" not in node.type and "css" in (doc.language.name, doc.language.family)
