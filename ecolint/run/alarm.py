"""A clock that interrupts Python code: a rule that takes for ever is stopped where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
import signal
import threading

from ..analysis.document import TimedOutError

_AGAIN = 0.2
"""Seconds until the clock rings once more: what is raised in a destructor is lost."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raises TimedOutError in what runs here once it took so many seconds of processor time.

    C code isn't interrupted, but stopped after. Without such clocks (Windows), in other threads than the main one and
    where a clock runs already nothing happens.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getitimer(signal.ITIMER_PROF)[0] > 0:
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.01), _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(*_: object) -> None:
    raise TimedOutError
