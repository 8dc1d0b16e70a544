from ecolint import Document, rule


@rule("contract-pages", saves=["memory"], evidence="deterministic", preset="core")
def whole_document(doc: Document, *, max: int = 3) -> str | None:
    """A page has many elements."""
    return "many elements; split the page" if len(doc.elements) > max else None
