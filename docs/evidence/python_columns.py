"""Two of twelve columns of a CSV file, against all twelve. 20,000 rows.

Run: python docs/evidence/python_columns.py (needs pandas)

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  pandas 3.1.1
  all columns, two of twelve: 20.340 ms against 10.160 ms, 2.0 times
  memory: 1920132 bytes against 320132
"""

from io import StringIO

import pandas as pd
from python_timing import compare, heading

COLUMNS = [f"column{number}" for number in range(12)]
TEXT = ",".join(COLUMNS) + "\n" + "".join(f"{','.join([f'{row}.5'] * 12)}\n" for row in range(20_000))

if __name__ == "__main__":
    heading()
    print(f"pandas {pd.__version__}")
    compare(
        "all columns, two of twelve",
        lambda: pd.read_csv(StringIO(TEXT)),
        lambda: pd.read_csv(StringIO(TEXT), usecols=["column0", "column1"]),
        3,
    )
    whole, part = pd.read_csv(StringIO(TEXT)), pd.read_csv(StringIO(TEXT), usecols=["column0", "column1"])
    print(f"memory: {whole.memory_usage(deep=True).sum()} bytes against {part.memory_usage(deep=True).sum()}")
