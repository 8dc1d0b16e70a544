"""Faces that `@font-face` declares: family, weight, style, files."""

from collections.abc import Iterable, Iterator
import re
from typing import NamedTuple

from ecolint import Document, Fact, fact

from .sheet import Block, Declaration, sheet
from .values import addresses, split_list, unquoted

_TYPES = {"woff2": "woff2", "woff": "woff", "ttf": "ttf", "otf": "otf", "eot": "eot", "svg": "svg", "svgz": "svg"}
_FORMATS = {
    "woff2": "woff2",
    "woff2-variations": "woff2",
    "woff": "woff",
    "woff-variations": "woff",
    "truetype": "ttf",
    "truetype-variations": "ttf",
    "opentype": "otf",
    "opentype-variations": "otf",
    "embedded-opentype": "eot",
    "svg": "svg",
}
_DATA = re.compile(r"data:[\w/+.-]*?(woff2|woff|ttf|truetype|otf|opentype|svg|fontobject)\b", re.IGNORECASE)


_SIGNATURES = {"d09GMg": "woff2", "d09GRg": "woff", "AAEAAA": "ttf", "T1RUTw": "otf"}
"""How files begin, in base64."""
_SIGNED = re.compile(rf"data:[^,]*,({'|'.join(_SIGNATURES)})")


class Source(NamedTuple):
    """A file that a face may come from."""

    address: str
    type: str
    """ "woff2", "woff", "ttf", "otf", "eot", "svg"; "" if it can't be told."""


class Face(NamedTuple):
    """A `@font-face` rule."""

    block: Block
    family: str
    """In lower case; "" if it isn't known."""
    weight: str
    style: str
    range: str
    sources: tuple[Source, ...]
    written: tuple[Declaration, ...]
    """The `src` declarations."""
    display: str

    @property
    def known(self) -> bool:
        """Whether all its sources are written out, and their types can be told."""
        pieces = [piece for one in self.written for piece in split_list(one.words)]
        plain = all(piece.startswith(("url(", "local(")) for piece in pieces)
        return plain and all(source.type for source in self.sources)


def faces(doc: Document) -> list[Face]:
    """The faces that a style sheet declares."""
    return doc.once(_faces)


def _faces(doc: Document) -> list[Face]:
    grouped: dict[Block, list[Declaration]] = {}
    names = ("src", "font-family", "font-weight", "font-style", "unicode-range", "font-display")
    read = sheet(doc)
    for one in read.declarations(*names):
        if one.block.at == "font-face":
            grouped.setdefault(one.block, []).append(one)
    return [_face(block, grouped.get(block, [])) for block in read.at_rules if block.at == "font-face"]


def _face(block: Block, declared: list[Declaration]) -> Face:
    values = {one.name: one.value for one in declared}
    written = tuple(one for one in declared if one.name == "src")
    sources = tuple(
        Source(address, type_of(address, form)) for one in written for address, form in addresses(one.value)
    )
    family = values.get("font-family", "")
    return Face(
        block,
        "" if re.search(r"[$@({]", family) else unquoted(family).lower(),
        values.get("font-weight", "400").lower(),
        values.get("font-style", "normal").lower(),
        values.get("unicode-range", "").lower(),
        sources,
        written,
        values.get("font-display", ""),
    )


def type_of(address: str, form: str = "") -> str:
    """The type of a font file: by its first bytes if they are in the address, by its `format()`, or by its address."""
    if signed := _SIGNED.match(address):
        return _SIGNATURES[signed[1]]
    if form in _FORMATS:
        return _FORMATS[form]
    if data := _DATA.match(address):
        return {"truetype": "ttf", "opentype": "otf", "fontobject": "eot"}.get(data[1].lower(), data[1].lower())
    ending = re.split(r"[?#]", address, maxsplit=1)[0].rpartition(".")[2].lower()
    return _TYPES.get(ending, "")


def first_choice(face: Face) -> Source | None:
    """The source that a browser of today takes: the first of a type it can read."""
    return next((one for one in face.sources if one.type in ("woff2", "woff", "ttf", "otf")), None)


def chosen(offered: Iterable[tuple[int, int]], weight: int) -> tuple[int, int] | None:
    """The range of weights that a browser takes for a wanted weight, as CSS Fonts 4 orders them."""

    def order(one: tuple[int, int]) -> tuple[int, int]:
        low, high = one
        if low <= weight <= high:
            return 0, 0
        if 400 <= weight <= 500:
            if weight < low <= 500:
                return 1, low
            return (2, -high) if high < weight else (3, low)
        if weight < 400:
            return (1, -high) if high < weight else (2, low)
        return (1, low) if low > weight else (2, -high)

    return min(offered, key=order, default=None)


@fact("css", words=["font-face"])
def declared_face(doc: Document) -> Iterator[Fact]:
    """A face, and the file that a browser of today would take for it."""
    for face in faces(doc):
        source = first_choice(face)
        if source and not face.block.within("supports"):
            yield fact(
                face.block,
                family=face.family,
                weight=face.weight,
                style=next(iter(face.style.split()), "normal"),
                range=face.range,
                url=source.address,
            )
