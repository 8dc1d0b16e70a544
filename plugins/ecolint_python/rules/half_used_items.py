"""python/half-used-items"""

from ecolint import Document, Edit, Fix, Node, Phrase, Report, Span, report, rule

from ..calls import has_spread, keywords, positional
from ..names import modules, uses
from ..tree import text


@rule(
    "python",
    query="\n".join(
        f"""({loop} left: (pattern_list . (identifier) @key . (identifier) @value .)
          right: (call function: (attribute attribute: (identifier) @_method (#eq? @_method "items"))) @items)"""
        for loop in ("for_statement", "for_in_clause")
    ),
    saves=["cpu"],
    evidence="measured",
    severity="note",
    refs=["rgesn:3.1", "creedengo:GCI103"],
)
def half_used_items(key: Node, value: Node, items: Node, doc: Document) -> Report | None:
    """A loop takes keys and values of a mapping, and uses only one of them.

    `items()` makes a pair for each entry, which is taken apart at once. `values()`, or the mapping itself for its keys,
    hands over what is used.

    Evidence: `docs/evidence/python_items.py`: about twice as fast, for a few nanoseconds an entry. A small gain, for
    code that says what it does.

    The fix is not applied without being asked for: `items` may belong to something else than a mapping. Where tables of
    pandas are about, whose `values` is no function, nothing is said.

    ```python bad
    for code, town in towns.items():
        print(town.name)
    ```

    ```python good
    for town in towns.values():
        print(town.name)
    ```

    ```python bad
    names = [name for name, _ in self.options.items()]
    ```

    ```python good
    names = [name for name in self.options.keys()]
    ```

    ```python bad
    def total(prices):
        sum = 0
        for name, price in prices.items():
            sum += price
        return sum
    ```

    Both are used, or the pairs come from elsewhere:

    ```python good
    for code, town in towns.items():
        print(code, town)
    for code, town in towns.items():
        print(town.code)
    print(code)
    ```

    ```python good
    for code, (name, _) in towns.items():
        print(name)
    for code, town in pairs:
        print(town)
    for section, rows in page.items("table"):
        print(rows)
    names = [name for name, _ in form.items(multi=True)]
    ```

    ```python good
    import pandas as pd
    sums = [column.sum() for _, column in pd.read_csv("tickets.csv").items()]
    ```

    ```python good
    for _, _ in towns.items():
        count += 1
    both = {code: town for code, town in towns.items() if town}
    ```
    """
    if positional(items) or keywords(items) or has_spread(items):
        return None
    key_used, value_used = bool(uses(doc, key)), bool(uses(doc, value))
    if key_used == value_used or not modules(doc).isdisjoint(("pandas", "polars")):
        return None
    kept, name = (key, "keys") if key_used else (value, "values")
    return report(
        items,
        "only `{kept}` is used; `{method}()` hands over no pairs",
        kept=text(kept),
        method=name,
        fix=_fix(key, value, kept, items, name),
    )


def _fix(key: Node, value: Node, kept: Node, items: Node, name: str) -> Fix | None:
    called = items.child_by_field_name("function")
    old = called.child_by_field_name("attribute") if called is not None else None
    if old is None:
        return None
    return Fix(
        Phrase("Take the {name} only", name=name),
        (
            Edit(Span(key.start_byte, value.end_byte), text(kept)),
            Edit(Span(old.start_byte, old.end_byte), name),
        ),
    )
