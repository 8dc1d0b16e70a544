"""An end to regular expressions that never end: those of rule files come from the linted repository."""

from collections.abc import Iterator
from contextlib import contextmanager
import signal
import threading

_AGAIN = 0.5
"""Seconds until the next try, should an exception get lost in a callback."""


@contextmanager
def alarm(seconds: float, error: type[BaseException]) -> Iterator[None]:
    """Raise `error` in the block once it has taken so much processor time. Where there is no such signal, never."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise error

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, 0.01), _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
