"""Files that are written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
import io
import os
from pathlib import Path
from typing import IO, TextIO


def write_file(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader sees the old file or the new one. Raises OSError.

    What is no regular file (a terminal, a pipe) is written to directly.
    """
    with _replacing(path) as file:
        file.write(data)


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """A stream whose text takes the place of a file at the end, if nothing fails. Raises OSError. UTF-8, LF."""
    with _replacing(path) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield stream
        stream.flush()


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    import tempfile

    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        written.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
