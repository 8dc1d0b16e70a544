"""python/materialised-short-circuit"""

from ecolint import Document, Fix, Node, Report, Span, report, rule

from ..calls import function, method, positional
from ..edits import without_brackets
from ..names import origin
from ..sizes import is_small
from ..tree import child, descendants, text
from ..work import definition, is_work

SHORT_CIRCUITS = frozenset({"builtins.any", "builtins.all"})
# Methods that do something besides answering: Django and DRF validation and storage, DOM-like trees, files, sockets,
# queues, Qt and tkinter widgets, Celery tasks.
_ACTS = """
acquire add append apply apply_async check clean close commit connect consume create delay delete discard dispatch emit
execute extend feed fit flush full_clean get_or_create handle insert install is_valid join load login merge migrate next
notify poll pop popleft process publish push put raise_for_status read readline recv register remove render reset run
save send set setdefault start step stop submit sync terminate touch transform unlink update upload validate verify wait
write
"""
ACTS = frozenset(_ACTS.split())


@rule(
    "python",
    query="""
        (call
          function: [(identifier) @_name (attribute attribute: (identifier) @_name)]
          arguments: (argument_list (list_comprehension) @items)
          (#any-of? @_name "any" "all")) @call
    """,
    saves=["cpu", "memory"],
    evidence="measured",
    preset="all",
    precision="medium",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis"],
)
def materialised_short_circuit(call: Node, items: Node, doc: Document) -> Report | None:
    """A list is built whole before `any` or `all` looks at its first item.

    `any` stops at the first true item and `all` at the first false one, but the brackets have computed every item by
    then. Without them the items are computed one by one, and none more than needed.

    Evidence: `docs/evidence/python_short_circuit.py`: where each item is a search in a text and the middle one of a
    hundred decides, twice as fast; where ten items are merely compared, a generator is slower by a third.

    ## When not to care

    Speaks only where an item is more than a comparison or a look at a field: where it calls a function that isn't
    plainly cheap, or goes through items itself. Silent where an item is awaited, where its computation is known to act
    (`form.is_valid()`, `item.save()`), since every item may be meant to be computed, over a few constants, and in
    checks after which an error is raised, which look at all items as a rule. How many items there are, and how often
    the first ones decide, the code does not tell: that is why this rule has to be asked for. The fix is not applied
    without being asked for: functions may act in ways that cannot be seen here.

    ```python bad
    if any([pattern.search(line) for pattern in patterns]):
        warn()
    ```

    ```python good
    if any(pattern.search(line) for pattern in patterns):
        warn()
    ```

    ```python bad
    def ready(self):
        return all([os.path.exists(task.output) for task in self.tasks if task.started])
    ```

    ```python bad
    import builtins
    known = not builtins.any([resembles(name, other) for other in sorted(names)],)
    ```

    ```python bad
    found = any(
        [
            resembles(name, other)
            for other in names
        ],
    )
    ```

    ```python good
    found = any(
        resembles(name, other)
        for other in names
    )
    ```

    ```python bad
    found = any([resembles(name, other)
                 for other in names])
    ```

    ```python good
    found = any(resembles(name, other)
                for other in names)
    ```

    ```python bad
    def is_met(self, orders):
        return all([self._fits(order) for order in orders])

    def _fits(self, order):
        return self.model.predict(order) > self.limit
    ```

    Items that cost less than a generator does:

    ```python good
    over = any([row.total > limit for row in rows])
    known = all([name in self.KINDS and isinstance(name, str) for name in names])
    commented = any([line.lstrip().startswith("#") for line in lines])
    leaves = all([node.is_leaf() for node in nodes])
    ```

    ```python good
    def is_met(self, orders):
        return all([self._fits(order) for order in orders])

    def _fits(self, order):
        return order.total > self.limit
    ```

    Checks that nearly all pass:

    ```python good
    assert all([resembles(name, other) for other in names])
    if not all([resembles(name, other) for other in names]):
        raise ValueError(name)
    alike = all([resembles(name, other) for other in names])
    if not alike:
        raise ValueError(name)
    ```

    ```python bad
    if all([resembles(name, other) for other in names]):
        raise ValueError(name)
    ```

    These are left alone:

    ```python good
    # Every form shows its mistakes.
    valid = all([form.is_valid() for form in forms])
    sent = all([send_letter(order) for order in orders])
    ```

    ```python good
    def count(self, names):
        return any([self._seen(name) for name in names])

    def _seen(self, name):
        self.names[name] = lookup(name)
        return self.names[name]
    ```

    ```python good
    async def all_open(doors):
        return all([await door.opened() for door in doors])
    ```

    ```python good
    import numpy as np
    from numpy import any
    any([resembles(a, b) for a in column])
    np.all([resembles(a, b) for a in column])
    ```

    ```python good
    secure = any([resembles(sign, word) for sign in ("!", "?")])
    both = all([first, second])
    ```
    """
    source = origin(doc, function(call))
    if positional(call) != [items] or source not in SHORT_CIRCUITS or is_small(doc, items):
        return None
    name = source.rpartition(".")[2]
    if _passes_as_a_rule(call, name) or _acts(doc, items) or not any(is_work(doc, part) for part in _computed(items)):
        return None
    return report(
        Span(items.start_byte, items.start_byte + 1),
        "the whole list is built before `{name}` looks at its first item; drop the brackets",
        name=name,
        fix=_without_brackets(doc, items),
    )


def _computed(items: Node) -> list[Node]:
    """What is computed for each item: the item itself, and the conditions."""
    return [part for part in items.named_children if part.type not in ("for_in_clause", "comment")]


def _passes_as_a_rule(call: Node, name: str) -> bool:
    """Whether an error follows if one item isn't as it should be: nearly always, all of them are looked at.

    `assert all(…)`, `if not all(…): raise …`, `if any(…): raise …`
    """
    part = call
    while (around := part.parent) is not None and around.type in ("parenthesized_expression", "boolean_operator"):
        part = around
    if around is not None and around.type == "assignment":
        part = _asked_next(around) or part
    expected, around = True, part.parent
    while around is not None and around.type in ("parenthesized_expression", "not_operator", "boolean_operator"):
        expected ^= around.type == "not_operator"
        part, around = around, around.parent
    if around is None:
        return False
    if around.type == "assert_statement":
        return expected == (name == "all")
    answer = around.child_by_field_name("consequence") if around.type in ("if_statement", "elif_clause") else None
    if answer is None or around.child_by_field_name("condition") != part:
        return False
    return expected == (name == "any") and any(one.type == "raise_statement" for one in answer.named_children)


def _asked_next(assignment: Node) -> Node | None:
    """Where the name that is assigned is asked for its truth by the next statement."""
    left, statement = assignment.child_by_field_name("left"), assignment.parent
    test = statement.next_named_sibling if statement is not None else None
    while test is not None and test.type == "comment":
        test = test.next_named_sibling
    if left is None or test is None or test.type not in ("assert_statement", "if_statement"):
        return None
    condition = child(test)
    names = [condition, *descendants(condition, "identifier")] if condition is not None else []
    return next((one for one in names if text(one) == text(left)), None)


def _acts(doc: Document, node: Node, deep: int = 3) -> bool:
    """Whether computing does something besides answering, so that leaving it out would be felt."""
    for part in descendants(node, *_ACTIONS):
        if part.type != "call" or not ACTS.isdisjoint((method(part), method(part).lstrip("_").partition("_")[0])):
            return True
        body = definition(doc, part) if deep else None
        if body is not None and (_acts(doc, body, deep - 1) or _assigns(body)):
            return True
    return False


_ACTIONS = ("await", "yield", "named_expression", "async", "call")


def _assigns(body: Node) -> bool:
    """Whether a function gives values to what others see: `self.seen = …`, `seen[name] = …`."""
    return any(
        (left := one.child_by_field_name("left")) is not None and left.type in ("attribute", "subscript")
        for one in descendants(body, "assignment", "augmented_assignment")
    )


def _without_brackets(doc: Document, items: Node) -> Fix:
    return Fix("Drop the brackets", without_brackets(doc, items))
