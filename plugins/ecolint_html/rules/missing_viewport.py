"""Pages that small screens can't show."""

import re

from ecolint import Document, Report, report, rule

from ..heads import certain_head, meta

_STANDARD = "width=device-width, initial-scale=1"
_ELSEWHERE = (
    r"(?i)(?:^|[-_.])(?:e?mail(?:wrap)?|pdf|print|i?frame|embed|jasmine|qunit|mocha|tests?|spec|coverage)(?:$|[-_.])"
)
_FIXED = r"(?i)(?:^|[,;\s])width\s*=\s*(\d+)"


@rule(
    "html",
    mentions=["<head"],
    saves=["device", "network"],
    evidence="official",
    precision="medium",
    preset="all",
    refs=["rgesn:2.5", "wsg:ensure-layouts-work-for-different-devices-and-requirements", "rweb:0004"],
)
def missing_viewport(doc: Document) -> Report | None:
    """The page doesn't adapt to the screen it is shown on.

    Phones lay it out as for a desk, 980 px wide or as wide as it demands, and show it tiny. That sends people to
    another device, or makes a second version of the site necessary.

    Evidence: RGESN 2.5 asks that a service work on different screens.

    Pages for one device only, reports and frames look like any other: of what was read in code that the rule had not
    been tried on, one in seven was such a page. So it is in the preset `all` only.

    Complete pages without `<meta name="viewport">` count, and those that set its width in pixels. The fix changes
    the layout on phones, so it is a suggestion.

    ## When not to care

    E-mails, fragments, pages that send visitors on, and files named after print, frames or tests. Where a template
    tag, a call or an element of another language may bring in the element, nothing is said.

    ```html bad
    <!doctype html><html>
    <head><title>Home</title></head></html>
    ```
    ```html good
    <!doctype html><html>
    <head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Home</title></head></html>
    ```
    ```html bad
    <HTML><HEAD><META NAME='Viewport' CONTENT='width=1024'></HEAD><BODY><P>Hello</P></BODY></HTML>
    ```
    ```django bad
    {% load static %}<!doctype html><html lang="{{ lang }}"><head><title>{{ title }}</title></head>
    <body>{% block main %}{% endblock %}</body></html>
    ```
    ```html good
    <!doctype html><head><meta name="viewport" content="width=device-width,initial-scale=1"></head>
    ```
    ```html good
    <p>a fragment</p>
    ```
    ```django good
    <!doctype html><html><head>{% include "head.html" %}</head></html>
    ```
    ```php good
    <!doctype html><html><head><title>Home</title><?php do_action('head') ?></head><body><p>Hello</p></body></html>
    ```
    ```html good
    <!doctype html><html><head><title>Home</title><my:object name="meta"></my:object></head><body>Hello</body></html>
    ```
    ```html good
    <!doctype html><html><head><meta http-equiv="refresh" content="0; url=/fr/"></head></html>
    ```
    """
    head = certain_head(doc, "output", *(("statement",) if doc.path.suffix in (".php", ".phtml") else ()))
    if head is None or re.search(_ELSEWHERE, doc.path.stem):
        return None
    viewport = meta(head, "viewport")
    if viewport is None:
        fix = doc.insert_after(head, f'<meta name="viewport" content="{_STANDARD}">', "Add a viewport")
        return report(head, "the page doesn't adapt to small screens; add a viewport", fix=fix)
    content = viewport.attribute("content")
    width = re.search(_FIXED, content.known) if content else None
    if content is None or width is None:
        return None
    return report(
        content,
        "the page is laid out {width} px wide on every screen; use device-width",
        width=width[1],
        fix=viewport.replace_value("content", _STANDARD),
    )
