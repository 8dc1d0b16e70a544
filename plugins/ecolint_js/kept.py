"""What is asked for only where it isn't kept yet."""

from ecolint import Document, Node

from .names import constant
from .syntax import FUNCTIONS, ancestors, bare, called_name, nodes

_LOOKS_UP = frozenset({"has", "get", "includes", "hasOwnProperty"})
_LEAVES = frozenset({"continue_statement", "return_statement"})


def is_kept(doc: Document, call: Node, within: Node) -> bool:
    """Whether a call is made only where what it gives is missing, as far up as a loop or a function around it."""
    part = call
    for around in ancestors(doc, call):
        if around.id == within.id or around.type in FUNCTIONS:
            break
        if _fills_a_gap(doc, around, part) or _after_a_look(doc, around, part):
            return True
        part = around
    return False


def _fills_a_gap(doc: Document, around: Node, part: Node) -> bool:
    """`if (!known.has(id)) …`, `if (!town) town = …`, `kept.get(id) ?? …`, `town ??= …`, `a[id] ? a[id] : …`."""
    operator = around.child_by_field_name("operator")
    if around.type == "augmented_assignment_expression":
        return operator is not None and doc.text(operator) in ("??=", "||=")
    if around.type == "binary_expression":
        left = around.child_by_field_name("left")
        return part != left and operator is not None and doc.text(operator) in ("??", "||")
    condition = around.child_by_field_name("condition")
    if condition is None or around.type not in ("if_statement", "ternary_expression") or part == condition:
        return False
    tested, missing = _tested(doc, condition)
    if missing != (part == around.child_by_field_name("consequence")):
        return False
    if tested.type == "call_expression":
        return called_name(doc, tested) in _LOOKS_UP
    return tested.type == "subscript_expression" or _is_given(doc, tested, part)


def _tested(doc: Document, condition: Node) -> tuple[Node, bool]:
    """What a condition looks at, and whether it holds where that is missing: `!town`, `town === undefined`."""
    asked = bare(condition)
    if asked.type == "unary_expression" and doc.text(asked).startswith("!"):
        return bare(asked.child_by_field_name("argument") or asked), True
    if asked.type == "binary_expression" and doc.text(asked.children[1]) in ("===", "=="):
        left, right = asked.named_children[0], asked.named_children[-1]
        if doc.text(right) in ("undefined", "null"):
            return bare(left), True
    return asked, False


def _is_given(doc: Document, tested: Node, part: Node) -> bool:
    """Whether a name, or a field of `this`, is given a value: `town = …`, `this.page = …`."""
    text = doc.text(tested)
    if tested.type != "identifier" and not text.startswith("this."):
        return False
    return any(one.type == "assignment_expression" and doc.text(one.children[0]) == text for one in nodes(part))


def _after_a_look(doc: Document, block: Node, part: Node) -> bool:
    """Whether a block was left before, where something was kept: `const town = kept.get(id); if (town) continue;`."""
    for one in block.named_children if block.type == "statement_block" else ():
        if one.start_byte >= part.start_byte:
            break
        condition, then = one.child_by_field_name("condition"), one.child_by_field_name("consequence")
        if one.type != "if_statement" or condition is None or then is None or not _leaves(then):
            continue
        tested, missing = _tested(doc, condition)
        found = constant(doc, tested) if tested.type == "identifier" else tested
        found = bare(found) if found is not None else None
        if found is None or missing:
            continue
        if found.type == "subscript_expression" or (
            found.type == "call_expression" and called_name(doc, found) == "get"
        ):
            return True
    return False


def _leaves(then: Node) -> bool:
    last = then.named_children[-1] if then.type == "statement_block" and then.named_children else then
    return last.type in _LEAVES
