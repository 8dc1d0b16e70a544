"""Goes through the folders of a root: each one once, never out of it, never round in circles."""

from collections.abc import Iterator
import errno
import os
from pathlib import Path, PurePath
import stat

from ..model.problem import Problem
from .exclusion import VERSION_CONTROL, Exclusions
from .paths import OutsideRootError, inside

LINK_OUT = "link out of the root"
LINK_LOOP = "link loop"
LINK_BROKEN = "broken link"
NOT_REGULAR = "not a regular file"


def locate(path: str | Path, root: str) -> tuple[str, os.stat_result]:
    """The real path of an existing file or folder, relative to the root and with `/`, and what is known of it.

    Raises OSError if it can't be reached, OutsideRootError.
    """
    real = os.path.realpath(path, strict=True)
    status = os.stat(real)  # noqa: PTH116 (a string here, as everything in a walk)
    return inside(PurePath(real), PurePath(root)), status


class Walk:
    """One walk, perhaps from several folders, and what it passed by. Paths are relative to the root; that is ""."""

    def __init__(self, root: str, exclusions: Exclusions) -> None:
        """`root` is a real path, without links."""
        self.root = root
        self.exclusions = exclusions
        self.skipped: dict[str, set[str]] = {}
        """Reason → files that are left out, links, special files."""
        self.skipped_folders: dict[str, set[str]] = {}
        """Reason → folders that were not entered."""
        self.problems: list[Problem] = []
        """Folders that can't be read."""
        self._seen: set[str] = set()

    def files(self, folder: str) -> Iterator[str]:
        """Regular files under a folder, in no order. No folder of theirs is left out; they themselves may be."""
        waiting = [folder]
        while waiting:
            folder = waiting.pop()
            if folder in self._seen:
                continue
            self._seen.add(folder)
            for entry in self._entries(folder):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_symlink():
                    path, is_folder = self._follow(path)
                    if not path:
                        continue
                elif entry.is_dir(follow_symlinks=False):
                    is_folder = True
                    if self.leaves_out(path, is_folder=True):
                        continue
                elif entry.is_file(follow_symlinks=False):
                    is_folder = False
                else:
                    self.skip(NOT_REGULAR, path)
                    continue
                if is_folder:
                    waiting.append(path)
                else:
                    yield path

    def leaves_out(self, path: str, *, is_folder: bool, above: bool = False) -> bool:
        """Whether a file or folder is excluded or ignored, which is noted. `above`: also by the folders above it."""
        exclusion = self.exclusions.of(path, is_folder) if above else self.exclusions.of_entry(path, is_folder)
        if exclusion is None:
            return False
        if exclusion.reason != VERSION_CONTROL:
            folders = is_folder or exclusion.path != path
            noted = self.skipped_folders if folders else self.skipped
            noted.setdefault(exclusion.reason, set()).add(exclusion.path)
        return True

    def skip(self, reason: str, path: str) -> None:
        """Note a file that is not linted."""
        self.skipped.setdefault(reason, set()).add(path)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(f"{self.root}/{folder}") as entries:
                return list(entries)
        except OSError as error:
            self.problems.append(Problem(f"folder {folder or '.'}", f"can't be read: {error.strerror or error}"))
            return []

    def _follow(self, link: str) -> tuple[str, bool]:
        """What a link stands for, by its real path, and whether that is a folder; "" if it is nothing to read."""
        is_folder = os.path.isdir(f"{self.root}/{link}")  # noqa: PTH112 -- says no where it may not look
        if self.leaves_out(link, is_folder=is_folder):
            return "", False
        try:
            path, status = locate(f"{self.root}/{link}", self.root)
        except OutsideRootError:
            self.skip(LINK_OUT, link)
            return "", False
        except OSError as error:
            self.skip(LINK_LOOP if error.errno == errno.ELOOP else LINK_BROKEN, link)
            return "", False
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder and f"{link}/".startswith(f"{path}/" if path else ""):
            self.skip(LINK_LOOP, link)
            return "", False
        if not is_folder and not stat.S_ISREG(status.st_mode):
            self.skip(NOT_REGULAR, link)
            return "", False
        return ("", False) if self.leaves_out(path, is_folder=is_folder, above=True) else (path, is_folder)
