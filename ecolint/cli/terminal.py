"""The terminal that people read at."""

import os
import sys

_MOST = 120


def columns() -> int:
    """How wide text should be there; 0 if standard output is no terminal."""
    if not sys.stdout.isatty():
        return 0
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 100, _MOST)
    except (OSError, ValueError):
        return 100
