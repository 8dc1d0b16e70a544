"""A rule that takes for ever is stopped; what runs after it isn't."""

import contextlib
import signal
import threading
import time

import pytest

from ecolint.analysis.document import TimedOutError
from ecolint.run.alarm import alarm

needs_a_clock = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such clock")


def for_ever() -> None:
    """Stands for a rule; gives up by itself only when something is wrong."""
    end = time.process_time() + 20
    while time.process_time() < end:
        pass
    raise AssertionError("nothing has stopped it")


@needs_a_clock
def test_python_code_is_interrupted_and_the_clock_put_away() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(TimedOutError), alarm(0.05):
        for_ever()
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before


def _lose_one() -> None:
    with contextlib.suppress(TimedOutError):
        for_ever()
    for_ever()


@needs_a_clock
def test_it_rings_again_where_the_first_time_was_lost() -> None:
    with pytest.raises(TimedOutError), alarm(0.05):
        _lose_one()


@needs_a_clock
def test_a_clock_that_runs_already_is_left_alone() -> None:
    with pytest.raises(TimedOutError), alarm(0.05), alarm(100):
        for_ever()


def test_other_threads_hear_no_clock() -> None:
    done: list[str] = []

    def work() -> None:
        with alarm(0.01):
            done.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["done"]
