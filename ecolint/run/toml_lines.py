"""Where a TOML text says what. tomllib doesn't tell; asked only of a text that it has read."""

from bisect import bisect_right
from collections.abc import Mapping
import re
from typing import NamedTuple, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of tables and indices of arrays."""

_GRAMMAR = r"""
      (?P<string> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
    | (?P<comment> \#[^\n]* )
    | (?P<newline> \n )
    | (?P<sign> [][{},=.] )
    | (?P<bare> [^][{},=.\s"'\#]+ )
"""


class _Token(NamedTuple):
    kind: str
    """A sign is its own kind."""
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Places(NamedTuple):
    """Offsets in a text, in characters."""

    spans: dict[Keys, tuple[int, int]]
    """Each key and array item, from its beginning to the end of its value; a table, where it is first named."""
    headers: list[tuple[Keys, int]]
    """Each `[table]` and `[[table]]`, in order, and where it begins."""


def key_lines(text: str) -> dict[Keys, int]:
    """The line, from 1, of each key and array item; of a table, where it is first named."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return {keys: bisect_right(ends, start - 1) + 1 for keys, (start, _) in key_places(text).spans.items()}


def key_places(text: str) -> Places:
    """Where each key, array item and table stands."""
    tokens = _tokens(text)
    places = Places({}, [])
    sizes: dict[Keys, int] = {}
    table: Keys = ()
    at = 0
    while at < len(tokens):
        kind, _, start = tokens[at]
        if kind == "newline":
            at += 1
        elif kind == "[":
            brackets = 2 if tokens[at + 1].kind == "[" else 1
            names, at = _names(tokens, at + brackets)
            table = _table(names, brackets == 2, sizes)
            at += brackets
            places.headers.append((table, start))
            _note(places, (), table, start, tokens[at - 1].end)
        else:
            names, at = _names(tokens, at)
            _note(places, table, names, start, start)
            at = _value(tokens, at + 1, table + names, places)
            places.spans[table + names] = places.spans[table + names][0], tokens[at - 1].end
    return places


def nearest_line(lines: Mapping[Keys, int], keys: Keys) -> int:
    """The line of a key, or of the nearest table around it that has one; else 1."""
    return next((lines[keys[:size]] for size in range(len(keys), 0, -1) if keys[:size] in lines), 1)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in re.finditer(_GRAMMAR, text, re.VERBOSE | re.DOTALL):
        kind = match.lastgroup or ""
        if kind != "comment":
            found.append(_Token(match[0] if kind == "sign" else kind, match[0], match.start()))
    return [*found, _Token("newline", "\n", len(text))]


def _names(tokens: list[_Token], at: int) -> tuple[Keys, int]:
    """The parts of a dotted key, and the place after it."""
    names = [_name(tokens[at])]
    while tokens[at + 1].kind == ".":
        at += 2
        names.append(_name(tokens[at]))
    return tuple(names), at + 1


def _name(token: _Token) -> str:
    if token.kind == "bare":
        return token.text
    import tomllib

    return str(tomllib.loads(f"name = {token.text}")["name"])


def _table(names: Keys, is_array: bool, sizes: dict[Keys, int]) -> Keys:
    """Where a header leads: through the last item of each array of tables on the way."""
    table: Keys = ()
    for number, name in enumerate(names, 1):
        table = (*table, name)
        if is_array and number == len(names):
            sizes[table] = sizes.get(table, 0) + 1
        if table in sizes:
            table = (*table, sizes[table] - 1)
    return table


def _note(places: Places, table: Keys, names: Keys, start: int, end: int) -> None:
    for size in range(1, len(names) + 1):
        places.spans.setdefault(table + names[:size], (start, end))


def _value(tokens: list[_Token], at: int, keys: Keys, places: Places) -> int:
    """Note where a value holds what. Returns the place after it."""
    if tokens[at].kind == "[":
        at, index = at + 1, 0
        while tokens[at].kind != "]":
            if tokens[at].kind in ("newline", ","):
                at += 1
            else:
                start = tokens[at].start
                at, index = _value(tokens, at, (*keys, index), places), index + 1
                places.spans[*keys, index - 1] = start, tokens[at - 1].end
        return at + 1
    if tokens[at].kind == "{":
        at += 1
        while tokens[at].kind != "}":
            if tokens[at].kind in ("newline", ","):
                at += 1
            else:
                names, after = _names(tokens, at)
                _note(places, keys, names, tokens[at].start, tokens[at].start)
                at = _value(tokens, after + 1, keys + names, places)
        return at + 1
    while tokens[at].kind not in ("newline", ",", "]", "}"):
        at += 1
    return at
