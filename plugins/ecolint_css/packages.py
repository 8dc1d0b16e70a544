"""What a project's `package.json` files say: its packages, and what a build does with its style sheets.

The table is `packages.json`: a package, its kind, where it was looked up, and the day. Kinds are "bundler" (joins
`@import`ed style sheets into one file), "translator" (writes new CSS in the words of older browsers), "converter"
(makes WebP or AVIF of the pictures of style sheets) and "still" (its style sheets ask who wants less motion).
"""

from functools import cache
from pathlib import PurePosixPath

from ecolint import Files

_FIELDS = ("dependencies", "devDependencies", "peerDependencies")


def dependencies(files: Files, near: PurePosixPath | None = None) -> frozenset[str]:
    """The packages that the project names; with `near`, only those named in the folders above a file."""
    if near is None:
        manifests = [file.path for file in files.glob("**/package.json")]
    else:
        manifests = [folder / "package.json" for folder in near.parents]
    found: set[str] = set()
    for manifest in manifests:
        content = files.json(manifest)
        for field in _FIELDS if isinstance(content, dict) else ():
            named = content.get(field)
            found.update(named if isinstance(named, dict) else ())
    return frozenset(found)


@cache
def packages_of(kind: str) -> frozenset[str]:
    """The known packages of a kind."""
    import json
    from pathlib import Path

    entries = json.loads((Path(__file__).parent / "packages.json").read_bytes())
    return frozenset(entry["name"] for entry in entries if entry["kind"] == kind)


def has_browserslist(files: Files, path: PurePosixPath) -> bool:
    """Whether a file's project declares the browsers it serves."""
    for folder in path.parents:
        content = files.json(folder / "package.json")
        if files.get(folder / ".browserslistrc") or (isinstance(content, dict) and "browserslist" in content):
            return True
    return False
