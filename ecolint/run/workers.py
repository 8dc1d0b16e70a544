"""Checking files in several processes.

A worker is a fresh interpreter that loads plugins and configuration itself: paths go in, and what came of each file
comes out. One that dies costs the file it was at. `multiprocessing` isn't used; see ADR 8.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from typing import IO, Any

from ..model.problem import Problem, problem
from .discovery import FoundFile
from .jobs import size_of
from .session import Session
from .work import Part, Work

_MOST_DEATHS = 10
"""After so many the rest is given up: something is wrong with all files."""
_WAIT = 0.2
"""Seconds; a wait without an end can't be interrupted on Windows."""
_LOST = (EOFError, OSError, pickle.UnpicklingError)
"""How a dead worker shows."""
_FLAGS = {"isolated": "I", "ignore_environment": "E", "no_user_site": "s", "no_site": "S", "optimize": "O"}
_START = "import sys; sys.path[:] = {path}; from ecolint.run.workers import serve; serve()"


def check_in_parallel(
    files: Sequence[FoundFile], count: int, rebuild: Callable[[], Session], progress: Callable[[int, int], None]
) -> dict[FoundFile, Part]:
    """What came of each file. Files are missing if no worker could be started.

    `rebuild` makes the session in a worker; it must be picklable, as a function of a module with plain values is.
    """
    pool = _Pool(pickle.dumps(rebuild), deque(sorted(files, key=size_of, reverse=True)))  # the largest don't come last
    threads = [threading.Thread(target=pool.feed, daemon=True) for _ in range(count)]
    parts: dict[FoundFile, Part] = {}
    try:
        for thread in threads:
            thread.start()
        while len(parts) < len(files):
            try:
                file, part = pool.done.get(timeout=_WAIT)
            except queue.Empty:
                if not any(thread.is_alive() for thread in threads) and pool.done.empty():
                    break
                continue
            parts[file] = part
            progress(len(parts), len(files))
    finally:
        pool.stop(threads)
    return parts


@dataclass(eq=False, repr=False)
class _Pool:
    rebuild: bytes
    waiting: deque[FoundFile]
    done: queue.SimpleQueue[tuple[FoundFile, Part]] = field(default_factory=queue.SimpleQueue)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    deaths: int = 0
    stopped: bool = False

    def feed(self) -> None:
        """Start a worker and hand it files until there are none; another one, should it die."""
        worker: _Worker | None = None
        while self.waiting and not self.stopped:
            try:
                file = self.waiting.popleft()
            except IndexError:  # another thread was faster
                break
            if self.deaths >= _MOST_DEATHS:
                self.done.put((file, Part(skipped={"given up, after too many crashes": [file.relative]})))
                continue
            worker = worker or self._started()
            if worker is None:
                self.waiting.append(file)
                return
            try:
                self.done.put((file, worker.ask(file)))
            except _LOST:
                self.deaths += 1
                self.done.put((file, _lost(file, worker.end())))
                worker = None
        if worker:
            worker.end()

    def _started(self) -> "_Worker | None":
        """A worker that is ready; None if there can't be one."""
        try:
            worker = _Worker(_interpreter())
        except OSError:
            return None
        self.processes.append(worker.process)
        failure: str = "it isn't wanted any more"
        with suppress(*_LOST):
            if not self.stopped:
                worker.send(self.rebuild)
                failure = worker.receive()
        if failure:
            worker.end()
        return None if failure else worker

    def stop(self, threads: Sequence[threading.Thread]) -> None:
        """Nothing waits for workers: they hold nothing but what was asked of them."""
        self.stopped = True
        for process in self.processes:
            process.kill()
        for thread in threads:
            if thread.ident:
                thread.join()


class _Worker:
    """A process, seen from the one that started it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._in: IO[bytes] = process.stdin
        self._out: IO[bytes] = process.stdout

    def send(self, data: bytes) -> None:
        self._in.write(data)
        self._in.flush()

    def receive(self) -> Any:
        return pickle.load(self._out)  # noqa: S301 -- a process of ours wrote it

    def ask(self, file: FoundFile) -> Part:
        self.send(pickle.dumps(file))
        part: Part = self.receive()
        return part

    def end(self) -> int:
        """Its exit code."""
        self.process.kill()
        code = self.process.wait()
        for stream in (self._in, self._out):
            with suppress(OSError):  # what was not yet sent
                stream.close()
        return code


def _interpreter() -> subprocess.Popen[bytes]:
    """The same interpreter, with the same packages. `-P`: a linted folder can't bring modules of its own."""
    flags = [f"-{letter}" for name, letter in _FLAGS.items() for _ in range(getattr(sys.flags, name))]
    flags += ["-X", "utf8"] * sys.flags.utf8_mode
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", *flags, "-c", _START.format(path=ascii(sys.path))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0 if os.name == "posix" else None,  # Ctrl-C is for us: we end them
    )


def _lost(file: FoundFile, code: int) -> Part:
    how = f"exit code {code}"
    with suppress(ValueError):
        how = signal.Signals(-code).name if code < 0 else how
    told = f"was not checked: the process that checked it died ({how})"
    return Part(problems=[Problem(f"file {file.relative}", told)])


def serve() -> None:
    """The life of a worker: files in, what came of them out, until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a plugin prints doesn't get among the answers
    failures: list[Problem] = []
    with problem("worker", failures):
        work = Work(pickle.load(requests)())  # noqa: S301 -- the process that started us wrote it
    _answer(answers, failures[0].message if failures else "")
    while not failures:
        try:
            file: FoundFile = pickle.load(requests)  # noqa: S301
        except EOFError:
            break
        work.read(file)
        _answer(answers, work.taken())
    answers.flush()
    os._exit(0)


def _answer(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream)
    stream.flush()
