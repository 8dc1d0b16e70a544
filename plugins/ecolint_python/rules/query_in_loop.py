"""python/query-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import method, name_place, receiver
from ..circumstances import severity
from ..databases import table
from ..django import LAZY, is_queryset, related_rows, uses_django
from ..looped_queries import WORDS, queries_of_loops, row_of
from ..tree import text


@rule(
    "python",
    words=WORDS,
    saves=["server", "cpu", "network"],
    evidence="measured",
    refs=[
        "rgesn:7.1",
        "rgesn:3.2",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0065",
        "creedengo:GCI72",
    ],
)
def query_in_loop(doc: Document, *, lines: int = 15) -> Iterator[Report]:
    """A query is sent for each row of another query.

    A list of a hundred orders that looks up each customer sends a hundred and one queries: a round trip, a parse of
    the statement and an index look-up each, where two queries or one would do. It grows with the data: what takes
    no time in a test takes seconds in production, and the time and the energy go to the database server first.

    Evidence: `docs/evidence/python_queries.py` reads 1,000 rows one by one and at once from a SQLite database in
    memory, more than three times as long without any network, which is the smallest difference there can be.

    What to do, in Django: `annotate(towns=Count("towns"))` counts in the first query; `prefetch_related("towns")`
    fetches what belongs to all rows in a second one, `select_related("customer")` what they refer to in the first;
    `in_bulk()` or `filter(customer__in=…)` asks for all at once. In SQLAlchemy: a join, `selectinload()`, or `.in_()`.

    Speaks of loops that go through the rows of a query (Django, SQLAlchemy, SQLModel, Peewee, Tortoise, Beanie,
    MongoEngine, PyMongo, a cursor) to the end, send another one that reads for each of them, and do nothing else with
    them than compute: no row is written, no other server asked. One table is told once for each loop. Rows that belong
    to others count where Django surely asks for them anew: `order.lines.filter(late=True)`, and `order.lines.all()` of
    an order whose queryset fetches nothing along. Rows that are written one by one, and what is asked for each of other
    things, is told by `python/row-by-row`, which is off by default.

    Speaks of loops of up to `lines` (15) lines below their header: beside what longer ones do, a query is little, as a
    rule.

    ## When not to care

    Silent are statements for SQLite and DuckDB, which run within the process; a slice of a few rows, and tables named
    like what there are a few of (types, roles, settings); a query that ends the loop, fills a gap in what is kept,
    follows an error, or is needed for the next; and all that is run by hand or once: migrations, management commands,
    tests, scripts, functions that print.

    ```python bad
    from django.http import JsonResponse

    def towns(request):
        found = []
        for place, region in enumerate(Region.objects.order_by("name")):
            found.append({"place": place, "towns": region.towns.count(), "name": region.name})
        return JsonResponse({"regions": found})
    ```

    ```python good
    from django.db.models import Count
    from django.http import JsonResponse

    def towns(request):
        found = []
        for place, region in enumerate(Region.objects.annotate(how_many=Count("towns")).order_by("name")):
            found.append({"place": place, "towns": region.how_many, "name": region.name})
        return JsonResponse({"regions": found})
    ```

    ```python bad
    from django.shortcuts import render

    def debtors(request):
        found = []
        orders = Order.objects.filter(paid=False)
        for order in orders:
            customer = Customer.objects.get(pk=order.customer_id)
            found.append((order, customer))
        return render(request, "debtors.html", {"debtors": found})

    def busy(request):
        users = list(User.objects.filter(active=True))
        for user in users:
            user.threads = Thread.objects.filter(author=user).count()
        return users

    def late(request):
        return [order for order in Order.objects.filter(open=True) if order.line_set.filter(late=True).exists()]

    def names(request):
        return {order.pk: [line.name for line in order.lines.all()] for order in Order.objects.all()}

    def late_lines(request):
        return {order.pk: list(order.lines.filter(late=True)) for order in Order.objects.all()}

    def dangers(request, danger):
        return [town.name for town in Town.objects.all() if danger in town.dangers.all()]

    def table(request):
        dangers = Danger.objects.all()
        return [[danger in town.dangers.all() for danger in dangers] for town in Town.objects.all()]

    def notes(request):
        return [note.text for order in Order.objects.all() for note in Note.objects.filter(order=order)]

    def all_notes(request):
        found = []
        for order in Order.objects.filter(open=True):
            notes = Note.objects.filter(order=order)
            found.extend(notes)
            found.extend(Letter.objects.filter(order=order))
        return found

    def sums(request):
        return [customer.orders.aggregate(total=Sum("total"))["total"] for customer in Customer.objects.all()]
    ```

    ```python good
    from sqlalchemy import text

    def indexes(connection, table):
        found = {}
        for row in connection.execute(text("SELECT id FROM sys.sysidx WHERE table_id = :table"), {"table": table}):
            columns = text("SELECT name FROM sys.sysidxcol WHERE index_id = :index")
            found[row["id"]] = list(connection.execute(columns, {"index": row["id"]}))
        return found

    async def queue_all(connection):
        for row in await connection.fetch("SELECT key FROM jobs"):
            await connection.fetchrow("SELECT * FROM queue.add($1)", row["key"])
    ```

    ```python good
    # Fetched along, asked for all at once, a few rows, tables with few rows, one query that ends the loop.
    from django.contrib.auth.models import Group

    def names(user):
        found = {group: [right.name for right in group.permissions.all()] for group in Group.objects.filter(user=user)}
        for order in Order.objects.prefetch_related("lines"):
            found[order.pk] = [line.name for line in order.lines.all()]
        customers = Customer.objects.in_bulk([order.customer_id for order in Order.objects.all()])
        for order in Order.objects.order_by("-total")[:3]:
            found[order.pk] = Customer.objects.get(pk=order.customer_id)
        for field in CustomField.objects.all():
            found[field] = Value.objects.filter(field=field).first()
        for kind in OrderType.objects.all():
            found[kind] = Order.objects.filter(type=kind).count()
        for order in Order.objects.all():
            if order.is_first:
                return Customer.objects.get(pk=order.customer_id)
        return found, customers
    ```

    ```python good
    from django.test import TestCase

    class TownsCase(TestCase):
        def check(self):
            for region in Region.objects.all():
                self.assertEqual(Town.objects.filter(region=region).count(), 3)
    ```

    ```python good
    from django.db import models

    def check_customers():
        for order in Order.objects.all():
            if not Customer.objects.filter(pk=order.customer_id).exists():
                print("no customer:", order)
    ```

    ```python bad
    from sqlalchemy import select

    def customers(session, day):
        for order in session.scalars(select(Order).where(Order.day == day)).all():
            customer = session.get(Customer, order.customer_id)
            yield order, customer

    def totals(session):
        return {user.id: session.query(Order).filter_by(user_id=user.id).count() for user in session.query(User)}
    ```

    ```python good
    from sqlalchemy import text

    def copy(session, year):
        for row in session.execute(text("SELECT name FROM town")).mappings().all():
            session.execute(text(f"INSERT INTO town_{year} (name) VALUES (:name) RETURNING id"), dict(row))
    ```

    ```python good
    from sqlalchemy import func, select

    def customers(session, day):
        yield from session.execute(select(Order, Customer).join(Order.customer).where(Order.day == day))

    def totals(session):
        return dict(session.execute(select(Order.user_id, func.count()).group_by(Order.user_id)).all())
    ```

    ```python bad
    def names(connection):
        cursor = connection.cursor()
        cursor.execute("SELECT id FROM region")
        found = []
        for (id,) in cursor.fetchall():
            cursor.execute("SELECT name FROM town WHERE region = %s", (id,))
            found.append(cursor.fetchone()[0])
        return found
    ```

    ```python good
    # Rows that are written, and what other things than rows ask for, are another rule's.
    from django.db import models

    def is_known(key):
        for known in Key.objects.filter(active=True):
            if matches(key, known):
                return User.objects.get(pk=known.user_id).active

    def check(server):
        for account in Account.objects.all():
            connect_to(account, account.folders.values_list("name", flat=True))

    def close(ids):
        for order in Order.objects.filter(pk__in=ids):
            customer = Customer.objects.get(pk=order.customer_id)
            order.note = customer.note
            order.save()
        return [Customer.objects.get(pk=id) for id in ids]
    ```

    ```python bad
    from peewee import fn

    def totals():
        return {user: Order.select(fn.SUM(Order.total)).where(Order.user == user).scalar() for user in User.select()}
    ```

    ```python bad
    def names(towns_of, db):
        import pymongo

        for region in db.regions.find({"open": True}):
            region["capital"] = db.towns.find_one({"_id": region["capital_id"]})
            yield region

    def how_many(db):
        return {one["_id"]: db["towns"].count_documents({"region": one["_id"]}) for one in db["regions"].find()}
    ```
    """
    for sent in queries_of_loops(doc):
        if sent.lines <= lines and sent.is_read_for_rows:
            remedy = _remedy(doc, sent.call)
            owner, _, rows = text(related_rows(sent.call)).rpartition(".")
            yield report(
                name_place(sent.call),
                _REMEDIES[remedy],
                row=owner if remedy in _OF_ROW else row_of(doc, sent.loops[0]),
                rows=rows,
                severity=severity(doc),
            )


_REMEDIES = {
    "count": "a query counts for each {row}; annotate() counts for all of them in the query of the loop",
    "chosen": "a query asks for {rows} of each {row}; ask for all at once, or by prefetch_related(Prefetch(…))",
    "related": "a query fetches {rows} of each {row}; prefetch_related() fetches them for all at once",
    "django": "a query for each {row}; ask once for all: in_bulk(), filter(…__in=…), or a query of both tables",
    "": "a query for each {row}; ask once for all: join the tables, or name all keys with IN",
}


_OF_ROW = frozenset({"chosen", "related"})


def _remedy(doc: Document, call: Node) -> str:
    if not (uses_django(doc) or is_queryset(doc, call) or is_queryset(doc, receiver(call))):
        return ""
    if method(call) in _COUNTS:
        return "count"
    rows = related_rows(call)
    if rows is None or table(doc, call) is not None or method(call) not in LAZY:
        return "django"
    return "related" if method(call) == "all" and receiver(call) == rows else "chosen"


_COUNTS = frozenset({"aaggregate", "acount", "aggregate", "count"})
