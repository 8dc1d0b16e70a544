"""python/python-side-filter"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import function
from ..databases import QUERYSETS, querysets
from ..django import is_queryset
from ..loops import identifiers
from ..names import COMPREHENSIONS, origin
from ..tree import child, descendants, text

AGGREGATES = frozenset(f"builtins.{name}" for name in ("sum", "max", "min"))


@rule(
    "python",
    words=QUERYSETS,
    saves=["server", "network", "memory"],
    evidence="consensus",
    severity="note",
    preset="all",
    refs=[
        "rgesn:7.1",
        "rgesn:8.9",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "wsg:assess-the-impact-and-requirements-of-data-processing",
        "rweb:0017",
    ],
)
def python_side_filter(doc: Document) -> Iterator[Report]:
    """All rows are brought from the database, to keep a few or add them up in Python.

    The database has the rows, indexes on them, and compiled code to compare and add. `.filter()` and `.aggregate()` let
    it do so; only what is kept or the sum then travels.

    Evidence: Django's documentation, "Database access optimization": do database work in the database.

    Speaks of conditions that compare a field of the row with something, and of sums, least and greatest values of a
    field. A condition that calls a function or method may not be expressible in SQL; one that names what isn't wanted
    keeps nearly all rows. How many rows there are the code does not tell: that is why this rule has to be asked for.

    ```python bad
    large = [town for town in Town.objects.all() if town.people > 100_000]
    ```

    ```python good
    large = Town.objects.filter(people__gt=100_000)
    ```

    ```python bad
    total = sum(order.price for order in Order.objects.filter(day=today))
    ```

    ```python good
    total = Order.objects.filter(day=today).aggregate(total=Sum("price"))["total"]
    ```

    ```python bad
    def names(self, kind):
        return {place.name for place in models.Place.objects.exclude(name="") if place.kind == kind}
    ```

    ```python good
    near = [town for town in Town.objects.all() if town.is_near(here)]
    names = [town.name for town in Town.objects.all()]
    largest = max(town.distance(here) for town in Town.objects.all())
    ```

    ```python good
    kept = [town for town in towns if town.people > 1000]
    first = [town for town in Town.objects.all()[:20] if town.people > 1000]
    ```

    ```python good
    total = sum(line.price for line in order.lines.all())
    ```

    ```python good
    others = [town for town in Town.objects.all() if town.name not in known]
    ```
    """
    for call in querysets(doc):
        clause = call.parent
        if clause is None or clause.type != "for_in_clause" or clause.child_by_field_name("right") != call:
            continue
        whole, row = clause.parent, text(clause.child_by_field_name("left"))
        if whole is None or whole.type not in COMPREHENSIONS or not is_queryset(doc, call):
            continue
        if _compares_fields(whole, row):
            yield report(call, "all rows are brought here to keep some; filter in the database")
        elif _adds_up(doc, whole, row):
            yield report(call, "all rows are brought here to be added up; aggregate in the database")


def _compares_fields(whole: Node, row: str) -> bool:
    """`if row.field == …`, without any call."""
    conditions = [part for part in whole.named_children if part.type == "if_clause"]
    compared = [child(one) for one in conditions]
    if len(compared) != 1 or compared[0] is None or compared[0].type != "comparison_operator":
        return False
    left, *others = compared[0].named_children
    return (
        _is_field(left, row)
        and _UNLIKE.isdisjoint(sign.type for sign in compared[0].children)
        and next(descendants(compared[0], "call"), None) is None
        and all(text(name) != row for other in others for name in identifiers(other))
    )


_UNLIKE = frozenset({"!=", "is not", "not in"})
"""What leaves out a few rows, and brings nearly all."""


def _adds_up(doc: Document, whole: Node, row: str) -> bool:
    item, outer = whole.child_by_field_name("body"), whole.parent
    if outer is not None and outer.type == "argument_list":
        if outer.named_child_count != 1:
            return False
        outer = outer.parent
    plain = all(part.type != "if_clause" for part in whole.named_children)
    return plain and item is not None and _is_field(item, row) and origin(doc, function(outer)) in AGGREGATES


def _is_field(node: Node, row: str) -> bool:
    return node.type == "attribute" and text(node.child_by_field_name("object")) == row
