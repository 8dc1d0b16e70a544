"""Links to large files that don't say how large."""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Element, Fact, Facts, Files, Fix, Report, Span, fact, report, rule

from ..addresses import written
from ..weights import weight

_KINDS = (
    *("7z", "apk", "avi", "bz2", "csv", "deb", "dmg", "doc", "docx", "epub", "exe", "flac", "geojson", "gif"),
    *("gpkg", "gz", "iso", "jar", "jpeg", "jpg", "json", "mkv", "mov", "mp3", "mp4", "msi", "odp", "ods", "odt"),
    *("ogg", "parquet", "pdf", "png", "ppt", "pptx", "ps", "psd", "rar", "rpm", "rtf", "shp", "svg", "tar"),
    *("tgz", "tif", "tiff", "txt", "wav", "webm", "webp", "xls", "xlsx", "xml", "xz", "zip"),
)
"""Endings of files that people download."""
_FILE = re.compile(rf"\.(?:{'|'.join(_KINDS)})(?:[?#].*|['\"].*)?$", re.IGNORECASE)
_LINK = re.compile(rf"<a\b[^<]*?\.(?:{'|'.join(_KINDS)})\b".encode(), re.IGNORECASE)
_SIZE = re.compile(r"\d\s*(?:[kmg]i?[bo]\b|octets|bytes|méga|mega)", re.IGNORECASE)


@fact("html", "javascript", words=_KINDS)
def linked_file(doc: Document) -> Iterator[Fact]:
    """A link to a file whose weight isn't said in the link or around it."""
    places = [link.start() for start, end in doc.spans for link in _LINK.finditer(doc.source.data, start, end)]
    links = [element for place in places if (element := doc.elements.at(place)) and element.tag == "a"]
    return filter(None, map(_linked_file, links))


def _linked_file(link: Element) -> Fact | None:
    href, address = link.attribute("href"), written(link, "href")
    if href is None or not _FILE.search(address) or link.document.is_unknown(Span(link.end, link.content_end)):
        return None
    around = link.parent
    texts = [link.text, str(link.get("title") or ""), str(link.get("aria-label") or "")]
    if around is not None and around.content_end - around.start < 2_000:
        texts.append(around.text)
        if link.document.is_unknown(Span(around.end, around.content_end)):
            return None
    if _SIZE.search(" ".join(texts).replace("\xa0", " ").replace("&nbsp;", " ")):
        return None
    inside = link.document.source.data[link.end : link.content_end]
    closing = inside.rfind(b"</")
    return fact(href, address=address, end=link.end + closing if closing > 0 else -1)


@rule(
    saves=["network"],
    evidence="official",
    preset="core",
    facts=[linked_file],
    refs=[
        "rgesn:4.11",
        "rgesn:4.12",
        "wsg:reduce-the-impact-of-downloadable-and-physical-documents",
        "wsg:communicate-the-environmental-impact-of-user-choices",
        "rweb:0108",
    ],
)
def download_without_weight(links: Facts, files: Files, *, megabytes: float = 10.0) -> Iterator[Report]:
    """A link leads to a heavy file and doesn't say so.

    On a phone, or at the end of a month's data, nobody wants to find out by waiting. Who knows the weight can choose a
    lighter form, or another time.

    Evidence: the French RGESN (4.11) sets the threshold of 10 MB (of 1,000,000 bytes), the default of `megabytes`.

    The weight may stand in the link, its title, its label, or in the text of the element around it.

    The fix writes the format and weight that the file has today at the end of the link's text; whoever replaces the
    file must change them too.

    ```html bad file=index.html megabytes=0
    <p><a href="files/report.pdf">The report</a></p>
    ```
    ```text file=files/report.pdf
    stands for a large document
    ```
    ```django bad file=shop/templates/shop/list.html megabytes=0
    <A HREF="{% static 'shop/all.zip' %}">All photos</A>
    ```
    ```text file=shop/static/shop/all.zip
    stands for a large archive
    ```
    ```jsx bad file=src/Report.jsx megabytes=0
    export const Report = () => <a href="/report.pdf" download>Report</a>
    ```
    ```text file=public/report.pdf
    stands for a large document
    ```
    ```html good file=index.html megabytes=0
    <p><a href="report.pdf">The report</a> (PDF, 12.4 MB)</p><a href="report.pdf" title="PDF – 12 Mo">Report</a>
    ```
    ```text file=report.pdf
    stands for a large document
    ```
    ```html good file=index.html
    <a href="report.pdf">The report</a>
    ```
    ```text file=report.pdf
    a light document
    ```
    ```jinja good file=index.html megabytes=0
    <a href="report.pdf">The report ({{ size }})</a><a href="{{ file }}">Report</a><a href="https://x.example/a.zip">A</a>
    ```
    ```text file=report.pdf
    stands for a large document
    ```
    """
    for one in links:
        file = files.resolve(one.path, str(one["address"]))
        if file is None or file.size < max(megabytes * 1_000_000, 1):
            continue
        said = f" ({file.path.suffix[1:].upper()}, {weight(file.size)})"
        end = one["end"]
        edits = (Edit(Span(end, end), said),) if isinstance(end, int) and end >= 0 else ()
        yield report(
            one,
            "the link doesn't say that it leads to {weight}; write the format and weight in it",
            weight=weight(file.size),
            fix=Fix("Write format and weight", edits) if edits else None,
        )
