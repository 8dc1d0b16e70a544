"""Patterns as written in `.gitignore`, with git's meaning: the last one that matches decides.

Our own reading of them, because a start counts: importing pathspec and compiling the default excludes with it takes
longer than linting a page. It also answers for whole paths, where git decides folder by folder. The tests compare
with git itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
import re
from typing import NamedTuple

_WILD = re.compile(r"[*?\[\\]")
_STAR = "[^/]*"
_FOLDERS = "(?:.*/)?"
_BRACKET_PART = r"(?s)\[:(?P<kind>[a-z]+):\]|(?P<low>\\.|[^\\])-(?P<high>\\.|[^\\\]])|(?P<one>\\.|[^\\])"
_BRACKET_KINDS = {
    "alnum": "A-Za-z0-9",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class Pattern(NamedTuple):
    """One line of a list of patterns."""

    text: str
    """As written."""
    origin: str
    """Where it stands: the name of a class, a file and line."""
    glob: str
    """What is matched: without `!` and the slashes at both ends."""
    negated: bool
    """`!…` takes back what a pattern before it left out."""
    folders_only: bool
    anchored: bool
    """It holds for the path, otherwise for a name at any depth."""


def parse(line: str, origin: str = "") -> Pattern | None:
    """The pattern of a line; None for a comment, an empty line and what can't match anything."""
    text = line.rstrip(" ")
    if text != line and (len(text) - len(text.rstrip("\\"))) % 2:
        text += " "
    if text.startswith("#"):
        return None
    negated = text.startswith("!")
    glob = text[negated:]
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    return Pattern(text, origin, glob, negated, folders_only, anchored) if glob else None


class Patterns:
    """A list of patterns, ready to match. Names and endings are looked up; the rest are regular expressions."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._names: dict[str, list[int]] = {}
        self._endings: dict[str, list[int]] = {}
        globs: list[int] = []
        paths: list[int] = []
        for index, pattern in enumerate(self._patterns):
            if pattern.anchored:
                paths.append(index)
            elif not _WILD.search(pattern.glob):
                self._names.setdefault(pattern.glob, []).append(index)
            elif pattern.glob.startswith("*") and not _WILD.search(pattern.glob, 1):
                self._endings.setdefault(pattern.glob[1:], []).append(index)
            else:
                globs.append(index)
        self._all_endings = tuple(self._endings)
        self._globs = _Alternatives(globs, self._patterns)
        self._paths = _Alternatives(paths, self._patterns)

    def match(self, path: str, is_folder: bool) -> Pattern | None:
        """The pattern that decides about a file or folder, if any. `path` is relative to the patterns' own folder.

        It is not asked what holds for the folders above: whoever walks doesn't enter a folder that is left out.
        """
        name = path.rpartition("/")[2]
        found = [*self._names.get(name, ()), *self._globs.matching(name), *self._paths.matching(path)]
        if name.endswith(self._all_endings):
            for ending, indexes in self._endings.items():
                if name.endswith(ending):
                    found += indexes
        last = max((index for index in found if is_folder or not self._patterns[index].folders_only), default=None)
        return None if last is None else self._patterns[last]


class _Alternatives:
    """Patterns of a list that need a regular expression: compiled when a text begins and ends as they do."""

    def __init__(self, indexes: Sequence[int], patterns: Sequence[Pattern]) -> None:
        self._groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for index in indexes:
            glob = patterns[index].glob
            self._groups.setdefault(_ends(glob), []).append((index, glob))
        self._any: dict[tuple[str, str], re.Pattern[str]] = {}

    def matching(self, text: str) -> Iterator[int]:
        for ends, group in self._groups.items():
            if not (text.startswith(ends[0]) and text.endswith(ends[1])):
                continue
            if ends not in self._any:
                self._any[ends] = re.compile("|".join(translate(glob) for _, glob in group), re.DOTALL)
            if self._any[ends].fullmatch(text):
                yield from (index for index, glob in group if _compiled(glob).fullmatch(text))


def _ends(glob: str) -> tuple[str, str]:
    """What a text that matches begins and ends with, at least."""
    if "\\" in glob:
        return "", ""
    first, *others = _WILD.split(glob)
    return first, others[-1].rpartition("]")[2].removeprefix("/") if others else glob


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob), re.DOTALL)


@cache
def translate(glob: str) -> str:
    """A regular expression (for `fullmatch`, with DOTALL) of a pattern. One that is written wrongly matches nothing."""
    parts = []
    at = 0
    while at < len(glob):
        char = glob[at]
        if char == "*":
            end = at + len(glob[at:]) - len(glob[at:].lstrip("*"))
            whole = end - at > 1 and (at == 0 or glob[at - 1] == "/") and (end == len(glob) or glob[end] == "/")
            if whole and end < len(glob):
                parts.append(_FOLDERS)
                end += 1
            else:
                parts.append(".*" if whole else _STAR)
            at = end
        elif char == "[":
            bracket, at = _bracket(glob, at + 1)
            parts.append(bracket)
        elif char == "\\":
            parts.append(re.escape(glob[at + 1]) if at + 1 < len(glob) else "(?!)")
            at += 2
        else:
            parts.append("[^/]" if char == "?" else re.escape(char))
            at += 1
    first, *others = [_within_folders(group) for group in _split(parts, _FOLDERS)]
    middle = "".join(f"(?>(?:.*?/)??{group})" for group in others[:-1])
    return first + middle + "".join(f"{_FOLDERS}{group}" for group in others[-1:])


def _within_folders(parts: list[str]) -> str:
    """Parts without `**`. Of several stars in a name all but the last take as little as they can, once and for all:
    the nearest place for what follows is as good as any, and trying them all would take for ever."""
    names = []
    for name in _split(parts, "/"):
        first, *others = [_joined(piece) for piece in _split(name, _STAR)]
        middle = "".join(f"(?>[^/]*?{piece})" for piece in others[:-1])
        names.append(first + middle + "".join(_STAR + piece for piece in others[-1:]))
    return "/".join(names)


def _split(parts: list[str], separator: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for part in parts:
        if part == separator:
            groups.append([])
        else:
            groups[-1].append(part)
    return groups


def _joined(parts: list[str]) -> str:
    runs = [(part, len(list(same))) for part, same in groupby(parts)]
    return "".join(f"(?:{part}){{{count}}}" if count > 2 else part * count for part, count in runs)


def _bracket(glob: str, at: int) -> tuple[str, int]:
    """The set that begins after `[`, and where it ends."""
    negated = glob[at : at + 1] in ("!", "^")
    first = at = at + negated
    read_part = re.compile(_BRACKET_PART).match  # here, since few patterns have a set
    parts = []
    while at < len(glob) and (glob[at] != "]" or at == first):
        part = read_part(glob, at)
        if part is None or (part["kind"] and part["kind"] not in _BRACKET_KINDS):
            break
        at = part.end()
        if part["kind"]:
            parts.append(_BRACKET_KINDS[part["kind"]])
        elif part["one"]:
            parts.append(re.escape(part["one"][-1]))
        elif part["low"][-1] <= part["high"][-1]:
            parts.append(f"{re.escape(part['low'][-1])}-{re.escape(part['high'][-1])}")
        else:  # of a range that is turned round git takes the first
            parts.append(re.escape(part["low"][-1]))
    else:
        if at < len(glob):
            chosen = f"[{'^' * negated}{''.join(parts)}]" if parts else "." if negated else "(?!)"
            return f"(?!/){chosen}", at + 1
    return "(?!)", len(glob)
