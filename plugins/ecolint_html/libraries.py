"""Well-known libraries by the names of their files and packages.

The table is `libraries.json`: the name of the file as delivery networks use it, without version and build, a kind
("library", "carousel", or "converter": makes WebP or AVIF of a site's pictures when it is built or served), the package
that has it, where that was looked up, and the day.
"""

from functools import cache


def names_of(kind: str) -> frozenset[str]:
    """Names of the files of a kind of library."""
    return frozenset(entry["name"] for entry in _entries() if entry["kind"] == kind)


def packages_of(kind: str) -> frozenset[str]:
    """The packages of a kind of library."""
    return frozenset(entry["package"] for entry in _entries() if entry["kind"] == kind)


@cache
def _entries() -> list[dict[str, str]]:
    import json
    from pathlib import Path

    found: list[dict[str, str]] = json.loads((Path(__file__).parent / "libraries.json").read_bytes())
    return found
