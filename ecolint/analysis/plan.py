"""A plan: all patterns of a language joined into one query, so that one pass over a tree finds everything."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
import re
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import tree_sitter
from tree_sitter import Node

from ..model.language import AttributeCode, Injection, Language
from ..model.problem import Problem
from ..model.registry import Enabled
from ..model.report import span_of
from ..model.rule import FactSource, LateFunction, Rule
from ..model.source import Span
from .document import Document, TimedOutError, never
from .rubble import is_rubble
from .selectors import Selector
from .words import Asked, Asking, longest_word

MATCH_LIMIT = 65_536
"""Matches that tree-sitter keeps under way at a time; a query that needs more is told as a Problem."""
_BEFORE_ATTRIBUTE = frozenset(b" \t\r\n\f\"'/")


@dataclass(frozen=True, eq=False, repr=False)
class Call:
    """A rule or fact source with what it is called with."""

    owner: Rule | FactSource
    enabled: Enabled | None = None

    @cached_property
    def name(self) -> str:
        return f"rule {self.owner.name}" if isinstance(self.owner, Rule) else f"fact {self.owner.name}"

    @cached_property
    def options(self) -> dict[str, Any]:
        return dict(self.enabled.options) if self.enabled else {}

    @cached_property
    def asked(self) -> Asked:
        """What a document must hold for the call to be made."""
        return Asked(self.owner.pattern.words, self.owner.pattern.mentions)

    @cached_property
    def hints(self) -> frozenset[bytes]:
        """Texts of which a document must hold one, and more may be asked; none: any document will do."""
        return frozenset(text.encode() for text in (*self.asked.mentions, *map(longest_word, self.asked.words)))

    @cached_property
    def function(self) -> Callable[..., Any]:
        """What is called; imported now, if it wasn't yet."""
        function = self.owner.pattern.function
        return function.function if type(function) is LateFunction else function


class Special(Enum):
    """What the pass finds for the engine itself."""

    TAG = "tag"
    """Start tags: where elements are anchored."""


class Index(NamedTuple):
    """Nodes that the language keeps under a name."""

    name: str


Owner: TypeAlias = Call | Injection | Special | Index
Captures: TypeAlias = dict[str, list[Node]]
Binding: TypeAlias = tuple[str, str]
"""How a parameter is filled: ("doc" | "one" | "many", capture name)."""


class Part(NamedTuple):
    """One owner's contribution to the query; or that of several, told apart by the text of a capture."""

    owner: Owner
    source: str
    capture: str = ""
    owners: Mapping[str, tuple[Call, ...]] = MappingProxyType({})


class CodeAttribute(NamedTuple):
    """Attributes that hold code in a language that rules look at."""

    code: AttributeCode
    language: Language
    name: re.Pattern[bytes]
    """What a name must match."""
    begin: re.Pattern[bytes]
    """Name and equals sign, in a text in lower case."""

    def places(self, text: bytes) -> Iterator[int]:
        """Where such attributes may begin in a text in lower case."""
        for found in self.begin.finditer(text):
            if text[found.start() - 1] in _BEFORE_ATTRIBUTE:
                yield found.start()


@dataclass(eq=False, repr=False)
class Plan:
    """What runs on documents of one language."""

    language: Language
    grammar: tree_sitter.Language
    parser: tree_sitter.Parser
    query: tree_sitter.Query | None = None
    parts: list[Part] = field(default_factory=list)
    """The part that each pattern belongs to."""
    bindings: dict[tuple[int, Call], list[Binding]] = field(default_factory=dict)
    """Pattern and rule → how the rule's parameters are filled."""
    selectors: list[tuple[Call, Selector]] = field(default_factory=list)
    xpaths: list[tuple[Call, str]] = field(default_factory=list)
    whole: list[Call] = field(default_factory=list)
    asking: Asking[Call] = field(default_factory=lambda: Asking(()))
    """The calls by what they ask of a document."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def looks_at_trees(self) -> bool:
        """Whether the one pass may find anything."""
        return bool(self.parts)

    @cached_property
    def hints(self) -> tuple[bytes, ...] | None:
        """Words of which a text must hold one for anything to be found in it; None: any text may give something.

        Short ones first, as they are found most often.
        """
        hints: set[bytes] = set()
        for words in self._hints():
            if not words:
                return None
            hints.update(words)
        return tuple(sorted(hints, key=lambda hint: (len(hint), hint)))

    def _hints(self) -> Iterator[Collection[bytes]]:
        """What each call and injection needs in a text: some words, or nothing."""
        mark = b"<" if self.language.markup and not self.language.markup.name else b""
        for part in self.parts:
            if isinstance(part.owner, Injection):
                yield {word.encode() for word in part.owner.mentions}
            for call in owners_of(part):
                yield call.hints
        for call, selector in self.selectors:
            yield call.hints or {mark + tag.lower().encode() for tag in selector.tags or ()}
        for call, _ in self.xpaths:
            yield call.hints
        for call in self.whole:
            yield call.hints

    def selectors_of(self, tags: Iterable[str]) -> Iterator[tuple[Call, Selector]]:
        """The selectors that may mean an element with one of these tags."""
        by_tag = self._selectors_by_tag
        numbers = {number for tag in ("", *tags) for number in by_tag.get(tag, ())}
        return (self.selectors[number] for number in sorted(numbers))

    @cached_property
    def _selectors_by_tag(self) -> dict[str, list[int]]:
        """Numbers of selectors by the tags that they need; under "" those that need none."""
        found: dict[str, list[int]] = {}
        for number, (_, selector) in enumerate(self.selectors):
            for tag in selector.tags if selector.tags is not None else ("",):
                found.setdefault(tag, []).append(number)
        return found

    def comments(self, document: Document) -> list[Span]:
        """Where comments are. They are looked for by themselves: hardly a document has ignores in them."""
        found = tree_sitter.QueryCursor(self._comments).captures(document.root) if self._comments else {}
        return [span_of(node) for node in found.get("comment", ())]

    @cached_property
    def _comments(self) -> tree_sitter.Query | None:
        patterns = "\n".join(f"({kind}) @comment" for kind in self.language.comments)
        return tree_sitter.Query(self.grammar, patterns) if patterns else None

    def matches(self, document: Document, expired: Callable[[], bool] = never) -> Iterator[tuple[int, Owner, Captures]]:
        """Everything that the one pass finds: pattern, owner and captures."""
        if self.query is None:
            return
        if is_rubble(document.root):
            raise TimedOutError
        cursor = tree_sitter.QueryCursor(self.query, match_limit=MATCH_LIMIT)
        # Never with a progress callback: py-tree-sitter 0.26.1 then calls through a pointer to a value that is gone,
        # and the process crashes. What bounds a query is the match limit.
        found = cursor.matches(document.root)
        if expired():
            raise TimedOutError
        if cursor.did_exceed_match_limit:
            self.problems.append(
                Problem(
                    f"language {self.language.name} on {document.path}",
                    f"more than {MATCH_LIMIT} matches under way at a time: some findings may be missing",
                )
            )
        parts, data = self.parts, document.data
        for pattern, captures in found:
            part = parts[pattern]
            if part.capture:
                node = captures[part.capture][0]
                for call in part.owners.get(data[node.start_byte : node.end_byte].decode("utf-8", "replace"), ()):
                    yield pattern, call, captures
            else:
                yield pattern, part.owner, captures

    def arguments(self, pattern: int, call: Call, captures: Captures, document: Document) -> list[Any]:
        """The arguments of a query rule: captured nodes by name."""
        values: list[Any] = []
        for kind, name in self.bindings[pattern, call]:
            if kind == "doc":
                values.append(document)
            elif kind == "many":
                values.append(captures.get(name, []))
            else:
                nodes = captures.get(name)
                values.append(nodes[0] if nodes else None)
        return values


def owners_of(part: Part) -> Iterator[Call]:
    """The rules and facts that a part is a pattern of."""
    if isinstance(part.owner, Call):
        yield from {part.owner, *(call for calls in part.owners.values() for call in calls)}
