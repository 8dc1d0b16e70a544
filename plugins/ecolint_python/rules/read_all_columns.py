"""python/read-all-columns"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, has_spread, keywords, name_place, texts_of
from ..names import uses
from ..strings import constant

READS = {"pandas.read_csv": "usecols", "pandas.read_excel": "usecols", "pandas.read_parquet": "columns"}
READS |= {"pandas.read_feather": "columns", "pandas.read_sql_table": "columns"}
_SOURCES = frozenset(READS)
FEW = 5


@rule(
    "python",
    words=texts_of(_SOURCES),
    saves=["memory", "cpu", "storage"],
    evidence="measured",
    preset="all",
    severity="note",
    refs=[
        "rgesn:9.4",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0017",
        "creedengo:GCI96",
    ],
)
def read_all_columns(doc: Document) -> Iterator[Report]:
    """A table is read whole, and a few of its columns are used.

    Columns that nobody looks at are read, parsed and kept in memory. `usecols`, or `columns` for Parquet, leaves them
    where they are.

    Evidence: `docs/evidence/python_columns.py` reads two of twelve columns of a CSV file: a sixth of the memory, in
    three quarters of the time.

    Speaks where the code shows that at most five columns are used: the frame is only ever asked for columns by name,
    and handed to nobody. How many there are can't be seen; hence the preset `all`.

    ```python bad
    import pandas as pd

    def total(path):
        sales = pd.read_csv(path)
        return (sales["price"] * sales["count"]).sum()
    ```

    ```python good
    import pandas as pd

    def total(path):
        sales = pd.read_csv(path, usecols=["price", "count"])
        return (sales["price"] * sales["count"]).sum()
    ```

    ```python bad
    from pandas import read_parquet

    towns = read_parquet("towns.parquet")
    largest = towns["people"].max()
    ```

    ```python bad
    import pandas

    def names(path):
        table = pandas.read_excel(path, sheet_name="towns")
        for name in table["name"]:
            yield name
    ```

    ```python good
    import pandas as pd

    def load(path):
        sales = pd.read_csv(path)
        print(sales["price"].sum())
        return sales
    ```

    ```python good
    import pandas as pd

    def total(path, **options):
        sales = pd.read_csv(path, **options)
        other = pd.read_json(path)
        return sales["price"].sum() + other["price"].sum()
    ```

    ```python good
    import pandas as pd

    sales = pd.read_csv("sales.csv")
    sales["total"] = sales["price"] * 2
    column = sales[name]
    ```
    """
    for call, source in calls_to(doc, _SOURCES):
        assignment = call.parent
        target = assignment.child_by_field_name("left") if assignment and assignment.type == "assignment" else None
        if READS[source] in keywords(call) or has_spread(call) or target is None or target.type != "identifier":
            continue
        columns = {_column(doc, use) for use in uses(doc, target)}
        if columns and None not in columns and len(columns) <= FEW:
            yield report(
                name_place(call),
                "all columns are read, {count} used; name them with {keyword}",
                count=len(columns),
                keyword=READS[source],
            )


def _column(doc: Document, use: Node) -> str | None:
    """The name of the one column that a use reads."""
    outer = use.parent
    if outer is None or outer.type != "subscript" or outer.child_by_field_name("value") != use:
        return None
    place = outer.parent
    if place is not None and place.type.endswith("assignment") and place.child_by_field_name("left") == outer:
        return None  # written
    return constant(doc, outer.child_by_field_name("subscript"))
