"""python/query-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, calls_to, function, method, name_place, positional, receiver, texts_of
from ..circumstances import severity
from ..databases import PANDAS_READS, QUERIES, SHORTCUTS, is_connection, is_queryset, queries, querysets, table
from ..loops import changes_in, identifiers, is_repeated, iterated, leaves, loops_around
from ..names import bindings, origin, value
from ..sizes import is_small
from ..tree import child, text, words

_FUNCTIONS = SHORTCUTS | PANDAS_READS
_OBJECTS = ("models save", "models asave", "models delete", "models adelete")
BATCHES = frozenset(
    {
        "batch",
        "batches",
        "chunk",
        "chunks",
        "chunked",
        "batched",
        "page",
        "pages",
        "paginator",
        "segment",
        "segments",
        "slice",
    }
)


@rule(
    "python",
    words=(*QUERIES, *texts_of(_FUNCTIONS), *_OBJECTS),
    saves=["server", "cpu", "network"],
    evidence="measured",
    preset="core",
    refs=[
        "rgesn:7.1",
        "rgesn:3.2",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0065",
        "creedengo:GCI72",
    ],
)
def query_in_loop(doc: Document) -> Iterator[Report]:
    """A query is sent on every turn of a loop.

    Each turn costs a round trip, a parse of the statement and an index look-up: a hundred orders are a hundred waits,
    where one query for all would do. The time and the energy go to the database server first.

    Evidence: `docs/evidence/python_queries.py` reads 1,000 rows one by one and at once from a SQLite database in
    memory, more than three times as long without any network, which is the smallest difference there can be.

    Known are Django's and SQLAlchemy's queries, statements handed to a cursor or connection, PyMongo's operations on
    one document, and `.save()` or `.delete()` on an object that the loop takes from a queryset. The query must depend
    on the loop: it reads a name that changes there.

    ## When not to care

    A loop over batches, over a few constants, or that looks for a free name is silent; so is a query that ends the
    loop, that needs what the one before it gave, or that fills a gap in what is kept. In migrations, management
    commands and scripts the finding is a note.

    ```python bad
    for order in orders:
        customer = Customer.objects.get(pk=order.customer_id)
        send(customer.email, order)
    ```

    ```python good
    customers = Customer.objects.in_bulk([order.customer_id for order in orders])
    for order in orders:
        send(customers[order.customer_id].email, order)
    ```

    ```python bad
    def names(connection, ids):
        cursor = connection.cursor()
        found = []
        for id in ids:
            cursor.execute("SELECT name FROM town WHERE id = %s", (id,))
            found.append(cursor.fetchone()[0])
        return found
    ```

    ```python good
    def names(connection, ids):
        cursor = connection.cursor()
        cursor.execute("SELECT name FROM town WHERE id = ANY(%s)", (ids,))
        for row in cursor.execute("SELECT 1 FROM town"):
            print(row)
        return [name for name, in cursor.fetchall()]
    ```

    ```python bad
    totals = {user.id: session.query(Order).filter_by(user_id=user.id).count() for user in users}
    ```

    ```python bad
    from shop import db

    def names(ids):
        return [db.session.get(User, id).name for id in ids]
    ```

    ```python bad
    for booking in Booking.objects.filter(day=today):
        booking.reminded = True
        booking.save()
    ```

    ```python good
    Booking.objects.filter(day=today).update(reminded=True)
    for start in range(0, len(ids), 500):
        Booking.objects.filter(pk__in=ids[start : start + 500]).delete()
    ```

    ```python good
    # Built on every turn, sent once; a function that is only defined here; a few constants.
    for word in words:
        found = found.filter(title__contains=word)

        def later():
            return Book.objects.get(title=word)

    for name in ("reader", "writer"):
        Role.objects.get_or_create(name=name)
    slug = base
    while Book.objects.filter(slug=slug).exists():
        slug = next_slug(slug)

    def free_code():
        while True:
            code = make_code()
            if not Book.objects.filter(code=code).exists():
                return code
    ```

    ```python good
    # Pages, attempts, once after the search, each by what the last gave, once for each author, table by table.
    from sqlalchemy import select, text, update

    def pages(session, last=0):
        while rows := session.execute(select(Book).where(Book.id > last).limit(100)).all():
            last = rows[-1].id
        for _ in range(5):
            version = session.scalar(select(Book.version))
            if session.execute(update(Book).where(Book.version == version)).rowcount:
                break

    def reserve(title):
        for shelf in shelves:
            if shelf.has(title):
                return Copy.objects.create(shelf=shelf)
        for name in path.split("/"):
            folder = Folder.objects.get(name=name, parent=folder)
        for book in books:
            author = known.get(book.author_id)
            if author is None:
                author = known[book.author_id] = Author.objects.get(pk=book.author_id)
            if book.town not in towns:
                towns[book.town] = Town.objects.get(name=book.town)
        for column in columns:
            session.execute(text(f"ALTER TABLE book ADD COLUMN {column.name}"))
    ```
    """
    for call in queries(doc, is_repeated):
        if not _looks_for_a_gap(call):
            yield from _answer(doc, call)
    for call, _ in calls_to(doc, _FUNCTIONS, is_repeated):
        yield from _answer(doc, call)
    for call in calls_named(doc, "save", "delete", "asave", "adelete"):
        if is_repeated(call) and not positional(call) and _is_object_of_query(doc, receiver(call)):
            yield from _answer(doc, call)
    yield from _iterated_querysets(doc)


def _answer(doc: Document, call: Node) -> Iterator[Report]:
    """A report, if a loop sends the query again with other values."""
    loops = [loop for loop in loops_around(call) if not leaves(loop, call) and not _tries_or_serves(doc, loop, call)]
    if _follows_itself(call) or any(_is_fallback(doc, loop, call) for loop in loops):
        return
    if not loops or method(receiver(call)) == "select_for_update":  # a row is locked at a time
        return
    asked = table(call)
    if any(words(loop.child_by_field_name("left")) & _TABLES for loop in loops) or _changes(doc, loops, asked):
        return  # a query for each table is what it takes
    names = [name for name in identifiers(call) if not is_connection(name) and not _is_within(name, asked)]
    if any(changes_in(doc, loop, name) for loop in loops for name in names) and not _is_bounded(doc, loops, call):
        yield report(
            name_place(call),
            "a query on every turn of the loop; fetch or change all rows at once",
            severity=severity(doc),
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


_TAKES = frozenset({"next", "pop", "popitem", "popleft", "readline"})
_TRIES = frozenset({"attempt", "attempts", "i_try", "retries", "retry", "tries", "trial"})


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


def _is_fallback(doc: Document, loop: Node, call: Node) -> bool:
    """Whether a query fills a gap in what is kept: `if key not in known: …`, `found = known.get(key)`, KeyError."""
    part, around = call, call.parent
    while around is not None and part != loop:
        if around.type == "except_clause" and "KeyError" in text(child(around)):
            return True
        if around.type == "if_statement" and part == around.child_by_field_name("consequence"):
            condition = around.child_by_field_name("condition")
            if condition is not None and (_asks_a_dictionary(condition) or _was_looked_up(doc, loop, condition)):
                return True
        part, around = around, around.parent
    return False


def _asks_a_dictionary(condition: Node) -> bool:
    """`key not in known`, where `known` isn't a call."""
    if condition.type != "comparison_operator" or all(sign.type != "not in" for sign in condition.children):
        return False
    return condition.named_children[-1].type in ("identifier", "attribute")


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


_TABLES = frozenset({"model", "models", "table", "tables", "cls", "klass"})


def _changes(doc: Document, loops: list[Node], asked: Node | None) -> bool:
    """Whether another table is asked on each turn."""
    while asked is not None and asked.type == "attribute":
        asked = asked.child_by_field_name("object")
    return asked is not None and asked.type == "identifier" and any(changes_in(doc, loop, asked) for loop in loops)


def _is_within(name: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= name.start_byte < outer.end_byte


def _is_bounded(doc: Document, loops: list[Node], call: Node) -> bool:
    if all(is_small(doc, loop) for loop in loops) or any(_takes_batches(doc, loop) for loop in loops):
        return True
    named = words(call)
    return bool(named & BATCHES) or (loops[0].type == "while_statement" and bool(named & {"limit", "in"}))


def _takes_batches(doc: Document, loop: Node) -> bool:
    source = iterated(loop)
    if (words(source) | words(loop.child_by_field_name("left"))) & BATCHES:
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


def _is_object_of_query(doc: Document, node: Node | None) -> bool:
    """Whether a variable holds an object that a loop takes from a queryset, or a model's new instance."""
    if node is None or node.type != "identifier":
        return False
    found = bindings(doc, node)
    if len(found) != 1:
        return False
    by = found[0].by
    if by.type in ("for_statement", "for_in_clause"):
        source = by.child_by_field_name("right")
        if source is not None and source.type == "call" and method(source) in ("iterator", "all", "aiterator"):
            source = receiver(source)
        return by.child_by_field_name("left") == found[0].name and is_queryset(doc, source)
    made = origin(doc, function(value(doc, node)))
    return ".models." in f".{made}." and made.rpartition(".")[2][:1].isupper()


def _iterated_querysets(doc: Document) -> Iterator[Report]:
    """Querysets that a loop within the loop goes through, or that `list()` and the like read."""
    for call in querysets(doc):
        if _is_read(doc, call) and is_repeated(call) and is_queryset(doc, call):
            yield from _answer(doc, call)


def _is_read(doc: Document, call: Node) -> bool:
    parent = call.parent
    if parent is None or parent.type == "attribute":
        return False
    if parent.type in ("for_statement", "for_in_clause"):
        return parent.child_by_field_name("right") == call
    return parent.type == "argument_list" and origin(doc, function(parent.parent)) in _READS


_READS = frozenset(f"builtins.{name}" for name in ("list", "set", "tuple", "len", "bool", "sorted", "sum"))
