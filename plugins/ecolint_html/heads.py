"""What the head of a complete page surely holds and lacks."""

from ecolint import Document, Element, Span

from .surroundings import is_mail


def certain_head(doc: Document, *kinds: str) -> Element | None:
    """The head of a complete page whose content is all there to see: no tag of a template may bring in more of it.

    `kinds` of tags: those that write ("output"), and also those that name a part which other files fill ("statement").
    """
    head = next(iter(doc.tagged("head")), None)
    if head is None or not doc.complete or is_mail(doc):
        return None
    holes = (hole for hole in doc.unknowns.within(Span(head.end, head.content_end)) if hole.place == "text")
    if any(hole.kind in kinds and not _is_in_title(head, hole.span) for hole in holes):
        return None
    if not doc.once(_shows_something):
        return None
    if any(":" in part.tag or "-" in part.tag for part in head.children):  # of a template language, or of a script
        return None
    leads_on = any(str(part.get("http-equiv")).lower() == "refresh" for part in parts_of(head, "meta"))
    return None if leads_on or not head.children or doc.unknowns.branch(head.start) else head


def parts_of(head: Element, tag: str) -> list[Element]:
    """What lies in a head, of a tag."""
    return [part for part in head.document.tagged(tag) if head.end <= part.start < head.content_end]


def meta(head: Element, name: str) -> Element | None:
    """The `<meta>` with a name."""
    found = parts_of(head, "meta")
    return next((part for part in found if str(part.get("name")).lower() == name or part.spread), None)


def _shows_something(doc: Document) -> bool:
    """A page whose body holds nothing but scripts is a helper of another page, or a shell that a script fills."""
    body = next(iter(doc.tagged("body")), None)
    if body is None:
        return any(element.tag not in ("html", "head", "meta", "script") for element in doc.elements)
    if any(inner.tag not in ("script", "noscript") for inner in body.descendants()):
        return True
    if any(hole.place == "text" for hole in doc.unknowns.within(body.content)):
        return True
    return not body.children and bool(body.text)


def _is_in_title(head: Element, span: Span) -> bool:
    return any(title.end <= span.start < title.content_end for title in parts_of(head, "title"))
