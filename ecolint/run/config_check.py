"""What is wrong with a value, told for people. Reads the parts of JSON Schema that `config_schema` writes."""

from collections.abc import Collection, Iterator, Mapping
import re
from typing import Any

from ..model.wording import Phrase
from ..texts import say
from .config_file import Mistake
from .config_schema import Schema
from .suggest import quoted, suggest
from .toml_lines import Keys

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}
_FEW = 12
"""So many known words are all named."""

_LONG = 64
"""Bits of a number that is no longer shown."""


def mistakes(value: object, schema: Schema, definitions: Mapping[str, Schema], keys: Keys = ()) -> Iterator[Mistake]:
    """All mistakes in a value, in order of writing. `keys` lead to the value."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].removeprefix("#/$defs/")]
    if "not" in schema:
        yield keys, say(schema["description"])
    elif "anyOf" in schema:
        yield from _any_of(value, schema, definitions, keys)
    elif not _fits(value, schema):
        expected = Phrase("a {kind}", kind=schema["title"]) if "enum" in schema else schema["title"]
        yield keys, _must_be(keys, expected, value)
    elif isinstance(value, str) and value not in schema.get("enum", (value,)):
        advice = say("; {advice}", advice=schema["$comment"]) if "$comment" in schema else ""
        template = "{key}: unknown {kind} {word}{near}{advice}"
        near = _known(value, schema["enum"])
        told = say(template, key=dotted(keys), kind=schema["title"], word=quoted(value), near=near, advice=advice)
        yield keys, told
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from mistakes(item, schema["items"], definitions, (*keys, index))
    elif isinstance(value, dict):
        yield from _in_table(value, schema, definitions, keys)


def dotted(keys: Keys) -> str:
    """A key as a message names it: `rules."html/large-dom".max`. Array items are told by their line."""
    names = [key for key in keys if isinstance(key, str)]
    return ".".join(name if re.fullmatch(r"[\w-]+", name, re.ASCII) else quoted(name) for name in names)


def _any_of(value: object, schema: Schema, definitions: Mapping[str, Schema], keys: Keys) -> Iterator[Mistake]:
    tried = [list(mistakes(value, one, definitions, keys)) for one in schema["anyOf"]]
    if not all(tried):
        return
    nearest = max(tried, key=lambda found: len(found[0][0]))
    if "title" in schema and nearest[0][0] == keys:
        yield keys, _must_be(keys, schema["title"], value)
    else:
        yield from nearest


def _must_be(keys: Keys, expected: str, value: object) -> str:
    return say("{key} must be {expected}, not {value}", key=dotted(keys), expected=expected, value=_shown(value))


def _fits(value: object, schema: Schema) -> bool:
    if not isinstance(value, _TYPES[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return False
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, int | float):
        lowest, above, highest = (schema.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
        return (
            (lowest is None or value >= lowest)
            and (above is None or value > above)
            and (highest is None or value <= highest)
        )
    return True


def _in_table(
    table: Mapping[str, Any], schema: Schema, definitions: Mapping[str, Schema], keys: Keys
) -> Iterator[Mistake]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in table:
            yield keys, say("{key}: {name} is missing", key=dotted(keys), name=name)
    for name, value in table.items():
        inner = properties.get(name) or _by_pattern(name, schema) or schema.get("additionalProperties", True)
        if inner is False:
            template = "unknown {kind} {word} in {key}{near}" if keys else "unknown {kind} {word}{near}"
            kind, near = schema["propertyNames"]["title"], _known(name, properties)
            yield (*keys, name), say(template, kind=kind, word=quoted(name), key=dotted(keys), near=near)
        elif inner is not True:
            yield from mistakes(value, inner, definitions, (*keys, name))


def _by_pattern(name: str, schema: Schema) -> Any:
    patterns = schema.get("patternProperties", {})
    return next((inner for pattern, inner in patterns.items() if re.search(pattern, name)), None)


def _known(word: str, known: Collection[str]) -> str:
    near = suggest(word, known)
    return near if near or not 0 < len(known) <= _FEW else say("; known: {names}", names=", ".join(known))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict | list):
        return say("a table") if isinstance(value, dict) else say("a list")
    if isinstance(value, bool):
        return str(value).lower()
    return say("an enormous number") if isinstance(value, int) and value.bit_length() > _LONG else str(value)
