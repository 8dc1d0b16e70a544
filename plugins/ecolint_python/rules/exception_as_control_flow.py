"""python/exception-as-control-flow"""

from ecolint import Document, Node, Report, report, rule

from ..loops import iterated, loop_around
from ..sizes import is_unbounded


@rule(
    "python",
    query="""
        ((try_statement body: (block . (_) @statement .) . (except_clause value: (identifier) @_caught) @handler .)
          (#any-of? @_caught "KeyError" "IndexError"))
    """,
    saves=["cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "creedengo:GCI109"],
)
def exception_as_control_flow(statement: Node, handler: Node, doc: Document) -> Report | None:
    """A loop raises and catches an exception for each entry that is missing.

    To make, raise and catch an exception takes several times what `dict.get` or `in` take for an answer of no.

    Evidence: `docs/evidence/python_exceptions.py`: five times as long for a miss, by less than a tenth of a
    microsecond; a hit costs nothing more. Asking for forgiveness is good Python where misses are rare; hence the
    preset `all`.

    Speaks of loops that nothing but the data limits, with a single look-up in the `try` and a default in the `except`.

    ```python bad
    def prices(rows, known):
        for row in rows:
            try:
                price = known[row.code]
            except KeyError:
                price = 0
            yield price
    ```

    ```python good
    def prices(rows, known):
        for row in rows:
            yield known.get(row.code, 0)
    ```

    ```python bad
    def count(rows):
        seen = {}
        for row in rows:
            try:
                seen[row.code] += 1
            except KeyError:
                seen[row.code] = 1
    ```

    ```python bad
    def first(self):
        for row in self.rows:
            try:
                name = row.names[0]
            except IndexError:
                continue
            self.add(name)
    ```

    ```python good
    def price(known, code):
        try:
            return known[code]
        except KeyError:
            return 0
    ```

    ```python good
    def prices(rows, known):
        for row in rows:
            try:
                price = known[row.code]
            except KeyError as error:
                raise UnknownCode(row.code) from error
            try:
                load(row)
            except KeyError:
                pass
    ```

    ```python good
    def found(rows, known):
        for row in rows:
            try:
                price = known[row.code]
            except KeyError:
                pass
            else:
                yield price
    ```

    ```python good
    def prices(rows, known):
        for row in rows:
            try:
                price = known[row.code]
            except ValueError:
                price = 0
    ```
    """
    caught = handler.child_by_field_name("value")
    if caught is None or not _looks_up(statement) or not _goes_on(handler):
        return None
    loop = loop_around(statement)
    if loop is None or not is_unbounded(doc, iterated(loop)):
        return None
    return report(caught, "an exception for each miss; ask with get() or in")


def _looks_up(statement: Node) -> bool:
    """`price = known[code]`, `seen[code] += 1`."""
    if statement.type != "expression_statement" or statement.named_child_count != 1:
        return False
    inner = statement.named_children[0]
    if inner.type in ("assignment", "augmented_assignment"):
        side = inner.child_by_field_name("right" if inner.type == "assignment" else "left")
        return side is not None and side.type == "subscript"
    return inner.type == "subscript"


def _goes_on(handler: Node) -> bool:
    block = handler.named_children[-1]
    return block.type == "block" and all(
        one.type in ("pass_statement", "continue_statement", "expression_statement") for one in block.named_children
    )
