"""Where a document loads something from another host: elements, strings of scripts, imports and `url()` of styles."""

from collections.abc import Iterator
import re
from typing import NamedTuple

from ecolint import Document, Element, Span

from .addresses import address
from .hosts import name_of

_IN_STRING = rb"""//[a-z0-9.-]+\.[a-z]{2,}/[^"'`\s<>\\]+"""
_BEFORE = rb"""["'`]((?:https?:)?)\Z"""
_LONGEST_BEFORE = len(b"'https:")
_IN_SHEET = (rb"""@import\s+["']?((?:https?:)?//[^"')\s;]+)""", rb"""url\(\s*["']?((?:https?:)?//[^"')\s;]+)""")
"""Two patterns in lower case, as a text is searched for a word far faster than for a choice of words."""
_COMMENT = rb"/\*(?:[^*]|\*(?!/))*+(?:\*/)?+"
_LOADING = {"script": ("src", "data-src"), "iframe": ("src", "data-src"), "link": ("href",)}
_SCRIPT_TYPE = r"(?i)(?:text|application)/(?:x-)?(?:java|ecma)script|module|"


class Use(NamedTuple):
    """An address that a document loads from."""

    span: Span
    address: str
    element: Element | None = None
    """None for an address in a script's string."""
    deferred: bool = False
    """A consent tool or a script decides when it is loaded."""

    def of(self, kind: str, hosts: tuple[str, ...]) -> str:
        """The name of the third party, if it is of this kind."""
        return name_of(self.address, kind, hosts)


def uses(doc: Document) -> list[Use]:
    """All absolute addresses that a document loads from, in its order."""
    return doc.once(_uses)


def of_kind(doc: Document, kind: str, hosts: tuple[str, ...], *tags: str) -> Iterator[tuple[Use, str]]:
    """Uses of one kind of third party with its name: each name once, where nothing defers it if there is a choice.

    With `tags`, only elements with one of them and strings of scripts.
    """
    found: dict[str, Use] = {}
    for use in uses(doc):
        if use.element is None or not tags or use.element.tag.lower() in tags:
            name = use.of(kind, hosts)
            if name and (name not in found or (found[name].deferred and not use.deferred)):
                found[name] = use
    for name, use in found.items():
        yield use, name


def addresses_of(doc: Document, *tags: str) -> Iterator[Use]:
    """Uses in elements with these tags, and, where none is given, in scripts; each host with its path once."""
    seen = set()
    for use in uses(doc):
        address = use.address.partition("?")[0]
        if address not in seen and (not tags or (use.element is not None and use.element.tag.lower() in tags)):
            seen.add(address)
            yield use


def _uses(doc: Document) -> list[Use]:
    found = [*_in_elements(doc)]
    families = (doc.language.name, doc.language.family)
    if "javascript" in families:
        found += [use for use in _in_strings(doc) if not any(_holds(other, use) for other in found)]
    elif "css" in families:
        found += _in_sheet(doc)
    return found


def _holds(outer: Use, inner: Use) -> bool:
    return outer.span.start <= inner.span.start < outer.span.end


def _in_elements(doc: Document) -> Iterator[Use]:
    for element in doc.tagged(*_LOADING, "Script"):
        if b"//" not in doc.source.data[element.start : element.end]:
            continue
        for name in _LOADING[element.tag.lower()]:
            attribute = element.attribute(name)
            where = address(element, name)
            if attribute is not None and "//" in where[:10]:
                yield Use(attribute.span, where, element, name == "data-src" or _is_data(element))
                break


def _is_data(element: Element) -> bool:
    """A script of a type that browsers don't run."""
    kind = element.attribute("type") if element.tag == "script" else None
    return kind is not None and re.fullmatch(_SCRIPT_TYPE, kind.known.strip()) is None


def _in_strings(doc: Document) -> Iterator[Use]:
    """Addresses that strings begin with. Their slashes are looked for first: quotes are everywhere."""
    address, before = re.compile(_IN_STRING, re.IGNORECASE), re.compile(_BEFORE, re.IGNORECASE)
    for span in doc.spans:
        for match in address.finditer(doc.data, span.start, span.end):
            start = match.start()
            opening = before.search(doc.data, max(start - _LONGEST_BEFORE, span.start), start)
            if opening is not None:
                yield from _use(doc, Span(opening.start(1), match.end()), "string")


def _in_sheet(doc: Document) -> Iterator[Use]:
    found = []
    plain = doc.language.name == "css"  # others have comments that only a tree tells from addresses
    for start, end in doc.spans if b"//" in doc.code else ():
        text = doc.data[start:end].lower()
        if plain:
            text = re.sub(_COMMENT, lambda comment: b" " * len(comment[0]), text)
        for pattern in _IN_SHEET:
            found += [Span(start + match.start(1), start + match.end(1)) for match in re.finditer(pattern, text)]
    for span in sorted(found):
        yield from (_made(doc, span),) if plain else _use(doc, span, "")


def _use(doc: Document, span: Span, kind: str) -> Iterator[Use]:
    """An address in a node whose kind holds a word, outside comments."""
    node = doc.root.descendant_for_byte_range(span.start, span.start + 1)
    if node is not None and kind in node.type and "comment" not in node.type:
        yield _made(doc, span)


def _made(doc: Document, span: Span) -> Use:
    return Use(span, doc.data[span.start : span.end].decode("utf-8", "replace"))
