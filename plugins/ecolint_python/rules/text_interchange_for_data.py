"""python/text-interchange-for-data"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, calls_to, name_place, texts_of
from ..names import modules, value
from ..strings import constant
from ..tree import text

READS = frozenset({"pandas.read_csv"})


@rule(
    "python",
    words=texts_of(READS),
    saves=["storage", "cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=[
        "rgesn:5.7",
        "rgesn:9.4",
        "wsg:store-data-according-to-the-needs-of-your-users",
        "rweb:0063",
        "creedengo:GCI99",
    ],
)
def text_interchange_for_data(doc: Document) -> Iterator[Report]:
    """A table is written as CSV and read again by the same program.

    Every number is turned into text and back, and types are guessed anew. Parquet and Feather keep types and columns,
    in a smaller file.

    Evidence: contested. Clear for large tables that are read often, wrong for small ones and for files that people
    open; hence the preset `all`.

    Speaks of a file that is written and read in the same module, under the same name.

    ```python bad
    import pandas as pd

    frame.to_csv("step1.csv", index=False)
    again = pd.read_csv("step1.csv")
    ```

    ```python good
    import pandas as pd

    frame.to_parquet("step1.parquet")
    again = pd.read_parquet("step1.parquet")
    ```

    ```python bad
    from pandas import read_csv

    STEP = "data/step1.csv"

    def save(frame):
        frame.to_csv(STEP)

    def load():
        return read_csv(STEP)
    ```

    ```python bad
    import pandas as pd

    class Steps:
        def run(self):
            self.clean().to_csv(self.path)
            return pd.read_csv(self.path)
    ```

    ```python good
    import pandas as pd

    frame = pd.read_csv("open-data.csv")
    frame.to_csv("published.csv")
    ```

    ```python good
    frame.to_csv("a.csv")
    read_csv("a.csv")
    ```

    ```python good
    import pandas as pd

    print(frame.to_csv())
    pd.read_csv(upload)
    ```
    """
    if "pandas" not in modules(doc):
        return
    written = {name for call in calls_named(doc, "to_csv") if (name := _name(doc, argument(call, 0, "path_or_buf")))}
    for call, _ in calls_to(doc, READS):
        if _name(doc, argument(call, 0, "filepath_or_buffer")) in written:
            yield report(
                name_place(call), "the table is written as text and read again; Parquet keeps types, in a smaller file"
            )


def _name(doc: Document, path: Node | None) -> str:
    """What tells a path from others: its text, or the attribute or variable of one value that holds it."""
    known = constant(doc, path)
    if known is not None or path is None:
        return known or ""
    if path.type == "attribute" or (path.type == "identifier" and value(doc, path) is not None):
        return text(path)
    return ""
