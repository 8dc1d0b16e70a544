"""Building a plan: patterns are fused, joined into one query, and a part that is wrong is left out and told."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
import re

import tree_sitter

from ..model.language import Language
from ..model.problem import Problem
from ..model.rule import Pattern
from .anchors import ANYWHERE, EMBEDDED, Anchored, Anchors, anchors_of
from .document import Index
from .fusing import Fused, fuse, names_of
from .patterns import known_patterns, split_patterns
from .plan import Binding, Call, Owner, Part, Plan, Search, owners_of
from .selectors import SelectorError, compile_selector


def build_plan(language: Language, calls: Sequence[Call], grammar: tree_sitter.Language) -> Plan:
    """Compile what `calls` look for in a language. Patterns that don't compile become Problems; the rest runs."""
    plan = Plan(language, grammar, tree_sitter.Parser(grammar))
    for kind in language.comments:
        if grammar.id_for_node_kind(kind, True) is None:
            raise ValueError(f"language {language.name}: its grammar knows no {kind!r}, which comments= names")
    parts = [Part(Index(name), source) for name, source in language.index.items()]
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
            plan.searches.append(Search(call, compile_selector(pattern.select)))
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
    source = "\n".join(sources)
    try:
        query = tree_sitter.Query(plan.grammar, source)
    except tree_sitter.QueryError:
        return False
    owners = [bisect_right(starts, query.start_byte_for_pattern(pattern)) - 1 for pattern in range(query.pattern_count)]
    if set(owners) != set(range(len(parts))):
        return False
    plan.query, plan.parts = query, [parts[owner] for owner in owners]
    capture_index = {query.capture_name(index): index for index in range(query.capture_count)}
    plan.roots = list(_roots(plan, query))
    plan.embedded = frozenset(
        pattern for pattern in range(query.pattern_count) if "embedded" in query.pattern_assertions(pattern)
    )
    plan.anchored = Anchored(_anchors(plan, query, source.encode(), capture_index))
    plan.bindings = {
        (pattern, call): _bind(query, pattern, call.owner.pattern, capture_index)
        for pattern, part in enumerate(plan.parts)
        for call in owners_of(part)
    }
    return True


def _anchors(
    plan: Plan, query: tree_sitter.Query, source: bytes, capture_index: Mapping[str, int]
) -> Iterator[tuple[Owner, Anchors]]:
    """The anchors of all patterns of all owners."""
    for pattern, part in enumerate(plan.parts):
        written = source[query.start_byte_for_pattern(pattern) : query.end_byte_for_pattern(pattern)].decode()
        capture, names = names_of(written)
        if not capture or query.capture_quantifier(pattern, capture_index[capture]) not in ("", "+"):
            names = ANYWHERE
        anchors = anchors_of(written, names, plan.language.texts)
        if not query.is_pattern_rooted(pattern):
            anchors = Anchors(ANYWHERE)
        elif pattern in plan.embedded:
            anchors = anchors._replace(texts=frozenset((EMBEDDED,)))
        if part.capture:
            for name, calls in part.owners.items():
                for call in calls:
                    yield call, anchors._replace(texts=frozenset((name,))) if name in names else anchors
        else:
            yield part.owner, anchors


def _roots(plan: Plan, query: tree_sitter.Query) -> Iterator[tuple[int, str, str]]:
    """Patterns of nothing but the root, which are taken out of the query."""
    for pattern, part in enumerate(plan.parts):
        found = re.fullmatch(r"\(+([\w-]+)\)\s*@([\w.-]+)(?:\s*\(#is\? embedded\)\s*\))?", part.source)
        if found is not None and plan.language.texts.get(found[1]) == "":
            query.disable_pattern(pattern)
            yield pattern, found[1], found[2]


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
