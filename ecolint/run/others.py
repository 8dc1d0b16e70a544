"""Files that others write, and whose next version takes no notice of a fix."""

from collections.abc import Callable, Sequence
import os
from pathlib import Path, PurePosixPath

from .default_excludes import CLASSES, OTHERS
from .discovery import Endings, languages_of
from .exclusion import Exclusions


def written_by_others(root: Path, endings: Endings, named: Sequence[Path]) -> Callable[[PurePosixPath], bool]:
    """A function that says whether a file of the root is one of them.

    One that is `named` isn't, nor is what lies in such a folder that is.
    """
    real_root = os.path.realpath(root)
    exclusions = Exclusions(real_root, {name: CLASSES[name] for name in OTHERS})
    asked = [PurePosixPath(os.path.relpath(os.path.realpath(path), real_root)) for path in named]

    def is_others(path: PurePosixPath) -> bool:
        found = exclusions.of(str(path), is_folder=False)
        if found is None and any(language.minified for language in languages_of([path], endings).values()):
            found = exclusions.of_text(str(path))
        if found is None:
            return False
        return not any(path.is_relative_to(one) and one.is_relative_to(found.path) for one in asked)

    return is_others
