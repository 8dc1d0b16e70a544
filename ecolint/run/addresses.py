"""Where in a project the file may lie that a page, style sheet or script refers to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
import re

STATIC_FOLDERS = ("static", "public", "assets", "www", "wwwroot", "htdocs")
"""Names of folders whose content is served as it is."""

_SOURCE_FOLDERS = ("src", "app", "")
_STATIC_CALL = re.compile(
    r"""
    \{[{%]-?\s*
    (?: static\s+ | (?:static|asset)\(\s* | url_for\(\s*['"]static['"]\s*,\s*(?:filename|path)\s*=\s* )
    (['"]) (?P<path>[^'"{}]+) \1
    \s*\)?\s*-?[%}]\}
    (?:[?\#].*)?
    """,
    re.VERBOSE,
)
"""`{% static 'x' %}`, `{{ url_for('static', filename='x') }}`, `{{ asset('x') }}`."""

_UNKNOWN = re.compile(r"\{\{|\{%|<%|<\?|\$\{|#\{")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def places(
    folder: str,
    address: str,
    *,
    static_folders: Sequence[str] = (),
    prefixes: Mapping[str, str] | None = None,
    everywhere: Callable[[], Iterable[str]] = tuple,
) -> Iterator[tuple[str, ...]]:
    """Where to look, in this order: of each group of paths at most one may exist.

    `folder` holds the file that refers, `address` is an attribute's value as written. `static_folders` and `prefixes`
    (beginning of an address → folder) are what the project says, `everywhere` gives all folders that are called as
    in STATIC_FOLDERS. Paths are relative to the root, with `/`. An address that is unknown or leads elsewhere has no
    place.
    """
    address = address.strip()
    for prefix in sorted(prefixes or {}, key=len, reverse=True):
        if prefixes and address.startswith(prefix):
            yield _group([(prefixes[prefix], _path(address[len(prefix) :]))])
            return
    if call := _STATIC_CALL.fullmatch(address):
        yield from _served(folder, _path(call["path"]), STATIC_FOLDERS, static_folders, everywhere)
        return
    if _UNKNOWN.search(address) or _SCHEME.match(address):
        return
    path = _path(address)
    above = _folders_above(folder)
    if path.startswith("/"):
        yield from _served(folder, path[1:], ("", *STATIC_FOLDERS), static_folders, everywhere)
    elif alias := re.match(r"~?@/|~/", path):
        yield _group((_join(up, source), path[alias.end() :]) for up in above for source in _SOURCE_FOLDERS)
    elif path.startswith("~"):
        yield from (_group([(_join(up, "node_modules"), path[1:])]) for up in above)
    elif path:
        yield _group([(folder, path)])


def _served(
    folder: str,
    path: str,
    names: Sequence[str],
    static_folders: Sequence[str],
    everywhere: Callable[[], Iterable[str]],
) -> Iterator[tuple[str, ...]]:
    """Places of a file that a server delivers: what the project says, then folders above, then any static folder."""
    yield from (_group([(static, path)]) for static in static_folders)
    yield _group((_join(up, name), path) for up in _folders_above(folder) for name in names)
    first, _, rest = path.partition("/")
    if "" not in names:
        yield _group((static, path) for static in everywhere())
    elif first in STATIC_FOLDERS:
        yield _group((static, rest) for static in everywhere() if static.rpartition("/")[2] == first)


def _path(address: str) -> str:
    """An address without query and fragment, percent-decoded."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path, errors="surrogateescape")
    return path


def _folders_above(folder: str) -> list[str]:
    """A folder and those above it, up to the root."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]


def _group(places: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Paths of files, each once; none that leads out of the root."""
    joined = (_join(folder, path) for folder, path in places if path and not path.endswith("/"))
    return tuple(dict.fromkeys(path for path in joined if path))


def _join(folder: str, path: str) -> str:
    """A path as seen from a folder, without `.` and `..`; "" for the root and what lies outside."""
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
