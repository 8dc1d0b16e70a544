"""Rows that a loop writes one by one for a reason: one may fail alone, tells what was done, or brings a file along."""

import re

from ecolint import Document, Node

from .calls import keywords, method, positional, receiver
from .names import value
from .tree import descendants, text

_FILES = frozenset({"attachment", "document", "file", "image", "photo", "picture"})
_SENDS = re.compile(r"(?:deliver|dispatch|e?mail|notify|post|publish|send|sleep|upload)(?:_|$)")


def is_written_alone(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a call that writes a row is needed on each turn: it may fail alone, or tells what was done."""
    if method(call).removeprefix("a") == "update" and _is_asked(call):
        return True  # how many rows it changed says who was first
    if _may_fail_alone(loop, call) or _follows_sending(loop, call) or _writes_a_file(doc, loop, call):
        return True
    return method(call).removeprefix("a") == "save" and _follows_work(loop, call)


def _is_asked(call: Node) -> bool:
    """Whether something is done with a call's result."""
    node = call.parent
    while node is not None and node.type in ("await", "parenthesized_expression"):
        node = node.parent
    return node is not None and node.type != "expression_statement"


def _follows_work(loop: Node, call: Node) -> bool:
    """`work_on(order)`, then `order.save()`: that it is done is written down at once; the work may take long."""
    obj = text(receiver(call))
    return any(
        one.end_byte < call.start_byte
        and receiver(one) is None
        and (parent := one.parent) is not None
        and parent.type == "expression_statement"
        and any(text(given) == obj for given in positional(one))
        for one in descendants(loop, "call")
    )


def _writes_a_file(doc: Document, loop: Node, call: Node) -> bool:
    """`picture.file = File(found)` or `picture.file.save(…)`, then `picture.save()`; `create(file=…)`."""
    made = value(doc, receiver(call)) if receiver(call) is not None else None
    if not _FILES.isdisjoint(keywords(call).keys() | (keywords(made).keys() if made is not None else set())):
        return True
    obj = text(receiver(call))
    assigned = (one.child_by_field_name("right") for one in descendants(loop, "assignment") if _begins(one, obj))
    return any(
        method(given) in ("ContentFile", "File", "ImageFile", "SimpleUploadedFile") for given in assigned
    ) or any(
        method(one) == "save" and _begins(one, obj) and text(receiver(one)) != obj for one in descendants(loop, "call")
    )


def _begins(node: Node, obj: str) -> bool:
    return bool(obj) and text(node).startswith(f"{obj}.")


def _may_fail_alone(loop: Node, call: Node) -> bool:
    """Whether a failure of one is caught within the loop: written all at once, all would fail."""
    part, around = call, call.parent
    while around is not None and part != loop:
        if around.type == "try_statement" and part == around.child_by_field_name("body"):
            return any(one.type == "except_clause" for one in around.named_children)
        part, around = around, around.parent
    return False


def _follows_sending(loop: Node, call: Node) -> bool:
    """Whether each turn sends a message: that it did is written down at once, or the row is what it sends."""
    obj = text(_given_to(call)) or text(receiver(call))
    return any(
        one.end_byte < call.start_byte or (obj and text(receiver(one)) == obj)
        for one in descendants(loop, "call")
        if _SENDS.match(method(one))
    )


def _given_to(node: Node) -> Node | None:
    """The variable that a call's result is given to."""
    parent = node.parent
    return parent.child_by_field_name("left") if parent is not None and parent.type == "assignment" else None
