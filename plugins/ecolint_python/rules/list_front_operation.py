"""python/list-front-operation"""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, has_spread, keywords, method, name_place, positional, receiver
from ..circumstances import is_small, severity
from ..lists import is_list, is_parameter, may_be_long
from ..loops import depends_on, loops_around
from ..names import origin, text


@rule(
    "python",
    saves=["cpu"],
    evidence="measured",
    preset="core",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053", "creedengo:GCI108"],
)
def list_front_operation(doc: Document) -> Iterator[Report]:
    """A loop takes from or puts at the front of a list, which moves all other items each time.

    A list lies in memory as one block: `pop(0)` and `insert(0, x)` shift every item behind by one place, so that the
    work grows with the square of the length. A `collections.deque` does both in constant time; a list that is filled at
    its end and reversed once does as well.

    Evidence: `docs/evidence/python_list_front.py`, for 1,000 to 50,000 items.

    Speaks only of what is a list for sure and may be long: parameters and lists that grow. A list that the loop itself
    makes anew, a handful of literals, `sys.path` and the arguments of a command line are fine.

    ```python bad
    def breadth_first(root):
        queue = [root]
        while queue:
            node = queue.pop(0)
            queue.extend(node.children)
    ```

    ```python good
    from collections import deque

    def breadth_first(root):
        queue = deque([root])
        while queue:
            node = queue.popleft()
            queue.extend(node.children)
    ```

    ```python bad
    latest = []
    for row in rows:
        latest.insert(0, row)
    ```

    ```python bad
    class Feed:
        def __init__(self):
            self.waiting: list[str] = []

        def drain(self):
            while self.waiting:
                yield self.waiting.pop(0)
    ```

    ```python bad
    def batches(items: list[int], size):
        while len(items) > 0:
            yield [items.pop(0) for _ in range(size)]
    ```

    ```python good
    import sys

    for folder in folders:
        sys.path.insert(0, folder)
        choices = list(all_choices)
        choices.insert(0, ("", "---"))
        settings.pop(0, None)
    first = rows.pop(0)
    ```

    ```python good
    steps = ["one", "two", "three"]
    while steps:
        run(steps.pop(0))
    while argv:
        read(argv.pop(0))
    ```

    ```python good
    for column in columns:
        frame.insert(0, column, 0)  # not a list
        entry.insert(0, column)  # of what?
        stack.pop()
    ```
    """
    for call in calls_named(doc, "pop", "insert"):
        obj = receiver(call)
        if obj is None or not _at_front(call) or origin(doc, obj) == "sys.path" or _ARGUMENTS.search(text(obj)):
            continue
        loops = [loop for loop in loops_around(call) if not is_small(doc, loop) and not depends_on(doc, loop, obj)]
        if loops and _is_long_list(doc, call, obj, loops):
            yield report(
                name_place(call),
                "`{call}` moves all other items each time; use a collections.deque",
                call=f"{method(call)}(0{', …' if method(call) == 'insert' else ''})",
                severity=severity(doc),
            )


_ARGUMENTS = re.compile(r"\bargs?v?\b")


def _at_front(call: Node) -> bool:
    given = positional(call)
    if keywords(call) or has_spread(call) or len(given) != (1 if method(call) == "pop" else 2):
        return False
    return text(given[0]) == "0"


def _is_long_list(doc: Document, call: Node, obj: Node, loops: list[Node]) -> bool:
    if method(call) == "insert":
        return is_list(doc, obj)
    if is_list(doc, obj):
        return may_be_long(doc, obj)
    return is_parameter(doc, obj) and any(_runs_until_empty(loop, obj) for loop in loops)


def _runs_until_empty(loop: Node, obj: Node) -> bool:
    """`while queue:`: a mapping would not be emptied by the key 0."""
    condition = loop.child_by_field_name("condition") if loop.type == "while_statement" else None
    return text(condition) in (text(obj), f"len({text(obj)})", f"len({text(obj)}) > 0")
