"""python/materialised-short-circuit"""

from ecolint import Document, Fix, Node, Report, Span, report, rule

from ..calls import function, method, positional
from ..edits import without_brackets
from ..names import origin
from ..sizes import is_small
from ..tree import descendants

SHORT_CIRCUITS = frozenset({"builtins.any", "builtins.all"})
# Methods that do something besides answering: Django and DRF validation and storage, DOM-like trees, files, sockets,
# queues, Qt and tkinter widgets, Celery tasks.
_ACTS = """
acquire add append apply apply_async check clean close commit connect consume create delay delete discard dispatch emit
execute extend feed fit flush full_clean get_or_create handle insert install is_valid join load login migrate next
notify pop popleft process publish push put raise_for_status read readline recv register remove render reset run save
send set setdefault start step stop submit sync terminate touch transform unlink update upload validate verify wait
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
    preset="core",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis"],
)
def materialised_short_circuit(call: Node, items: Node, doc: Document) -> Report | None:
    """A list is built whole before `any` or `all` looks at its first item.

    `any` stops at the first true item and `all` at the first false one, but the brackets have computed every item by
    then. Without them the items are computed one by one, and none more than needed.

    Evidence: `docs/evidence/python_short_circuit.py`: when the first item of 20,000 decides, hundreds of times
    faster; when the last one decides, a tenth slower, without the list in memory.

    ## When not to care

    Silent where an item is awaited, where its computation is known to act (`form.is_valid()`, `item.save()`), since
    every item may be meant to be computed, and over a few constants. The fix is not applied without being asked for:
    functions may act in ways that cannot be seen here.

    ```python bad
    if any([row.total > limit for row in rows]):
        warn()
    ```

    ```python good
    if any(row.total > limit for row in rows):
        warn()
    ```

    ```python bad
    def ready(self):
        return all([task.done for task in self.tasks if task.started])
    ```

    ```python bad
    import builtins
    known = not builtins.any([is_new(name) for name in sorted(names)],)
    ```

    ```python bad
    found = any(
        [
            is_new(name)
            for name in names
        ],
    )
    ```

    ```python good
    found = any(
        is_new(name)
        for name in names
    )
    ```

    ```python bad
    found = any([is_new(name)
                 for name in names])
    ```

    ```python good
    found = any(is_new(name)
                for name in names)
    ```

    These are left alone:

    ```python good
    # Every form shows its mistakes.
    valid = all([form.is_valid() for form in forms])
    ```

    ```python good
    async def all_open(doors):
        return all([await door.opened() for door in doors])
    ```

    ```python good
    import numpy as np
    from numpy import any
    any([a > b for a in column])
    np.all([a > b for a in column])
    ```

    ```python good
    secure = any([sign in word for sign in ("!", "?")])
    both = all([first, second])
    ```
    """
    source = origin(doc, function(call))
    if positional(call) != [items] or source not in SHORT_CIRCUITS or is_small(doc, items) or _acts(items):
        return None
    return report(
        Span(items.start_byte, items.start_byte + 1),
        "the whole list is built before `{name}` looks at its first item; drop the brackets",
        name=source.rpartition(".")[2],
        fix=_without_brackets(doc, items),
    )


def _acts(items: Node) -> bool:
    return any(
        node.type in ("await", "yield", "named_expression", "async") or method(node) in ACTS
        for node in descendants(items, "call", "await", "yield", "named_expression", "async")
    )


def _without_brackets(doc: Document, items: Node) -> Fix:
    return Fix("Drop the brackets", without_brackets(doc, items))
