"""`any` over a list comprehension against a generator: how many items, what each costs, and which one decides.

Run: python docs/evidence/python_short_circuit.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  20,000 comparisons, the first decides: 0.305 ms against 0.000 ms, 675.9 times
  20,000 comparisons, the last decides: 0.414 ms against 0.498 ms, 0.8 times
  3 comparisons, the middle one decides, 1000 times: 0.263 ms against 0.407 ms, 0.6 times
  10 comparisons, the middle one decides, 1000 times: 0.400 ms against 0.529 ms, 0.8 times
  30 comparisons, the middle one decides, 1000 times: 0.802 ms against 0.842 ms, 1.0 times
  100 comparisons, the middle one decides, 1000 times: 2.237 ms against 1.958 ms, 1.1 times
  10 searches, the middle one decides, 1000 times: 1.104 ms against 1.046 ms, 1.1 times
  100 searches, the middle one decides, 1000 times: 14.616 ms against 7.286 ms, 2.0 times
  100 searches, the last decides, 1000 times: 14.868 ms against 10.714 ms, 1.4 times
"""

from collections.abc import Callable
import re

from python_timing import compare, heading

ITEMS = list(range(20_000))
LAST = len(ITEMS) - 1
LINES = [f"one of the lines, number {number}" for number in range(100)]


def often(work: Callable[[], object]) -> Callable[[], None]:
    """The same a thousand times."""

    def repeated() -> None:
        for _ in range(1000):
            work()

    return repeated


def compared(count: int) -> None:
    """Items that cost nothing; the one in the middle decides."""
    items, wanted = ITEMS[:count], count // 2
    wasteful, frugal = lambda: any([i == wanted for i in items]), lambda: any(i == wanted for i in items)
    compare(f"{count} comparisons, the middle one decides, 1000 times", often(wasteful), often(frugal))


def searched(count: int, deciding: str, place: int) -> None:
    """Items that a regular expression looks at."""
    lines, wanted = LINES[:count], re.compile(f"number {place}$")
    wasteful, frugal = (
        lambda: any([wanted.search(one) for one in lines]),
        lambda: any(wanted.search(one) for one in lines),
    )
    compare(f"{count} searches, {deciding} decides, 1000 times", often(wasteful), often(frugal))


if __name__ == "__main__":
    heading()
    compare(
        "20,000 comparisons, the first decides",
        lambda: any([i == 0 for i in ITEMS]),
        lambda: any(i == 0 for i in ITEMS),
    )
    compare(
        "20,000 comparisons, the last decides",
        lambda: any([i == LAST for i in ITEMS]),
        lambda: any(i == LAST for i in ITEMS),
    )
    for count in (3, 10, 30, 100):
        compared(count)
    searched(10, "the middle one", 5)
    searched(100, "the middle one", 50)
    searched(100, "the last", 99)
