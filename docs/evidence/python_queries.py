"""Many small queries against one; all columns against three. SQLite in memory, so without any network.

Run: python docs/evidence/python_queries.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  1000 queries for a row, one for all: 1.148 ms against 0.334 ms, 3.4 times
  all of thirteen columns, three of them: 1.168 ms against 0.351 ms, 3.3 times
"""

import sqlite3

from python_timing import compare, heading

ROWS = 1_000
connection = sqlite3.connect(":memory:")
columns = ", ".join(f"column{number} TEXT" for number in range(12))
connection.execute(f"CREATE TABLE town (id INTEGER PRIMARY KEY, {columns})")
connection.executemany(
    f"INSERT INTO town VALUES ({', '.join('?' * 13)})",
    [(number, *(f"value {number} of column {column}" for column in range(12))) for number in range(ROWS)],
)
IDS = list(range(ROWS))


def one_by_one() -> list[object]:
    return [connection.execute("SELECT column0 FROM town WHERE id = ?", (one,)).fetchone() for one in IDS]


def at_once() -> list[object]:
    return connection.execute(f"SELECT id, column0 FROM town WHERE id IN ({', '.join('?' * ROWS)})", IDS).fetchall()


def all_columns() -> list[object]:
    return connection.execute("SELECT * FROM town").fetchall()


def three_columns() -> list[object]:
    return connection.execute("SELECT column0, column1, column2 FROM town").fetchall()


if __name__ == "__main__":
    heading()
    compare(f"{ROWS} queries for a row, one for all", one_by_one, at_once)
    compare("all of thirteen columns, three of them", all_columns, three_columns)
