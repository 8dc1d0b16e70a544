from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Report, fact, report, rule


@fact("html")
def page_with_styles(doc: Document) -> Fact | None:
    """A whole page that loads style sheets."""
    if not doc.complete or doc.host is not None:
        return None
    for link in doc.elements.tagged("link"):
        if link.get("rel") == "stylesheet":
            return fact(link)
    return None


@fact("css", "html")
def print_style(doc: Document) -> Fact | None:
    """A style for paper."""
    if doc.language.markup is not None:
        media = (link.get("media") for link in [*doc.elements.tagged("link"), *doc.elements.tagged("style")])
        return fact(doc.span) if any(isinstance(one, str) and "print" in one.lower() for one in media) else None
    lowered = doc.data.lower() if b"print" in doc.data.lower() or b"@page" in doc.data else b""
    asks = (
        (b"@media" in lowered and b"print" in lowered)
        or b"@page" in lowered
        or (b"@import" in lowered and b"print" in lowered)
    )
    return fact(doc.span) if asks else None


@rule(
    saves=["device"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["wsg:reduce-the-impact-of-downloadable-and-physical-documents", "rweb:0031", "creedengo:GCI30"],
    facts=[page_with_styles, print_style],
    whole=True,
)
def print_missing(pages: Facts, styles: Facts) -> Iterator[Report]:
    """The pages have no style for paper.

    Who prints a form or a receipt gets menus, banners and coloured grounds on extra sheets. A dozen lines under
    `@media print` that hide what can't be clicked on paper are enough.

    Evidence: contested for services that are rarely printed; it saves paper and ink rather than energy. Hence in no
    preset but `all`. One finding for a project, at its first whole page with a style sheet.

    ```html bad file=index.html
    <!DOCTYPE html><title>Receipt</title><link rel="stylesheet" href="main.css">
    ```

    ```css file=main.css
    body { margin: 0 }
    ```

    ```html bad file=base.html
    <html><link rel=stylesheet href=/main.css media="screen"></html>
    ```

    ```html bad file=index.html
    <!doctype html><link rel="stylesheet" href="blueprint.css">
    ```

    ```html good file=index.html
    <!DOCTYPE html><title>Receipt</title><link rel="stylesheet" href="main.css">
    ```

    ```css file=main.css
    @media print { nav { display: none } }
    ```

    ```html good file=index.html
    <!DOCTYPE html><title>Receipt</title>
    <link rel="stylesheet" href="main.css"><link rel="stylesheet" href="paper.css" media="print">
    ```

    ```html good file=_row.html
    <link rel="stylesheet" href="row.css"><p>A part of a page</p>
    ```
    """
    if pages and not styles:
        yield report(pages[0], "no style for paper in the project; hide menus under @media print")
