"""Words that rules ask for: a quick question whose answer never hides a finding."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
import random
import sysconfig

import pytest

from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.analysis.words import words_of
from ecolint.model.language import Language
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.rule import Pattern, Rule
from ecolint.model.source import SourceFile
from ecolint.testing import installed

SEED = 7


def test_words_are_what_names_are_made_of() -> None:
    assert words_of(b"get_Items($x.y2, 'caf\xc3\xa9') // never") == {"get_items", "x", "y2", "café", "never"}


def without_words(pattern: Pattern) -> Pattern:
    return replace(pattern, words=(), mentions=())


def for_every_text(rule: Rule) -> Rule:
    """The same rule, called whatever words there are."""
    facts = tuple(replace(fact, pattern=without_words(fact.pattern)) for fact in rule.facts)
    return replace(rule, pattern=without_words(rule.pattern), facts=facts)


@pytest.fixture(scope="module")
def both() -> tuple[Plans, Plans]:
    """All rules, and all rules without their words."""
    registry = installed()
    rules = registry.rules.values()
    return Plans(registry, RuleSet.of(rules)), Plans(registry, RuleSet.of(map(for_every_text, rules)))


def told(source: SourceFile, language: Language, plans: Plans) -> tuple[object, ...]:
    report = lint(source, language, plans)
    return report.findings, report.facts, report.problems


def examples(registry: Registry, language: Language) -> Iterator[SourceFile]:
    """The examples of all rules that are written in a language."""
    for rule in registry.rules.values():
        for example in rule.docs.examples:
            for number, file in enumerate(example.files):
                if registry.language(file.language) is language:
                    path = PurePosixPath(file.name or f"{rule.short_name}{number}{language.extensions[0]}")
                    yield SourceFile(path, file.text.encode())


@pytest.mark.parametrize("name", ["javascript", "typescript", "tsx", "python", "html", "vue", "svelte", "css"])
def test_rules_say_the_same_of_each_example_whatever_words_they_ask_for(both: tuple[Plans, Plans], name: str) -> None:
    language = installed().languages[name]
    for source in examples(installed(), language):
        asking, asked_always = (told(source, language, plans) for plans in both)
        assert asking == asked_always, source.data.decode()


def test_rules_say_the_same_of_the_standard_library(both: tuple[Plans, Plans]) -> None:
    python = installed().languages["python"]
    files = sorted(Path(sysconfig.get_path("stdlib")).glob("*/*.py"))
    for file in random.Random(SEED).sample(files, 40):
        source = SourceFile(PurePosixPath(file.name), file.read_bytes())
        asking, asked_always = (told(source, python, plans) for plans in both)
        assert asking == asked_always, file
