"""A rule set, compiled: a plan for each language that a run meets."""

from collections.abc import Iterator
from functools import cached_property
import re
import warnings

import tree_sitter

from ..model.language import Language
from ..model.problem import Problem, problem
from ..model.registry import Registry, RuleSet
from ..model.rule import FactSource, Pattern
from .building import build_plan
from .document import Document
from .plan import Call, CodeAttribute, Plan


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

    def is_silent(self, document: Document) -> bool:
        """Whether nothing can be found in a document: it need not be parsed."""
        text = document.lowered
        if document.once(self[document.language].wanted) or b"ecolint" in text:
            return False
        return not any(code.may_be_in(text) for code in self.code_attributes(document.language))

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
