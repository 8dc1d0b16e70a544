"""python/quadratic-list-concat"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_to, positional
from ..circumstances import severity
from ..lists import is_list
from ..loops import iterated, loop_around
from ..names import imports, modules, uses
from ..sizes import is_unbounded, length
from ..tree import text, words


@rule(
    "python",
    query="""
        (assignment left: (identifier) @name right: (binary_operator operator: "+") @sum)
        (call function: (identifier) @name (#eq? @name "sum")) @sum
    """,
    saves=["cpu", "memory"],
    evidence="measured",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def quadratic_list_concat(name: Node, sum: Node, doc: Document) -> Iterator[Report]:
    """A list grows by being copied whole, item after item.

    `found = found + [item]` makes a new list each time, and `sum(lists, [])` does so for each list: the work grows with
    the square of the length. `append`, `extend` and `itertools.chain` touch each item once.

    Evidence: `docs/evidence/python_list_growth.py`, for 5,000 items.

    Speaks where a parameter, an attribute, a table or a file decides how long the list gets. Where the old list is
    still needed in the loop, copying it is right. In files that import NumPy, pandas or their like, whose arrays add
    the items of a list to their own, what grows must surely be a list.

    The fix gives the same list. It is offered where `itertools` is imported.

    ```python bad
    def names(towns):
        found = []
        for town in towns:
            found = found + [town.name]
        return found
    ```

    ```python good
    def names(towns):
        found = []
        for town in towns:
            found.append(town.name)
        return found
    ```

    ```python bad
    import itertools

    def flat(rows):
        return sum(rows, [])
    ```

    ```python good
    import itertools

    def flat(rows):
        return list(itertools.chain.from_iterable(rows))
    ```

    ```python bad
    all_words = []
    for line in open("words.txt"):
        all_words = [word for word in line.split()] + all_words
    ```

    ```python bad
    class Menu:
        def entries(self):
            return sum([page.entries for page in self.pages], [])
    ```

    Few items, other types, and an old list that is still needed:

    ```python good
    def fields_of(bases):
        fields = []
        for base in reversed(bases):
            fields = list(base.fields.items()) + fields
        return fields
    ```

    ```python good
    def walk(paths, path=()):
        for step in paths:
            path = path + (step,)
        for step in ("a", "b"):
            found = found + [step]
        total = sum(paths, 0) + sum([[1], [2]], [])
    ```

    ```python good
    import numpy as np

    def centre(towns):
        place = np.zeros(3)
        for town in towns:
            place = place + [town.x, town.y, town.z]
        return place / len(towns)
    ```

    ```python bad
    import numpy as np

    def places(towns):
        found = []
        for town in towns:
            found = found + [town.x, town.y]
        return np.array(found)
    ```

    ```python good
    def prefixes(steps):
        path = []
        for step in steps:
            path = path + [step]
            yield path
    ```
    """
    if sum.type == "call":
        yield from _summed(doc, sum)
    elif _copies(doc, name, sum):
        yield report(
            sum,
            "the whole list is copied on every turn; append to it"
            if text(sum.child_by_field_name("left")) == text(name)
            else "the whole list is copied on every turn; a deque takes items in front",
            severity=severity(doc),
        )


def _copies(doc: Document, name: Node, sum: Node) -> bool:
    sides = [sum.child_by_field_name("left"), sum.child_by_field_name("right")]
    others = [side for side in sides if side is not None and text(side) != text(name)]
    if len(others) != 1 or not is_list(doc, others[0]):
        return False
    if not _ADD_ITEMS.isdisjoint(modules(doc)) and not is_list(doc, name):
        return False
    loop = loop_around(sum)
    if loop is None or loop.type != "for_statement" or not is_unbounded(doc, iterated(loop)):
        return False
    if not _CLASSES.isdisjoint(words(iterated(loop))):
        return False
    read = [one for one in uses(doc, name) if loop.start_byte <= one.start_byte < loop.end_byte]
    return len(read) == 1


_CLASSES = frozenset({"base", "bases", "mro"})
"""In the names of what a class is made upon, which is little."""
_ADD_ITEMS = frozenset(
    {"astropy", "cupy", "jax", "numpy", "pandas", "polars", "sympy", "tensorflow", "torch", "xarray"}
)
"""Packages whose arrays `+` adds up item by item."""


def _summed(doc: Document, call: Node) -> Iterator[Report]:
    given = positional(call)
    if len(given) != 2 or given[1].type != "list" or length(doc, given[1]) != 0:
        return
    if not is_unbounded(doc, given[0]) or not any(one == call for one, _ in calls_to(doc, _SUM)):
        return
    yield report(
        call,
        "`sum` copies the whole list for each part; use itertools.chain.from_iterable",
        severity=severity(doc),
        fix=_chained(call, given[0]) if imports(doc).get("itertools") == {"itertools"} else None,
    )


_SUM = frozenset({"builtins.sum"})


def _chained(call: Node, lists: Node) -> Fix:
    return Fix(
        "Use itertools.chain",
        (
            Edit(Span(call.start_byte, lists.start_byte), "list(itertools.chain.from_iterable("),
            Edit(Span(lists.end_byte, call.end_byte), "))"),
        ),
    )
