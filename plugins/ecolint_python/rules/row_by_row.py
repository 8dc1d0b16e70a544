"""python/row-by-row"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import method, name_place
from ..circumstances import severity
from ..looped_queries import WORDS, queries_of_loops, writes


@rule(
    "python",
    words=WORDS,
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
def row_by_row(doc: Document, *, lines: int = 15) -> Iterator[Report]:
    """Rows are asked for or written one by one, each by a query of its own.

    Each turn of the loop costs a round trip, a parse of the statement and an index look-up: a hundred orders are a
    hundred waits, where one query for all would do. The time and the energy go to the database server first.

    Evidence: `docs/evidence/python_queries.py` reads 1,000 rows one by one and at once from a SQLite database in
    memory, more than three times as long without any network, which is the smallest difference there can be.

    This is the wider sister of `python/query-in-loop`, which tells of queries that are sent for each row of another
    query, and only read. Here are the others: what is asked for each of some ids, names or uploaded lines, and
    `.create()`, `.save()` and `.delete()` of one row on each turn. How many turns there are, and whether each of them
    needs its own query, is often decided elsewhere: of 40 findings in code that both hadn't been tried on, 30 were
    right, hence the preset `all`. What is wrong is mostly a query for each of a few.

    Known are the queries of Django, SQLAlchemy, SQLModel, Peewee, Tortoise, Beanie and MongoEngine, statements handed
    to a cursor or connection, PyMongo's operations on one document, and `.save()` or `.delete()` on an object that the
    loop takes from a queryset. The query must depend on the loop: it reads a name that changes there. One table is
    reported once for each loop. Statements for SQLite and DuckDB, whose drivers or placeholders (`?`) tell, are
    silent: they run within the process.

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
    from django.db import models

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
    from django.db import models

    class TownQuerySet(models.QuerySet):
        def delete(self):
            raise NotImplementedError("Delete each by itself: its pictures go along.")

    def tidy():
        for town in Town.objects.filter(old=True):
            town.delete()
    ```

    ```python bad
    def tidy(names):
        for town in Town.objects.filter(old=True):
            town.delete()
        for name in names:
            kind, _ = Kind.objects.get_or_create(name=name)
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
    for sent in queries_of_loops(doc):
        if sent.lines <= lines and not sent.is_read_for_rows:
            yield report(name_place(sent.call), _WORDS[_does(doc, sent.call)], severity=severity(doc))


_WORDS = {
    "look up": "a row is looked up, or created, by a query of its own on every turn of the loop; look all up at once",
    "delete": "a row is deleted by a query of its own on every turn of the loop; delete them all at once",
    "read": "a query on every turn of the loop; ask once for all that it needs",
    "create": "a row is created by a query of its own on every turn of the loop; bulk_create() writes them all at once",
    "change": "a row is changed by a query of its own on every turn of the loop; change them all at once",
}


def _does(doc: Document, call: Node) -> str:
    if not writes(doc, call):
        return "read"
    return _DOES.get(method(call).removeprefix("a"), "change")


_DOES = {"create": "create", "delete": "delete", "delete_one": "delete", "get_or_create": "look up"}
