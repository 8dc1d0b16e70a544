"""On which line a TOML text sets a key. tomllib doesn't say; asked only for messages about a text that it has read."""

from collections.abc import Mapping
import re
from typing import TypeAlias

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of tables and indices of arrays."""

_GRAMMAR = r"""
      (?P<string> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
    | (?P<comment> \#[^\n]* )
    | (?P<newline> \n )
    | (?P<sign> [][{},=.] )
    | (?P<bare> [^][{},=.\s"'\#]+ )
"""

_Token: TypeAlias = tuple[str, str, int]
"""Kind, text and line. A sign is its own kind."""


def key_lines(text: str) -> dict[Keys, int]:
    """The line, from 1, of each key and array item; of a table, where it is first named."""
    tokens = _tokens(text)
    lines: dict[Keys, int] = {}
    sizes: dict[Keys, int] = {}
    table: Keys = ()
    at = 0
    while at < len(tokens):
        kind, _, line = tokens[at]
        if kind == "newline":
            at += 1
        elif kind == "[":
            brackets = 2 if tokens[at + 1][0] == "[" else 1
            names, at = _names(tokens, at + brackets)
            table = _table(names, brackets == 2, sizes)
            _note(lines, (), table, line)
            at += brackets
        else:
            names, at = _names(tokens, at)
            _note(lines, table, names, line)
            at = _value(tokens, at + 1, table + names, lines)
    return lines


def nearest_line(lines: Mapping[Keys, int], keys: Keys) -> int:
    """The line of a key, or of the nearest table around it that has one; else 1."""
    return next((lines[keys[:size]] for size in range(len(keys), 0, -1) if keys[:size] in lines), 1)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    line = 1
    for match in re.finditer(_GRAMMAR, text, re.VERBOSE | re.DOTALL):
        kind = match.lastgroup or ""
        if kind != "comment":
            found.append((match[0] if kind == "sign" else kind, match[0], line))
        line += match[0].count("\n")
    return [*found, ("newline", "\n", line)]


def _names(tokens: list[_Token], at: int) -> tuple[Keys, int]:
    """The parts of a dotted key, and the place after it."""
    names = [_name(tokens[at])]
    while tokens[at + 1][0] == ".":
        at += 2
        names.append(_name(tokens[at]))
    return tuple(names), at + 1


def _name(token: _Token) -> str:
    kind, text, _ = token
    if kind == "bare":
        return text
    import tomllib

    return str(tomllib.loads(f"name = {text}")["name"])


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


def _note(lines: dict[Keys, int], table: Keys, names: Keys, line: int) -> None:
    for size in range(1, len(names) + 1):
        lines.setdefault(table + names[:size], line)


def _value(tokens: list[_Token], at: int, keys: Keys, lines: dict[Keys, int]) -> int:
    """Note the lines of what a value holds. Returns the place after it."""
    if tokens[at][0] == "[":
        at, index = at + 1, 0
        while tokens[at][0] != "]":
            if tokens[at][0] in ("newline", ","):
                at += 1
            else:
                lines[*keys, index] = tokens[at][2]
                at, index = _value(tokens, at, (*keys, index), lines), index + 1
        return at + 1
    if tokens[at][0] == "{":
        at += 1
        while tokens[at][0] != "}":
            if tokens[at][0] in ("newline", ","):
                at += 1
            else:
                names, after = _names(tokens, at)
                _note(lines, keys, names, tokens[at][2])
                at = _value(tokens, after + 1, keys + names, lines)
        return at + 1
    while tokens[at][0] not in ("newline", ",", "]", "}"):
        at += 1
    return at
