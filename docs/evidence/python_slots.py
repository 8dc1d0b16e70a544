"""Bytes for an instance of a dataclass of three fields, with and without slots.

Run: python docs/evidence/python_slots.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  96 bytes an instance, with slots 56
"""

from dataclasses import dataclass
import tracemalloc

from python_timing import heading

COUNT = 100_000


@dataclass
class Open:
    x: float
    y: float
    z: float


@dataclass(slots=True)
class Closed:
    x: float
    y: float
    z: float


def size(kind: type[Open] | type[Closed]) -> float:
    tracemalloc.start()
    kept = [kind(0.0, 1.0, 2.0) for _ in range(COUNT)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return taken / len(kept) - 8


if __name__ == "__main__":
    heading()
    print(f"{size(Open):.0f} bytes an instance, with slots {size(Closed):.0f}")
