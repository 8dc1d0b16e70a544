"""CSS features whose lack breaks a page, found in a style sheet that has no answer for browsers without them."""

from collections.abc import Iterator
import re
from typing import NamedTuple

from ecolint import Document, Span

from .baseline import AVAILABLE
from .sheet import Declaration, Sheet, sheet

AT_RULES = ("container", "scope")
"""All that is in them is lost. Others only refine: `@starting-style`, `@property`, `@page`, `@position-try`."""
SELECTORS = ("has", "dir", "state")
"""The whole rule is lost. Pseudo-elements and states such as `:open` only decorate."""
PROPERTIES = ("anchor-name", "position-anchor", "position-area")
"""What is laid out by them lands elsewhere. All others leave a sane default."""
FUNCTIONS = (
    *("abs", "sign", "mod", "rem", "round", "pow", "sqrt", "hypot", "log", "exp"),
    *("sin", "cos", "tan", "asin", "acos", "atan", "atan2"),
    *("anchor-size", "sibling-count", "sibling-index", "progress"),
    *("color-mix", "contrast-color", "light-dark", "lab", "lch", "oklab", "oklch", "shape", "ray", "xywh"),
)
"""The declaration is lost."""
RELATIVE = tuple(AVAILABLE["relative colours"])
VALUES = (
    *("grid-template-columns.subgrid", "grid-template-rows.subgrid"),
    *("align-self.anchor-center", "justify-self.anchor-center"),
    *("writing-mode.sideways-lr", "writing-mode.sideways-rl"),
)
_IN_DIALECTS = frozenset(
    (
        "abs",
        "sign",
        "mod",
        "rem",
        "round",
        "pow",
        "sqrt",
        "hypot",
        "log",
        "exp",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
    )
)
"""Functions that SCSS and Less compute themselves."""

_FUNCTION = re.compile(rf"(?<![\w$@-])({'|'.join(FUNCTIONS)})\(")
_RELATIVE = re.compile(rf"(?<![\w-])({'|'.join(RELATIVE)})\(\s*from\s")
_SELECTOR = re.compile(rf":({'|'.join(SELECTORS)})\(")
_CLUES = re.compile(
    rf"[:@\s](?:{'|'.join((*AT_RULES, *SELECTORS, *PROPERTIES))})\b|\b(?:{'|'.join((*FUNCTIONS, *RELATIVE))})\("
    rf"|{'|'.join(value.partition('.')[2] for value in VALUES)}".encode()
)


class Use(NamedTuple):
    """A recent feature in a style sheet."""

    name: str
    """As a person writes it: `@scope`, `:has()`, `light-dark()`."""
    day: str
    """Since when all main browsers have it."""
    place: Span


def uses(doc: Document) -> Iterator[Use]:
    """Recent features that nothing in the sheet guards: no `@supports`, no declaration before for other browsers."""
    if not _CLUES.search(doc.data):
        return
    read = sheet(doc)
    tested = " ".join(block.values for block in read.blocks if block.at == "supports")
    for use in (*_blocks(read), *_declarations(read, doc.language.name)):
        if use.name.strip("@:()") not in tested:
            yield use


def _blocks(read: Sheet) -> Iterator[Use]:
    for block in read.blocks:
        if block.at in AT_RULES and not block.within("supports"):
            yield Use(f"@{block.at}", AVAILABLE["at-rules"].get(block.at, ""), block.span)
        elif ":" in block.selector and not block.within("supports"):
            for found in _SELECTOR.finditer(block.selector):
                yield Use(f":{found[1]}()", AVAILABLE["selectors"].get(found[1], ""), block.span)


def _declarations(read: Sheet, language: str) -> Iterator[Use]:
    before: set[tuple[int, str]] = set()
    for one in read.declarations():
        used = list(_named(one, language))
        guarded = one.block.within("supports") or (id(one.block), one.name) in before
        if used and not guarded:
            yield from used
        if not used:
            before.add((id(one.block), one.name))


def _named(one: Declaration, language: str) -> Iterator[Use]:
    if one.name in PROPERTIES:
        yield Use(one.name, AVAILABLE["properties"].get(one.name, ""), one.span)
    for value in VALUES:
        name, _, word = value.partition(".")
        if one.name == name and word in one.words.split():
            yield Use(f"{name}: {word}", AVAILABLE["values"].get(value, ""), one.span)
    if "(" not in one.value:
        return
    for found in _RELATIVE.finditer(one.words):
        yield Use(f"{found[1]}(from …)", AVAILABLE["relative colours"].get(found[1], ""), one.span)
    for found in _FUNCTION.finditer(one.words):
        if language == "css" or found[1] not in _IN_DIALECTS:
            yield Use(f"{found[1]}()", AVAILABLE["functions"].get(found[1], ""), one.span)
