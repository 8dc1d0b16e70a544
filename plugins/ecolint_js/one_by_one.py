"""Queries that loops send: which of them could be one for all, and which are needed there, or are few."""

from collections.abc import Iterator
import re

from ecolint import Document, Node

from .few import FEW, MOSTLY_FEW, words
from .kept import is_kept
from .loops import is_short, loop, turn_names
from .names import constant
from .queries import alters_rows, changes_rows, table
from .syntax import FUNCTIONS, ancestors, arguments, bare, called_name, name_of_function, nodes, receiver

_BATCHES = frozenset(
    [
        "attempt",
        "attempts",
        "batch",
        "batches",
        "chunk",
        "chunks",
        "cursor",
        "offset",
        "retries",
        "retry",
        "slice",
        "tries",
    ]
)
_TABLES = frozenset(["collections", "entities", "entity", "model", "models", "schema", "schemas", "table", "tables"])
_SENDS = re.compile(r"^(?:deliver|dispatch|emit|e?mail|notify|publish|send|upload)")
_ONE_BY_ONE = re.compile(r"\bbulk\b|\bindividually\b|\bone[ -]by[ -]one\b|\bsequential", re.IGNORECASE)
_ONE_OFF = frozenset(
    [
        "bin",
        "cli",
        "example",
        "examples",
        "fixtures",
        "migrate",
        "migration",
        "migrations",
        "mock",
        "mocks",
        "samples",
        "scripts",
        "seed",
        "seeders",
        "seeds",
        "test",
        "tests",
    ]
)
_RUN_ONCE = re.compile(
    r"migrat|seed|backfill|bootstrap|^(?:up|down|install|onModuleInit|onApplicationBootstrap)$", re.IGNORECASE
)
_LEAVES = frozenset({"return_statement", "break_statement", "throw_statement"})


def is_one_off(doc: Document) -> bool:
    """Whether a file is a migration, a script or an example: it is run once, or seldom."""
    return doc.once(_is_one_off)


def _is_one_off(doc: Document) -> bool:
    parts = {word for part in doc.path.parts[:-1] for word in re.split(r"[-_.]", part.lower())}
    named = doc.path.stem.lower()
    once = re.match(r"\d{3,}[-_.]|.*(?:benchmark|bootstrap|harness|migration|seed|\.(?:command|console)$)", named)
    return bool(parts & _ONE_OFF) or once is not None or doc.data[:2] == b"#!"


def sending_loop(doc: Document, call: Node) -> Node | None:
    """The loop that sends a query again with other values; None if there is none, or it is needed one by one."""
    repeated = loop(doc, call)
    if repeated is None or repeated.type in ("while_statement", "do_statement") or is_short(doc, repeated):
        return None
    if alters_rows(doc, call) or _takes_few(doc, repeated) or _is_run_once(doc, call):
        return None
    if _is_rare(doc, repeated, call) or _is_carried_on(doc, repeated, call) or _ends_in_error(doc, repeated):
        return None
    if changes_rows(doc, call) and _is_written_alone(doc, repeated, call):
        return None
    names, asked = turn_names(doc, repeated, call), table(doc, call)
    if asked is not None and _reads(doc, asked, names):
        return None  # another table on each turn
    if any(_names_a_table(doc, one, names) for one in nodes(call)):
        return None
    given = [one for part in _parts(call) for one in part]
    return repeated if any(_reads(doc, one, names) for one in given) else None


def _parts(call: Node) -> Iterator[list[Node]]:
    """What a chain of calls is given; of a tagged template, the template."""
    node: Node | None = call
    while node is not None and bare(node).type == "call_expression":
        node = bare(node)
        given = node.child_by_field_name("arguments")
        yield [given] if given is not None and given.type == "template_string" else arguments(node)
        node = receiver(node)


def _reads(doc: Document, node: Node, names: frozenset[str]) -> bool:
    return any(
        one.type in ("identifier", "shorthand_property_identifier") and doc.text(one) in names
        for one in (node, *nodes(node))
    )


def _names_a_table(doc: Document, node: Node, names: frozenset[str]) -> bool:
    """`UPDATE ${table}` in a statement: another table on each turn."""
    before = doc.data[max(node.start_byte - 24, 0) : node.start_byte]
    return node.type == "template_substitution" and bool(_TABLE_NEXT.search(before)) and _reads(doc, node, names)


_TABLE_NEXT = re.compile(rb"(?:FROM|INTO|JOIN|UPDATE)\s+[\"`.\w${}]*$", re.IGNORECASE)


def _takes_few(doc: Document, repeated: Node) -> bool:
    """`for (const locale of locales)`, `Object.entries(options).map(…)`, pages, batches, tables, `for (;; n++)`."""
    if repeated.type == "for_statement":
        step, condition = (repeated.child_by_field_name(name) for name in ("increment", "condition"))
        if step is None or step.type != "update_expression":  # by 500, or along a chain
            return True
        if condition is None or condition.type == "empty_statement":  # until a page is empty, or a name is free
            return True
        return not (_BATCHES | {"page"}).isdisjoint(words(doc, repeated.child_by_field_name("initializer")))
    given = arguments(repeated)
    source = repeated.child_by_field_name("right") or receiver(repeated)
    if called_name(doc, repeated) == "from" and given:
        source = given[0]
    target = repeated.child_by_field_name("left")
    if target is None and given:
        target = given[-1].child_by_field_name("parameters") or given[-1].child_by_field_name("parameter")
    if repeated.type == "for_in_statement" and any(child.type == "in" for child in repeated.children):
        return True
    source = bare(source) if source is not None else None
    given_name = source
    if source is not None and source.type == "identifier":
        source = constant(doc, source) or source
    if source is not None and source.type == "call_expression":
        if called_name(doc, source) in ("chunk", "chunked", "entries", "keys"):
            return True
        if called_name(doc, source) == "from" and arguments(source):
            source = bare(arguments(source)[0])
    source = given_name if given_name is not None and given_name.type == "identifier" else source
    last = source.child_by_field_name("property") if source is not None and source.type == "member_expression" else None
    named = words(doc, target) + words(doc, last or (source if source and source.type == "identifier" else None))
    return not (FEW | MOSTLY_FEW | _BATCHES | _TABLES).isdisjoint(named)


def _is_rare(doc: Document, repeated: Node, call: Node) -> bool:
    """Whether a query ends the loop, fills a gap in what is kept, follows an error or the query before."""
    part = call
    for parent in ancestors(doc, call):
        if parent.id == repeated.id or parent.type in FUNCTIONS:
            break
        if parent.type == "catch_clause":
            return True
        if parent.type == "statement_block" and _leaves_after(parent, part):
            return True
        if parent.type == "assignment_expression" and _follows_itself(doc, parent, call):
            return True
        part = parent
    if is_kept(doc, call, repeated):
        return True
    comments = (one for one in nodes(repeated) if one.type == "comment")
    return any(_ONE_BY_ONE.search(doc.text(one)) for one in comments)


def _leaves_after(block: Node, part: Node) -> bool:
    """Whether what follows in a block, without a condition, leaves the loop; a callback of `map` may return."""
    following = [one for one in block.named_children if one.start_byte > part.start_byte]
    owner = block.parent
    if owner is not None and owner.type in FUNCTIONS:
        return False
    return any(one.type in _LEAVES for one in (part, *following))


def _follows_itself(doc: Document, assignment: Node, call: Node) -> bool:
    """`parent = await Category.findOne({ id: parent.parentId })`."""
    target = assignment.child_by_field_name("left")
    if target is None or target.type != "identifier":
        return False
    name = doc.text(target)
    return any(one.type == "identifier" and doc.text(one) == name for one in nodes(call))


def _is_carried_on(doc: Document, repeated: Node, call: Node) -> bool:
    """`const found = await folders.findOne(asked)`, then `current = found`, for the next turn to ask with."""
    declared = next((one for one in ancestors(doc, call) if one.type == "variable_declarator"), None)
    name = declared.child_by_field_name("name") if declared is not None else None
    if declared is None or name is None or name.type != "identifier" or declared.start_byte < repeated.start_byte:
        return False
    found, own = doc.text(name), turn_names(doc, repeated, call)
    kept = {
        doc.text(one.children[0])
        for one in nodes(repeated)
        if one.type == "assignment_expression" and doc.text(one.children[-1]) == found
    }
    before = [one for one in nodes(repeated) if one.type == "identifier" and one.end_byte < call.end_byte]
    return any(doc.text(one) in kept - own for one in before)


def _ends_in_error(doc: Document, repeated: Node) -> bool:
    """Whether what follows the loop, without a condition, is an error: it is made but for the message."""
    part = repeated
    for parent in ancestors(doc, repeated):
        if parent.type in FUNCTIONS:
            return False
        if parent.type == "statement_block" and any(
            one.type == "throw_statement" and one.start_byte > part.start_byte for one in parent.named_children
        ):
            return True
        part = parent
    return False


def _is_written_alone(doc: Document, repeated: Node, call: Node) -> bool:
    """Whether a failure of one is caught within the loop, or each turn has sent a message before."""
    part = call
    for parent in ancestors(doc, call):
        if parent.id == repeated.id:
            break
        if parent.type == "try_statement" and part == parent.child_by_field_name("body"):
            return True
        if parent.type == "call_expression" and called_name(doc, parent) == "catch":
            return True
        part = parent
    return any(
        one.type == "call_expression" and one.end_byte < call.start_byte and _SENDS.match(called_name(doc, one))
        for one in nodes(repeated)
    )


def _is_run_once(doc: Document, call: Node) -> bool:
    """Whether a function says by its name that it is run once: `migrateOrders`, `up`, `seed`."""
    functions = [parent for parent in ancestors(doc, call) if parent.type in FUNCTIONS]
    return any(_RUN_ONCE.search(_name(doc, one)) for one in functions)


def _name(doc: Document, function: Node) -> str:
    """What a function is called, declared or assigned: `up` of `exports.up = async () => …`."""
    parent = function.parent
    target = parent.child_by_field_name("left") if parent is not None else None
    return doc.text(target or name_of_function(function)).partition("(")[0].rpartition(".")[2]
