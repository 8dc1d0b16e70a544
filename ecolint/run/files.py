"""What rules about the project may ask about its files. All is read-only, looked up when asked and remembered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
import os
from pathlib import Path, PurePosixPath
import re
import stat
from typing import TYPE_CHECKING, Any

from ..model.source import Span
from .discovery import project_files
from .gitignore import translate
from .paths import OutsideRootError
from .reading import ReadError, open_file, read
from .walk import locate

if TYPE_CHECKING:
    from .headers import Header

_DEEPEST = 32
"""Folders in an address that is looked up: through links, more of them could lead anywhere for ever."""
_TEXT_LIMIT = 1_000_000


@dataclass(frozen=True)
class File:
    """A file of the project. `report(file, …)` speaks about the file as a whole."""

    path: PurePosixPath
    """Relative to the root."""
    size: int
    """In bytes."""
    _root: Path = field(repr=False, compare=False)

    @property
    def span(self) -> Span:
        """The file's beginning."""
        return Span(0, 0)

    @property
    def width(self) -> int | None:
        """Of a picture, in pixels; None if it is none or can't be read. For an SVG the width it declares."""
        return self._header.width

    @property
    def height(self) -> int | None:
        """As `width`."""
        return self._header.height

    @property
    def frames(self) -> int | None:
        """How many pictures an animation shows one after the other; 1 for a picture that stands still."""
        return self._header.frames

    @cached_property
    def _header(self) -> "Header":
        from .headers import Header, read_header

        try:
            with open_file(self._root / self.path) as stream:
                return read_header(stream)
        except OSError:
            return Header()


class Files:
    """The files of a project: linted ones and assets."""

    def __init__(
        self,
        root: Path,
        excludes: Mapping[str, Sequence[str]] | None = None,
        *,
        static_folders: Sequence[str] = (),
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """`excludes` holds for `glob`; `static_folders` and `prefixes` say where addresses lead (see `places`)."""
        self._root = os.path.realpath(root)
        self._excludes = excludes or {}
        self._static_folders = static_folders
        self._prefixes = prefixes or {}
        self._names = cache(self._read_names)
        self._found = cache(self._find)
        self._resolved = cache(self._resolve)
        self._texts = cache(self._read_text)
        self._values = cache(self._read_json)

    def get(self, path: str | PurePosixPath) -> File | None:
        """The file at a path relative to the root; None if there is none, or it leads out of the root."""
        return self._found(str(PurePosixPath(path)))

    def glob(self, pattern: str) -> Iterator[File]:
        """Files that are not excluded or ignored and whose path matches: `*.css` in the root, `**/*.css` anywhere."""
        wanted = re.compile(translate(pattern), re.DOTALL)
        for path in self._paths:
            if wanted.fullmatch(path) and (file := self._found(path)):
                yield file

    def resolve(self, from_path: PurePosixPath, address: str) -> File | None:
        """The file that an address in another file means: `src`, `href`, `url()`, or the template call in its place.

        None if it is not in the project, not known before run time, or could be one of several.
        """
        return self._resolved("" if from_path.parent == PurePosixPath() else str(from_path.parent), address)

    def text(self, path: str | PurePosixPath) -> str | None:
        """The text of a small file; None if there is none, it is binary or larger than 1 MB."""
        return self._texts(str(PurePosixPath(path)))

    def json(self, path: str | PurePosixPath) -> Any:
        """The value of a small JSON file, for reading only; None if there is none or it is not valid."""
        return self._values(str(PurePosixPath(path)))

    @cached_property
    def _paths(self) -> list[str]:
        return project_files(Path(self._root), self._excludes)

    @cached_property
    def _all_static_folders(self) -> list[str]:
        from .addresses import STATIC_FOLDERS

        folders = {path.rpartition("/")[0] for path in self._paths}
        above = {
            "/".join(parts[:n]) for parts in (folder.split("/") for folder in folders) for n in range(1, len(parts) + 1)
        }
        return sorted(folder for folder in above if folder.rpartition("/")[2] in STATIC_FOLDERS)

    def _resolve(self, folder: str, address: str) -> File | None:
        from .addresses import places

        groups = places(
            folder,
            address,
            static_folders=self._static_folders,
            prefixes=self._prefixes,
            everywhere=lambda: self._all_static_folders,
        )
        for group in groups:
            found = {file for path in group if (file := self._found(path))}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def _find(self, path: str) -> File | None:
        """Names are looked up in listings of folders, so that upper and lower case count on every system."""
        folder = ""
        names = path.split("/")
        if len(names) > _DEEPEST:
            return None
        for name in names:
            if name not in self._names(folder):
                return None
            folder = f"{folder}/{name}" if folder else name
        try:
            real, status = locate(f"{self._root}/{path}", self._root)
        except (OSError, OutsideRootError):
            return None
        return File(PurePosixPath(real), status.st_size, Path(self._root)) if stat.S_ISREG(status.st_mode) else None

    def _read_names(self, folder: str) -> frozenset[str]:
        try:
            real, _ = locate(f"{self._root}/{folder}", self._root)
            with os.scandir(f"{self._root}/{real}") as entries:
                return frozenset(entry.name for entry in entries)
        except (OSError, OutsideRootError):
            return frozenset()

    def _read_text(self, path: str) -> str | None:
        file = self._found(path)
        if file is None or file.size > _TEXT_LIMIT:
            return None
        try:
            source = read(Path(self._root) / file.path, file.path)
        except ReadError:
            return None
        return source.data.decode() if source else None

    def _read_json(self, path: str) -> Any:
        import json

        try:
            return json.loads(self._texts(path) or "")
        except (ValueError, RecursionError):
            return None
