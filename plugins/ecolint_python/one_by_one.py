"""Queries that loops send: which of them could be one for all, and which are needed there, or are few."""

from collections.abc import Iterator
from itertools import pairwise
import re

from ecolint import Document, Node

from .calls import argument, function, keywords, method, positional, receiver
from .circumstances import ONE_OFF
from .databases import changes_rows, is_connection, table
from .django import is_queryset
from .loops import changes_in, identifiers, iterated, leaves, loops_around
from .names import COMPREHENSIONS, bindings, function_of, origin, value
from .rarely import is_exceptional, is_for_one
from .sizes import is_small
from .strings import parts
from .tree import descendants, text, words

_BATCHES = frozenset(
    {
        "batch",
        "batched",
        "batches",
        "chunk",
        "chunked",
        "chunks",
        "page",
        "pages",
        "paginator",
        "segment",
        "segments",
        "slice",
    }
)
_TABLES = frozenset({"cls", "klass", "model", "models", "schema", "schemas", "table", "tables"})
_TAKES = frozenset({"next", "pop", "popitem", "popleft", "readline"})
_TRIES = frozenset({"attempt", "attempts", "i_try", "retries", "retry", "tries", "trial"})
_FEW_THINGS = (
    *("backend", "choice", "column", "config", "direction", "error", "extension", "feature", "field", "flag"),
    *("header", "lang", "language", "locale", "module", "nameserver", "option", "opt", "param", "perm", "permission"),
    *("plugin", "provider", "quota", "release", "role", "setting", "stage"),
)
_FEW = frozenset({"argv", "registry", "status", "statuses"}.union(*({one, f"{one}s"} for one in _FEW_THINGS)))
"""What there are a few of, whoever gives them."""
_FILES = frozenset({"attachment", "document", "file", "image", "photo", "picture"})
_SENDS = re.compile(r"(?:deliver|dispatch|e?mail|notify|post|publish|send|sleep|upload)(?:_|$)")
_ONE_BY_ONE = re.compile(r"\bbulk\b|queryset\.update|\bindividually\b|\bone[ -]by[ -]one\b|\bsignals?\b", re.IGNORECASE)
_NAMES_A_TABLE = re.compile(r"\b(?:FROM|INTO|JOIN|TABLE|UPDATE)\s+[\"'`\[]?$", re.IGNORECASE)


def loops_that_send(doc: Document, call: Node) -> list[Node]:
    """The loops that send a query again with other values, from the inside out; none if it is needed one by one."""
    if _looks_for_a_gap(call) or _follows_itself(call) or method(receiver(call)) == "select_for_update":
        return []  # a row is locked at a time
    loops = [loop for loop in loops_around(call) if _sends(doc, loop, call)]
    if not loops or any(is_exceptional(doc, loop, call) for loop in loops) or _is_one_off(call):
        return []
    if _is_meant(loops):
        return []
    if changes_rows(doc, call) and _is_written_alone(loops[0], call):
        return []
    asked = table(doc, call)
    if _goes_through_tables(doc, loops, call, asked) or _asks_for_other_columns(doc, loops, call):
        return []
    names = [name for name in _values(doc, call) if not is_connection(name) and not _is_within(name, asked)]
    depends = any(changes_in(doc, loop, name) for loop in loops for name in names)
    return loops if depends and not _is_bounded(doc, loops, call, asked) else []


def _sends(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a loop sends a query on many turns, as far as its own flow tells."""
    return not (leaves(loop, call) or _tries_or_serves(doc, loop, call) or is_for_one(loop, call))


def _values(doc: Document, call: Node) -> Iterator[Node]:
    """The names that a query reads, without those that are many values at once: `pk__in=ids`, `Town.id.in_(ids)`."""
    given = positional(call)
    statement = value(doc, given[0]) if given and given[0].type == "identifier" else None
    for whole in (call, statement):
        lists = [] if whole is None else list(_lists(whole))
        for name in identifiers(whole) if whole is not None else ():
            if not any(_is_within(name, one) for one in lists) and not (statement and name == given[0]):
                yield name


def _is_within(name: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= name.start_byte < outer.end_byte


def _lists(query: Node) -> Iterator[Node]:
    for keyword in descendants(query, "keyword_argument"):
        given = keyword.child_by_field_name("value")
        if given is not None and text(keyword.child_by_field_name("name")).endswith("__in") and _is_list(given):
            yield given
    for call in descendants(query, "call"):
        if method(call) == "in_":
            yield from filter(_is_list, positional(call))


def _is_list(node: Node) -> bool:
    """A variable, or a comprehension over one."""
    if node.type in COMPREHENSIONS:
        node = iterated(node) or node
    return node.type == "identifier"


def _is_one_off(call: Node) -> bool:
    """Whether a function says that it is run once: `migrate_orders`, `forwards(apps, schema_editor)`."""
    around = function_of(call)
    if around is None:
        return False
    named = ONE_OFF.search(text(around.child_by_field_name("name"))) is not None
    given = text(around.child_by_field_name("parameters"))
    return named or "schema_editor" in given or "migration" in given


def _is_meant(loops: list[Node]) -> bool:
    """Whether a comment in or right before a loop says that one by one is what it takes."""
    before = loops[0].prev_named_sibling
    comments = [
        *descendants(loops[0], "comment"),
        *([before] if before is not None and before.type == "comment" else []),
    ]
    return any(_ONE_BY_ONE.search(text(one)) for one in comments)


def _is_written_alone(loop: Node, call: Node) -> bool:
    if (
        call.parent is not None
        and call.parent.type in ("assignment", "parenthesized_expression")
        and (method(call).removeprefix("a") == "update")
    ):
        return True  # how many rows it changed says who was first
    return _may_fail_alone(loop, call) or _follows_sending(loop, call) or _writes_a_file(loop, call)


def _writes_a_file(loop: Node, call: Node) -> bool:
    """`picture.file = File(found)` or `picture.file.save(…)`, then `picture.save()`; `create(file=…)`."""
    if not _FILES.isdisjoint(keywords(call)):
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
    """Whether each turn has sent a message before: that it did is written down at once."""
    return any(one.end_byte < call.start_byte and _SENDS.match(method(one)) for one in descendants(loop, "call"))


def _asks_for_other_columns(doc: Document, loops: list[Node], call: Node) -> bool:
    """`filter(**{rule.field: value})`: another condition on each turn."""
    return any(
        changes_in(doc, loop, name)
        for splat in descendants(call, "dictionary_splat")
        for pair in descendants(splat, "pair")
        for name in identifiers(pair.child_by_field_name("key") or pair)
        for loop in loops
    )


def _goes_through_tables(doc: Document, loops: list[Node], call: Node, asked: Node | None) -> bool:
    """Whether another table is asked on each turn."""
    if any(words(loop.child_by_field_name("left")) & _TABLES for loop in loops):
        return True
    while asked is not None and asked.type == "attribute":
        asked = asked.child_by_field_name("object")
    if asked is not None:
        return asked.type == "identifier" and any(changes_in(doc, loop, asked) for loop in loops)
    written = parts(doc, next(iter(positional(call)), None))
    return any(
        isinstance(before, str)
        and not isinstance(after, str)
        and _NAMES_A_TABLE.search(before)
        and any(changes_in(doc, loop, name) for loop in loops for name in identifiers(after))
        for before, after in pairwise(written)
    )


def _tries_or_serves(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a loop repeats the same: until it succeeds, page after page, or for as long as a service runs.

    A `while` loop goes through items if it takes them from somewhere: `queue.pop()`, `next(rows)`.
    """
    if loop.type == "for_statement":
        target = loop.child_by_field_name("left")
        return text(target) == "_" or bool(words(target) & _TRIES)
    if loop.type != "while_statement":
        return False
    taken = (
        binding.by.child_by_field_name("value" if binding.by.type == "named_expression" else "right")
        for name in identifiers(call)
        for binding in bindings(doc, name)
        if binding.by.type in ("assignment", "named_expression") and changes_in(doc, loop, name)
    )
    return not any(method(one) in _TAKES for one in taken)


def _follows_itself(call: Node) -> bool:
    """`page = Page.objects.get(parent=page)`: each query needs what the one before it gave."""
    statement: Node | None = call
    while statement is not None and not statement.type.endswith("statement"):
        if statement.type == "assignment":
            target = statement.child_by_field_name("left")
            given = {text(name) for name in identifiers(target)} if target is not None else set()
            return bool(given & {text(name) for name in identifiers(call)})
        statement = statement.parent
    return False


def _is_bounded(doc: Document, loops: list[Node], call: Node, asked: Node | None) -> bool:
    if all(is_small(doc, loop) or _takes_few(doc, loop) for loop in loops):
        return True
    named = words(call) - words(asked)
    if named & _BATCHES or (loops[0].type == "while_statement" and named & {"limit", "in"}):
        return True
    return any(_takes_batches(doc, loop) for loop in loops)


def _takes_few(doc: Document, loop: Node) -> bool:
    """`for language in languages`, `for kind in Kind`, `for url in options.urls`: what was written by hand.

    So are the keys of most dictionaries: options, kinds, columns.
    """
    source = iterated(loop)
    if is_queryset(doc, source):
        return False
    if words(loop.child_by_field_name("left")) & _FEW or method(source) in ("items", "keys"):
        return True
    if source is None or source.type not in ("identifier", "attribute", "subscript"):
        return False
    if text(source).partition(".")[0].partition("[")[0] in ("args", "options"):
        return True
    last = text(source.named_children[-1] if source.named_children else source)
    return last[:1].isupper() or bool(set(re.split(r"[^a-z]+", last.lower())) & _FEW)


def _takes_batches(doc: Document, loop: Node) -> bool:
    source = iterated(loop)
    if (words(source) | words(loop.child_by_field_name("left"))) & _BATCHES:
        return True
    return (
        source is not None and origin(doc, function(source)) == "builtins.range" and argument(source, 2, "") is not None
    )


def _looks_for_a_gap(call: Node) -> bool:
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
