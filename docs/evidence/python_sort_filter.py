"""Sort, then keep one item in ten, against the other way round. 50,000 items.

Run: python docs/evidence/python_sort_filter.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  sorted first, filtered first: 13.402 ms against 0.833 ms, 16.1 times
"""

import random

from python_timing import compare, heading

random.seed(1)
ITEMS = [random.random() for _ in range(50_000)]

if __name__ == "__main__":
    heading()
    compare(
        "sorted first, filtered first",
        lambda: [item for item in sorted(ITEMS) if item < 0.1],
        lambda: sorted([item for item in ITEMS if item < 0.1]),
    )
