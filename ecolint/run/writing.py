"""Files that are written whole or not at all."""

import os
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader sees the old file or the new one. Raises OSError.

    What is no regular file (a terminal, a pipe) is written to directly.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    import tempfile

    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
