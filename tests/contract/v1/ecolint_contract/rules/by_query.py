from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Severity, Span, report, rule


@rule("contract-pages", query="(attribute (attribute_name) @name (#eq? @name \"style\")) @whole", saves=["cpu"], evidence="measured", preset="core")
def by_query(whole: Node, name: Node, doc: Document) -> Iterator[Report]:
    """A style attribute."""
    assert doc.text(name) == "style" and doc.index("tag") and doc.once(len_of) and not doc.is_unknown(whole)
    assert doc.enclosing(whole, "box") is not None and Severity("note")
    yield report(whole, "styled here; use a class", fix=Fix("Remove", (Edit(Span(whole.start_byte, whole.end_byte), ""),), safe=False))


def len_of(doc: Document) -> int:
    return len(doc.elements) + len(doc.source.data)
