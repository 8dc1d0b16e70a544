"""What keeps a file out of a run: exclude patterns, `.gitignore` files, the folders of version control."""

from collections.abc import Iterator, Mapping, Sequence
import os
from pathlib import Path, PurePath
from typing import NamedTuple

from .gitignore import Pattern, Patterns, parse
from .paths import inside
from .reading import ReadError, is_minified, read_bytes

VERSION_CONTROL = "version control"
GIT_IGNORED = "ignored by .gitignore"
_MINIFIED = "minified"
"""The class that a text may show, too."""
_VERSION_CONTROL_FOLDERS = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})
_IGNORE_FILE_LIMIT = 1_000_000


class Exclusion(NamedTuple):
    """Why a file or folder is left out."""

    reason: str
    """In words for a summary: "excluded: tests"."""
    path: str
    """The file, or the folder above it, that is left out."""
    pattern: Pattern | None = None


class _Layer(NamedTuple):
    """The patterns of one ignore file."""

    above: int
    """Length of the part of a path that leads to the file's folder."""
    patterns: Patterns


class Exclusions:
    """Decides what is left out. Paths are relative to the root, with `/`; the root itself is ""."""

    def __init__(self, root: str, excludes: Mapping[str, Sequence[str]]) -> None:
        """`excludes`: class → patterns. The first class with a pattern that matches decides, in it the last pattern."""
        self._root = root
        self._excludes = Patterns(
            pattern for name in reversed(list(excludes)) for line in excludes[name] if (pattern := parse(line, name))
        )
        self._minified = _MINIFIED in excludes
        repository = _repository(root)
        below = inside(PurePath(root), PurePath(repository))
        self._prefix = f"{below}/" if below else ""
        self._layers: dict[str, tuple[_Layer, ...]] = {"": tuple(self._layers_above(repository))}

    def of(self, path: str, is_folder: bool) -> Exclusion | None:
        """Why a file or folder is left out, by itself or by a folder above it."""
        end = path.find("/")
        while end >= 0:
            if found := self.of_entry(path[:end], is_folder=True):
                return found
            end = path.find("/", end + 1)
        return self.of_entry(path, is_folder)

    def of_entry(self, path: str, is_folder: bool) -> Exclusion | None:
        """Why a file or folder is left out by itself; the folders above are not asked."""
        folder, _, name = path.rpartition("/")
        if is_folder and name in _VERSION_CONTROL_FOLDERS:
            return Exclusion(VERSION_CONTROL, path)
        whole = self._prefix + path
        for layer in self._layers_of(folder):
            if pattern := layer.patterns.match(whole[layer.above :], is_folder):
                if not pattern.negated:
                    return Exclusion(GIT_IGNORED, path, pattern)
                break
        pattern = self._excludes.match(path, is_folder)
        return Exclusion(f"excluded: {pattern.origin}", path, pattern) if pattern and not pattern.negated else None

    def of_text(self, path: str) -> Exclusion | None:
        """Why a script or style sheet is left out by its text: what is minified needn't be called so."""
        pattern = self._excludes.match(path, is_folder=False)
        if not self._minified or (pattern and pattern.negated) or not is_minified(f"{self._root}/{path}"):
            return None
        return Exclusion(f"excluded: {_MINIFIED}", path)

    def _layers_of(self, folder: str) -> tuple[_Layer, ...]:
        """The ignore files that hold in a folder, the nearest first."""
        missing = []
        while folder not in self._layers:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        layers = self._layers[folder]
        for below in reversed(missing):
            path = f"{below}/"
            own = _layer(f"{self._root}/{path}.gitignore", f"{path}.gitignore", len(self._prefix + path))
            layers = self._layers[below] = (own, *layers) if own else layers
        return layers

    def _layers_above(self, repository: str) -> Iterator[_Layer]:
        """The ignore files of the root, of the folders above it in the repository, and the repository's own."""
        parts = self._prefix.split("/")[:-1]
        for depth in range(len(parts), -1, -1):
            inner = "".join(f"{part}/" for part in parts[:depth])
            name = "../" * (len(parts) - depth) + ".gitignore"
            if layer := _layer(f"{repository}/{inner}.gitignore", name, len(inner)):
                yield layer
        if layer := _layer(f"{repository}/.git/info/exclude", ".git/info/exclude", 0):
            yield layer


def _repository(root: str) -> str:
    """The nearest folder that holds `.git`, from the root upwards; without one, the root."""
    folders = (Path(root), *Path(root).parents)
    return str(next((folder for folder in folders if os.path.lexists(folder / ".git")), root))


def _layer(path: str, name: str, above: int) -> _Layer | None:
    """The patterns of an ignore file; None if there is none that can be read."""
    try:
        data = read_bytes(path, _IGNORE_FILE_LIMIT)
    except ReadError:
        return None
    lines = os.fsdecode(data.removeprefix(b"\xef\xbb\xbf")).split("\n")
    patterns = [parse(line.removesuffix("\r"), f"{name}:{number}") for number, line in enumerate(lines, 1)]
    return _Layer(above, Patterns(pattern for pattern in patterns if pattern))
