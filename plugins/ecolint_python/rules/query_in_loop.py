"""python/query-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, function, keywords, method, name_place, positional, receiver, texts_of
from ..circumstances import is_one_off, severity
from ..databases import PANDAS_READS, QUERIES, querysets, repeated_queries, table
from ..django import SHORTCUTS, is_queryset, is_related, related_rows, rows_of
from ..loops import LOOP_WORDS, LOOPS, is_repeated
from ..names import origin, value
from ..one_by_one import loops_that_send
from ..tree import text

_FUNCTIONS = SHORTCUTS | PANDAS_READS
_SAVES = ("save", "asave", "delete", "adelete")
_OBJECTS = ("models save", "models asave", "models delete", "models adelete")


@rule(
    "python",
    words=(*QUERIES, *texts_of(_FUNCTIONS), *_OBJECTS),
    saves=["server", "cpu", "network"],
    evidence="measured",
    preset="all",
    precision="medium",
    refs=[
        "rgesn:7.1",
        "rgesn:3.2",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0065",
        "creedengo:GCI72",
    ],
)
def query_in_loop(doc: Document, *, lines: int = 15) -> Iterator[Report]:
    """A query is sent on every turn of a loop.

    Each turn costs a round trip, a parse of the statement and an index look-up: a hundred orders are a hundred waits,
    where one query for all would do. The time and the energy go to the database server first.

    Evidence: `docs/evidence/python_queries.py` reads 1,000 rows one by one and at once from a SQLite database in
    memory, more than three times as long without any network, which is the smallest difference there can be.

    Known are the queries of Django, SQLAlchemy, SQLModel, Peewee, Tortoise, Beanie and MongoEngine, statements handed
    to a cursor or connection, PyMongo's operations on one document, and `.save()` or `.delete()` on an object that the
    loop takes from a queryset. Rows that belong to others count where Django surely asks for them anew:
    `order.lines.filter(late=True)`, and `order.lines.all()` of an order whose queryset fetches nothing along. The query
    must depend on the loop: it reads a name that changes there. One table is reported once for each loop.
    Statements for SQLite and DuckDB, whose drivers or placeholders (`?`) tell, are silent: they run within the process.

    How many turns a loop takes, and whether each of them needs its own query, is often decided elsewhere: of 40
    findings in code that the rule hadn't been tried on, 30 were right, hence the preset `all`. What is wrong is mostly
    a query for each of a few.

    Speaks of loops of up to `lines` (15) lines below their header: beside what longer ones do, a query is little, as a
    rule.

    ## When not to care

    A loop over batches, over a few constants, languages or settings, over a dictionary's items (options and kinds, as a
    rule), or that looks for a free name is silent. So is a query that ends the loop, that needs what the one before it
    gave, that fills a gap in what is kept, or that follows an error; and rows that are written within a `try` of their
    own, with a file, beside a message that is sent or beside other work, that are copied, or whose model stands in the
    same file with its own `save()` or `delete()`; loops with a comment that says why one by one, or with a file for
    each turn; and all that is run once: migrations, management commands, scripts.

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

    ```python good
    import sqlite3

    def names(ids):
        with sqlite3.connect("towns.db") as connection:
            return [connection.execute("SELECT name FROM town WHERE id = ?", (id,)).fetchone() for id in ids]
    ```

    ```python bad
    def remove(connection, kind, ids):
        for id in ids:
            connection.execute(f"DELETE FROM town_{kind} WHERE id = {id:d}")
    ```

    ```python good lines=2
    for order in orders:
        paid = sum(order.payments)
        if paid < order.total:
            debtors.append(Customer.objects.get(pk=order.customer_id))
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

    ```python bad
    from django.http import JsonResponse

    def towns(request):
        found = []
        for place, region in enumerate(Region.objects.order_by("name")):
            found.append({"place": place, "towns": region.towns.count(), "name": region.name})
        return JsonResponse({"regions": found})

    def late(orders):
        return [order for order in orders if order.line_set.filter(late=True).exists()]

    def close(orders):
        for order, day in zip(list(Order.objects.exclude(closed=True)), days):
            order.closed = day
            order.save(update_fields=["closed"])
    ```

    ```python good
    from django.db import models

    def towns():
        for region in Region.objects.prefetch_related("towns"):
            print(region.name, [town.name for town in region.towns.all()], region.extra.get("colour", ""))

    def tidy():
        for order in Order.objects.filter(old=True):
            archive(order)
            order.delete()
        for order in Order.objects.filter(open=True):
            try:
                Invoice.objects.create(order=order)
            except ValueError:
                broken.append(order)
        for order in Order.objects.filter(late=True):
            send_mail("Late", order.text, sender, [order.mail])
            Reminder.objects.create(order=order)
        for hook in Hook.objects.filter(active=True):
            message = Message.objects.create(hook=hook)
            message.send()
        for key in keys:
            Order.objects.select_for_update().filter(pk=key).first()
        for names in constraints:
            lookup = {name: values[name] for name in names}
            Order.objects.filter(**lookup).exists()
        for version in enabled_versions(server):
            Link.objects.filter(version=version).count()
        for language in languages:
            Text.objects.get_or_create(language=language)
        for row in Order.objects.filter(paid=False):  # each one by one: other parts listen
            row.paid = True
            row.save()
        for kind, place in places.items():
            if kind == "home":
                Town.objects.get(pk=place)
        for order in Order.objects.filter(open=True):
            mine = Order.objects.filter(pk=order.pk, taken=None).update(taken=me)
            if mine:
                pack(order)
            if not Order.objects.filter(pk=order.pk, sent=None).update(sent=me):
                continue
            work_on(order)
            order.save()
            ContentType.objects.get(model=order.kind)
            letter = models.Letter(order=order, file=scan(order))
            letter.save()
            place = known_place(order)
            if place:
                pack(place)
            else:
                Place.objects.filter(code=order.code).first()
        for town in towns.items():
            if town == wanted:
                Town.objects.get(pk=town)

    def fill(migration_name):
        for order in Order.objects.all():
            State.objects.create(order=order, name=migration_name)

    def migrate_orders():
        for order in Order.objects.all():
            order.paid = True
            order.save()
    ```

    ```python bad
    from peewee import fn

    def totals(users):
        return {user: Order.select(fn.SUM(Order.total)).where(Order.user == user).scalar() for user in users}
    ```

    ```python bad
    from shop.models import Customer

    async def names(ids):
        return [(await Customer.get(id=one)).name for one in ids]
    ```

    ```python bad
    from sqlalchemy import select

    def customers(db: Session, orders):
        for order in orders:
            customer = db.query(Customer).filter(Customer.id == order.customer_id).first()
            statement = select(Town).where(Town.id == customer.town_id)
            yield customer, db.scalars(statement).first()
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
    from django.db import models

    class Picture(models.Model):
        def delete(self):
            super().delete()
            self.file.storage.delete(self.file.name)

        def replace(self):
            for old in Picture.objects.filter(name=self.name):
                old.delete()

    def export(folder):
        for region in Region.objects.all():
            with open(folder / region.name, "w") as file:
                file.writelines(Town.objects.filter(region=region).values_list("name", flat=True))

    def copy(year, events):
        for event in events:
            new = Event.objects.get(pk=event.pk)
            new.pk = None
            new.year = year
            Event.objects.filter(pk=event.pk).update(copied=year)

    def number(last):
        for bill in Bill.objects.filter(number=None):
            Bill.objects.filter(pk=bill.pk, number__isnull=True).update(number=last)
            last += 1

    def add(order, lines):
        # Lines are created one at a time: each adds its taxes.
        order.lines.filter(late=True).delete()
        for line in lines:
            Line.objects.create(order=order, **line)

    def numbers(people):
        for person in people:
            for attempt in range(10):
                number = random_number()
                if not Card.objects.filter(number=number).exists():
                    break

    def set_initial_data(places):
        for place in places:
            Place.objects.create(name=place)
    ```

    ```python good
    from django.core.management.base import BaseCommand

    class Command(BaseCommand):
        def handle(self, names, **options):
            for name in names:
                Town.objects.get_or_create(name=name)
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
        for name in path.split("/"):
            page = Page.objects.filter(name=name, parent=above).first()
            above = page
        for book in books:
            author = known.get(book.author_id)
            if author is None:
                author = known[book.author_id] = Author.objects.get(pk=book.author_id)
            if book.town not in towns:
                towns[book.town] = Town.objects.get(name=book.town)
        for key in keys:
            locked = session.scalar(select(Book).where(Book.id == key).with_for_update())
        for reader in readers:
            session.execute(text("SELECT set_config('reader', :name, false)"), {"name": reader.name})
        for column in columns:
            session.execute(text(f"ALTER TABLE book ADD COLUMN {column.name}"))
    ```
    """
    if doc.words.isdisjoint(LOOP_WORDS) or is_one_off(doc):
        return
    told: set[tuple[int, str]] = set()
    for call in sorted(_sent(doc), key=lambda call: (name_place(call).start_byte, call.end_byte)):
        loops = loops_that_send(doc, call)
        cause = (loops[0].id, text(_asked(doc, call)) or str(call.start_byte)) if loops else None
        if cause is not None and cause not in told and _lines(loops[0]) <= lines:
            told.add(cause)
            yield report(
                name_place(call),
                "a query on every turn of the loop; fetch or change all rows at once",
                severity=severity(doc),
            )


def _lines(loop: Node) -> int:
    return loop.end_point.row - loop.start_point.row


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
        if is_repeated(call) and _is_read(doc, call) and (is_queryset(doc, call) or is_related(doc, call)):
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


def _is_read(doc: Document, call: Node) -> bool:
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
    if parent.type in ("for_statement", "for_in_clause"):
        return parent.child_by_field_name("right") == call
    if parent.type == "subscript":
        return parent.child_by_field_name("value") == call and all(one.type != "slice" for one in parent.named_children)
    if parent.type == "attribute":
        return method(parent.parent) in ("aiterator", "iterator")
    return parent.type == "argument_list" and origin(doc, function(parent.parent)) in _READS


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
