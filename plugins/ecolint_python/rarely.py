"""Code within a loop that runs on few of its turns: after an error, to fill a gap, for the one item that is meant."""

import re

from ecolint import Document, Node

from .calls import method, receiver
from .django import is_queryset
from .loops import identifiers
from .names import bindings
from .tree import child, descendants, text


def is_exceptional(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a query is sent on few turns: after an error, or to fill a gap in what is kept."""
    part, around = call, call.parent
    while around is not None and part != loop:
        if (around.type == "except_clause" and not _is_missing(around)) or _fills_a_gap(doc, loop, around, part):
            return True
        part, around = around, around.parent
    while around is not None and around.type != "function_definition":
        if around.type == "except_clause":
            return True
        around = around.parent
    return False


def is_for_one(loop: Node, call: Node) -> bool:
    """Whether a query is sent for one item at most: `if town == wanted and Town.objects.filter(…)`."""
    part, around = call, call.parent
    while around is not None and part != loop:
        asked = None
        if around.type == "boolean_operator" and part == around.child_by_field_name("right"):
            asked = around.child_by_field_name("left")
        elif around.type == "if_statement" and part == around.child_by_field_name("consequence"):
            asked = around.child_by_field_name("condition")
        if asked is not None and any(
            _names_one(loop, one) for one in (asked, *descendants(asked, "comparison_operator"))
        ):
            return True
        part, around = around, around.parent
    return False


_COMPARED = ("comparison_operator",)


def _names_one(loop: Node, test: Node) -> bool:
    """`town == wanted`, `town.id == wanted`: equal for one item of the loop."""
    if test.type != "comparison_operator" or all(sign.type != "==" for sign in test.children):
        return False
    target, source = loop.child_by_field_name("left"), loop.child_by_field_name("right")
    key = (child(target) or target) if method(source) == "items" else target
    items = {text(name) for name in identifiers(target)} if target is not None else set()
    sides = [text(side) for side in test.named_children if side.type in ("attribute", "identifier")]
    return any(side == text(key) or (_KEY.search(side) and side.partition(".")[0] in items) for side in sides)


_KEY = re.compile(r"^\w+\.(?:code|id|key|name|pk|slug|field_id)$")


def _is_missing(clause: Node) -> bool:
    """`except Town.DoesNotExist:`, `except NoResultFound:`: what comes first for each of them."""
    return any(sign in text(child(clause)) for sign in ("DoesNotExist", "NoResult", "NotFound"))


def _fills_a_gap(doc: Document, loop: Node, around: Node, part: Node) -> bool:
    """`if key not in known: …`, `known[key] if key in known else …`, `known.get(key) or …`."""
    if around.type == "boolean_operator":
        left = around.child_by_field_name("left")
        return part != left and method(left) == "get" and not is_queryset(doc, receiver(left))
    if around.type == "conditional_expression":
        if around.named_child_count != 3 or part == around.named_children[1]:
            return False
        return _asks_a_dictionary(around.named_children[1], "not in" if part == around.named_children[0] else "in")
    condition = around.child_by_field_name("condition") if around.type == "if_statement" else None
    if condition is None:
        return False
    if part == around.child_by_field_name("consequence"):
        return _asks_a_dictionary(condition, "not in") or _was_looked_up(doc, loop, condition)
    if part.type != "else_clause":
        return False
    return _asks_a_dictionary(condition, "in") or _was_found(doc, loop, condition)


def _asks_a_dictionary(condition: Node, sign: str) -> bool:
    """`key not in known`, where `known` isn't a call."""
    if condition.type != "comparison_operator" or all(one.type != sign for one in condition.children):
        return False
    return condition.named_children[-1].type in ("identifier", "attribute")


def _was_found(doc: Document, loop: Node, condition: Node) -> bool:
    """`if found: … else: …`, after `found = first(key)` in the same loop: a second place to look."""
    return condition.type == "identifier" and any(
        binding.by.type == "assignment" and loop.start_byte <= binding.by.start_byte < condition.start_byte
        for binding in bindings(doc, condition)
    )


def _was_looked_up(doc: Document, loop: Node, condition: Node) -> bool:
    """`found is None` or `not found`, after `found = known.get(key)`."""
    name = condition.named_children[0] if condition.named_child_count else None
    is_none = condition.type == "comparison_operator" and text(condition).replace("(", "").endswith(" is None")
    if name is None or name.type != "identifier" or not (is_none or condition.type == "not_operator"):
        return False
    for binding in bindings(doc, name):
        given = binding.by.child_by_field_name("right") if binding.by.type == "assignment" else None
        if loop.start_byte <= binding.by.start_byte < condition.start_byte and method(given) == "get":
            return receiver(given) is not None and not is_queryset(doc, receiver(given))
    return False


def _is_within(name: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= name.start_byte < outer.end_byte
