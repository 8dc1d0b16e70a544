"""python/list-comprehension-iterated"""

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import function, has_spread, keywords, positional
from ..loops import iterated
from ..names import origin
from ..sizes import is_unbounded
from ..tree import descendants

CONSUMES = frozenset(f"builtins.{name}" for name in ("dict", "enumerate", "frozenset", "max", "min", "set", "sum"))


@rule(
    "python",
    query="""
        (call
          function: [(identifier) @_name (attribute attribute: (identifier) @_name)]
          arguments: (argument_list (list_comprehension) @items)
          (#any-of? @_name "dict" "enumerate" "frozenset" "max" "min" "set" "sum")) @call
        (for_statement right: (list_comprehension) @items)
    """,
    saves=["memory"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI404"],
)
def list_comprehension_iterated(items: Node, call: Node | None, doc: Document) -> Report | None:
    """A list is built whole, only to go through it once.

    A generator hands over one item at a time and keeps none: parentheses for brackets, or nothing at all in a call.

    Evidence: `docs/evidence/python_generators.py`: four megabytes less for 100,000 items, in about the same time, a
    tenth more or less. Hence the preset `all`, and only what nothing but the data limits. `any` and `all`, where a
    generator wins, are `python/materialised-short-circuit`.

    The fix makes a generator: its items are computed while the loop runs, so a loop that changes what they come from
    sees the change.

    ```python bad
    def show(rows):
        for name in [row.name for row in rows]:
            print(name)
    ```

    ```python good
    def show(rows):
        for name in (row.name for row in rows):
            print(name)
    ```

    ```python bad
    def total(self):
        return sum([order.price for order in self.orders])
    ```

    ```python good
    def total(self):
        return sum(order.price for order in self.orders)
    ```

    ```python bad
    def codes(path):
        return set([line.strip() for line in open(path)])
    ```

    ```python bad
    def latest(rows):
        return max([row.changed for row in rows], default=None)
    ```

    ```python good
    def latest(rows):
        return max((row.changed for row in rows), default=None)
    ```

    Few items, a list that is kept, one that is read twice, and items that wait:

    ```python good
    for name in [mark.name for mark in ("a", "b")]:
        print(name)
    names = [row.name for row in rows]
    for name in names:
        print(name)
    ```

    ```python good
    def show(rows):
        rows.remove([row for row in rows][0])
        return sum([row.price for row in rows], 10), sorted([row.name for row in rows])
    ```

    ```python good
    async def show(rows):
        return sum([await row.price() for row in rows])
    ```
    """
    if call is not None and (positional(call) != [items] or origin(doc, function(call)) not in CONSUMES):
        return None
    if next(descendants(items, "await", "yield"), None) is not None or not is_unbounded(doc, iterated(items)):
        return None
    alone = call is not None and not (keywords(call) or has_spread(call))
    return _told(items, ("", "") if alone else ("(", ")"))


def _told(items: Node, marks: tuple[str, str]) -> Report:
    following = items.next_sibling
    ends = [Edit(Span(items.end_byte - 1, items.end_byte), marks[1])]
    if not marks[1] and following is not None and following.type == ",":
        ends.append(Edit(Span(following.start_byte, following.end_byte), ""))
    return report(
        Span(items.start_byte, items.start_byte + 1),
        "the whole list is kept to go through it once; a generator keeps one item",
        fix=Fix("Make it a generator", (Edit(Span(items.start_byte, items.start_byte + 1), marks[0]), *ends)),
    )
