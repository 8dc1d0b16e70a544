"""Where a pattern can match: the texts that it is looked for around."""

from pathlib import PurePosixPath

import pytest

from ecolint import Language, rule
from ecolint.analysis.anchors import ANYWHERE, anchors_of
from ecolint.analysis.lint import documents_of, lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import cases, installed

KNOWN = {"for_statement": "for", "while_statement": "while", "spread": "...", "program": ""}
REGISTRY = installed()
EMPTY = Plans(REGISTRY, RuleSet(()))


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("(call) @c", []),
        ("(for_statement) @f", ["for"]),
        ("[(for_statement) (while_statement)] @f", ["for", "while"]),
        ("[(for_statement) (call)] @f", []),
        ("(for_statement (call) @c)", ["for"]),
        ("(call (for_statement)) @c", ["for"]),
        ("(call (for_statement)?) @c", []),
        ("(call (for_statement)*) @c", []),
        ("(call (for_statement)+) @c", ["for"]),
        ('(sum operator: "+") @c', ["+"]),
        ('(sum operator: ["+" "-"]) @c', ["+", "-"]),
        ('(sum operator: ["+" (call)]) @c', []),
        ('(test "not in") @c', []),
        ('(sum "+" (for_statement)) @c', ["for"]),
        ("(call right: [(a . (spread)) (b . (spread))]) @c", ["..."]),
        ("(program) @c", [""]),
        ("(_ (for_statement)) @c", []),
        ('((call) @c (#match? @c "for"))', []),
        ("(call (MISSING for_statement)) @c", []),
        ("(call ; (for_statement)\n) @c", []),
    ],
)
def test_tokens_and_kinds_that_every_match_holds(pattern: str, texts: list[str]) -> None:
    assert anchors_of(pattern, ANYWHERE, KNOWN).texts == frozenset(texts)


def test_names_are_rarer_than_kinds() -> None:
    pattern = '(for_statement (name) @n (#any-of? @n "a" "b")) @f'
    assert anchors_of(pattern, frozenset(("a", "b")), KNOWN) == (frozenset(("a", "b")), {"for_statement"}, 1)


@pytest.mark.parametrize(
    "language", [one for one in REGISTRY.languages.values() if one.texts], ids=lambda one: one.name
)
def test_nodes_hold_the_text_of_their_kind(language: Language) -> None:
    """In all examples of all rules: in a child, or in a child of one."""
    seen = set()
    for case in cases("js", "python"):
        for file in case.example.files:
            if REGISTRY.language(file.language) is not language:
                continue
            source = SourceFile(PurePosixPath("file"), file.text.encode())
            waiting = [documents_of(source, language, EMPTY)[0].root]
            while waiting:
                node = waiting.pop()
                waiting += node.children
                text = language.texts.get(node.type)
                if text and not node.has_error:
                    seen.add(node.type)
                    near = [*node.children, *(inner for child in node.children for inner in child.children)]
                    assert text.encode() in [one.text for one in near], node.text
    assert seen or language.family


@pytest.mark.parametrize(
    "query",
    [
        '((identifier) @n (#eq? @n "a"))',
        '(call_expression function: (identifier) @n (#any-of? @n "a" "b"))',
        '(call_expression function: (member_expression property: (property_identifier) @n) (#eq? @n "a")) @c',
        '(if_statement (_ (_ (_ (_ (identifier) @n)))) (#eq? @n "a"))',
        "[(for_statement) (while_statement)] @n",
        "(program (expression_statement) @n)",
        "(for_statement body: (statement_block (expression_statement) @n))",
        "(arguments (spread_element) @n)",
        '(binary_expression operator: ["+" "-"]) @n',
        "(_ (for_statement) @n)",
        '(call_expression function: [(identifier) @n (member_expression)] (#eq? @n "a"))',
        "(identifier) @n",
    ],
)
def test_what_is_looked_for_around_texts_is_all_that_a_whole_pass_finds(query: str) -> None:
    @rule("javascript", query=query, saves=["cpu"], evidence="consensus")
    def found(n: object) -> str:
        """A node."""
        return "here"

    plans = Plans(Registry(languages=REGISTRY.languages), RuleSet.of([found.named("t")]))
    text = "a(); x.a(...a); for (;;) { a; a(b) + a; // a\n'a' - 1 } while (a) { if (a(a[a], 'a')) b(a + a) }"
    source = SourceFile(PurePosixPath("file"), text.encode())
    language = plans.registry.languages["javascript"]
    quick, whole = (lint(source, language, plans, thorough=thorough).findings for thorough in (False, True))
    assert quick == whole != ()


def test_patterns_for_embedded_code() -> None:
    @rule("javascript", query="((program) @p (#is? embedded))", saves=["cpu"], evidence="consensus")
    def embedded(p: object) -> str:
        """Code in a page."""
        return "here"

    plans = Plans(
        Registry(languages=REGISTRY.languages, rules={"t/embedded": embedded.named("t")}),
        RuleSet.of([embedded.named("t")]),
    )

    def found(text: str, language: str) -> int:
        source = SourceFile(PurePosixPath("file"), text.encode())
        reports = [
            lint(source, plans.registry.languages[language], plans, thorough=thorough) for thorough in (False, True)
        ]
        assert reports[0].findings == reports[1].findings
        return len(reports[0].findings)

    assert found("a()", "javascript") == 0
    assert found("<script>a()</script><p onclick='b()'>", "html") == 2
