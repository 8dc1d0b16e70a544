"""What runs again and again: the bodies of loops, and the callbacks that arrays call for each of their items."""

import re

from ecolint import Document, Node

from .bindings import binding, bound_in
from .names import constant, text
from .syntax import FUNCTIONS, LOOPS, ancestors, arguments, bare, called_name, callee, nodes, receiver
from .values import number

ITERATIONS = frozenset(
    {
        "every",
        "filter",
        "find",
        "findIndex",
        "findLast",
        "flatMap",
        "forEach",
        "map",
        "reduce",
        "reduceRight",
        "some",
    }
)
LOOP_WORDS = ("for", "while", *sorted(ITERATIONS))
"""What a loop is written with, for `words=`; and for `mentions=`."""
LOOP_MENTIONS = (".from",)
SMALL = 10
"""Items up to which a loop over a literal is short."""


def loop(doc: Document, node: Node) -> Node | None:
    """The loop that runs a node on every turn: a statement, or the call of `map`, `forEach`… whose callback it is in.

    A loop's header isn't what it runs, nor is a function that is merely defined in it. None in compressed code, which
    nobody edits there.
    """
    if is_compressed(doc, node):
        return None
    child = node
    for parent in ancestors(doc, node):
        if parent.type in LOOPS:
            if _in_body(parent, child):
                return parent
        elif parent.type in FUNCTIONS:
            call = called_with(parent)
            if call is not None and is_iteration(doc, call, parent):
                return call
            if not is_called_at_once(parent):
                return None
        child = parent
    return None


def is_compressed(doc: Document, node: Node) -> bool:
    """Whether a node stands in a line of some thousand characters, or in a file that a bundler has named."""
    if _CHUNK.search(doc.path.name):
        return True
    start = max(node.start_byte - _LONG, 0)
    around = doc.data[start : start + 2 * _LONG]
    return len(around) == 2 * _LONG and b"\n" not in around


_LONG = 1000
_CHUNK = re.compile(r"-(?:[0-9a-f]*\d[0-9a-f]*|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{8})\.(?:cjs\.|esm\.)?[cm]?js$")
"""`LockIcon-CKXwa8oW.js`, `edges-16357fde.esm.js`."""


def is_iteration(doc: Document, call: Node, callback: Node) -> bool:
    """Whether a call runs its callback for each item: `items.map(callback)`, `Array.from(items, callback)`."""
    name, given = called_name(doc, call), arguments(call)
    if not given or receiver(call) is None:
        return False
    if name in ITERATIONS:
        return given[0].id == callback.id
    return name == "from" and len(given) > 1 and given[1].id == callback.id


def called_with(function: Node) -> Node | None:
    """The call that a function is written into as an argument."""
    parent = function.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    if parent is None or parent.type != "arguments":
        return None
    call = parent.parent
    return call if call is not None and call.type == "call_expression" else None


def is_called_at_once(function: Node) -> bool:
    """`(() => …)()`."""
    parent = function.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    if parent is None or parent.type != "call_expression":
        return False
    called = callee(parent)
    return called is not None and bare(called).id == function.id


def is_short(doc: Document, repeated: Node) -> bool:
    """Whether a loop visibly turns only a few times: over a literal, or up to a small number."""
    if repeated.type == "for_statement":
        return _counts_little(doc, repeated)
    source = source_of(doc, repeated)
    return source is not None and is_literal(doc, source)


def source_of(doc: Document, repeated: Node) -> Node | None:
    """What a loop goes through: behind `of` or `in`, or what `map`, `forEach`… is called on."""
    if repeated.type == "for_in_statement":
        return repeated.child_by_field_name("right")
    if repeated.type != "call_expression":
        return None
    return arguments(repeated)[0] if called_name(doc, repeated) == "from" else receiver(repeated)


def is_literal(doc: Document, source: Node, depth: int = 4) -> bool:
    """Whether a collection is written out in the code: a literal, a constant one, or one made of such."""
    source = bare(source)
    if depth == 0:
        return False
    if source.type in ("array", "object"):
        return not any(
            child.type == "spread_element" and not is_literal(doc, child.named_children[0], depth - 1)
            for child in source.named_children
            if child.named_children or child.type != "spread_element"
        )
    if source.type == "identifier":
        found = binding(doc, source)
        if found is not None and found.kind == "import":
            return doc.text(source).isupper()  # a constant by its spelling
        value = constant(doc, source)
        return (
            value is not None
            and bare(value).type in ("array", "object", "call_expression")
            and _stays(doc, source)
            and is_literal(doc, value, depth - 1)
        )
    if source.type == "call_expression":
        made_of = receiver(source)
        if called_name(doc, source) in ("keys", "values", "entries") and made_of is not None:
            given = arguments(source)
            if doc.text(made_of) == "Object" and given:
                return is_literal(doc, given[0], depth - 1)
            return is_literal(doc, made_of, depth - 1)
        if (
            called_name(doc, source) in ("filter", "map", "slice", "reverse", "sort", "toSorted")
            and made_of is not None
        ):
            return is_literal(doc, made_of, depth - 1)
    return source.type == "string"


def _stays(doc: Document, name: Node) -> bool:
    """Whether nothing is put into a constant collection in the file; `all[key]` may be read."""
    written = re.escape(doc.text(name))
    changes = rf"{written}\.(?:push|unshift|splice|concat)\(|{written}\[[^;\n]*\]\s*[-+*/%&|^?]{{0,3}}=(?![=>])"
    return re.search(changes, text(doc)) is None


def _counts_little(doc: Document, repeated: Node) -> bool:
    """`for (let i = 0; i < 4; i++)`."""
    condition = repeated.child_by_field_name("condition")
    if condition is None:
        return False
    if condition.type == "expression_statement" and condition.named_children:
        condition = condition.named_children[0]
    if condition.type != "binary_expression":
        return False
    limit = number(doc, condition.children[-1])
    return limit is not None and limit <= SMALL


def _in_body(repeated: Node, child: Node) -> bool:
    body = repeated.child_by_field_name("body")
    return body is not None and body.start_byte <= child.start_byte and child.end_byte <= body.end_byte


def turn_names(doc: Document, repeated: Node, node: Node) -> frozenset[str]:
    """The names that are bound anew on every turn: by the loop, and by all that lies between it and a node."""
    names = bound_in(doc, repeated)
    for parent in ancestors(doc, node):
        if parent.id == repeated.id:
            break
        names |= bound_in(doc, parent)
    return names


def uses_turn(doc: Document, node: Node, repeated: Node) -> bool:
    """Whether an expression may differ from turn to turn: it uses a name bound there, or `this` of a callback."""
    names = turn_names(doc, repeated, node)
    return any(
        one.type == "this" or (one.type in ("identifier", "shorthand_property_identifier") and doc.text(one) in names)
        for one in [node, *nodes(node)]
    )
