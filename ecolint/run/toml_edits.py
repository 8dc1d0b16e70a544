"""Taking settings out of a TOML text: what remains keeps its comments and its form."""

from collections.abc import Callable, Collection, Iterator
import re
from typing import Any, TypeAlias

from .toml_lines import Keys, key_places

Cut: TypeAlias = tuple[int, int]
"""Characters to leave out."""
_REST = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?(\r?\n|$)")


def without_items(text: str, array: Keys, numbers: Collection[int]) -> list[Cut]:
    """What to leave out so that an array lacks these items; nothing if that can't be done without other changes."""
    spans = key_places(text).spans
    count = sum(1 for keys in spans if keys[:-1] == array and isinstance(keys[-1], int))
    items = [spans[*array, number] for number in range(count)]
    cuts = _joined(_cut(text, items, number, numbers) for number in sorted(numbers))
    return _proven(text, cuts, lambda table: _drop_items(table, array, numbers))


def without_key(text: str, keys: Keys) -> list[Cut]:
    """The same for a key with its value, on lines of their own, and a remark at their end."""
    span = key_places(text).spans.get(keys)
    if span is None:
        return []
    line, rest = _line_start(text, span[0]), _REST.match(text, span[1])
    if rest is None or text[line : span[0]].strip():
        return []
    return _proven(text, [(line, rest.end())], lambda table: _drop_key(table, keys))


def without_table(text: str, table: Keys) -> list[Cut]:
    """The same for a table of an array of tables that has a header of its own; its last key is its number."""
    places = key_places(text)
    headers = [(keys, start) for keys, start in places.headers if keys[: len(table)] == table]
    if not headers or headers[0][0] != table:
        return []
    mine = (span[1] for keys, span in places.spans.items() if keys[: len(table)] == table)
    start, last = headers[0][1], max(mine)
    later = next((at for keys, at in places.headers if at > start and keys[: len(table)] != table), len(text))
    end = _line_end(text, last)
    if last > later or text[_line_start(text, start) : start].strip():
        return []
    if not text[end:later].strip():
        end = later  # with the blank lines that follow, up to the next table
    array, number = table[:-1], int(table[-1])
    return _proven(text, [(_line_start(text, start), end)], lambda whole: _drop_table(whole, array, number))


def applied(text: str, cuts: Collection[Cut]) -> str:
    """The text without them."""
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + text[end:]
    return text


def _cut(text: str, items: list[Cut], number: int, gone: Collection[int]) -> Cut:
    start, end = items[number]
    line, rest = _line_start(text, start), _REST.match(text, end)
    if rest and not text[line:start].strip():
        return line, rest.end()  # alone on its line, perhaps with a remark about it
    after = [other for other in range(number + 1, len(items)) if _same_line(text, end, items[other][0])]
    if any(other not in gone for other in after):
        return start, items[after[0]][0]
    before = [other for other in range(number) if other not in gone and _same_line(text, items[other][1], start)]
    if before:
        return items[before[-1]][1], end
    comma = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    return start, comma.end() if comma else end


def _same_line(text: str, start: int, end: int) -> bool:
    return "\n" not in text[start:end]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """After the line end."""
    return (text.find("\n", at) + 1) or len(text)


def _joined(cuts: Iterator[Cut]) -> list[Cut]:
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _proven(text: str, cuts: list[Cut], change: Callable[[dict[str, Any]], None]) -> list[Cut]:
    """The cuts, if what is left says the same but for a change; else none."""
    import tomllib

    expected = tomllib.loads(text)
    change(expected)
    try:
        left = tomllib.loads(applied(text, cuts))
    except tomllib.TOMLDecodeError:
        return []
    return cuts if left == expected else []


def _drop_items(table: dict[str, Any], array: Keys, numbers: Collection[int]) -> None:
    holder = _holder(table, array)
    holder[array[-1]] = [item for number, item in enumerate(holder[array[-1]]) if number not in numbers]


def _drop_key(table: dict[str, Any], keys: Keys) -> None:
    del _holder(table, keys)[keys[-1]]


def _drop_table(table: dict[str, Any], array: Keys, number: int) -> None:
    _drop_items(table, array, {number})
    if not _holder(table, array)[array[-1]]:
        _drop_key(table, array)  # the last table of an array takes the array with it


def _holder(table: dict[str, Any], keys: Keys) -> Any:
    """The table that holds the last key."""
    holder: Any = table
    for key in keys[:-1]:
        holder = holder[key]
    return holder
