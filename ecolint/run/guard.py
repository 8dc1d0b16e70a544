"""An end to what never ends: patterns of rule files come from the linted repository, and C code hears no signal.

What may take for ever is done by a process of its own. The system itself ends it when its time is up.
"""

from collections.abc import Callable
import os
import pickle
import signal
from typing import Any
import warnings
import weakref

MEMORY = 2_000_000_000
"""Bytes that the process may take besides what it begins with."""
_WORD = 8


class CutOffError(Exception):
    """The process was ended; the message says why."""


class Guard:
    """A function, called in a process that is ended once a call has taken so many seconds of processor time.

    The process is forked at the first call, knows what its parent knew then, and serves all further calls; after a
    call that is cut off, the next one starts another. Where there is no `fork` (Windows), the function is just called.
    """

    def __init__(self, function: Callable[[Any], Any], seconds: float) -> None:
        """`function` takes and returns what can be pickled."""
        self._function = function
        self._seconds = max(seconds, 0.01)
        self._end: weakref.finalize[..., Any] | None = None
        self._child = self._ask = self._hear = 0

    def __call__(self, argument: Any) -> Any:
        """Raises CutOffError."""
        if not hasattr(os, "fork") or not hasattr(signal, "setitimer"):
            return self._function(argument)
        if self._end is None or not self._end.alive:
            self._start()
        try:
            _send(self._ask, argument)
            return _receive(self._hear)
        except (EOFError, BrokenPipeError):
            raise CutOffError(self._ended()) from None

    def _start(self) -> None:
        child_hears, self._ask = os.pipe()
        self._hear, child_tells = os.pipe()
        with warnings.catch_warnings():  # of other threads: the child calls nothing that could wait for them
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if not self._child:  # pragma: no cover -- the child's lines aren't counted
            try:
                os.close(self._ask)
                os.close(self._hear)
                self._serve(child_hears, child_tells)
            finally:
                os._exit(1)
        os.close(child_hears)
        os.close(child_tells)
        self._end = weakref.finalize(self, _end, self._child, self._ask, self._hear, os.getpid())

    def _serve(self, hears: int, tells: int) -> None:  # pragma: no cover -- as above
        for name in (signal.SIGPROF, signal.SIGINT):
            signal.signal(name, signal.SIG_DFL)
        _limit_memory()
        while True:
            argument = _receive(hears)
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
            answer = self._function(argument)
            signal.setitimer(signal.ITIMER_PROF, 0)
            _send(tells, answer)

    def _ended(self) -> str:
        assert self._end is not None
        self._end.detach()
        status = _close(self._child, self._ask, self._hear)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if number == signal.SIGPROF:
            return f"took longer than {self._seconds:g} s"
        how = f" ({signal.Signals(number).name})" if number else ""
        return f"took too much memory, or made ecolint crash{how},"


def _limit_memory() -> None:  # pragma: no cover -- in the child
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if soft == resource.RLIM_INFINITY or soft > used + MEMORY:
        resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, hard))


def _end(child: int, ask: int, hear: int, owner: int) -> None:
    """End a child that nobody asks any more. Other children may hold its pipe open, so it must be told."""
    if os.getpid() == owner:
        os.kill(child, signal.SIGKILL)
        _close(child, ask, hear)


def _close(child: int, ask: int, hear: int) -> int:
    """The exit status of a child that ends."""
    os.close(ask)
    os.close(hear)
    return os.waitpid(child, 0)[1]


def _send(pipe: int, value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(len(data).to_bytes(_WORD) + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _receive(pipe: int) -> Any:
    """Raises EOFError if the other end is closed."""
    size = int.from_bytes(_read(pipe, _WORD))
    return pickle.loads(_read(pipe, size))  # noqa: S301 -- from our own process


def _read(pipe: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
