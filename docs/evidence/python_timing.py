"""What the measurements in this folder share: the best of several runs, and the ratio of two ways to do the same."""

from __future__ import annotations

from collections.abc import Callable
import platform
from time import perf_counter


def best(work: Callable[[], object], runs: int = 7) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def compare(what: str, wasteful: Callable[[], object], frugal: Callable[[], object], runs: int = 7) -> None:
    """Print how many times longer the wasteful way takes."""
    first, second = best(wasteful, runs), best(frugal, runs)
    print(f"{what}: {first * 1e3:.3f} ms against {second * 1e3:.3f} ms, {first / second:.1f} times")


def heading() -> None:
    """Print the interpreter that measures."""
    print(f"{platform.python_implementation()} {platform.python_version()}")
