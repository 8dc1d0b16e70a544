from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..loading import loaded_sheet


@fact("css", "html", words=["print"], mentions=["@page"])
def print_style(doc: Document) -> Fact | None:
    """A style for paper."""
    if doc.language.markup is not None:
        media = (link.get("media") for link in [*doc.elements.tagged("link"), *doc.elements.tagged("style")])
        return fact(doc.span) if any(isinstance(one, str) and "print" in one.lower() for one in media) else None
    lowered = doc.data.lower() if b"print" in doc.code.lower() or b"@page" in doc.code else b""
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
    facts=[loaded_sheet, print_style],
    whole=True,
)
def print_missing(loaded: Facts, styles: Facts, files: Files) -> Iterator[Report]:
    """The pages have no style for paper.

    Who prints a form or a receipt gets menus, banners and coloured grounds on extra sheets. A dozen lines under
    `@media print` that hide what can't be clicked on paper are enough.

    Evidence: contested for services that are rarely printed; it saves paper and ink rather than energy. Hence in no
    preset but `all`. One finding for a project, at its first whole page with a style sheet. If a sheet that a page
    links can't be read here, it may be the one with the style for paper, and nothing is said.

    ```html bad file=index.html
    <!DOCTYPE html><title>Receipt</title><link rel="stylesheet" href="main.css">
    ```

    ```css file=main.css
    body { margin: 0 }
    ```

    ```html bad file=base.html
    <html><link rel=stylesheet href=/main.css media="screen"></html>
    ```

    ```css file=main.css
    body { margin: 0 }
    ```

    ```html bad file=index.html
    <!doctype html><link rel="stylesheet" href="blue.css">
    ```

    ```css file=blue.css
    .paper { color: blue }
    ```

    ```html good file=index.html
    <!doctype html><link rel="stylesheet" href="https://cdn.example/framework.css">
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
    pages = [one for one in loaded if one["by_page"]]
    sheets = [files.resolve(one.path, str(one["url"])) for one in pages]
    unread = any(file is None or "print" in (files.text(file.path) or "print") for file in sheets)
    if pages and not styles and not unread:
        yield report(pages[0], "no style for paper in the project; hide menus under @media print")
