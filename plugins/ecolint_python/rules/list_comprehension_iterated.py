"""python/list-comprehension-iterated"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import function, has_spread, keywords, positional
from ..loops import iterated
from ..names import origin
from ..sizes import is_unbounded
from ..tree import descendants

CONSUMES = frozenset(f"builtins.{name}" for name in ("dict", "enumerate", "frozenset", "max", "min", "set", "sum"))


@rule(
    "python",
    words=("for",),
    saves=["memory"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI404"],
)
def list_comprehension_iterated(doc: Document) -> Iterator[Report]:
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
    for opening in _OPENINGS:
        for found in opening.finditer(doc.data):
            bracket = doc.root.descendant_for_byte_range(*found.span(1))
            items = bracket.parent if bracket is not None else None
            if items is None or items.type != "list_comprehension" or not _is_gone_through_once(doc, items):
                continue
            if next(descendants(items, "await", "yield"), None) is None and is_unbounded(doc, iterated(items)):
                yield _told(items)


_OPENINGS = (re.compile(rb"\(\s*(\[)"), re.compile(rb"in\s*(\[)"))
"""Where a list is the first thing handed over, or what a loop goes through."""


def _is_gone_through_once(doc: Document, items: Node) -> bool:
    call = _taker(items)
    if call is not None:
        return positional(call) == [items] and origin(doc, function(call)) in CONSUMES
    loop = items.parent
    return loop is not None and loop.type == "for_statement" and loop.child_by_field_name("right") == items


def _taker(items: Node) -> Node | None:
    """The call that a list is handed to."""
    given = items.parent
    return given.parent if given is not None and given.type == "argument_list" else None


def _told(items: Node) -> Report:
    call = _taker(items)
    marks = ("", "") if call is not None and not (keywords(call) or has_spread(call)) else ("(", ")")
    following = items.next_sibling
    ends = [Edit(Span(items.end_byte - 1, items.end_byte), marks[1])]
    if not marks[1] and following is not None and following.type == ",":
        ends.append(Edit(Span(following.start_byte, following.end_byte), ""))
    return report(
        Span(items.start_byte, items.start_byte + 1),
        "the whole list is kept to go through it once; a generator keeps one item",
        fix=Fix("Make it a generator", (Edit(Span(items.start_byte, items.start_byte + 1), marks[0]), *ends)),
    )
