"""Queries that loops send: which of them could be one for all, and which are needed there, or are few."""

from collections.abc import Iterator
from itertools import pairwise
import re

from ecolint import Document, Node

from .calls import function, method, positional
from .circumstances import ONE_OFF
from .databases import changes_rows, is_connection, runs_in_process, table
from .django import is_queryset
from .in_turn import follows_itself, locks_a_row, looks_for_a_gap
from .loops import changes_in, identifiers, iterated, leaves, loops_around, target
from .names import COMPREHENSIONS, bindings, function_of, origin, value
from .rarely import is_exceptional, is_for_one
from .sizes import goes_in_steps, is_small
from .strings import parts
from .tree import child, descendants, text, words
from .written_alone import copies_rows, is_written_alone, opens_a_file

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
_SMALL_TABLES = frozenset({"ContentType", "Permission", "Site"})
"""Tables of Django's own with a row for each model or site."""
_TRIES = frozenset({"attempt", "attempts", "i_try", "retries", "retry", "tries", "trial"})
_FEW_THINGS = (
    *(
        "backend",
        "choice",
        "column",
        "config",
        "constraint",
        "direction",
        "entitlement",
        "error",
        "extension",
        "feature",
        "field",
        "flag",
    ),
    *(
        "header",
        "kind",
        "lang",
        "language",
        "level",
        "licence",
        "license",
        "locale",
        "module",
        "nameserver",
        "option",
        "opt",
        "param",
        "perm",
    ),
    *("permission", "plugin", "provider", "quota", "release", "role", "setting", "stage", "tax", "type"),
)
_FEW = frozenset(
    {"argv", "currencies", "currency", "processes", "registry", "status", "statuses", "taxes"}.union(
        *({one, f"{one}s"} for one in _FEW_THINGS)
    )
)
"""What there are a few of, whoever gives them."""
_CHOSEN = frozenset({"allowed", "configured", "enabled", "installed", "supported"})
"""Words for what was chosen by hand: `enabled_versions`."""
_ONE_BY_ONE = re.compile(
    r"\bbulk(?:\b|_)|queryset\.update|\bindividually\b|\bone[ -](?:by[ -]one|at a time)\b|\bsignals?\b", re.IGNORECASE
)
_LATER = re.compile(r"\b(?:FIXME|TODO|XXX)\b")
_NAMES_A_TABLE = re.compile(r"\b(?:FROM|INTO|JOIN|TABLE|UPDATE)\s+[\"'`\[]?$", re.IGNORECASE)


def loops_that_send(doc: Document, call: Node) -> list[Node]:
    """The loops that send a query again with other values, from the inside out; none if it is needed one by one."""
    if (
        _is_tried(call)
        or looks_for_a_gap(call)
        or follows_itself(doc, call)
        or locks_a_row(doc, call)
        or runs_in_process(doc, call)
    ):
        return []
    loops = [loop for loop in loops_around(call) if _sends(doc, loop, call)]
    if not loops or any(is_exceptional(doc, loop, call) for loop in loops) or _is_one_off(call):
        return []
    if changes_rows(doc, call) and is_written_alone(doc, loops[0], call):
        return []
    asked = table(doc, call)
    if text(asked).rpartition(".")[2] in _SMALL_TABLES:
        return []
    if _goes_through_tables(doc, loops, call, asked) or _asks_for_other_columns(doc, loops, call):
        return []
    names = [name for name in _values(doc, call) if not is_connection(name) and not _is_within(name, asked)]
    depends = any(changes_in(doc, loop, name) for loop in loops for name in names)
    if not depends or _is_bounded(doc, loops, call, asked):
        return []
    return [] if _is_meant(loops) or opens_a_file(doc, loops[0]) or copies_rows(loops[0]) else loops


def _is_tried(call: Node) -> bool:
    """Whether a query is tried again until it gives what is wanted: `for attempt in range(10)`."""
    return any(words(loop.child_by_field_name("left")) & _TRIES for loop in loops_around(call))


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
    """Whether a comment in the function says that one by one is what it takes."""
    around = function_of(loops[0]) or loops[0].parent or loops[0]
    return _ONE_BY_ONE.search(text(around)) is not None and any(
        _ONE_BY_ONE.search(text(one)) and not _LATER.search(text(one)) for one in descendants(around, "comment")
    )


def _asks_for_other_columns(doc: Document, loops: list[Node], call: Node) -> bool:
    """`filter(**{rule.field: value})`: another condition on each turn, perhaps made before: `filter(**condition)`."""
    return any(
        inner is not None
        and inner.type == "identifier"
        and (made := value(doc, inner)) is not None
        and made.type == "dictionary_comprehension"
        and any(changes_in(doc, loop, inner) for loop in loops)
        for splat in descendants(call, "dictionary_splat")
        for inner in (child(splat),)
    ) or any(
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
        return text(loop.child_by_field_name("left")) == "_"
    if loop.type != "while_statement":
        return False
    taken = (
        binding.by.child_by_field_name("value" if binding.by.type == "named_expression" else "right")
        for name in identifiers(call)
        for binding in bindings(doc, name)
        if binding.by.type in ("assignment", "named_expression") and changes_in(doc, loop, name)
    )
    return not any(method(one) in _TAKES for one in taken)


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
    if (
        words(loop.child_by_field_name("left")) & _FEW
        or words(function(source)) & _CHOSEN
        or method(source) in ("items", "keys")
    ):
        return True
    if source is None or source.type not in ("identifier", "attribute", "subscript"):
        return False
    if text(source).partition(".")[0].partition("[")[0] in ("args", "options"):
        return True
    last = text(source.named_children[-1] if source.named_children else source)
    return last[:1].isupper() or bool(set(re.split(r"[^a-z]+", last.lower())) & _FEW)


def is_of_few(doc: Document, loop: Node) -> bool:
    """Whether the rows that a loop goes through are named like what there are a few of: `CustomField.objects.all()`."""
    source = iterated(loop)
    model = table(doc, source) if source is not None else None
    if text(model).rpartition(".")[2] in _SMALL_TABLES or origin(doc, model) == _GROUPS:
        return True
    parts = {part.lower() for part in _PART.findall(text(model))}
    return not _FEW.isdisjoint(words(target(loop)) | parts)


_GROUPS = "django.contrib.auth.models.Group"
_PART = re.compile(r"[A-Z]?[a-z]+")
"""Custom and Field of `CustomField`."""


def _takes_batches(doc: Document, loop: Node) -> bool:
    named = words(iterated(loop)) | words(loop.child_by_field_name("left"))
    return bool(named & _BATCHES) or goes_in_steps(doc, loop)
