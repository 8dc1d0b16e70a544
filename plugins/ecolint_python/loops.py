"""What a loop runs on every turn, and which names change from turn to turn."""

from bisect import bisect_right
from collections.abc import Iterator

from ecolint import Document, Node

from .names import COMPREHENSIONS, FUNCTIONS, bindings
from .places import places
from .tree import descendants, text

LOOPS = frozenset({"for_statement", "while_statement"}) | COMPREHENSIONS
CALLED_FOR_EACH = frozenset({"map", "filter"})
LOOP_WORDS = frozenset({"for", "while"}) | CALLED_FOR_EACH
"""Words of which a file with a loop holds one."""


def loop_around(node: Node) -> Node | None:
    """The innermost loop that runs a node on every turn, within the same function."""
    return next(loops_around(node), None)


def is_repeated(node: Node) -> bool:
    """Whether any loop runs a node on every turn."""
    return loop_around(node) is not None


def may_be_repeated(doc: Document, place: int) -> bool:
    """Whether a place lies in any loop, its header and functions included: a quick first question."""
    starts, ends = doc.once(_spans)
    found = bisect_right(starts, place)
    return found > 0 and place < ends[found - 1]


def _spans(doc: Document) -> tuple[list[int], list[int]]:
    """Where outermost loops begin and end, in order: looked for by the words that they are written with."""
    nodes: list[Node] = []
    for word in (written.encode() for written in LOOP_WORDS if written in doc.words):
        for place in places(doc.data, word):
            node = doc.root.descendant_for_byte_range(place, place + len(word))
            node = node.parent if node is not None and node.end_byte - node.start_byte == len(word) else None
            if node is not None and node.type == "for_in_clause":
                node = node.parent
            if node is not None and (node.type in LOOPS or node.type == "call"):
                nodes.append(node)
    starts, ends = list[int](), list[int]()
    for node in sorted(nodes, key=lambda node: node.start_byte):
        if not ends or node.start_byte >= ends[-1]:
            starts.append(node.start_byte)
            ends.append(node.end_byte)
        else:
            ends[-1] = max(ends[-1], node.end_byte)
    return starts, ends


def loops_around(node: Node) -> Iterator[Node]:
    """The loops that run a node on every turn, from the inside out.

    A loop's header, its `else`, and a function that is merely defined in it don't count. A `lambda` that is handed to
    `map` or `filter` is run by that call, which then counts as the loop.
    """
    child, parent = node, node.parent
    while parent is not None:
        kind = parent.type
        if kind == "lambda":
            call = parent.parent.parent if parent.parent else None
            if call is None or call.type != "call" or text(call.child_by_field_name("function")) not in CALLED_FOR_EACH:
                return
            yield call
            child, parent = call, call.parent
            continue
        if kind in FUNCTIONS or kind == "class_definition":
            return
        if kind in LOOPS and repeats(parent, child):
            yield parent
        child, parent = parent, parent.parent


def repeats(loop: Node, child: Node) -> bool:
    """Whether a direct child of a loop is evaluated on every turn."""
    if loop.type == "for_statement":
        return child == loop.child_by_field_name("body")
    if loop.type == "while_statement":
        return child != loop.child_by_field_name("alternative")
    if child.type == "for_in_clause":
        return child != next((one for one in loop.named_children if one.type == "for_in_clause"), None)
    return True


def leaves(loop: Node, node: Node) -> bool:
    """Whether a loop always ends after it has run a node: what follows on the way out leaves it."""
    inner = False
    while (parent := node.parent) is not None and node != loop:
        if parent.type == "block":
            following = parent.named_children[parent.named_children.index(node) :]
            ends = _LEAVE if inner else _LEAVE | {"break_statement"}
            if any(one.type in ends for one in following):
                return True
        inner = inner or (node.type in LOOPS and node != loop)
        node = parent
    return False


_LEAVE = frozenset({"return_statement", "raise_statement"})


def is_counted(loop: Node) -> bool:
    """Whether a `while` loop gives up by itself: it compares a count or a time with a limit to end."""
    if loop.type != "while_statement":
        return False
    head, body = loop.child_by_field_name("condition"), loop.child_by_field_name("body")
    asked = [head] if head is not None else []
    for test in descendants(body, "if_statement") if body is not None else ():
        answer = test.child_by_field_name("consequence")
        if answer is not None and any(one.type in _LEAVE | {"break_statement"} for one in answer.named_children):
            asked += [condition for condition in (test.child_by_field_name("condition"),) if condition is not None]
    return any(
        one.type == "comparison_operator" and any(sign.type in _ORDER for sign in one.children)
        for condition in asked
        for one in (condition, *descendants(condition, "comparison_operator"))
    )


_ORDER = frozenset({"<", ">", "<=", ">="})


def target(loop: Node) -> Node | None:
    """What a loop sets on each turn: its variable, or several; None for `while`."""
    return _clause(loop).child_by_field_name("left")


def iterated(loop: Node) -> Node | None:
    """What a loop goes through; None for `while`."""
    if loop.type == "for_statement" or loop.type in COMPREHENSIONS:
        return _clause(loop).child_by_field_name("right")
    if loop.type == "call":
        given = loop.child_by_field_name("arguments")
        return given.named_children[-1] if given and given.named_children else None
    return None


def _clause(loop: Node) -> Node:
    """What says which names a loop sets, and from what: the first `for … in …` of a comprehension."""
    return next((one for one in loop.named_children if one.type == "for_in_clause"), loop)


def identifiers(node: Node) -> Iterator[Node]:
    """The names that an expression reads: no attributes, no names of keyword arguments."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type == "identifier":
            yield one
        elif one.type == "attribute":
            waiting += [inner for inner in (one.child_by_field_name("object"),) if inner]
        elif one.type == "keyword_argument":
            waiting += [inner for inner in (one.child_by_field_name("value"),) if inner]
        else:
            waiting += reversed(one.named_children)


def changes_in(doc: Document, loop: Node, name: Node) -> bool:
    """Whether a name gets a value inside a loop: as its variable, or in its body."""
    return any(loop.start_byte <= binding.name.start_byte < loop.end_byte for binding in bindings(doc, name))


def depends_on(doc: Document, loop: Node, node: Node) -> bool:
    """Whether an expression reads a name that the loop changes."""
    return any(changes_in(doc, loop, name) for name in identifiers(node))
