"""What drawing programs leave in drawings."""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Element, Fix, Report, Span, report, rule

from ..surroundings import is_example
from ..weights import weight

_NAMES = "inkscape|sodipodi|sketch|serif|bx|vectornator|krita|figma"
_PROGRAMS = re.compile(rf"(?:{_NAMES}):.+|xmlns:(?:{_NAMES})", re.IGNORECASE)
_ORIGINALS = frozenset({"src", "source", "sources", "originals", "raw", "mockup", "artwork", "description"})
_LIBRARIES = re.compile(r"(?:^|/)(?:\w*libs|vendors)/", re.IGNORECASE)
_SERVED = frozenset(
    {"static", "public", "assets", "www", "htdocs", "public_html", "webroot", "web", "theme", "themes", "wwwroot"}
)
"""Folders that a browser gets files from. Drawings of programs for a desktop lie elsewhere."""
_SHARE = 0.05
_EXPORTED = b"inkscape:export-filename"
_LICENCE = re.compile(rb"(?i)\bcc:|licen[cs]e|dc:rights|copyright")


@rule(
    "html",
    "javascript",
    "svg",
    words=_NAMES.split("|"),
    mentions=["<metadata"],
    saves=["network"],
    evidence="deterministic",
    refs=[
        "rgesn:5.2",
        "rgesn:6.3",
        "wsg:minify-and-remove-unused-code",
        "wsg:optimize-media-to-reduce-resource-use",
        "rweb:0100",
        "rweb:0077",
        "creedengo:GCI10",
    ],
)
def svg_editor_metadata(doc: Document, *, min: int = 500) -> Iterator[Report]:
    """A drawing holds notes that only the program reads in which it was drawn.

    Guides, zoom, names of layers and a history of the file come with each visit. In a page they come again with each
    page, and the browser makes elements of them.

    Evidence: it is in the code; no browser shows what is in these namespaces.

    Reported once for a drawing in a page, or in a file of its own below a folder that browsers get files from
    (`static`, `public`, `assets`, `themes` and the like). It has at least `min` bytes (500) of attributes and elements
    of Inkscape, Sketch and others, and of `<metadata>`, and these are at least 5 % of it. Metadata that speak of a
    licence are left alone.

    The fix removes them all. A program opens the drawing all the same, without its guides.

    ## When not to care

    The original of a drawing, from which another file is made and served: files in a folder called `src`, `source`,
    `sources`, `originals`, `raw`, `mockup`, `artwork` or `description` are left alone, those that name the bitmap that
    was made of them (`inkscape:export-filename`), and those of libraries, examples and documentation.

    ```svg bad file=static/icons/arrow.svg min=40
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">
    <g inkscape:label="Layer 1" inkscape:groupmode="layer"><path d="M0 0h9v9z"/></g></svg>
    ```
    ```svg good min=40
    <svg xmlns="http://www.w3.org/2000/svg">
    <g><path d="M0 0h9v9z"/></g></svg>
    ```
    ```html bad min=40
    <svg viewBox='0 0 9 9'><metadata><rdf>made on Monday, changed on Tuesday</rdf></metadata><path d="M0 0h9v9z"/></svg>
    ```
    ```django bad min=40
    <svg viewBox="0 0 9 9" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" class="{{ name }}">
    <sodipodi:namedview pagecolor="#fff" showgrid="false" /><path d="M0 0h9v9z"/></svg>
    ```
    ```jsx bad min=40
    const Icon = () => <svg viewBox="0 0 9 9"><metadata>made on Monday, changed on Tuesday</metadata></svg>
    ```
    ```html good
    <svg viewBox="0 0 9 9"><title>Arrow</title><desc>Leads on</desc><path d="M0 0h9v9z"/></svg>
    ```
    ```svg good file=static/icons/arrow.svg min=10
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:cc="http://creativecommons.org/ns#"><metadata><cc:Work>By</cc:Work>
    </metadata><path d="M0 0h9v9z"/></svg>
    ```
    ```svg good file=static/3rd_libs/draw/marker.svg min=40
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">
    <g inkscape:label="Layer 1" inkscape:groupmode="layer"><path d="M0 0h9v9z"/></g></svg>
    ```
    ```svg good file=static/logo.svg min=40
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
    inkscape:export-filename="logo.png"><path d="M0 0h9v9z"/></svg>
    ```
    ```svg good file=editor/ui/resources/marker.svg min=40
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">
    <g inkscape:label="Layer 1" inkscape:groupmode="layer"><path d="M0 0h9v9z"/></g></svg>
    ```
    ```jsx good
    const Icon = (props) => <svg viewBox="0 0 9 9" {...props}><path d="M0 0h9v9z" data-name="sketch: 1" /></svg>
    ```
    """
    if not _is_served(doc):
        return
    for drawing in doc.elements.tagged("svg"):
        if not any(outer.tag.lower() == "svg" for outer in drawing.ancestors()):
            edits = sorted(_leftovers(drawing, doc), key=lambda edit: edit.span)
            size = sum(edit.span.end - edit.span.start for edit in edits)
            if edits and size >= max(min, _SHARE * (drawing.content_end - drawing.start)):
                place = next((edit.span for edit in edits if edit.span.start < drawing.end), drawing.span)
                yield report(
                    place,
                    "{weight} that only a drawing program reads; remove them",
                    weight=weight(size),
                    fix=Fix("Remove them", tuple(edits)),
                )


def _is_served(doc: Document) -> bool:
    """Whether browsers get the drawing as it is: a page's, or a file's in a folder for them that holds no originals."""
    folders = [part.lower() for part in doc.path.parent.parts]
    if (folders and folders[-1] in _ORIGINALS) or _LIBRARIES.search(str(doc.path)):
        return False
    if doc.language.name != "svg":
        return True
    return not (_SERVED.isdisjoint(folders) or is_example(doc) or _EXPORTED in doc.source.data)


def _leftovers(drawing: Element, doc: Document) -> Iterator[Edit]:
    """What is to go, outermost elements only."""
    gone = Span(0, 0)
    for element in (drawing, *drawing.descendants()):
        if element.start < gone.end:
            continue
        end = max(element.end, element.content_end)
        if element is not drawing and _is_note(element, doc.data[element.start : end]):
            gone = Span(element.start, end)
            yield Edit(gone, "")
            continue
        for name in element.attributes:
            fix = element.without_attribute(name) if _PROGRAMS.fullmatch(name) else None
            yield from fix.edits if fix else ()


def _is_note(element: Element, text: bytes) -> bool:
    if element.tag.lower() == "metadata":
        return _LICENCE.search(text) is None
    return _PROGRAMS.fullmatch(element.tag) is not None
