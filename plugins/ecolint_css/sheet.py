"""A style sheet as values: its blocks, declarations and statements, alike in CSS, SCSS and Less.

Read from the document's text in one scan, not from its tree: the CSS grammar gives up on things that are in daily use
(`layer()`, `*zoom`, nested selectors that end in `&`), and asking nodes for their parents costs more than the parse.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache, cached_property
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
    """A statement up to its end: what is skipped, a name with a colon, the rest, what in it is never closed, and the
    character that ends it."""
    comment = _COMMENT + (b"|" + line_comment if line_comment else b"")
    inner = b"|".join((_STRING, comment, _HOLE, rb"[/#@]"))
    brackets = rb"\((?:[^(){}\"'/#@]++|" + inner + rb")*+\)"
    for _ in range(_DEPTH):
        brackets = rb"\((?:[^(){}\"'/#@]++|" + inner + b"|" + brackets + rb")*+\)"
    address = rb"(?<=[uU][rR][lL])\((?!\s*+[\"'])[^)\n]*+\)"
    text = b"|".join(
        (rb"[^{};\"'/#@(\\]++", rb"\\[\s\S]", _STRING, comment, _HOLE, address, brackets, rb"[/#@]", rb"([\"'(])")
    )
    skipped = rb"(?:\s++|" + comment + rb")*+"
    return re.compile(skipped + rb"(?:([*_]?[$@]?[\w-]++)\s*+:)?+((?:" + text + rb")*+)(;\s*+\}|[{};]?+)")


_COMMENTS = re.compile(
    r"""("(?:[^"\\\n]|\\[\s\S])*+"|'(?:[^'\\\n]|\\[\s\S])*+'|url\([^)]*+\))|/\*(?:[^*]|\*(?!/))*+(?:\*/)?+|//[^\n]*+"""
)
_CLOSED = re.compile(
    rb"(?i:progid:)|"
    + _COMMENT
    + b"|"
    + _STRING
    + rb"|\((?:[^()\"']++|"
    + _STRING
    + rb"|\((?:[^()\"']++|"
    + _STRING
    + rb")*+\))*+\)"
)
"""What may hold a colon in a value: elsewhere it shows that a semicolon is missing before it."""
_AT = re.compile(r"@(?:-[a-z]+-)?([a-z-]+)\s*(.*)", re.IGNORECASE | re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*(?:important|default|global)\b", re.IGNORECASE)


class Block:
    """What stands before a pair of braces, and where. The outermost has no prelude."""

    __slots__ = ("begin", "end", "parent", "prelude", "selector", "start", "stop")

    def __init__(self, prelude: str, start: int, stop: int, parent: "Block | None", begin: int, end: int) -> None:
        self.prelude = prelude
        """A selector or an at-rule, as written, without comments."""
        self.selector = "" if prelude.startswith("@") else prelude
        """The selector, as written; "" for an at-rule and for the outermost block."""
        self.start, self.stop = start, stop
        self.parent = parent
        self.begin, self.end = begin, end
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


class Written(NamedTuple):
    """A block with a prelude, as bytes: enough for a first look at all of them."""

    number: int
    """Its place among all blocks."""
    parent: int
    """That of the block that holds it."""
    prelude: bytes
    """With comments."""
    begin: int
    end: int


_Found = tuple[re.Match[bytes], int]
"""A statement, and the number of the block that holds it."""


class Sheet:
    """What a style sheet declares. Blocks and declarations become values when they are asked for."""

    def __init__(self, doc: Document) -> None:
        # The document remembers its sheet: a way back from here would keep both alive until the next collection.
        self._data = doc.data
        self._unknowns = doc.unknowns
        self._is_body = doc.host is not None and doc.host.place == "attribute"
        self._opened: list[re.Match[bytes] | int] = []
        self._parents: list[int] = []
        self._ends: list[int] = []
        self._at_rules: list[int] = []
        self._ready: dict[int, Block] = {}
        self._indexes: dict[Block, int] = {}
        self._found: list[_Found] = []
        self.is_sound = True
        """Whether all of it is understood: blocks, declarations and at-rules, all of them closed."""
        self._declared: dict[str, list[_Found]] = {}
        statement = _statement(b"" if doc.language.name == "css" else rb"//[^\n]*+")
        declared: defaultdict[bytes, list[_Found]] = defaultdict(list)
        for span in doc.spans:
            self._read(statement, span, declared)
        for name, places in declared.items():
            self._declared.setdefault(name.decode().lower(), []).extend(places)

    @property
    def blocks(self) -> list[Block]:
        """In order; the outermost first, one for each piece of a style sheet that lies in several."""
        return [self.block(number) for number in range(len(self._opened))]

    @cached_property
    def written(self) -> list[Written]:
        """The same as bytes, without the outermost ones: quicker where few of them matter."""
        data, parents, ends = self._data, self._parents, self._ends
        return [
            Written(
                number,
                parents[number],
                data[opened.start(2 if opened[1] is None else 1) : opened.end(2)].rstrip(),
                opened.end(),
                ends[number],
            )
            for number, opened in enumerate(self._opened)
            if not isinstance(opened, int)
        ]

    @cached_property
    def at_rules(self) -> list[Block]:
        """Those blocks that are at-rules."""
        return [self.block(index) for index in self._at_rules]

    @cached_property
    def statements(self) -> list[Statement]:
        """At-rules without a block."""
        made = []
        for found, index in self._found:
            if at := _AT.match(_decoded(found[2])):
                span = Span(found.start(2), found.start(2) + len(found[2].rstrip()))
                made.append(Statement(at[1].lower(), at[2].strip(), span, self.block(index)))
        return made

    @property
    def names(self) -> Iterator[str]:
        """The names of all declarations, each once."""
        return iter(self._declared)

    def declarations(
        self, *names: str, having: bytes = b"", among: Collection[Block] | None = None
    ) -> list[Declaration]:
        """The declarations of these names whose text is known, in order.

        `having` leaves out those without these bytes, in their case, `among` those of other blocks.
        """
        wanted = None if among is None else {self._indexes[block] for block in among}
        made = [
            self._made(found, name, self.block(index))
            for name in names
            for found, index in self._declared.get(name, ())
            if (not having or having in found[2]) and (wanted is None or index in wanted)
        ]
        made.sort(key=lambda one: one.span.start)
        return [one for one in made if not self.is_unknown(one.span)] if self._unknowns.holes else made

    def blocks_with(self, name: str) -> set[Block]:
        """The blocks that declare a property."""
        return {self.block(index) for _, index in self._declared.get(name, ())}

    def blocks_in(self, *names: str) -> list[Block]:
        """The at-rules of these names, and the blocks that lie in them, in order."""
        inside = {index for index in self._at_rules if self.block(index).at in names}
        if not inside:
            return []
        for index, parent in enumerate(self._parents):
            if parent in inside:
                inside.add(index)
        return [self.block(index) for index in sorted(inside)]

    def blocks_with_prelude(self, pattern: re.Pattern[bytes]) -> list[Block]:
        """The blocks in whose prelude, as it is written, a pattern is found; without the outermost ones."""
        return [self.block(one.number) for one in self.written if pattern.search(one.prelude)]

    def is_unknown(self, span: Span) -> bool:
        """Whether a template tag or a substitution decides a part of it."""
        return bool(self._unknowns.holes) and bool(self._unknowns.within(span))

    def _made(self, found: re.Match[bytes], name: str, block: Block) -> Declaration:
        text = found[2].rstrip()
        value = _IMPORTANT.sub("", _decoded(text)) if b"!" in text else _decoded(text)
        return Declaration(name, value.strip(), Span(found.start(1), found.start(2) + len(text)), block)

    def block(self, index: int) -> Block:
        """A block by its place among all."""
        if index in self._ready:
            return self._ready[index]
        missing = []
        while index >= 0 and index not in self._ready:
            missing.append(index)
            index = self._parents[index]
        for index in reversed(missing):
            self._make(index)
        return self._ready[index]

    def _make(self, index: int) -> None:
        outer = self._parents[index]
        parent = self._ready[outer] if outer >= 0 else None
        block = self._ready[index] = _made_block(self._opened[index], parent, self._ends[index])
        self._indexes[block] = index

    def _read(self, statement: re.Pattern[bytes], span: Span, declared: defaultdict[bytes, list[_Found]]) -> None:
        data, opened, parents, ends = self._data, self._opened, self._parents, self._ends
        outermost = index = len(opened)
        opened.append(span.start)
        parents.append(-1)
        ends.append(span.end)
        is_sound = True
        for found in statement.finditer(data, span.start, span.end):
            name, text, unclosed, ended = found.groups()
            if unclosed is not None:
                is_sound = False
            if ended == b"{":
                parents.append(index)
                index = len(opened)
                opened.append(found)
                ends.append(span.end)
                if name is None and text.startswith(b"@"):
                    self._at_rules.append(index)
                continue
            if name is not None:
                declared[name].append((found, index))
                outside = index == outermost and name[:1] not in b"$@" and not self._is_body
                if outside or (b":" in text and b":" in _CLOSED.sub(b"", text)):
                    is_sound = False
            elif text.startswith(b"@"):
                self._found.append((found, index))
            elif text:
                is_sound = False
            if ended.endswith(b"}"):
                if index > outermost:
                    ends[index] = found.end() - 1
                    index = parents[index]
                else:
                    is_sound = False
        self.is_sound = self.is_sound and is_sound and index == outermost


def _made_block(opened: re.Match[bytes] | int, parent: Block | None, end: int) -> Block:
    if isinstance(opened, int):
        return Block("", opened, opened, parent, opened, end)
    start = opened.start(2 if opened[1] is None else 1)
    prelude = opened.string[start : opened.end(2)].rstrip()
    return Block(_decoded(prelude), start, start + len(prelude), parent, opened.end(), end)


def sheet(doc: Document) -> Sheet:
    """The style sheet that a document is; read once."""
    return doc.once(Sheet)


def without_comments(text: str) -> str:
    """A text with a space for each comment."""
    return _COMMENTS.sub(lambda found: found[1] or " ", text).strip() if "/*" in text or "//" in text else text


def _decoded(text: bytes) -> str:
    decoded = text.decode("utf-8", "replace")
    return without_comments(decoded) if b"/" in text else decoded
