"""What must hold for the fixes of every rule, on its examples and on documents made of them."""

from functools import cache
from pathlib import Path, PurePosixPath
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from ecolint.model.docs import Example
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.rule import Rule
from ecolint.model.source import SourceFile
from ecolint.run.discovery import Discovered
from ecolint.run.files import Files
from ecolint.run.fixing import Fixed, fix
from ecolint.run.session import Session
from ecolint.testing import installed, lint_text

RULES = [rule for rule in installed().rules.values() if not rule.is_project and rule.pattern.languages]
BAD = [(rule, example) for rule in RULES for example in rule.docs.examples if example.bad and not example.options]


@cache
def fixing() -> list[tuple[Rule, Example]]:
    """Bad examples that are fixed."""
    return [
        (rule, example)
        for rule, example in BAD
        for findings in [lint_text(example.files[0].language, example.files[0].text, rule, name=example.files[0].name)]
        if any(finding.fix for finding in findings)
    ]


@cache
def session(registry: Registry, reverse: bool = False) -> Session:
    rules = RuleSet.of(sorted(RULES, key=lambda rule: rule.name, reverse=reverse))
    return Session(registry, Path(), lambda _: rules, Files(Path()), lambda path: templates.get(path.stem, ""))


templates: dict[str, str] = {}
"""Stem of a file's name → the template syntax it is written in."""


def fixed(text: bytes, language: str, name: str = "", *, reverse: bool = False) -> Fixed:
    known = installed().language(language)
    host = known or next(
        one for one in installed().languages.values() if any(syntax.name == language for syntax in one.templates)
    )
    stem = f"as-{language}"
    templates[stem] = "" if known else language
    source = SourceFile(PurePosixPath(name or f"{stem}{host.extensions[0]}"), text)
    return fix(session(installed(), reverse), Discovered(()), [source], unsafe=True, write=False)


def after(done: Fixed) -> bytes | None:
    return done.files[0].after.data if done.files else None


def check(done: Fixed, language: str, name: str = "") -> None:
    """It still parses, no pass was undone, and a second run finds nothing to do."""
    assert not done.before.problems
    for file in done.files:
        again = fixed(file.after.data, language, name)
        assert not again.results.problems, again.results.problems
        assert not again.files, file.after.data.decode()
        assert not again.results.summary.syntax_errors


@pytest.mark.parametrize(("rule", "example"), fixing(), ids=lambda value: getattr(value, "name", ""))
def test_with_all_rules_the_fixed_example_is_settled(rule: Rule, example: Example) -> None:
    file = example.files[0]
    done = fixed(file.text.encode(), file.language, file.name)
    assert done.files or not any(finding.fix for finding in done.before.findings), rule.name
    check(done, file.language, file.name)


@pytest.mark.parametrize(("rule", "example"), fixing(), ids=lambda value: getattr(value, "name", ""))
def test_the_order_of_rules_doesnt_matter(rule: Rule, example: Example) -> None:
    file = example.files[0]
    text = file.text.encode()
    assert after(fixed(text, file.language, file.name)) == after(fixed(text, file.language, file.name, reverse=True))


@pytest.mark.parametrize(("rule", "example"), fixing(), ids=lambda value: getattr(value, "name", ""))
def test_with_other_line_ends_the_fix_is_the_same(rule: Rule, example: Example) -> None:
    file = example.files[0]
    plain = after(fixed(file.text.encode(), file.language, file.name))
    windows = after(fixed(file.text.replace("\n", "\r\n").encode(), file.language, file.name))
    assert windows == (plain and plain.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("name", sorted({rule.name for rule, _ in fixing()}))
def test_the_page_of_a_rule_says_what_its_fix_may_change(name: str) -> None:
    assert re.search(r"\b(fix|fixes)\b", installed().rules[name].docs.text)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str]:
    """Examples of several rules, one after the other, with blank ends of lines, tabs and other line ends."""
    language = draw(st.sampled_from(sorted({example.files[0].language for _, example in fixing()})))
    texts = [example.files[0].text for _, example in fixing() if example.files[0].language == language]
    chosen = draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4))
    text = "\n".join(chosen)
    if draw(st.booleans()):
        text = text.replace("\n", " \t\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return language, text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_documents_of_many_examples_still_parse_and_settle(document: tuple[str, str]) -> None:
    language, text = document
    done = fixed(text.encode(), language)
    check(done, language)
