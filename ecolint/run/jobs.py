"""How many processes a run is worth."""

from collections.abc import Sequence
import os

from .discovery import FoundFile

_WORTH = 4_000_000
"""Bytes of source, a second of work, from which on it pays to start others: each takes a quarter until it is ready."""
_SHARE = 2_000_000
"""Bytes for each of them, so that starting never takes as long as checking."""
_QUOTA = "/sys/fs/cgroup/cpu.max"


def processes_for(files: Sequence[FoundFile], jobs: int | None) -> int:
    """How many processes check some files: as many as are asked for or, with None, pay off. 1: only this one."""
    if jobs is not None or len(files) < 2:
        return min(jobs or 1, len(files))
    processors = usable_processors()
    size = sum(map(size_of, files)) if processors > 1 else 0
    return min(processors, len(files), size // _SHARE) if size >= _WORTH else 1


def usable_processors() -> int:
    """Processors that this process may use, a container's quota considered."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open(_QUOTA, encoding="ascii") as file:  # noqa: PTH123 -- no Path for one line
            quota, period = map(int, file.read().split())
    except (OSError, ValueError):  # no container, another system, or "max"
        return bound
    return max(1, min(bound, quota // period))


def size_of(file: FoundFile) -> int:
    """Bytes of a file; 0 if it is gone."""
    try:
        return os.stat(file.path).st_size  # noqa: PTH116
    except OSError:
        return 0
