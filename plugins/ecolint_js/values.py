"""What expressions are worth, as far as the file tells."""

from ecolint import Document, Node

from .names import constant
from .syntax import bare

_DEPTH = 8


def number(doc: Document, node: Node, depth: int = _DEPTH) -> float | None:
    """The value of a number, or of a calculation with numbers and constants; None if it isn't known."""
    node = bare(node)
    if depth == 0:
        return None
    if node.type == "number":
        return _parsed(doc.text(node))
    if node.type == "identifier":
        value = constant(doc, node)
        return number(doc, value, depth - 1) if value is not None else None
    if node.type == "binary_expression":
        one, other = (number(doc, side, depth - 1) for side in (node.children[0], node.children[-1]))
        return None if one is None or other is None else _calculated(one, node.children[1].type, other)
    return None


def _calculated(one: float, operator: str, other: float) -> float | None:
    if operator == "+":
        return one + other
    if operator == "-":
        return one - other
    if operator == "*":
        return one * other
    return one / other if operator == "/" and other else None


def _parsed(text: str) -> float | None:
    text = text.replace("_", "").rstrip("n")
    try:
        return float(int(text, 0)) if text[:2].lower() in ("0x", "0b", "0o") else float(text)
    except (ValueError, OverflowError):
        return None
