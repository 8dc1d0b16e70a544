"""python/orm-lazy-relation-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Node, Report, fact, report, rule

from ..calls import calls_to, has_spread, method, positional, receiver, texts_of
from ..circumstances import is_one_off, severity
from ..databases import QUERYSETS, querysets, table
from ..django import LAZY, rows_of
from ..loops import identifiers
from ..names import origin, uses, value
from ..rarely import is_exceptional
from ..sizes import is_small
from ..strings import constant
from ..tree import descendants, text

RELATIONS = frozenset(
    {
        *("django.db.models.ForeignKey", "django.db.models.OneToOneField"),
        *("modelcluster.fields.ParentalKey", "mptt.fields.TreeForeignKey", "mptt.models.TreeForeignKey"),
    }
)
"""Fields that refer to a row: Django's, and those that Wagtail's models and trees of models make of them."""


@fact("python", words=texts_of(RELATIONS))
def relation(doc: Document) -> Iterator[Fact]:
    """A field of a Django model that refers to another row."""
    for call, _ in calls_to(doc, RELATIONS):
        assignment = call.parent
        field = assignment.child_by_field_name("left") if assignment and assignment.type == "assignment" else None
        block = assignment.parent.parent if assignment and assignment.parent else None
        model = block.parent if block is not None else None
        if field is not None and block is not None and model is not None and model.type == "class_definition":
            own = any(text(one).startswith("objects") for one in block.named_children)
            yield fact(field, model=text(model.child_by_field_name("name")), field=text(field), manager=own)


@fact("python", words=QUERYSETS)
def row_loop(doc: Document) -> Iterator[Fact]:
    """What a loop over a queryset reads through its rows: `order.customer.name`."""
    for call in () if is_one_off(doc) else querysets(doc):
        loops = list(_loops(doc, call))
        loaded = _loaded(doc, call) if loops else None
        if loaded is None:
            continue
        asked = table(doc, _start(doc, call))
        model = (origin(doc, asked) or text(asked)).rpartition(".")[2]
        told = set(loaded)  # what a first loop has asked for is kept for a second one
        for loop, row in loops if model else ():
            body = loop.child_by_field_name("body")
            if body is None or _turns_once(body):
                continue
            for field, place in _read_through(body, text(row)).items():
                if field not in told and not is_exceptional(doc, loop, place):
                    told.add(field)
                    yield fact(place, model=model, field=field, row=text(row), note=severity(doc) is not None)


@rule(
    saves=["server", "network"],
    evidence="consensus",
    refs=["rgesn:7.1", "wsg:reduce-the-number-and-complexity-of-database-queries", "rweb:0065"],
    facts=[relation, row_loop],
)
def orm_lazy_relation_in_loop(relations: Facts, reads: Facts) -> Iterator[Report]:
    """Each row of a query sends another query, for the row it refers to.

    `order.customer.name` looks like an attribute and asks the database, unless the query has fetched the customers
    along. A hundred orders are a hundred and one queries; with `select_related("customer")` they are one.

    Evidence: Django's documentation, "QuerySet API reference", `select_related`; `docs/evidence/python_queries.py`
    shows what many small queries cost.

    Speaks where the model and its foreign key are found in the project, and the loop goes through a queryset of that
    model which names neither `select_related` nor `prefetch_related` for it. A model with its own manager is silent: it
    may fetch the relation.

    ```python bad file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)
    ```

    ```python file=mails.py
    def send_all():
        for order in Order.objects.filter(sent=False):
            mail(order.customer.email)
    ```

    ```python bad file=models.py
    from django.db.models import CASCADE, Model, OneToOneField

    class Slot(Model):
        booking = OneToOneField("Booking", CASCADE)

    def names():
        return [slot.booking.name for slot in Slot.objects.all()]
    ```

    ```python bad file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)

    def number():
        for place, order in enumerate(Order.objects.order_by("day").iterator()):
            print(place, order.customer.name)
    ```

    ```python bad file=models.py
    from django.db import models
    from mptt.fields import TreeForeignKey

    class Charge(models.Model):
        area = TreeForeignKey("Area", models.CASCADE)

    def areas():
        return [charge.area.name for charge in Charge.objects.all()]
    ```

    ```python bad file=models.py
    from django.db import models

    class Line(models.Model):
        order = models.ForeignKey("Order", models.CASCADE)
        town = models.ForeignKey("Town", models.CASCADE)

    def show():
        lines = Line.objects.select_related("order").order_by("id")
        for line in lines.exclude(town=None):
            print(line.order.day, line.town.name)
    ```

    ```python bad file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)
    ```

    ```python file=mails.py
    from .models import Order as Ordered

    def send_all():
        orders = Ordered.objects.filter(sent=False)
        for order in orders:
            mail(order.customer.email)
        return [order.customer.name for order in orders]
    ```

    ```python good file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)

    def send_all(late):
        orders = Order.objects.filter(sent=False)
        if late:
            orders = orders.select_related("customer")
        for order in orders:
            mail(order.customer.email)

    def first():
        orders = Order.objects.filter(sent=False)
        for order in orders:
            return order.customer.email

    def number():
        orders = Order.objects.filter(sent=False)
        for order in orders.select_related("customer"):
            print(order.customer.name)
    ```

    ```python good file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)

    def send_all():
        for order in Order.objects.filter(sent=False).select_related("customer"):
            mail(order.customer.email)
        for order in Order.objects.filter(sent=False):
            mail(order.customer_id, order.day.year)
    ```

    ```python good file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)

    def send_all():
        for order in Order.objects.filter(sent=False):
            try:
                send(order)
            except Refused:
                tell(order.customer.email)
    ```

    ```python good file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)
        objects = OrderManager()

    def send_all():
        for order in Order.objects.filter(sent=False):
            mail(order.customer.email)
    ```

    ```python good file=models.py
    from django.db import models

    class Order(models.Model):
        customer = models.ForeignKey("Customer", models.CASCADE)

    def send_all(orders):
        for order in orders:
            mail(order.customer.email)
    ```
    """
    known = {(one["model"], one["field"]) for one in relations if not one["manager"]}
    own = {one["model"] for one in relations if one["manager"]}
    for read in reads:
        if (read["model"], read["field"]) in known and read["model"] not in own:
            yield report(
                read,
                '`{row}.{field}` is a query on every turn; fetch it along: select_related("{field}")',
                row=read["row"],
                field=read["field"],
                severity="note" if read["note"] else None,
            )


def _loops(doc: Document, call: Node) -> Iterator[tuple[Node, Node]]:
    """The loops over a queryset, written into their header or held by a variable; and the variables for its rows."""
    sources, above = [call], call.parent
    if above is not None and above.type == "assignment" and b"prefetch_related_objects" not in doc.data:
        held = above.child_by_field_name("left")
        sources = uses(doc, held) if held is not None and value(doc, held) == call else []
    for source in sources:
        loop = _loop_over(source)
        row = _row(doc, loop, source) if loop is not None else None
        if loop is not None and row is not None and not is_small(doc, loop):
            yield loop, row


def _loop_over(call: Node) -> Node | None:
    """The loop or comprehension whose header holds a queryset, perhaps within `enumerate(…)`, `zip(…)` or `list(…)`."""
    part, parent = call, call.parent
    while parent is not None and parent.type in ("argument_list", "attribute", "call"):
        part, parent = parent, parent.parent
    if parent is None or parent.child_by_field_name("right") != part:
        return None
    if parent.type == "for_statement":
        return parent
    return parent.parent if parent.type == "for_in_clause" else None


def _row(doc: Document, loop: Node, call: Node) -> Node | None:
    """The variable of a loop that goes through the rows of a queryset."""
    clauses = [loop] if loop.type == "for_statement" else [one for one in loop.named_children if "for_in" in one.type]
    target = clauses[0].child_by_field_name("left") if len(clauses) == 1 else None
    return next((one for one in identifiers(target) if rows_of(doc, one) == call), None) if target is not None else None


def _start(doc: Document, call: Node) -> Node:
    """The call that begins a chain, through variables: where the model is named."""
    *_, start = _chain(doc, call)
    return start


def _chain(doc: Document, call: Node) -> Iterator[Node]:
    """The calls that a queryset comes from, the last first, through variables; `towns = towns.filter(…)` once."""
    node: Node | None = call
    seen = set[int]()
    while node is not None and node.type == "call" and node.id not in seen:
        yield node
        seen.add(node.id)
        node = receiver(node)
        if node is not None and node.type == "identifier":
            node = value(doc, node)


def _loaded(doc: Document, call: Node) -> set[str] | None:
    """The relations that a queryset fetches along; None if that can't be told."""
    found: set[str] = set()
    for node in _chain(doc, call):
        name, given = method(node), positional(node)
        if name in ("select_related", "prefetch_related"):
            names = [constant(doc, one) for one in given]
            if not names or None in names or has_spread(node):
                return None
            found |= {one.partition("__")[0] for one in names if one is not None}
        elif name not in LAZY or name in ("values", "values_list", "annotate", "dates"):
            return None
    return found


def _turns_once(body: Node) -> bool:
    """Whether a loop is left at the end of its first turn, come what may."""
    return any(one.type in _LEAVES for one in body.named_children[-1:])


_LEAVES = ("break_statement", "raise_statement", "return_statement")


def _read_through(body: Node, row: str) -> dict[str, Node]:
    """Field → the first place where something is read through it: `row.field.other`."""
    found: dict[str, Node] = {}
    for outer in [body, *descendants(body, "attribute")]:
        inner = outer.child_by_field_name("object") if outer.type == "attribute" else None
        if inner is None or inner.type != "attribute" or text(inner.child_by_field_name("object")) != row:
            continue
        field = inner.child_by_field_name("attribute")
        if text(outer.child_by_field_name("attribute")) not in ("pk", "id") or field is None:
            found.setdefault(text(field), inner)
    return found
