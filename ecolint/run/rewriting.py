"""Files of the user, rewritten with care: old or new, never half, and nothing else about them changes."""

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
    import shutil
    import tempfile

    folder, name = os.path.split(path)
    number, leftover = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with os.fdopen(number, "wb") as file:
            _keep_owner(path, leftover)
            shutil.copystat(path, leftover)
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if read_bytes(path) != before:
            raise RewriteError("it changed since it was read")
        os.replace(leftover, path)  # noqa: PTH105
        leftover = ""
    finally:
        if leftover:
            os.unlink(leftover)  # noqa: PTH108


def _keep_owner(path: str, written: str) -> None:
    old, new = os.stat(path), os.stat(written)  # noqa: PTH116
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(written, old.st_uid, old.st_gid)
