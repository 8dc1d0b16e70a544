"""How a language is parsed, as data: adding a language adds no code to the core."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
import re
from typing import Any, NamedTuple, TypeAlias

Captured: TypeAlias = Mapping[str, str]
"""Capture name → its text."""


class Injection(NamedTuple):
    """Where another language lives. Each match becomes one document over the host's bytes."""

    query: str
    """Captures `@content`; its other captures are handed to `language`."""
    language: str | Callable[[Captured], str | None]
    """Name or alias of the embedded language; None leaves the region alone."""
    place: str = "element"
    """What holds the code, for rules that ask: "element", "attribute" or "literal"."""
    holes: frozenset[str] = frozenset()
    """Children of `@content` whose text is known at run time only (substitutions in template literals)."""
    trim: int = 0
    """Bytes to leave out at both ends of `@content`: quotes, back ticks."""
    wrap: tuple[bytes, bytes] = (b"", b"")
    """Written over the bytes before and after the content, so that a grammar accepts a part of a file."""
    entities: bool = False
    """Character references in the content stand for their character."""
    mentions: tuple[str, ...] = ()
    """Words, in lower case, of which a text with a match holds one, in any case; none: any text may have a match."""
    usual: str = ""
    """Regular expression of what such a region mostly begins with, in any case: the captures of `query` by name, and
    nothing that a template tag may stand in. With `end` it tells what a region can hold before a tree is made."""
    end: str = ""
    """What each region ends before, in lower case."""


class AttributeCode(NamedTuple):
    """Code in the attributes of elements (`style=`, `onclick=`, `:src=`), found while elements are read."""

    names: str
    """Regular expression that the whole attribute name must match, in lower case."""
    language: str
    wrap: tuple[bytes, bytes] = (b"", b"")
    together: bool = False
    """The code of all such attributes may be read as one document: cheaper where there are thousands of them."""


@dataclass(frozen=True, eq=False, repr=False)
class Markup:
    """Which nodes are elements, their tags and attributes. HTML, XML and JSX differ in these names only."""

    tags: tuple[str, ...]
    """Node kinds of start tags and of self-closing tags: where an element is anchored."""
    element: frozenset[str]
    """Node kinds that span a whole element, from start tag to end tag."""
    void: frozenset[str] = frozenset()
    """Tags that never have content."""
    opaque: frozenset[str] = frozenset()
    """Tags whose content is inert text for the reader (`template`, `textarea`)."""
    name: frozenset[str] = frozenset()
    """Node kinds of tag names; empty: the start tag is written as in HTML and read from its bytes."""
    attribute: frozenset[str] = frozenset()
    spread: frozenset[str] = frozenset()
    """`{...props}`: the element's attributes aren't all known."""
    fold_tags: bool = True
    """JSX and Vue: `<Image>` is not `<img>`."""
    fold_attributes: bool = True
    """`autoPlay`, `srcSet` are autoplay, srcset."""
    bound: str = ""
    """Regular expression with a group `name`: `:src` and `v-bind:src` count as a `src` of unknown value."""
    spread_names: str = ""
    """Regular expression: attributes that stand for unknown others (`v-bind`)."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Attributes with another spelling: `className` is class."""
    camel_case: Mapping[str, str] = field(default_factory=dict)
    """Folded name → how it is written here (`srcset` → `srcSet`), for fixes."""
    expression: frozenset[str] = frozenset()
    """Node kinds of values that are expressions."""
    constants: Mapping[str, str | None] = field(default_factory=dict)
    """Expressions whose value is known: `true` is "", `false` and `null` (None) mean that the attribute is absent."""
    code: tuple[AttributeCode, ...] = ()


class TemplateTag(NamedTuple):
    """A delimiter pair of a template language."""

    open: bytes
    close: bytes
    kind: str
    """"output" writes text, "statement" controls, "comment" is dropped."""


class TemplateSyntax(NamedTuple):
    """A template language that is masked before the host language is parsed."""

    name: str
    tags: tuple[TemplateTag, ...]
    extensions: tuple[str, ...] = ()
    """File endings that say so, longest first wins: ".jinja", ".html.twig", ".php"."""
    signs: str = ""
    """Regular expression: a file of an undecided ending that shows this is of this syntax."""
    begin: str = ""
    """Regular expression on a statement's text: it opens a branch (`if`, `for`)."""
    middle: str = ""
    """It ends one branch and opens another (`else`, `elif`)."""
    end: str = ""
    """It closes the branch."""
    block: str = ""
    """It opens a part that is always there, but that an `end` closes as it does a branch (`define`)."""
    writes: str = ""
    """It writes text, as an output does (`url`, `include`)."""
    raw: tuple[tuple[str, str], ...] = ()
    """Statements between which nothing is a tag: (begin, end) regular expressions; their text stays."""
    dropped: tuple[tuple[str, str], ...] = ()
    """Statements between which the text is a comment."""
    inner: str = ""
    """Regular expression: what in a tag may hold its closing mark (strings); empty: the first one closes."""
    bare: str = ""
    """Regular expression: statements without delimiters (`@if (…)`); their text begins with "@"."""
    one_line: bool = False
    """A tag ends on its line, or is none."""
    unclosed: bool = False
    """The file's end closes a tag."""
    code: bool = True
    """Tags count in raw text (`<script>`) too; the browser's own template languages leave that alone."""
    quotes: bool = False
    """A tag after an equals sign is an attribute's whole value, as a text between quotes is: `src={photo}/>`."""


class Gap(NamedTuple):
    """Something that a language allows and its grammar takes for an error: written over in what the grammar reads.

    Rules still get the text as it stands; only predicates of queries see what was written over it.
    """

    pattern: str
    """Regular expression; its group 1 is written over. Line ends stay."""
    filler: str
    """One ASCII character, for each byte. Comments stay."""
    sign: str
    """A text that each match holds: where it isn't, the pattern isn't looked for."""


@dataclass(frozen=True, eq=False, repr=False)
class Language:
    """A language that rules can look at."""

    name: str
    grammar: Callable[[], object]
    """Returns the tree-sitter language; called at the first file only."""
    extensions: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """Endings that seem to be its own and are not (`.js.erb`, a template of a script): such files are left alone."""
    family: str = ""
    """Rules for "javascript" also run on its family: typescript, tsx."""
    aliases: tuple[str, ...] = ()
    """What `lang=` and `type=` may say: "ts", "text/javascript"."""
    comments: tuple[str, ...] = ("comment",)
    """Node kinds."""
    injections: tuple[Injection, ...] = ()
    markup: Markup | None = None
    templates: tuple[TemplateSyntax, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """"loop", "function" → node kinds, for `Document.enclosing`."""
    index: Mapping[str, str] = field(default_factory=dict)
    """Name → query with a capture `@node`: nodes that `Document.index` keeps, found in the one pass."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Node kind → a text that each of its nodes holds ("for"), at most two levels below, "" for the root: queries look
    around such texts only. Where tags are folded, so is it."""
    gaps: tuple[Gap, ...] = ()
    """What its grammar doesn't know, in the order in which it is written over."""
    rare_gaps: tuple[Gap, ...] = ()
    """The same, but looked for only in texts that the grammar finds errors in."""
    is_sound: Callable[[Any], bool] | None = None
    """Whether a document surely has no syntax errors, whatever its grammar makes of it, or without asking that."""
    minified: bool = False
    """Files of it may be minified: those that are, by their lines, are left out like those whose names say so."""
    stray: bytes = b""
    """Characters that stand alone in real texts, and that the grammar takes for an error."""
    stray_after: frozenset[str] = frozenset()
    """Node kinds after which they do: elsewhere they are a part of code. Empty: anywhere."""
    complete: str = ""
    """Regular expression on the text: the file is a whole page, not a fragment."""

    def is_complete(self, text: bytes) -> bool:
        """Whether a text of it is a whole page."""
        return bool(self.complete) and re.search(self.complete.encode(), text) is not None
