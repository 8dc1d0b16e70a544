"""CSS features whose lack breaks a page, found in a style sheet that has no answer for browsers without them."""

from collections.abc import Iterator
from functools import cache
import re
from typing import NamedTuple

from ecolint import Document, Span

from .baseline import AVAILABLE
from .sheet import Declaration, Sheet, sheet

_LIMIT = "2024-05"
"""What is older has been around for two and a half years, and is widely available."""


def recent(kind: str, *names: str) -> dict[str, str]:
    """Those of some names of a kind that came in the last two and a half years, with their days."""
    return {name: day for name in names if (day := AVAILABLE[kind].get(name, "")) >= _LIMIT}


AT_RULES = recent("at-rules", "container", "scope")
"""All that is in them is lost. Others only refine: `@starting-style`, `@property`, `@page`, `@position-try`."""
SELECTORS = recent("selectors", "has", "dir", "state")
"""The whole rule is lost. Pseudo-elements and states such as `:open` only decorate."""
PROPERTIES = recent("properties", "anchor-name", "position-anchor", "position-area")
"""What is laid out by them lands elsewhere. All others leave a sane default."""
_COMPUTED = (
    *("abs", "sign", "mod", "rem", "round", "pow", "sqrt", "hypot", "log", "exp"),
    *("sin", "cos", "tan", "asin", "acos", "atan", "atan2"),
)
"""Functions that SCSS and Less compute themselves, as they may any that is given variables."""
FUNCTIONS = recent(
    "functions",
    *_COMPUTED,
    *("anchor-size", "sibling-count", "sibling-index", "progress"),
    *("color-mix", "contrast-color", "light-dark", "lab", "lch", "oklab", "oklch", "shape", "ray", "xywh"),
)
"""The declaration is lost."""
RELATIVE = recent("relative colours", *AVAILABLE["relative colours"])
"""Colours made from another one; the declaration is lost."""
VALUES = recent(
    "values",
    *("grid-template-columns.subgrid", "grid-template-rows.subgrid"),
    *("align-self.anchor-center", "justify-self.anchor-center"),
    *("writing-mode.sideways-lr", "writing-mode.sideways-rl"),
)
CLUES = (
    *(f"@{name}" for name in AT_RULES),
    *(f":{name}(" for name in SELECTORS),
    *PROPERTIES,
    *(f"{name}(" for name in FUNCTIONS),
    *(["(from "] if RELATIVE else []),
    *(value.partition(".")[2] for value in VALUES),
)
"""A sheet without any of these uses nothing recent."""


@cache
def _calls(names: tuple[str, ...], after: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$@-])({'|'.join(names) or '(?!)'})\({after}")


class Use(NamedTuple):
    """A recent feature in a style sheet."""

    name: str
    """As a person writes it: `@scope`, `:has()`, `light-dark()`."""
    day: str
    """Since when all main browsers have it."""
    place: Span


def uses(doc: Document) -> Iterator[Use]:
    """Recent features that nothing in the sheet guards: no `@supports`, no declaration before for other browsers."""
    read = sheet(doc)
    tested = " ".join(block.values for block in read.at_rules if block.at == "supports")
    for use in (*_blocks(read), *_declarations(doc, read)):
        if use.name.strip("@:()") not in tested:
            yield use


def _blocks(read: Sheet) -> Iterator[Use]:
    for block in read.at_rules:
        if block.at in AT_RULES and not block.within("supports"):
            yield Use(f"@{block.at}", AT_RULES[block.at], block.span)
    named = re.compile(rf":(?:{'|'.join(map(re.escape, SELECTORS)) or '(?!)'})\(".encode())
    for block in read.blocks_with_prelude(named) if SELECTORS else ():
        for name in SELECTORS:
            if f":{name}(" in block.selector and not block.within("supports"):
                yield Use(f":{name}()", SELECTORS[name], block.span)


def _declarations(doc: Document, read: Sheet) -> Iterator[Use]:
    language = doc.language.name
    clues = [clue.encode() for clue in CLUES if doc.mentions(clue)]
    found = {one.span: one for clue in clues for one in read.declarations(*read.names, having=clue)}
    found.update({one.span: one for one in read.declarations(*PROPERTIES)})
    for one in found.values():
        used = list(_named(one, language))
        if used and not one.block.within("supports") and not _has_older(read, one, language):
            yield from used


def _has_older(read: Sheet, one: Declaration, language: str) -> bool:
    """Whether an earlier declaration in the block says the same property in words that older browsers know."""
    same = read.declarations(one.name, among={one.block})
    return any(other.span < one.span and not list(_named(other, language)) for other in same)


def _named(one: Declaration, language: str) -> Iterator[Use]:
    if one.name in PROPERTIES:
        yield Use(one.name, PROPERTIES[one.name], one.span)
    for value, day in VALUES.items():
        name, _, word = value.partition(".")
        offered = word in one.block.selector  # one class for each value of a property
        if one.name == name and word in one.words.split() and not offered:
            yield Use(f"{name}: {word}", day, one.span)
    if "(" not in one.value:
        return
    for found in _calls(tuple(RELATIVE), r"\s*from\s").finditer(one.words):
        yield Use(f"{found[1]}(from …)", RELATIVE[found[1]], one.span)
    for found in _calls(tuple(FUNCTIONS), "").finditer(one.words):
        if language == "css" or not (found[1] in _COMPUTED or re.search(r"[$@]\w", one.words[found.end() :])):
            yield Use(f"{found[1]}()", FUNCTIONS[found[1]], one.span)
