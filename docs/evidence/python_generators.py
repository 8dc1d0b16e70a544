"""A sum over a list comprehension against a generator: time, and the most memory at a time. 100,000 items.

Run: python docs/evidence/python_generators.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  list, generator: 2.707 ms against 2.434 ms, 1.1 times
  most memory: 3997032 bytes against 472
"""

from collections.abc import Callable
import tracemalloc

from python_timing import compare, heading

ITEMS = range(100_000)


def by_list() -> int:
    return sum([item * 2 for item in ITEMS])


def by_generator() -> int:
    return sum(item * 2 for item in ITEMS)


def most_memory(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    heading()
    compare("list, generator", by_list, by_generator)
    print(f"most memory: {most_memory(by_list)} bytes against {most_memory(by_generator)}")
