"""python/scalar-sqrt-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, name_place, positional, texts_of
from ..loops import changes_in, identifiers, iterated, loop_around
from ..names import bindings
from ..sizes import is_unbounded
from ..tree import descendants

_FUNCTIONS = ("abs", "cos", "exp", "log", "log10", "log2", "power", "sin", "sqrt", "square", "tan")
NUMPY = frozenset(f"numpy.{name}" for name in _FUNCTIONS)


@rule(
    "python",
    words=texts_of(NUMPY),
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "rgesn:9.2", "creedengo:GCI106"],
)
def scalar_sqrt_in_loop(doc: Document) -> Iterator[Report]:
    """A function for whole arrays is called for one number after the other.

    `np.sqrt` prepares to work on an array at each call, which takes several times what `math.sqrt` does for one number.
    Called once with the whole array it runs in compiled code.

    Evidence: `docs/evidence/python_scalar_sqrt.py`, the roots of 20,000 numbers.

    Whether an item is a number or an array can't always be seen; hence the preset `all`. What the loop itself computes,
    and slices, are taken for arrays.

    ```python bad
    import numpy as np

    def roots(values):
        return [np.sqrt(value) for value in values]
    ```

    ```python good
    import numpy as np

    def roots(values):
        return np.sqrt(np.asarray(values))
    ```

    ```python bad
    from numpy import exp

    def grow(self):
        for rate in self.rates:
            self.total += exp(rate)
    ```

    ```python bad
    import numpy

    def waves(count):
        found = []
        for step in range(count):
            found.append(numpy.sin(step / 10))
        return found
    ```

    ```python good
    import math

    def roots(values):
        return [math.sqrt(value) for value in values]
    ```

    ```python good
    import numpy as np

    def scale(values, factor):
        for value in values:
            yield value * np.sqrt(factor)
    ```

    ```python good
    import numpy as np

    def scores(groups, table):
        for group in groups:
            spread = table.loc[group].var()
            yield np.sqrt(spread) / np.abs(table[group, :])
    ```

    ```python good
    import numpy as np

    for value in (1, 2, 3):
        np.sqrt(value)
    ```
    """
    for call, source in calls_to(doc, NUMPY):
        loop, given = loop_around(call), positional(call)
        if loop is not None and given and is_unbounded(doc, iterated(loop)) and _is_an_item(doc, loop, given[0]):
            yield report(
                name_place(call),
                "`{name}` is made for arrays; call it once for all numbers, or take math's",
                name=source.rpartition(".")[2],
            )


def _is_an_item(doc: Document, loop: Node, given: Node) -> bool:
    """Whether an expression takes the loop's own item and nothing that the loop computes, which may be an array."""
    if next(descendants(given, "slice"), None) is not None:
        return False
    changing = [name for name in identifiers(given) if changes_in(doc, loop, name)]
    return bool(changing) and all(
        binding.by.type in ("for_statement", "for_in_clause") for name in changing for binding in bindings(doc, name)
    )
