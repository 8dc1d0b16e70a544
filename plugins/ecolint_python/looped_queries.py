"""The queries that loops send again and again, one of each table for a loop; and which of them are asked for rows."""

from collections.abc import Iterator
import re
from typing import NamedTuple

from ecolint import Document, Node

from .calls import calls_named, calls_to, function, keywords, method, name_place, positional, receiver, texts_of
from .circumstances import is_one_off
from .databases import PANDAS_READS, QUERIES, changes_rows, gives_rows, querysets, repeated_queries, sends, table
from .django import SHORTCUTS, is_queryset, is_related, related_rows, rows_of
from .loops import LOOP_WORDS, LOOPS, identifiers, is_repeated, iterated, loop_around, target
from .names import bindings, function_of, origin, uses, value
from .one_by_one import is_of_few, loops_that_send
from .sqlalchemy import is_session
from .tree import descendants, text
from .views import bases

_FUNCTIONS = SHORTCUTS | PANDAS_READS
_SAVES = frozenset({"save", "asave", "delete", "adelete"})
_OBJECTS = ("models save", "models asave", "models delete", "models adelete")
WORDS = (*QUERIES, *texts_of(_FUNCTIONS), *_OBJECTS)
"""For `words=`: what a file holds that sends a query."""


class Sent(NamedTuple):
    """A query that a loop sends on every turn."""

    call: Node
    loops: list[Node]
    """Those that send it, from the inside out."""
    is_read_for_rows: bool
    """Whether the innermost one goes through all rows of a query and sends another one for each, to read only."""

    @property
    def lines(self) -> int:
        """Lines of the innermost loop below its header."""
        return self.loops[0].end_point.row - self.loops[0].start_point.row


def queries_of_loops(doc: Document) -> list[Sent]:
    """The queries that loops send, one for each table and loop; none in what is run once."""
    return doc.once(_queries_of_loops)


def _queries_of_loops(doc: Document) -> list[Sent]:
    if doc.words.isdisjoint(LOOP_WORDS) or is_one_off(doc):
        return []
    found: dict[tuple[int, str], Sent] = {}
    for call in sorted(_sent(doc), key=lambda call: (name_place(call).start_byte, call.end_byte)):
        if (loops := loops_that_send(doc, call)) and not _is_test(call):
            cause = (loops[0].id, text(_asked(doc, call)) or str(call.start_byte))
            if cause not in found:
                found[cause] = Sent(call, loops, _is_read_for_rows(doc, loops[0]))
    return list(found.values())


def _is_test(call: Node) -> bool:
    """Whether a call stands in a `TestCase`, in whatever file."""
    around = call.parent
    while around is not None and not any(base.endswith("TestCase") for base in bases(around)):
        around = around.parent
    return around is not None


def writes(doc: Document, call: Node) -> bool:
    """Whether a query changes rows, or a call saves or deletes an object."""
    return method(call) in _SAVES or changes_rows(doc, call)


def _is_read_for_rows(doc: Document, loop: Node) -> bool:
    """Whether a loop goes through as many rows as the database has, and does nothing with them than compute.

    One that may be left, or that acts on each row (`connect_to(account)`), is something else.
    """
    if not _goes_through_rows(doc, loop) or is_of_few(doc, loop):
        return False
    return not (_acts(doc, loop) or _may_be_left(loop) or _prints(doc, loop))


def _may_be_left(loop: Node) -> bool:
    around = function_of(loop)
    return any(function_of(one) == around for one in descendants(loop, "break_statement", "return_statement"))


def _prints(doc: Document, loop: Node) -> bool:
    """Whether the function shows something on a terminal: people run it by hand, now and then."""
    around = function_of(loop) or doc.root
    return any(
        one.type == "print_statement" or text(function(one)) == "print"
        for one in descendants(around, "call", "print_statement")
    )


def row_of(doc: Document, loop: Node) -> str:
    """What a loop calls a row, or all that it sets on each turn."""
    return text(_row(doc, loop) or target(loop)).strip("(,)")


def _row(doc: Document, loop: Node) -> Node | None:
    """The first variable of a loop that is a row of a queryset."""
    names = target(loop)
    rows = (name for name in identifiers(names) if rows_of(doc, name) is not None) if names is not None else ()
    return next(iter(rows), None)


def _goes_through_rows(doc: Document, loop: Node) -> bool:
    return _row(doc, loop) is not None or gives_rows(doc, iterated(loop))


def _acts(doc: Document, loop: Node) -> bool:
    return any(
        _ACTS.match(method(call)) is not None
        or (method(call) == "add" and is_session(doc, receiver(call)))
        or (method(call) in _BY_MANAGERS and text(receiver(call)).endswith("_set"))
        or (changes_rows(doc, call) and sends(doc, call))
        for call in descendants(loop, "call")
    )


_BY_MANAGERS = frozenset({"add", "clear", "remove", "set"})
_ACTS = re.compile(
    r"_*a?(?:bulk_create|bulk_update|commit|connect|delete|dispatch|enqueue|flush|get_or_create|import|merge|notify|process"
    r"|publish|push|reconnect|register|run|save|schedule|send|submit|subscribe|sync|synchroni[sz]e|update_or_create|upload"
    r"|write)(?:_|$)|_*(?:add|copy|create|remove|update)_"
)
"""Methods and functions that do something: write rows, ask other servers. Dictionaries and lists have some of them."""


def _asked(doc: Document, call: Node) -> Node | None:
    """What a query asks or changes: a model, the rows of another one, an object that is saved."""
    return table(doc, call) or related_rows(call) or (receiver(call) if method(call) in _SAVES else None)


def _sent(doc: Document) -> Iterator[Node]:
    """The calls in loops that send a query."""
    yield from repeated_queries(doc)
    for call, _ in calls_to(doc, _FUNCTIONS, is_repeated):
        yield call
    for call in calls_named(doc, "save", "asave"):
        if is_repeated(call) and _is_plain_save(call) and _is_object_of_query(doc, receiver(call)):
            yield call
    for call in calls_named(doc, "delete", "adelete"):
        if is_repeated(call) and _is_all_of_its_loop(call) and rows_of(doc, receiver(call)) is not None:
            yield call
    for call in querysets(doc):
        is_read = is_repeated(call) and (_is_evaluated(doc, call) or _is_kept_and_read(doc, call))
        if is_read and (is_queryset(doc, call) or is_related(doc, call)):
            yield call


def _is_plain_save(call: Node) -> bool:
    """Whether `save()` is given nothing but what Django's takes: others do more than write a row."""
    return not positional(call) and keywords(call).keys() <= {"force_insert", "force_update", "update_fields", "using"}


def _is_all_of_its_loop(call: Node) -> bool:
    """Whether a loop does nothing else, perhaps under a condition."""
    statement = call.parent
    while statement is not None and statement.type in ("await", "block", "expression_statement", "if_statement"):
        if statement.type == "block" and statement.named_child_count != 1:
            return False
        statement = statement.parent
    return statement is not None and statement.type in LOOPS and not positional(call)


def _is_object_of_query(doc: Document, node: Node | None) -> bool:
    """Whether a variable holds an object that a loop takes from a queryset, or a model's new instance."""
    if node is None or node.type != "identifier":
        return False
    if rows_of(doc, node) is not None:
        return True
    made = origin(doc, function(value(doc, node)))
    return ".models." in f".{made}." and made.rpartition(".")[2][:1].isupper()


def _is_evaluated(doc: Document, call: Node) -> bool:
    """Whether a queryset is gone through, asked whether it is empty, indexed, or read by `list()` and the like."""
    part, parent = call, call.parent
    while parent is not None and parent.type in _HANDED_ON:
        part, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in _TESTS:
        return part == parent.child_by_field_name("condition") or (
            parent.type == "conditional_expression" and part == parent.named_children[1]
        )
    if part != call:
        return False
    if parent.type == "comparison_operator":
        return parent.named_children[-1] == call and any(sign.type in ("in", "not in") for sign in parent.children)
    if parent.type in ("for_statement", "for_in_clause"):
        return parent.child_by_field_name("right") == call
    if parent.type == "subscript":
        return parent.child_by_field_name("value") == call and all(one.type != "slice" for one in parent.named_children)
    if parent.type == "attribute":
        return method(parent.parent) in ("aiterator", "iterator")
    if parent.type != "argument_list":
        return False
    return method(parent.parent) == "extend" or origin(doc, function(parent.parent)) in _READS


def _is_kept_and_read(doc: Document, call: Node) -> bool:
    """`lines = Line.objects.filter(order=order)`, whose rows the same loop goes through."""
    assignment, loop = call.parent, loop_around(call)
    name = (
        assignment.child_by_field_name("left") if assignment is not None and assignment.type == "assignment" else None
    )
    if name is None or loop is None or name.type != "identifier" or len(bindings(doc, name)) != 1:
        return False
    return any(_is_gone_through(one) and _is_within(loop, one) for one in uses(doc, name))


def _is_gone_through(name: Node) -> bool:
    parent = name.parent
    if parent is None:
        return False
    if parent.type in ("for_statement", "for_in_clause"):
        return parent.child_by_field_name("right") == name
    return parent.type == "argument_list" and parent.named_child_count == 1 and method(parent.parent) in _GO_THROUGH


_GO_THROUGH = frozenset({"enumerate", "extend", "list", "sorted"})


def _is_within(loop: Node, node: Node) -> bool:
    return loop.start_byte <= node.start_byte < loop.end_byte


_HANDED_ON = frozenset({"boolean_operator", "not_operator", "parenthesized_expression"})
_TESTS = frozenset({"conditional_expression", "elif_clause", "if_clause", "if_statement", "while_statement"})
_READS = frozenset(
    f"builtins.{name}"
    for name in [
        "all",
        "any",
        "bool",
        "dict",
        "enumerate",
        "frozenset",
        "len",
        "list",
        "map",
        "max",
        "min",
        "set",
        "sorted",
        "sum",
        "tuple",
        "zip",
    ]
)
