"""From where a file lies on this system to the path that reports show on every one."""

from pathlib import PurePath


class OutsideRootError(ValueError):
    """A path leads out of the root."""


def inside(real: PurePath, root: PurePath) -> str:
    """A real path below a real root: with `/`, and "" for the root itself. Raises OutsideRootError."""
    try:
        relative = real.relative_to(root).as_posix()
    except ValueError:
        raise OutsideRootError(str(real)) from None
    return "" if relative == "." else relative
