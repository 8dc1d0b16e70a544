"""Which expressions ask a database, and whose rows a variable goes through."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ecolint_python.databases import queries, table
from ecolint_python.django import rows_of
from ecolint_python.tree import descendants, text
import pytest

from ecolint import Document, rule
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed


def asked(code: str, ask: object) -> list[str]:
    """What `ask` finds in a module with this code."""
    found: list[str] = []

    @rule("python", saves=["server"], evidence="measured")
    def asking(doc: Document) -> None:
        """Ask."""
        found.extend(ask(doc))  # type: ignore[operator]

    language = installed().languages["python"]
    report = lint(SourceFile(PurePosixPath("a.py"), code.encode()), language, Plans(installed(), RuleSet.of([asking])))
    assert not report.problems
    return found


def sources(doc: Document) -> Iterator[str]:
    """Of the calls of `use(…)` the queryset whose rows the argument is."""
    for call in descendants(doc.root, "call"):
        if text(call.child_by_field_name("function")) == "use":
            given = call.child_by_field_name("arguments")
            yield text(rows_of(doc, given.named_children[0] if given is not None else None))


@pytest.mark.parametrize(
    "loop",
    [
        "for order in Order.objects.all(): use(order)",
        "for place, order in enumerate(Order.objects.all(), 1): use(order)",
        "for day, order in zip(days, Order.objects.all()): use(order)",
        "for place, (day, order) in enumerate(zip(days, list(Order.objects.all()))): use(order)",
        "for order in sorted(Order.objects.all().iterator(), key=day): use(order)",
        "orders = list(Order.objects.all())\nfor order in orders: use(order)",
        "for order in other: pass\nfor order in Order.objects.all(): use(order)",
        "[use(order) for order in Order.objects.all()]",
    ],
)
def test_rows_are_followed_to_their_queryset(loop: str) -> None:
    assert asked(loop, sources) == ["Order.objects.all()"]


@pytest.mark.parametrize(
    "loop",
    [
        "for order in orders: use(order)",
        "for place, order in enumerate(Order.objects.all()): use(place)",
        "for day, order in zip(Order.objects.all(), days): use(order)",
        "for order in Order.objects.all():\n    order = other(order)\n    use(order)",
        "for order in shuffled(Order.objects.all()): use(order)",
        "order = 1\nuse(order)",
    ],
)
def test_what_may_be_something_else_is_no_row(loop: str) -> None:
    assert asked(loop, sources) == [""]


@pytest.mark.parametrize(
    ("code", "model"),
    [
        ("Order.objects.get(pk=1)", "Order"),
        ("orders = Order.objects.filter(late=True)\norders.count()", "Order"),
        ("Order.all_objects.filter(pk=1).exists()", "Order"),
        ("Order.objects(day=today).first()", "Order"),
        ("session.query(Order).filter_by(pk=1).one()", "Order"),
        ("import sqlalchemy as sa\ndb.scalar(sa.select(Order).where(Order.id == 1))", "Order"),
        ("from sqlalchemy import select\nstatement = select(Order)\ndb.scalars(statement.limit(1))", "Order"),
        ("def one(db: Session): return db.get(Order, 1)\nimport sqlalchemy", "Order"),
        ("import peewee\nOrder.get(Order.id == 1)", "Order"),
        ("from shop.models import Order\nOrder.select().where(Order.id == 1).first()", "Order"),
        ("from shop.models import Order\nasync def one(): await Order.filter(id=1).first()", "Order"),
        ("cursor.execute('SELECT name FROM town WHERE id = %s', (1,))", ""),
        ("import django\norder.lines.exclude(late=True).count()", ""),
    ],
)
def test_queries_are_known_with_what_they_ask(code: str, model: str) -> None:
    assert asked(code, lambda doc: [text(table(doc, call)) for call in queries(doc)]) == [model]


@pytest.mark.parametrize(
    "code",
    [
        "settings.get('key')",
        "import django\norder.lines.all()",
        "import django\nfor order in Order.objects.all(): order.extra.get('key')",
        "import django\norder.picture.delete()",
        "Order.get('key')",
        "cursor.execute('SELECT relname FROM pg_class')",
        "from sqlalchemy import text\nsession.execute(text(str(grant)))",
        "frame.query('a > 1').count()",
    ],
)
def test_what_only_looks_like_a_query_is_none(code: str) -> None:
    assert asked(code, queries) == []
