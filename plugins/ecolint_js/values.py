"""What expressions are worth, as far as the file tells."""

from ecolint import Document, Node

from .names import constant
from .syntax import bare

_OPERATIONS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}


def number(doc: Document, node: Node) -> float | None:
    """The value of a number, or of a sum, difference or product of numbers and constants; None if it isn't known."""
    node = bare(node)
    if node.type == "number":
        return _parsed(doc.text(node))
    if node.type == "identifier":
        value = constant(doc, node)
        return number(doc, value) if value is not None else None
    if node.type == "binary_expression":
        left, operator, right = node.children[0], node.children[1], node.children[-1]
        combine = _OPERATIONS.get(operator.type)
        one, other = number(doc, left), number(doc, right)
        return combine(one, other) if combine and one is not None and other is not None else None
    return None


def _parsed(text: str) -> float | None:
    text = text.replace("_", "").rstrip("n")
    try:
        return float(int(text, 0)) if text[:2].lower() in ("0x", "0b", "0o") else float(text)
    except ValueError:
        return None
