"""python/list-front-operation"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_named, function, has_spread, keywords, method, name_place, positional, receiver
from ..circumstances import severity
from ..edits import imported
from ..lists import is_list, is_parameter, may_be_long
from ..loops import depends_on, iterated, loops_around
from ..names import FUNCTIONS, bindings, origin, uses
from ..sizes import is_read, is_small
from ..tree import text, words


@rule(
    "python",
    words=("pop", "insert"),
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053", "creedengo:GCI108"],
)
def list_front_operation(doc: Document) -> Iterator[Report]:
    """A loop takes from or puts at the front of a list, which moves all other items each time.

    A list lies in memory as one block: `pop(0)` and `insert(0, x)` shift every item behind by one place, so that the
    work grows with the square of the length. A `collections.deque` does both in constant time; a list that is filled at
    its end and reversed once does as well.

    Evidence: `docs/evidence/python_list_front.py`, for 1,000 to 50,000 items.

    Speaks of lists that a loop empties from the front, and of lists into whose front it puts all that a table, a file
    or an answer holds. A list of who waits to be told, a list that the loop itself makes anew, a handful of literals,
    the parts of a path, `sys.path` and the arguments of a command line are fine.

    How long a list gets isn't always visible: of what it said last about code that it hadn't been tried on, five of
    nine were right; hence the preset `all`.

    The fix makes it a deque, where the function keeps the list to itself and asks nothing of it that a deque can't do.
    Reaching into its middle by number takes longer then.

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
    import collections

    def latest(connection):
        found = list()
        for row in connection.execute("SELECT name FROM town").fetchall():
            found.insert(0, row)
        print(len(found), found[0])
        return sorted(found)
    ```

    ```python good
    import collections

    def latest(connection):
        found = collections.deque()
        for row in connection.execute("SELECT name FROM town").fetchall():
            found.appendleft(row)
        print(len(found), found[0])
        return sorted(found)
    ```

    ```python bad
    def latest(connection):
        found = []
        for row in connection.execute("SELECT name FROM town").fetchall():
            found.insert(0, row)
        return found
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
    class Poll:
        def __init__(self):
            self.waiting: list[Deferred] = []

        def tell(self):
            while self.waiting:
                self.waiting.pop(0).callback(None)

    def names(self, steps):
        found = []
        for step in steps:
            found.insert(0, step.name)
        return found
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
        if obj is None or not _at_front(call) or origin(doc, obj) == "sys.path" or words(obj) & _SHORT:
            continue
        loops = [loop for loop in loops_around(call) if not is_small(doc, loop) and not depends_on(doc, loop, obj)]
        if any(_fills(doc, loop, call, obj) or _drains(doc, loop, call, obj) for loop in loops):
            yield report(
                name_place(call),
                "`{call}` moves all other items each time; use a collections.deque",
                call="pop(0)" if method(call) == "pop" else "insert(0, …)",
                severity=severity(doc),
                fix=_as_deque(doc, obj) if obj.type == "identifier" else None,
            )


# Names of lists that are short: arguments of a command, parts of a path.
_SHORT = frozenset({"arg", "args", "argv", "path", "paths", "part", "parts", "segment", "segments", "sys"})


def _at_front(call: Node) -> bool:
    given = positional(call)
    if keywords(call) or has_spread(call) or len(given) != (1 if method(call) == "pop" else 2):
        return False
    return text(given[0]) == "0"


def _fills(doc: Document, loop: Node, call: Node, obj: Node) -> bool:
    """Each of many items is put at the front."""
    if method(call) != "insert" or not is_read(doc, iterated(loop)) or not is_list(doc, obj):
        return False
    statement = call.parent
    return statement is not None and statement.parent == loop.child_by_field_name("body")


def _drains(doc: Document, loop: Node, call: Node, obj: Node) -> bool:
    """`while queue:` with `queue.pop(0)`. The key 0 would not empty a mapping, so a parameter must be a list."""
    condition = loop.child_by_field_name("condition") if loop.type == "while_statement" else None
    if method(call) != "pop" or condition is None or _is_called(call):
        return False
    if text(condition) not in (text(obj), f"len({text(obj)})", f"len({text(obj)}) > 0"):
        return False
    return is_parameter(doc, obj) or (is_list(doc, obj) and may_be_long(doc, obj))


def _is_called(taken: Node) -> bool:
    """`waiting.pop(0)()`, `waiting.pop(0).callback(…)`: who waits to be told, seldom more than a few."""
    parent = taken.parent
    if parent is not None and parent.type == "attribute":
        return text(parent.child_by_field_name("attribute")) in ("callback", "set", "set_result")
    return parent is not None and parent.type == "call" and function(parent) == taken


_SHARED = frozenset({"append", "clear", "count", "extend", "insert", "remove", "reverse"})
"""Methods that lists and deques have in common."""
_READERS = frozenset(
    f"builtins.{name}" for name in ("any", "all", "len", "list", "max", "min", "set", "sorted", "sum", "tuple")
)
"""Functions that make no difference between them."""


def _as_deque(doc: Document, name: Node) -> Fix | None:
    """What makes a list of a function's own a deque; None if anyone may see it or needs it to be a list."""
    found = bindings(doc, name)
    if len(found) != 1 or found[0].scope.type not in FUNCTIONS or found[0].by.type != "assignment":
        return None
    made, kept = found[0].by.child_by_field_name("right"), found[0].by.child_by_field_name("left")
    deque = imported(doc, "collections", "deque")
    if made is None or kept != found[0].name or found[0].by.child_by_field_name("type") is not None or deque is None:
        return None
    items = _items(doc, made)
    if items is None:
        return None
    written, edits = deque
    edits = (*edits, Edit(Span(made.start_byte, made.end_byte), f"{written}({items})"))
    for use in uses(doc, name):
        turned = _turned(doc, use)
        if turned is None:
            return None
        edits += turned
    return Fix("Make it a deque", edits)


def _items(doc: Document, made: Node) -> str | None:
    """What a deque is given to hold the same as a list."""
    if made.type in ("list", "list_comprehension"):
        return text(made) if made.named_child_count else ""
    if made.type == "call" and origin(doc, function(made)) == "builtins.list" and not keywords(made):
        given = positional(made)
        return None if has_spread(made) or len(given) > 1 else text(given[0]) if given else ""
    return None


def _turned(doc: Document, use: Node) -> tuple[Edit, ...] | None:
    """The edits that a use of a list needs; None if it can't be one of a deque."""
    parent = use.parent
    outer = parent.parent if parent is not None else None
    if parent is None or outer is None:
        return None
    match parent.type:
        case "attribute" if outer.type == "call" and function(outer) == parent:
            return _turned_call(doc, outer, parent)
        case "while_statement" | "if_statement" | "elif_clause" | "not_operator":
            return ()
        case "for_statement" | "for_in_clause":
            return () if parent.child_by_field_name("right") == use else None
        case "comparison_operator":
            return () if parent.named_children[-1] == use and text(parent).split()[-2] == "in" else None
        case "subscript":
            index = parent.child_by_field_name("subscript")
            stored = outer.child_by_field_name("left") == parent or outer.type == "delete_statement"
            return () if not stored and re.fullmatch(r"-?\d+", text(index)) else None
        case "argument_list" if outer.type == "call" and len(parent.named_children) == 1:
            return () if origin(doc, function(outer)) in _READERS else None
    return None


def _turned_call(doc: Document, call: Node, called: Node) -> tuple[Edit, ...] | None:
    name, given = called.child_by_field_name("attribute"), positional(call)
    if name is None:
        return None
    if text(name) == "pop" and not keywords(call) and not has_spread(call):
        if not given:
            return ()
        whole = Span(name.start_byte, call.end_byte)
        return (Edit(whole, "popleft()"),) if re.fullmatch(r"pop\(\s*0\s*\)", doc.text(whole)) else None
    if text(name) == "insert" and _at_front(call):
        span = Span(name.start_byte, given[1].start_byte)
        return (Edit(span, "appendleft("),) if re.fullmatch(r"insert\(\s*0\s*,\s*", doc.text(span)) else None
    return () if text(name) in _SHARED else None
