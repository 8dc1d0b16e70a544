"""A rule's fix, fitted to the file it is made in: in its line ends and its quotes, never across what isn't known."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
import re

from ..model.finding import Edit, Fix
from ..model.results import FileReport
from ..model.source import SourceFile, Span
from .document import Document, Host
from .spacing import with_its_line

_LINE_END = re.compile(r"\r\n|\n|\r")
_REFERENCE = re.compile(rb"&#?\w+;")
_END_TAG = re.compile(rb"</[^\s<>/]+")


def fitted(fix: Fix, document: Document) -> Fix | None:
    """The fix in terms of the file, whose text `document` may be embedded in. None where it can't be made safely.

    Raises ValueError if its edits overlap or lie outside the file: a fault of the rule.
    """
    source = document.source
    _check(fix, source)
    if any(one.root.has_error for one in _chain(document) if one.host and one.host.place != "element"):
        return None  # errors elsewhere keep all fixes from the file
    edits = []
    for edit in fix.edits:
        if _touches_a_hole(edit.span, document) or _opens_template(edit.text, document):
            return None
        text: str | None = _with_line_ends_of(source, edit.text)
        for one in _chain(document):
            if one.host is not None and text is not None:
                text = _in_host(text, edit.span, one.host)
        if text is None:
            return None
        edits.append(Edit(edit.span, text))
    return _changing(fix, edits, source)


def fitted_from_afar(fix: Fix, source: SourceFile, report: FileReport) -> Fix | None:
    """The same for a rule about the whole project, which has no document: it may edit the file's own code only."""
    _check(fix, source)
    if report.unmendable(source) or any(closed.overlaps(edit.span) for closed in report.closed for edit in fix.edits):
        return None
    return _changing(fix, [edit._replace(text=_with_line_ends_of(source, edit.text)) for edit in fix.edits], source)


def _changing(fix: Fix, edits: Iterable[Edit], source: SourceFile) -> Fix | None:
    """The fix with those edits that change something. What is taken out leaves no blank line behind."""
    kept = [edit for edit in edits if edit.text.encode() != source.data[edit.span.start : edit.span.end]]
    tidy = [edit if edit.text else edit._replace(span=with_its_line(source, edit.span)) for edit in kept]
    apart = all(not one.span.overlaps(other.span) for one, other in pairwise(sorted(tidy)))
    return fix._replace(edits=tuple(tidy if apart else kept)) if kept else None


def _check(fix: Fix, source: SourceFile) -> None:
    last = 0
    for span, _ in sorted(set(fix.edits)):
        if not last <= span.start <= span.end <= len(source.data):
            raise ValueError(f"fix {fix.title!r}: the edit of bytes {span.start} to {span.end} overlaps or is outside")
        if any(source.data[offset : offset + 1] and 0x80 <= source.data[offset] < 0xC0 for offset in span):
            raise ValueError(f"fix {fix.title!r}: the edit of bytes {span.start} to {span.end} cuts a character")
        last = span.end


def _chain(document: Document) -> Iterator[Document]:
    """The document, what it is embedded in, and so on."""
    one: Document | None = document
    while one is not None:
        yield one
        one = one.host.document if one.host else None


def _touches_a_hole(span: Span, document: Document) -> bool:
    around = Span(span.start - 1, span.end + 1)
    return any(hole.span.overlaps(span) for hole in document.unknowns.within(around))


def _opens_template(text: str, document: Document) -> bool:
    """Whether the text would be taken for a template tag."""
    *_, outer = _chain(document)
    return any(tag.open.decode() in text for syntax in outer.language.templates for tag in syntax.tags)


def _with_line_ends_of(source: SourceFile, text: str) -> str:
    if "\n" not in text:
        return text
    first = _LINE_END.search(source.text(Span(0, source.line_starts[1]))) if len(source.line_starts) > 1 else None
    return _LINE_END.sub(first[0], text) if first else text


def _in_host(text: str, span: Span, host: Host) -> str | None:
    """The text as it must be written within the host, or None where it can't be."""
    within = next((one for one in host.spans if one.contains(span)), None)
    if within is None:  # an edit of what is around the embedded code
        return None if any(one.overlaps(span) for one in host.spans) else text
    data = host.document.source.data
    if host.place == "attribute":
        return _in_attribute(text, within, data)
    if host.place == "literal":
        return None if re.search(r"[`\\]|\$\{", text) else text
    end_tag = _END_TAG.match(data, within.end)
    ends_early = end_tag is not None and end_tag[0].lower() in text.lower().encode()
    return None if ends_early or "<!--" in text else text


def _in_attribute(text: str, value: Span, data: bytes) -> str | None:
    quote = data[value.start - 1 : value.start]
    if quote not in (b'"', b"'") or quote != data[value.end : value.end + 1]:
        return None  # without quotes, most changes would need some
    if "&" in text and _REFERENCE.search(data, value.start, value.end):
        return None  # it may be copied from there as it is written, or be new
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace('"', "&quot;") if quote == b'"' else text.replace("'", "&#39;")
