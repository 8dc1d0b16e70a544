"""Constant strings put together: plain, concatenated, formatted, through names that stand for one value."""

from ecolint import Document, Node

from .calls import method, receiver
from .names import value
from .tree import child, text

Part = str | Node
"""Known text, or the expression that gives it at run time."""


def parts(doc: Document, node: Node | None, *, deep: int = 3) -> list[Part]:
    """An expression as the known and unknown parts of the text it gives; [] if it is no text as far as we see."""
    if node is None:
        return []
    kind = node.type
    if kind == "string":
        return _of_string(doc, node, deep)
    if kind in ("concatenated_string", "parenthesized_expression"):
        return [part for inner in node.named_children for part in parts(doc, inner, deep=deep)]
    if kind == "binary_operator" and text(node.child_by_field_name("operator")) in ("+", "%"):
        return _of_operator(doc, node, deep)
    if kind == "call" and method(node) == "format":
        return _with_holes(parts(doc, receiver(node), deep=deep), "{", node)
    if kind == "identifier" and deep:
        return parts(doc, value(doc, node), deep=deep - 1)
    return []


def constant(doc: Document, node: Node | None) -> str | None:
    """The text of an expression that is wholly known; None for every other."""
    found = parts(doc, node)
    return "".join(map(str, found)) if found and all(isinstance(part, str) for part in found) else None


def beginning(doc: Document, node: Node | None) -> str:
    """The known text that an expression begins with."""
    found = parts(doc, node)
    return found[0] if found and isinstance(found[0], str) else ""


def known(doc: Document, node: Node | None) -> str:
    """The text of an expression, with each unknown part written as "?"; empty if it is no text."""
    return "".join(part if isinstance(part, str) else "?" for part in parts(doc, node))


def number(doc: Document, node: Node | None) -> float | None:
    """The value of an expression of numbers, through constants: `60 * 60`, `TIMEOUT`."""
    return _number(doc, node, 4)


def _number(doc: Document, node: Node | None, deep: int) -> float | None:
    if node is None or not deep:
        return None
    if node.type in ("integer", "float"):
        try:
            return float(text(node).replace("_", ""))
        except ValueError:
            return None
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return _number(doc, child(node), deep)
    if node.type == "unary_operator" and text(node.child_by_field_name("operator")) == "-":
        inner = _number(doc, node.child_by_field_name("argument"), deep - 1)
        return None if inner is None else -inner
    if node.type == "binary_operator":
        return _calculated(doc, node, deep - 1)
    return _number(doc, value(doc, node), deep - 1) if node.type == "identifier" else None


def _calculated(doc: Document, node: Node, deep: int) -> float | None:
    left = _number(doc, node.child_by_field_name("left"), deep)
    right = _number(doc, node.child_by_field_name("right"), deep)
    if left is None or right is None:
        return None
    match text(node.child_by_field_name("operator")):
        case "*":
            return left * right
        case "+":
            return left + right
        case "-":
            return left - right
        case "/" if right:
            return left / right
    return None


def _of_string(doc: Document, node: Node, deep: int) -> list[Part]:
    prefix = text(next(iter(node.children), None)).rstrip("\"'").lower()
    found: list[Part] = []
    for part in node.named_children:
        if part.type == "string_content":
            found.append(text(part) if "r" in prefix else _unescaped(text(part)))
        elif part.type == "interpolation":
            inner = part.child_by_field_name("expression")
            found += (parts(doc, inner, deep=deep - 1) if deep and inner else []) or ([inner] if inner else [])
    return found or [""]


def _unescaped(written: str) -> str:
    return written.replace("\\n", "\n").replace("\\t", "\t").replace("\\\n", "") if "\\" in written else written


def _of_operator(doc: Document, node: Node, deep: int) -> list[Part]:
    if text(node.child_by_field_name("operator")) == "%":
        return _with_holes(parts(doc, node.child_by_field_name("left"), deep=deep), "%", node)
    operands = _added(node)
    found = [parts(doc, one, deep=deep) for one in operands]
    if not any(found):
        return []
    return [part for one, known in zip(operands, found, strict=True) for part in known or [one]]


def _added(node: Node) -> list[Node]:
    """What a sum adds: `a`, `b` and `c` of `a + b + c`, of which there may be thousands."""
    found: list[Node] = []
    left: Node | None = node
    while left is not None and left.type == "binary_operator" and text(left.child_by_field_name("operator")) == "+":
        right = left.child_by_field_name("right")
        found += [right] if right is not None else []
        left = left.child_by_field_name("left")
    return [*([left] if left is not None else []), *reversed(found)]


def _with_holes(found: list[Part], sign: str, node: Node) -> list[Part]:
    """Text up to its first place holder; what follows isn't known."""
    result: list[Part] = []
    for part in found:
        if isinstance(part, str) and sign in part:
            return [*result, *filter(None, [part[: part.index(sign)]]), node, part[part.index(sign) + 1 :]]
        result.append(part)
    return result
