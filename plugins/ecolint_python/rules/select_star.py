"""python/select-star"""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, function, method, name_place
from ..circumstances import severity
from ..names import function_of, origin
from ..sql import bare
from ..strings import known
from ..tree import descendants

# Where a statement is handed over: PEP 249, asyncpg, Django's `raw`, SQLAlchemy's `text`, pandas, PySpark's `sql`.
TAKES_SQL = (
    "execute",
    "fetch",
    "fetchrow",
    "query",
    "raw",
    "read_sql",
    "read_sql_query",
    "sql",
    "text",
)
_STAR = re.compile(
    r"\s*select\s+(?:distinct\s+|all\s+)?(?:\w+\.)?\*\s*(?:,[^()]*)?\s+from\s+[\"`\[]?\w[\w.]*(?![\w.(])"
)


@rule(
    "python",
    words=TAKES_SQL,
    saves=["network", "server", "memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:7.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0066",
        "creedengo:GCI74",
    ],
)
def select_star(doc: Document) -> Iterator[Report]:
    """A query asks for all columns of a table, whether they are used or not.

    Columns that nobody reads are still looked up, sent over the network and turned into Python objects, and every
    column that is added to the table later comes along. An index that holds the columns in use can't answer such a
    query alone.

    Evidence: `docs/evidence/python_queries.py` reads three of twelve columns, and all twelve.

    Speaks of statements that are handed to a cursor, a connection, `text()` or pandas. Counting, `EXISTS`, a query
    around one that names its columns, a function that gives rows, and a table that is only known at run time are fine;
    so is a function that makes objects or dictionaries of whole rows: there each column has its place. In migrations,
    commands and scripts the finding is a note.

    ```python bad
    cursor.execute("SELECT * FROM town WHERE code = %s", (code,))
    ```

    ```python good
    cursor.execute("SELECT name, people FROM town WHERE code = %s", (code,))
    ```

    ```python bad
    frame = pandas.read_sql(
        \"\"\"
        select t.*
        from town t  -- all of them
        \"\"\",
        connection,
    )
    ```

    ```python bad
    from sqlalchemy import text

    QUERY = "SELECT DISTINCT * FROM " + "booking"
    rows = session.execute(text(QUERY)).all()
    ```

    ```python good
    cursor.execute("SELECT count(*) FROM town")
    cursor.execute("SELECT name FROM town WHERE EXISTS (SELECT * FROM street WHERE street.town = town.id)")
    cursor.execute("SELECT * FROM (SELECT name, people FROM town) AS t")
    cursor.execute("WITH t AS (SELECT name FROM town) SELECT * FROM t")
    ```

    ```python good
    cursor.execute(f"SELECT * FROM {table} LIMIT 1")
    cursor.execute("INSERT INTO old SELECT * FROM town")
    print("SELECT * FROM town")
    ```

    ```python good
    cursor.execute("SELECT * FROM trim(%s)", (name,))

    def booking(cursor, id):
        cursor.execute("SELECT * FROM booking WHERE id = ?", (id,))
        return Booking.from_dict(dict(cursor.fetchone()))

    def bookings(cursor):
        return [Booking(**row) for row in cursor.execute("SELECT * FROM booking")]
    ```

    ```python good
    answer = help.query("select * as many as you like from the list")
    ```
    """
    if b"*" not in doc.data:
        return
    for call in calls_named(doc, *TAKES_SQL):
        statement = known(doc, argument(call, 0, "sql"))
        if "*" in statement and _STAR.match(bare(statement)) and not _maps_rows(doc, call):
            yield report(
                name_place(call),
                "all columns are read and sent; name those that are used",
                severity=severity(doc),
            )


def _maps_rows(doc: Document, call: Node) -> bool:
    """Whether the function around makes something of whole rows: `Town(**row)`, `dict(row)`, `Town.from_row(row)`."""
    around = function_of(call)
    if around is None:
        return False
    for one in descendants(around, "call"):
        given = one.child_by_field_name("arguments")
        spreads = given is not None and any(part.type == "dictionary_splat" for part in given.named_children)
        if spreads or method(one).startswith(_MAPPERS) or origin(doc, function(one)) == "builtins.dict":
            return True
    return False


_MAPPERS = ("from_", "model_validate", "parse_obj", "_from_row", "_row_to", "row_to", "dictfetch")
