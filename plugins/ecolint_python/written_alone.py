"""Rows that a loop writes one by one for a reason: one may fail alone, tells what was done, or brings a file along."""

import re

from ecolint import Document, Node

from .calls import calls_to, function, keywords, method, receiver
from .databases import table
from .django import rows_of
from .names import bindings_of, value
from .tree import child, descendants, text

_FILES = frozenset({"attachment", "document", "file", "image", "photo", "picture"})
# Methods that write rows too, keep something for later, or tell what happens.
_NAMES = """
acreate add adelete append asave aupdate commit create critical debug delete error exception execute extend flush
get_or_create info insert log print refresh save set setdefault update update_or_create warn warning write
"""
_ASIDE = frozenset(_NAMES.split())
_SENDS = re.compile(r"(?:deliver|dispatch|e?mail|notify|post|publish|send|sleep|upload)(?:_|$)")


def is_written_alone(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a call that writes a row is needed on each turn: it may fail alone, or tells what was done."""
    if method(call).removeprefix("a") == "update" and (_is_asked(call) or _takes_what_is_free(call)):
        return True  # how many rows it changed says who was first
    if _has_its_own_way(doc, call):
        return True
    return _may_fail_alone(loop, call) or _sends(loop) or _does_more(loop, call) or _writes_a_file(doc, loop, call)


def _is_asked(call: Node) -> bool:
    """Whether something is done with a call's result."""
    node = call.parent
    while node is not None and node.type in ("await", "parenthesized_expression"):
        node = node.parent
    return node is not None and node.type != "expression_statement"


def _takes_what_is_free(call: Node) -> bool:
    """`filter(pk=pk, number__isnull=True).update(number=next)`: a row that somebody else has changed stays as it is."""
    changed, below = keywords(call).keys(), receiver(call)
    while below is not None and below.type == "call":
        if any(name.partition("__")[0] in changed for name in keywords(below)):
            return True
        below = receiver(below)
    return False


def _has_its_own_way(doc: Document, call: Node) -> bool:
    """Whether the model stands in the same file with its own `save()` or `delete()`: all at once would skip it."""
    own = "delete" if method(call) in ("delete", "adelete") else "save"
    if method(call) not in _OWN_WAYS or f"def {own}(".encode() not in doc.data:
        return False
    if own == "delete" and any(_is_of_queryset(one.by) for one in bindings_of(doc, own)):
        return True
    row = receiver(call)
    rows = rows_of(doc, row) or (value(doc, row) if row is not None else None) or call
    model = text(table(doc, rows) or function(rows)).rpartition(".")[2]
    kinds = [one.by for one in bindings_of(doc, model) if one.by.type == "class_definition"] if model else []
    return any(
        text(one.child_by_field_name("name")) == own
        for kind in kinds
        for one in descendants(kind, "function_definition")
    )


def _is_of_queryset(function: Node) -> bool:
    """`class TownQuerySet(models.QuerySet): def delete(self): …`: all at once is something else here."""
    kind = function.parent.parent if function.parent is not None else None
    return kind is not None and "QuerySet" in text(kind.child_by_field_name("superclasses"))


_OWN_WAYS = frozenset({"acreate", "adelete", "asave", "create", "delete", "save"})


def opens_a_file(doc: Document, loop: Node) -> bool:
    """Whether each turn reads or writes a file of its own: `with open(path_of(town)) as file`."""
    return any(True for call, _ in calls_to(doc, _OPENS) if loop.start_byte <= call.start_byte < loop.end_byte)


_OPENS = frozenset({"builtins.open"})


def copies_rows(loop: Node) -> bool:
    """`row.pk = None; row.save()`: Django's way to copy a row, which needs the whole of it."""
    return "None" in text(loop) and any(
        set(text(one.child_by_field_name("right")).split(", ")) == {"None"}
        and text(one.child_by_field_name("left")).rpartition(".")[2] in ("id", "pk")
        for one in descendants(loop, "assignment")
    )


def _does_more(loop: Node, call: Node) -> bool:
    """Whether each turn acts in other ways, too: `work_on(order)`, then `order.save()`: it is done one by one."""
    return any(
        acting is not None
        and acting.type == "call"
        and method(acting) not in _ASIDE
        and not acting.start_byte <= call.start_byte < acting.end_byte
        for statement in descendants(loop, "expression_statement")
        for acting in (_awaited(child(statement)),)
    )


def _awaited(node: Node | None) -> Node | None:
    return child(node) if node is not None and node.type == "await" else node


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


def _sends(loop: Node) -> bool:
    """Whether each turn sends a message: that it did is written down at once, or the row is what it sends."""
    return any(_SENDS.match(method(one)) for one in descendants(loop, "call"))
