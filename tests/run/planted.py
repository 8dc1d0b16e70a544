"""Trees of files that are made and looked for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ecolint import Language
from ecolint.run.discovery import Discovered, discover

SCRIPT = Language("script", object, minified=True)
PAGE = Language("page", object)
ENDINGS = {".html": PAGE, ".html.j2": PAGE, ".js": SCRIPT, ".d.ts": SCRIPT, ".ts": SCRIPT, ".js.html": None}
EXCLUDES = {"config": ["!kept.min.js"], "vendored": ["node_modules/", "vendor/"], "minified": ["*.min.js"]}


def plant(root: Path, *names: str) -> None:
    """Make files, and folders for names that end in a slash."""
    for name in names:
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("x", encoding="utf-8")


def find(root: Path, *paths: str, excludes: Mapping[str, Sequence[str]] = EXCLUDES, **options: int) -> Discovered:
    """Discover under paths relative to the root, by default all of it."""
    places = [root / path for path in paths or ("",)]
    return discover(places, root=root, endings=ENDINGS, excludes=excludes, **options)  # type: ignore[arg-type]


def names(found: Discovered) -> list[str]:
    return [str(file.relative) for file in found.files]


def skipped(found: Discovered) -> dict[str, list[str]]:
    """Reason → files, and folders with a slash."""
    reasons = {reason: [str(path) for path in paths] for reason, paths in found.skipped.items()}
    for reason, folders in found.skipped_folders.items():
        reasons.setdefault(reason, []).extend(f"{path}/" for path in folders)
    return reasons
