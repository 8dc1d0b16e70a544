"""A plan: all patterns of a language joined into one query, so that one pass over a tree finds everything."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
import re
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias
import warnings

import tree_sitter
from tree_sitter import Node

from ..model.language import AttributeCode, Injection, Language
from ..model.problem import Problem, problem
from ..model.registry import Enabled, Registry, RuleSet
from ..model.report import span_of
from ..model.rule import FactSource, LateFunction, Pattern, Rule
from ..model.source import Span
from .document import Document, TimedOutError, never
from .fusing import Fused, fuse
from .patterns import known_patterns, split_patterns
from .rubble import is_rubble
from .selectors import Selector, SelectorError, compile_selector
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
            for call in _owners(part):
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


def build_plan(language: Language, calls: Sequence[Call], grammar: tree_sitter.Language) -> Plan:
    """Compile what `calls` look for in a language. Patterns that don't compile become Problems; the rest runs."""
    plan = Plan(language, grammar, tree_sitter.Parser(grammar))
    plan.asking = Asking((call, call.asked) for call in calls)
    for kind in language.comments:
        if grammar.id_for_node_kind(kind, True) is None:
            raise ValueError(f"language {language.name}: its grammar knows no {kind!r}, which comments= names")
    parts: list[Part] = []
    if language.markup:
        parts.append(Part(Special.TAG, f"[{' '.join(f'({kind})' for kind in language.markup.tags)}] @tag"))
    parts += [Part(Index(name), source) for name, source in language.index.items()]
    parts += [Part(injection, injection.query) for injection in language.injections]
    for call in calls:
        pattern = call.owner.pattern
        if pattern.query:
            own = language.name in pattern.languages
            source = pattern.query if own else known_patterns(pattern.query, grammar)
            if source:
                parts.append(Part(call, source))
        elif pattern.select or pattern.xpath:
            _add_selector(plan, call, pattern)
        else:
            plan.whole.append(call)
    if not _compile(plan, list(_fused(parts))):
        _merge(plan, parts)
    return plan


def _fused(parts: Sequence[Part]) -> Iterator[Part]:
    """The same parts with the rules' patterns of one shape made one."""
    patterns: list[str] = []
    calls: list[Call] = []
    for part in parts:
        if isinstance(part.owner, Call):
            for pattern in split_patterns(part.source):
                patterns.append(pattern)
                calls.append(part.owner)
        else:
            yield part
    for fused in fuse(patterns):
        yield _shared(fused, calls)


def _shared(fused: Fused, calls: Sequence[Call]) -> Part:
    owners = {name: tuple(calls[number] for number in numbers) for name, numbers in fused.wanted.items()}
    first = next(iter(owners.values()))[0]
    if all(mine == (first,) for mine in owners.values()):
        return Part(first, fused.source)
    return Part(first, fused.source, fused.capture, owners)


def _add_selector(plan: Plan, call: Call, pattern: Pattern) -> None:
    if plan.language.markup is None and plan.language.name not in pattern.languages:
        return  # a member of the family without elements: the rule has nothing to say there
    if plan.language.markup is None:
        plan.problems.append(
            Problem(
                call.name, f"{pattern.place}: {plan.language.name} has no elements; use query= instead of a selector"
            )
        )
    elif pattern.xpath:
        from .xpath import fault_of

        if fault := fault_of(pattern.xpath):
            plan.problems.append(Problem(call.name, f"{pattern.place}: xpath: {fault}"))
        else:
            plan.xpaths.append((call, pattern.xpath))
    else:
        try:
            plan.selectors.append((call, compile_selector(pattern.select)))
        except SelectorError as error:
            plan.problems.append(Problem(call.name, f"{pattern.place}: {error}"))


def _merge(plan: Plan, parts: list[Part]) -> None:
    if not _compile(plan, parts):
        good = []
        for part in parts:
            error = _fault(plan.grammar, part)
            if error is None:
                good.append(part)
            elif isinstance(part.owner, Call):
                _refuse(plan, part.owner, error)
            else:
                raise ValueError(f"language {plan.language.name}: {part.source}: {error}")
        if not _compile(plan, good):
            raise ValueError(f"language {plan.language.name}: queries that compile alone don't compile together")


def _compile(plan: Plan, parts: list[Part]) -> bool:
    """Join the parts. False if the joined query doesn't compile, or if a part swallowed its neighbour."""
    starts, sources, offset = [], [], 0
    for part in parts:
        starts.append(offset)
        sources.append(part.source)
        offset += len(part.source.encode()) + 1
    try:
        query = tree_sitter.Query(plan.grammar, "\n".join(sources))
    except tree_sitter.QueryError:
        return False
    owners = [bisect_right(starts, query.start_byte_for_pattern(pattern)) - 1 for pattern in range(query.pattern_count)]
    if set(owners) != set(range(len(parts))):
        return False
    plan.query, plan.parts = query, [parts[owner] for owner in owners]
    capture_index = {query.capture_name(index): index for index in range(query.capture_count)}
    plan.bindings = {
        (pattern, call): _bind(query, pattern, call.owner.pattern, capture_index)
        for pattern, part in enumerate(plan.parts)
        for call in _owners(part)
    }
    return True


def _owners(part: Part) -> Iterator[Call]:
    if isinstance(part.owner, Call):
        yield from {part.owner, *(call for calls in part.owners.values() for call in calls)}


def _bind(query: tree_sitter.Query, pattern: int, declared: Pattern, capture_index: Mapping[str, int]) -> list[Binding]:
    captures = re.findall(r"@([A-Za-z][\w.-]*)", declared.query)
    written = {name.replace("-", "_").replace(".", "_"): name for name in captures}
    bindings: list[Binding] = []
    for parameter in declared.parameters:
        if parameter == "doc":
            bindings.append(("doc", ""))
            continue
        name = written[parameter]
        try:
            quantifier = query.capture_quantifier(pattern, capture_index[name])
        except (SystemError, KeyError):  # a capture of another pattern of the same rule, perhaps one left out
            quantifier = "?"
        bindings.append(("many" if quantifier in ("*", "+") else "one", name))
    return bindings


def _fault(grammar: tree_sitter.Language, part: Part) -> str | None:
    try:
        tree_sitter.Query(grammar, part.source)
    except tree_sitter.QueryError as error:
        return str(error)
    return None


def _refuse(plan: Plan, call: Call, error: str) -> None:
    plan.problems.append(
        Problem(call.name, f"{call.owner.pattern.place}: the query doesn't compile for {plan.language.name}: {error}")
    )


class Plans:
    """A rule set, compiled: a plan for each language, built at its first document."""

    def __init__(self, registry: Registry, rules: RuleSet) -> None:
        self.registry = registry
        self.rules = rules
        self._plans: dict[str, Plan] = {}
        self._failures: dict[str, list[Problem]] = {}
        self._calls = list(_calls(rules))
        self._code: dict[str, tuple[CodeAttribute, ...]] = {}

    def __getitem__(self, language: Language) -> Plan:
        if language.name not in self._plans:
            grammar = grammar_of(language)
            mine = [call for call in self._calls if _runs_on(call.owner.pattern, language)]
            self._plans[language.name] = build_plan(language, mine, grammar)
        return self._plans[language.name]

    def can_read(self, language: Language) -> bool:
        """Whether there is a plan; why there is none is a Problem, told once, that takes no host document along."""
        if language.name not in self._plans and language.name not in self._failures:
            origin = self.registry.origins.get(language.name, "")
            source = f"language {language.name}{f' of {origin}' if origin else ''}"
            with problem(source, self._failures.setdefault(language.name, [])):
                self[language]
        return language.name in self._plans

    def parser(self, language: Language) -> tree_sitter.Parser:
        """The parser of a language."""
        return self[language].parser

    @cached_property
    def _looked_at(self) -> frozenset[str]:
        return frozenset(name for call in self._calls for name in call.owner.pattern.languages)

    def wanted(self, language: Language) -> bool:
        """Whether any rule or fact looks at a language itself."""
        return language.name in self._looked_at or language.family in self._looked_at

    def reads(self, language: Language) -> bool:
        """Whether any rule or fact looks at a language, or at what may be embedded in it."""
        return bool(self.wanted(language) or language.injections or language.markup)

    def code_attributes(self, language: Language) -> tuple[CodeAttribute, ...]:
        """The attributes of a language's elements whose code is read."""
        if language.name not in self._code:
            codes = language.markup.code if language.markup else ()
            known = ((code, self.registry.language(code.language)) for code in codes)
            self._code[language.name] = tuple(
                CodeAttribute(
                    code,
                    found,
                    re.compile(f"(?i:{code.names})".encode()),
                    re.compile(rf"(?:{code.names})\s*=".encode()),
                )
                for code, found in known
                if found is not None and self.reads(found)
            )
        return self._code[language.name]

    def is_silent(self, language: Language, text: bytes) -> bool:
        """Whether nothing can be found in a text of a language, given in lower case: it need not be parsed."""
        hints = self[language].hints
        if hints is None or b"ecolint" in text or any(hint in text for hint in hints):
            return False
        return not any(True for code in self.code_attributes(language) for _ in code.places(text))

    @cached_property
    def unless(self) -> dict[str, tuple[str, ...]]:
        """Rules that are silent where others speak → which those are."""
        return {one.rule.name: one.rule.unless for one in self.rules.enabled if one.rule.unless}

    @property
    def problems(self) -> list[Problem]:
        """What went wrong while plans were built."""
        failures = [failure for failures in self._failures.values() for failure in failures]
        return [*failures, *(one for plan in self._plans.values() for one in plan.problems)]


def grammar_of(language: Language) -> tree_sitter.Language:
    """A language's grammar, whatever its package hands over."""
    grammar = language.grammar()
    if isinstance(grammar, tree_sitter.Language):
        return grammar
    with warnings.catch_warnings():  # older grammar packages hand over a plain pointer
        warnings.simplefilter("ignore", DeprecationWarning)
        return tree_sitter.Language(grammar)


def _runs_on(pattern: Pattern, language: Language) -> bool:
    return language.name in pattern.languages or (bool(language.family) and language.family in pattern.languages)


def _calls(rules: RuleSet) -> Iterator[Call]:
    sources: dict[str, FactSource] = {}
    for enabled in rules.enabled:
        if enabled.rule.is_project:
            sources.update({source.name: source for source in enabled.rule.facts})
        else:
            yield Call(enabled.rule, enabled)
    yield from (Call(source) for _, source in sorted(sources.items()))
