"""python/dataframe-iterrows"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, keywords, method, name_place, positional, receiver
from ..circumstances import severity
from ..loops import identifiers
from ..names import bindings, modules
from ..strings import number
from ..tree import descendants, text

# Calls that wait for something else than the processor: beside them the cost of a row is small.
_WAITS = """
apply_async commit connect create delete delay download execute fetch get_or_create input open post print publish put
read read_text request save send sleep submit to_csv to_sql upload urlopen write write_text writerow
"""
WAITS = frozenset(_WAITS.split())
# Words in the names of such calls, and of those that draw or compute long for each row: `download_image`, `simulate`.
_LONG = """
annotate bar barh crawl download draw execute fetch fill fit hlines insert line lines optimize patch plot predict
query render request run save scatter scrape send simulate solve text train upload url vlines
"""
LONG = frozenset(_LONG.split())
# Methods that leave a few rows.
FEW_ROWS = frozenset({"describe", "head", "nlargest", "nsmallest", "tail", "value_counts"})


@rule(
    "python",
    words=("iterrows", "pandas apply"),
    saves=["cpu", "memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "rgesn:9.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0053", "creedengo:GCI107"],
)
def dataframe_iterrows(doc: Document) -> Iterator[Report]:
    """A data frame is computed row by row, in Python.

    `iterrows()` and `apply(…, axis=1)` make a Series of each row, with an index and a common type, before any work is
    done. An expression on whole columns runs in compiled code; where that is impossible, `itertuples()` is many times
    faster than `iterrows()`.

    Evidence: `docs/evidence/python_dataframe_rows.py`, over 20,000 rows: thousands of times as long as whole columns,
    and some thirty times as long as `itertuples()`.

    Speaks of loops and functions that compute with the columns. Where each row is written, sent, stored or drawn one by
    one, or starts a download or a simulation, that costs more than the row does; a frame cut down to a few rows is fine
    too, as are rows that are put into words and a loop that only asks what kind of row it has.

    ## When not to care

    How many rows there are the code doesn't tell: for a table of a few lines it makes no difference.

    ```python bad
    import pandas as pd

    total = 0
    for _, row in pd.read_csv("sales.csv").iterrows():
        total += row["price"] * row["count"]
    ```

    ```python good
    import pandas as pd

    sales = pd.read_csv("sales.csv")
    total = (sales["price"] * sales["count"]).sum()
    ```

    ```python bad
    import pandas as pd

    def add_ratio(frame: pd.DataFrame) -> pd.DataFrame:
        frame["ratio"] = frame.apply(lambda row: row.used / row.size, axis=1)
        return frame
    ```

    ```python bad
    names = [row["first"] + " " + row["last"] for index, row in people.iterrows() if row["age"] > 18]
    ```

    ```python good
    import pandas as pd

    for _, row in towns.iterrows():
        Town.objects.create(name=row["name"], people=row["people"] * 1000)
    for row in sales.itertuples():
        total += row.price * row.count
    sums = frame.apply(sum, axis=1)
    scaled = frame.apply(lambda column: column / column.max())
    ```

    ```python good
    for _, row in sales.head(5).iterrows():
        lines.append(row["price"] * 2)
    worst = sales.nsmallest(5, "price") if cheap else sales
    worst = worst.head(3)
    for _, row in worst.iterrows():
        lines.append(row["price"] * 2)
    shown = {index: format(row) for index, row in sales.iterrows()}
    ```

    ```python good
    for index, row in pictures.iterrows():
        if row["number"] > last:
            paths.append(source.download_image(row["address"]))
    for index, row in pictures.iterrows():
        if row["source"] == "town":
            show(town, row)
    for place, row in sums.iterrows():
        axes.text(place, row["total"] + 1, row["name"])
    for _, row in sums.iterrows():
        lines.append(f"{row['name']}: {row['total'] / days}")
    ```

    ```python good
    for row in sheet.apply(lambda row: row.a + row.b, axis=1):  # whose apply?
        pass
    ```
    """
    for call in calls_named(doc, "iterrows"):
        loop = call.parent
        while loop is not None and loop.type in ("argument_list", "call", "parenthesized_expression"):  # enumerate(…)
            loop = loop.parent
        if loop is None or loop.type not in ("for_statement", "for_in_clause") or _has_few_rows(doc, call):
            continue
        variables = loop.child_by_field_name("left")
        whole = loop.parent if loop.type == "for_in_clause" else loop.child_by_field_name("body")
        names = {text(name) for name in identifiers(variables)} if variables else set()
        if whole is not None and _computes(whole, names):
            yield report(
                name_place(call),
                "a Series is made of each row; compute with whole columns, or use itertuples()",
                severity=severity(doc),
            )
    if "pandas" in modules(doc):
        yield from _applied(doc)


def _applied(doc: Document) -> Iterator[Report]:
    for call in calls_named(doc, "apply"):
        given = positional(call)
        axis = keywords(call).get("axis")
        if not given or given[0].type != "lambda" or _has_few_rows(doc, call):
            continue
        if number(doc, axis) != 1 and text(axis).strip("\"'") != "columns":
            continue
        parameters, body = given[0].child_by_field_name("parameters"), given[0].child_by_field_name("body")
        if parameters is not None and body is not None and _computes(body, {text(parameters)}):
            yield report(
                name_place(call),
                "`apply` makes a Series of each row; compute with whole columns",
                severity=severity(doc),
            )


def _has_few_rows(doc: Document, call: Node) -> bool:
    obj = receiver(call)
    if obj is None or obj.type != "identifier":
        return _is_cut_down(obj)
    made = (one.by.child_by_field_name("right") for one in bindings(doc, obj) if one.by.type == "assignment")
    return any(_is_cut_down(one) for one in made)


def _is_cut_down(frame: Node | None) -> bool:
    if frame is not None and frame.type == "subscript":
        return next(descendants(frame, "slice"), None) is not None
    return method(frame) in FEW_ROWS


def _computes(body: Node, rows: set[str]) -> bool:
    """Whether code calculates with a row's columns, and doesn't wait for anything."""
    if any(text(name) in rows for written in descendants(body, "interpolation") for name in identifiers(written)):
        return False  # rows that are put into words are few
    if any(_takes_long(method(call)) for call in [body, *descendants(body, "call")]):
        return False
    if body.type == "await" or next(descendants(body, "await", "yield"), None) is not None:
        return False
    kinds = ("binary_operator", "augmented_assignment", "comparison_operator")
    found = [node for node in [body, *descendants(body, *kinds)] if node.type in kinds]
    found = [node for node in found if not any(sign.type in _ASKS_WHICH for sign in node.children)]
    return any(_is_column(side, rows) for node in found for side in node.named_children)


_ASKS_WHICH = frozenset({"==", "!=", "in", "is", "is not", "not in"})


def _takes_long(name: str) -> bool:
    return name in WAITS or not LONG.isdisjoint(name.split("_"))


def _is_column(node: Node, rows: set[str]) -> bool:
    """`row["price"]`, `row.price`."""
    if node.type not in ("attribute", "subscript"):
        return False
    return text(node.child_by_field_name("object") or node.child_by_field_name("value")) in rows
