"""Pages that search results can't describe."""

import re

from ecolint import Document, Report, report, rule

from ..heads import certain_head, meta, parts_of

_NOT_FOUND = r"(?i)^[45]\d\d$|error|popup|log-?in"


@rule(
    "html",
    mentions=["<head"],
    saves=["network"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["wsg:structure-metadata-for-machine-readability", "rweb:0011"],
)
def missing_page_description(doc: Document) -> Report | None:
    """The page has no title, or no description for search results.

    People who can't tell from the results what a page is about open it, and go back.

    Evidence: contested: search engines often write their own descriptions, and nobody has measured the visits saved.

    ## When not to care

    Pages that aren't meant to be found (errors, sign-in), shells of applications. Where a template tag may bring
    the elements in, nothing is said.

    ```html bad
    <!doctype html><html><head><title>Home</title></head><body><p>Hello</p></body></html>
    ```
    ```html bad
    <HTML><HEAD><META NAME="description" CONTENT="Opening hours"></HEAD><BODY><P>Hello</P></BODY></HTML>
    ```
    ```django bad
    <!doctype html><html><head><title>{{ title }}</title></head></html>
    ```
    ```html good
    <!doctype html><html><head><title>Home</title><meta name="description" content="Opening hours"></head></html>
    ```
    ```html good
    <title>a fragment</title>
    ```
    ```django good
    <!doctype html><html><head><title>{{ title }}</title>{% block meta %}{% endblock %}</head></html>
    ```
    """
    if re.search(_NOT_FOUND, doc.path.stem):
        return None
    head = certain_head(doc, "output", "statement")
    if head is None:
        return None
    robots = meta(head, "robots")
    if robots is not None and "noindex" in str(robots.get("content")).lower():
        return None
    if not parts_of(head, "title"):
        return report(head, "search results can't name the page; add a title")
    if meta(head, "description") is None:
        return report(head, "search results can't say what the page is about; add a description")
    return None
