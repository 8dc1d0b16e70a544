"""What runs only while a service is developed, by the condition that it stands under: `if (config.debugMode) …`."""

from ecolint import Document, Node

from .few import words
from .syntax import ancestors, bare, callee, string

_DEVELOPING = frozenset({"debug", "debugging", "dev", "devel", "develop", "developer", "developing", "development"})
_PRODUCTION = frozenset({"prod", "production"})
_EQUALITIES = {"==": True, "===": True, "!=": False, "!==": False}


def is_for_developing(doc: Document, node: Node) -> bool:
    """Whether conditions around a node hold only while somebody develops: `if (isDev) …`, `debug && …`."""
    part = node
    for parent in ancestors(doc, node):
        condition, held = _condition_of(parent, part)
        if condition is not None and _tells(doc, condition, held=held):
            return True
        part = parent
    return False


def _condition_of(around: Node, part: Node) -> tuple[Node | None, bool]:
    """The condition under which a part of a statement or expression runs, and whether it then holds."""
    if around.type in ("if_statement", "ternary_expression"):
        condition = around.child_by_field_name("condition")
        return (None if part == condition else condition), part == around.child_by_field_name("consequence")
    if around.type == "binary_expression" and part == around.child_by_field_name("right"):
        operator = around.child_by_field_name("operator")
        if operator is not None and operator.type in ("&&", "||"):
            return around.child_by_field_name("left"), operator.type == "&&"
    return None, False


def _tells(doc: Document, condition: Node, *, held: bool) -> bool:
    """Whether a condition that holds, or doesn't, tells that somebody develops."""
    condition = bare(condition)
    if condition.type == "unary_expression" and doc.text(condition).startswith("!"):
        negated = condition.child_by_field_name("argument")
        return negated is not None and _tells(doc, negated, held=not held)
    if condition.type == "binary_expression":
        left, right = condition.child_by_field_name("left"), condition.child_by_field_name("right")
        operator = condition.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return False
        if operator.type in ("&&", "||"):
            enough = any if held == (operator.type == "&&") else all
            return enough(_tells(doc, side, held=held) for side in (left, right))
        equal = _EQUALITIES.get(operator.type)
        value = string(doc, left) or string(doc, right)
        return equal is not None and (value in _DEVELOPING if held == equal else value in _PRODUCTION)
    named = callee(condition) if condition.type == "call_expression" else condition
    if named is None or named.type not in ("identifier", "member_expression"):
        return False
    return not (_DEVELOPING if held else _PRODUCTION).isdisjoint(words(doc, named))
