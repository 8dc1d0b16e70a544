"""Files of the user, rewritten with care: old or new, never half, and nothing else about them changes."""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path, PurePosixPath

from .reading import read_bytes


class RewriteError(OSError):
    """A file was left as it was; the message says why, without the path."""


def rewrite(root: Path, relative: PurePosixPath, before: bytes, after: bytes) -> None:
    """Replace a file's content, if it still is `before`. Mode, owner and extended attributes stay.

    The new content is written beside it and renamed: whoever looks, whenever the program dies, finds the old file or
    the new one. Raises RewriteError.
    """
    try:
        real_root = os.path.realpath(root)
        path = f"{real_root}/{relative}"
        if os.path.realpath(path, strict=True) != path:
            raise RewriteError("a link leads there")
        if not os.access(path, os.W_OK):
            raise RewriteError("it is write-protected")
        _replace(path, before, after)
    except OSError as error:
        raise error if isinstance(error, RewriteError) else RewriteError(error.strerror or str(error)) from None


def _replace(path: str, before: bytes, after: bytes) -> None:
    import secrets
    import shutil

    folder, old = os.path.split(path)
    new = f".{old[:50]}.{secrets.token_hex(4)}"
    new_path = f"{folder}/{new}"
    with _opened(folder) as within:
        if within is None:
            old, new = path, new_path
        number = os.open(new, _NEW, 0o600, dir_fd=within)
        try:
            with os.fdopen(number, "wb") as file:
                _keep_owner(path, number)
                shutil.copystat(path, new_path)
                file.write(after)
                file.flush()
                os.fsync(number)
            if read_bytes(old, folder=within) != before:
                raise RewriteError("it changed since it was read")
            os.replace(new, old, src_dir_fd=within, dst_dir_fd=within)
            new = ""
        finally:
            if new:
                os.unlink(new, dir_fd=within)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def _opened(folder: str) -> Iterator[int | None]:
    """The folder itself, whatever takes its place meanwhile; None on systems that open no folders."""
    if not {os.open, os.unlink, os.rename} <= os.supports_dir_fd:
        yield None
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.path.realpath(folder) != folder or not os.path.samestat(os.fstat(number), os.stat(folder)):  # noqa: PTH116
            raise RewriteError("a link leads there")
        yield number
    finally:
        os.close(number)


def _keep_owner(path: str, written: int) -> None:
    old, new = os.stat(path), os.fstat(written)  # noqa: PTH116
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(written, old.st_uid, old.st_gid)
