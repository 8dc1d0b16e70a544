"""A style sheet as values: its blocks, declarations and statements, alike in CSS, SCSS and Less.

Read from the document's text in one scan, not from its tree: the CSS grammar gives up on things that are in daily use
(`layer()`, `*zoom`, nested selectors that end in `&`), and asking nodes for their parents costs more than the parse.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cache
import re
from typing import NamedTuple

from ecolint import Document, Span

_STRING = rb"""\"(?:[^"\\\n]|\\[\s\S])*+\"|'(?:[^'\\\n]|\\[\s\S])*+'"""
_COMMENT = rb"/\*(?:[^*]|\*(?!/))*+(?:\*/)?+"
_HOLE = rb"[#@]\{[^{}]*+\}"
_DEPTH = 5
"""How deep brackets are followed; what is deeper ends the statement it is in, at worst."""


@cache  # compiled at the first sheet: a style sheet's rules are imported by pages without any, too
def _statement(line_comment: bytes) -> re.Pattern[bytes]:
    """A statement up to its end: what is skipped, a name with a colon, the rest, and the character that ends it."""
    comment = _COMMENT + (b"|" + line_comment if line_comment else b"")
    inner = b"|".join((_STRING, comment, _HOLE, rb"[/#@]"))
    brackets = rb"\((?:[^(){}\"'/#@]++|" + inner + rb")*+\)"
    for _ in range(_DEPTH):
        brackets = rb"\((?:[^(){}\"'/#@]++|" + inner + b"|" + brackets + rb")*+\)"
    address = rb"(?<=[uU][rR][lL])\((?!\s*+[\"'])[^)\n{}]*+\)"
    text = b"|".join((rb"[^{};\"'/#@(]++", _STRING, comment, _HOLE, address, brackets, rb"[\"'/#@(]"))
    skipped = rb"(?:\s++|" + comment + rb")*+"
    return re.compile(skipped + rb"(?:([*_]?[$@]?[\w-]++)\s*+:)?+((?:" + text + rb")*+)(;\s*+\}|[{};]?+)")


_COMMENTS = re.compile(
    r"""("(?:[^"\\\n]|\\[\s\S])*+"|'(?:[^'\\\n]|\\[\s\S])*+'|url\([^)]*+\))|/\*(?:[^*]|\*(?!/))*+(?:\*/)?+|//[^\n]*+"""
)
_AT = re.compile(r"@(?:-[a-z]+-)?([a-z-]+)\s*(.*)", re.IGNORECASE | re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*(?:important|default|global)\b", re.IGNORECASE)


class Block:
    """What stands before a pair of braces, and where. The outermost has no prelude."""

    __slots__ = ("begin", "end", "parent", "prelude", "start", "stop")

    def __init__(self, prelude: str, start: int, stop: int, parent: "Block | None", begin: int) -> None:
        self.prelude = prelude
        """A selector or an at-rule, as written, without comments."""
        self.start, self.stop = start, stop
        self.parent = parent
        self.begin = self.end = begin
        """Offsets of what is between the braces."""

    @property
    def span(self) -> Span:
        """Of the prelude."""
        return Span(self.start, self.stop)

    @property
    def at(self) -> str:
        """ "media", "font-face": the at-rule's name without vendor prefix; "" for a rule with a selector."""
        if not self.prelude.startswith("@"):
            return ""
        found = _AT.match(self.prelude)
        return found[1].lower() if found else ""

    @property
    def values(self) -> str:
        """What follows the at-rule's name."""
        found = _AT.match(self.prelude) if self.prelude.startswith("@") else None
        return found[2].strip() if found else ""

    @property
    def selector(self) -> str:
        """The selector, as written; "" for an at-rule and for the outermost block."""
        return "" if self.prelude.startswith("@") else self.prelude

    @property
    def around(self) -> "Iterator[Block]":
        """This block and those that hold it, inside out, without the outermost."""
        block: Block | None = self
        while block is not None and block.parent is not None:
            yield block
            block = block.parent

    @property
    def selectors(self) -> str:
        """The selectors of this block and of those around it, outermost first."""
        return " ".join(reversed([block.selector for block in self.around if block.selector]))

    def within(self, *names: str) -> "Block | None":
        """The nearest at-rule of one of these names, this block or one that holds it."""
        return next((block for block in self.around if block.prelude.startswith("@") and block.at in names), None)


class Declaration(NamedTuple):
    """A property with its value."""

    name: str
    """In lower case; with vendor prefix."""
    value: str
    """Without comments and `!important`, as written."""
    span: Span
    """From the name to the value's end, without semicolon."""
    block: Block

    @property
    def words(self) -> str:
        """The value in lower case."""
        return self.value.lower()


class Statement(NamedTuple):
    """An at-rule without a block: `@import "a.css"`."""

    at: str
    """The name, in lower case."""
    values: str
    span: Span
    """Without semicolon."""
    block: Block


_Raw = tuple[int, int, int, Block]
"""Where a declaration starts, where its value starts, where it ends, and its block."""


class Sheet:
    """What a style sheet declares."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self.blocks: list[Block] = []
        """In order; the outermost first."""
        self.at_rules: list[Block] = []
        """Those blocks that are at-rules."""
        self.statements: list[Statement] = []
        self._declared: dict[str, list[_Raw]] = {}
        for span in doc.spans:
            self._read(doc.data, span.start, span.end)

    @property
    def names(self) -> Iterator[str]:
        """The names of all declarations, each once."""
        return iter(self._declared)

    def declarations(
        self, *names: str, having: bytes = b"", among: Container[Block] | None = None
    ) -> list[Declaration]:
        """The declarations of these names (of all, if none is given) whose text is known, in order.

        `having` leaves out those without these bytes, in their case, `among` those of other blocks.
        """
        find = self._doc.data.find
        made = [
            self._made(start, value, end, name, block)
            for name in names or self._declared
            for start, value, end, block in self._declared.get(name, ())
            if find(having, value, end) >= 0 and (among is None or block in among)
        ]
        made.sort(key=lambda one: one.span.start)
        return [one for one in made if not self._doc.is_unknown(one.span)]

    def blocks_with(self, name: str) -> set[Block]:
        """The blocks that declare a property."""
        return {block for _, _, _, block in self._declared.get(name, ())}

    def is_unknown(self, block: Block) -> bool:
        """Whether a template tag decides a part of what stands before the braces, or whether the block is there."""
        return self._doc.is_unknown(block.span)

    def _made(self, start: int, value: int, end: int, name: str, block: Block) -> Declaration:
        text = self._doc.data[value:end].rstrip()
        written = without_comments(text.decode("utf-8", "replace"))
        return Declaration(name, _IMPORTANT.sub("", written).strip(), Span(start, value + len(text)), block)

    def _read(self, data: bytes, begin: int, end: int) -> None:
        block = Block("", begin, begin, None, begin)
        self.blocks.append(block)
        declared: defaultdict[bytes, list[_Raw]] = defaultdict(list)
        for found in _statement(b"" if self._doc.language.name == "css" else rb"//[^\n]*+").finditer(data, begin, end):
            name, ended = found.group(1, 3)
            if ended == b"{":
                start = found.start(2 if name is None else 1)
                prelude = data[start : found.end(2)].rstrip()
                block = Block(_decoded(prelude), start, start + len(prelude), block, found.end())
                self.blocks.append(block)
                if prelude.startswith(b"@"):
                    self.at_rules.append(block)
                continue
            if name is not None:
                declared[name].append((found.start(1), found.start(2), found.end(2), block))
            elif data.startswith(b"@", found.start(2)) and (at := _AT.match(_decoded(found[2]))):
                span = Span(found.start(2), found.start(2) + len(found[2].rstrip()))
                self.statements.append(Statement(at[1].lower(), at[2].strip(), span, block))
            if ended[-1:] == b"}" and block.parent is not None:
                block.end = found.end() - 1
                block = block.parent
        while block.parent is not None:
            block.end = end
            block = block.parent
        block.end = end
        for name, places in declared.items():
            self._declared.setdefault(name.decode().lower(), []).extend(places)


def sheet(doc: Document) -> Sheet:
    """The style sheet that a document is; read once."""
    return doc.once(Sheet)


def without_comments(text: str) -> str:
    """A text with a space for each comment."""
    return _COMMENTS.sub(lambda found: found[1] or " ", text).strip() if "/*" in text or "//" in text else text


def _decoded(text: bytes) -> str:
    return without_comments(text.decode("utf-8", "replace"))
