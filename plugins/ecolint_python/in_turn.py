"""Queries in a loop that can't be one for all: each waits for the one before it, looks for a free name, locks a row."""

from ecolint import Document, Node

from .calls import method, positional, receiver
from .loops import identifiers, loops_around
from .names import bindings, value
from .tree import text


def looks_for_a_gap(call: Node) -> bool:
    """`while X.objects.filter(slug=slug).exists()`: tries names until one is free, seldom more than once."""
    child, parent = call, call.parent
    while parent is not None and parent.type in (
        "not_operator",
        "boolean_operator",
        "parenthesized_expression",
        "await",
    ):
        child, parent = parent, parent.parent
    if parent is None or parent.child_by_field_name("condition") != child:
        return False
    return parent.type == "while_statement" or (parent.type == "if_statement" and _tries_again(parent))


def _tries_again(condition: Node) -> bool:
    """`while True: … if not X.objects.filter(code=code).exists(): return code`: the same, the other way round."""
    block = condition.parent
    loop = block.parent if block is not None else None
    endless = loop.child_by_field_name("condition") if loop is not None and loop.type == "while_statement" else None
    if endless is None or endless.type not in ("true", "integer"):
        return False
    answer = condition.child_by_field_name("consequence")
    return answer is not None and any(one.type in ("return_statement", "break_statement") for one in answer.children)


def follows_itself(doc: Document, call: Node) -> bool:
    """`page = Page.objects.get(parent=page)`: each query needs what the one before it gave, perhaps by another name."""
    statement: Node | None = call
    while statement is not None and not statement.type.endswith("statement"):
        if statement.type == "assignment":
            target = statement.child_by_field_name("left")
            given = _names(target) if target is not None else set()
            return any(text(name) in given or _is_given(doc, name, given, call) for name in identifiers(call))
        statement = statement.parent
    return False


def _names(target: Node) -> set[str]:
    """The variables that an assignment sets; `order.total = …` sets none."""
    parts = [target] if target.type == "identifier" else target.named_children
    is_field = target.type in ("attribute", "subscript")
    return set() if is_field else {text(part) for part in parts if part.type == "identifier"}


def _is_given(doc: Document, name: Node, given: set[str], before: Node) -> bool:
    """`parent = page` after a query whose result is `page`, in the same loop."""
    loop = next(loops_around(before), None)
    return any(
        loop is not None
        and before.end_byte < binding.by.start_byte < loop.end_byte
        and binding.by.type == "assignment"
        and (taken := binding.by.child_by_field_name("right")) is not None
        and taken.type in ("attribute", "identifier")
        and any(text(one) in given for one in identifiers(taken))
        for binding in bindings(doc, name)
    )


def locks_a_row(doc: Document, call: Node) -> bool:
    """Whether a row is locked at a time: `Town.objects.select_for_update().filter(pk=pk).first()`.

    SQLAlchemy locks in the statement: `session.scalar(select(Town).where(…).with_for_update())`.
    """
    return any(_locks(one) for one in (receiver(call), *(_statement(doc, given) for given in positional(call)[:1])))


def _locks(node: Node | None) -> bool:
    while node is not None and node.type == "call" and method(node) not in _LOCKS:
        node = receiver(node)
    return method(node) in _LOCKS


_LOCKS = frozenset({"select_for_update", "with_for_update"})


def _statement(doc: Document, given: Node) -> Node | None:
    return value(doc, given) if given.type == "identifier" else given
