"""What a form says about its fields."""

from ecolint import Document, Element

_LONG = 200


def label_of(field: Element, doc: Document) -> str:
    """The text of the label around a field, or of the one that names it; its beginning if it is long, "" if none."""
    around = field.closest("label")
    named = field.get("id")
    if around is None and isinstance(named, str):
        around = next((label for label in doc.tagged("label") if label.get("for") == named), None)
    return around.text[:_LONG] if around else ""
