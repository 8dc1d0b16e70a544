"""A plan: all patterns of a language joined into one query, so that one pass over a tree finds everything."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from .anchors import Anchored
from .document import Document, Index, TimedOutError, never
from .rubble import is_rubble
from .selectors import Selector
from .signs import ANYTHING, Sign, Signs, Sought, all_of_them, is_tag_sign, mention_signs
from .words import words_of

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
    def signs(self) -> Signs:
        """What a document must hold for the call to be made."""
        pattern = self.owner.pattern
        words = (frozenset(map(Sign, words_of(text.encode()))) for text in pattern.words)
        return (*words, *mention_signs(pattern.mentions)) or ANYTHING

    @cached_property
    def function(self) -> Callable[..., Any]:
        """What is called; imported now, if it wasn't yet."""
        function = self.owner.pattern.function
        return function.function if type(function) is LateFunction else function


@dataclass(frozen=True, eq=False, repr=False)
class Search:
    """A rule or fact source that is called for the elements that a selector means."""

    call: Call
    selector: Selector


Seeker: TypeAlias = Call | Search | Injection
Owner: TypeAlias = Call | Injection | Index
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

    def may_be_in(self, text: bytes) -> bool:
        """Whether such attributes may stand in a text in lower case."""
        return any(True for _ in self.places(text))

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
    roots: list[tuple[int, str, str]] = field(default_factory=list)
    """Patterns that match the root only, which needs no search: number, kind of node, capture."""
    embedded: frozenset[int] = frozenset()
    """Patterns for code that lies in another document: `(#is? embedded)`."""
    anchored: Anchored = field(default_factory=lambda: Anchored(()))
    """The owners by what stands in whatever their patterns match."""
    bindings: dict[tuple[int, Call], list[Binding]] = field(default_factory=dict)
    """Pattern and rule → how the rule's parameters are filled."""
    searches: list[Search] = field(default_factory=list)
    xpaths: list[tuple[Call, str]] = field(default_factory=list)
    whole: list[Call] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wanted(self, document: Document) -> frozenset[Seeker]:
        """What may find something in a document, by what must stand in its text."""
        found = self._sought.among(document.words, document.lowered)
        anchored = found & self._anchored
        found -= anchored
        found.update(self.anchored.among(document, anchored))
        if document.tags is not None and self.searches:
            known = self._searches_by_tag
            found -= self._searched.difference(*(known[tag] for tag in ("", *(known.keys() & document.tags.written))))
        return frozenset(found)

    @cached_property
    def _searched(self) -> frozenset[Seeker]:
        return frozenset(self.searches)

    @cached_property
    def _searches_by_tag(self) -> dict[str, list[Search]]:
        """Searches by the tags that they need; under "" those that need none."""
        found: dict[str, list[Search]] = {"": []}
        for search in self.searches:
            for tag in ("",) if search.selector.tags is None else search.selector.tags:
                found.setdefault(tag, []).append(search)
        return found

    @cached_property
    def _anchored(self) -> frozenset[Seeker]:
        """Those whose patterns have anchors."""
        return frozenset([*self.queried, *self.language.injections])

    def asked(self, document: Document) -> frozenset[Seeker]:
        """The same by nothing but what rules ask for themselves."""
        found = self._asked.among(document.words, document.lowered)
        searches = (search for search in self.searches if search.call in found)
        return frozenset([*found, *searches, *self.language.injections])

    @cached_property
    def _sought(self) -> Sought[Seeker]:
        return Sought(self._signs())

    @cached_property
    def _asked(self) -> Sought[Seeker]:
        return Sought((call, call.signs) for call in self._calls())

    def _signs(self) -> Iterator[tuple[Seeker, Signs]]:
        for injection in self.language.injections:
            yield injection, mention_signs(injection.mentions) or ANYTHING
        searched = {search.call for search in self.searches}
        for call in self._calls():
            if call not in searched:
                yield call, call.signs
        for search in self.searches:
            yield search, all_of_them([search.call.signs, signs_of(search, self.language)])

    def _calls(self) -> Iterator[Call]:
        yield from self.queried
        yield from (search.call for search in self.searches)
        yield from (call for call, _ in self.xpaths)
        yield from self.whole

    @cached_property
    def queried(self) -> frozenset[Call]:
        """The calls for matches of the query."""
        return frozenset(call for part in self.parts for call in owners_of(part))

    def comments(self, document: Document) -> list[Span]:
        """Where comments are. They are looked for by themselves: hardly a document has ignores in them."""
        return [span_of(node) for node in _captured(self._comments, document)]

    @cached_property
    def _comments(self) -> tree_sitter.Query | None:
        return self._query_of(self.language.comments)

    def tags(self, document: Document) -> list[Node]:
        """Start tags, in order: where elements are anchored. Raises TimedOutError for rubble."""
        return sorted(_captured(self._start_tags, document), key=lambda node: node.start_byte)

    @cached_property
    def _start_tags(self) -> tree_sitter.Query | None:
        return self._query_of(self.language.markup.tags if self.language.markup else ())

    def _query_of(self, kinds: Iterable[str]) -> tree_sitter.Query | None:
        """A query of nothing but some kinds of nodes."""
        patterns = "\n".join(f"({kind}) @node" for kind in kinds)
        return tree_sitter.Query(self.grammar, patterns) if patterns else None

    def matches(
        self, document: Document, expired: Callable[[], bool] = never, beginnings: Sequence[Node] | None = None
    ) -> Iterator[tuple[int, Owner, Captures]]:
        """Everything that the one pass finds, or what begins at some nodes: pattern, owner and captures."""
        if self.query is None:
            return
        root = document.root
        if is_rubble(root):
            raise TimedOutError
        cursor = tree_sitter.QueryCursor(self.query, match_limit=MATCH_LIMIT)
        # Never with a progress callback: py-tree-sitter 0.26.1 then calls through a pointer to a value that is gone,
        # and the process crashes. What bounds a query is the match limit.
        found: list[tuple[int, Captures]] = [
            (pattern, {capture: [root]}) for pattern, kind, capture in self.roots if root.type == kind
        ]
        too_many = False
        if beginnings is not None:
            cursor.set_max_start_depth(0)
        for node in (root,) if beginnings is None else beginnings:
            found += cursor.matches(node)
            too_many = too_many or cursor.did_exceed_match_limit
        if expired():
            raise TimedOutError
        if too_many:
            self.problems.append(
                Problem(
                    f"language {self.language.name} on {document.path}",
                    f"more than {MATCH_LIMIT} matches under way at a time: some findings may be missing",
                )
            )
        parts, data = self.parts, document.data
        for pattern, captures in found:
            if pattern in self.embedded and document.host is None:
                continue
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


def _captured(query: tree_sitter.Query | None, document: Document) -> Sequence[Node]:
    """What a query captures as `@node`; TimedOutError if that may take for ever."""
    if query is None:
        return ()
    if is_rubble(document.root):
        raise TimedOutError
    return tree_sitter.QueryCursor(query).captures(document.root).get("node", ())


def signs_of(search: Search, language: Language) -> Signs:
    """What a text of a language holds where a search finds an element."""
    markup, selector = language.markup, search.selector
    if markup is None or markup.name:  # JSX allows for a space before the tag
        return ANYTHING
    if search.call.owner.pattern.dynamic:  # of elements that may match only the tags are known
        return tuple(dict.fromkeys(frozenset(filter(is_tag_sign, alternative)) for alternative in selector.signs))
    return selector.signs


def owners_of(part: Part) -> Iterator[Call]:
    """The rules and facts that a part is a pattern of."""
    if isinstance(part.owner, Call):
        yield from {part.owner, *(call for calls in part.owners.values() for call in calls)}
