"""Every mistake in a rule that needs no grammar is told when the rule is made, with file and line."""

from collections.abc import Callable
from typing import Any

import pytest

from ecolint import fact, rule
from ecolint.model.declaration import RuleError

GOOD: dict[str, Any] = {"saves": ["cpu"], "evidence": "measured"}


def element_rule(element: object) -> None:
    """Title.

    Reason.
    """


def document_rule(doc: object) -> None:
    """Title.

    Reason.
    """


def undocumented(element: object) -> None: ...


def call_rule(call: object, doc: object) -> None:
    """Title.

    Reason.
    """


def with_options(doc: object, *, max: int = 3, names: tuple[str, ...] = (), on: bool = True) -> None:
    """Title.

    Reason.
    """


def badly_typed(doc: object, *, max: list[int] = []) -> None:  # noqa: B006
    """Title.

    Reason.
    """


def without_default(doc: object, *, max: int) -> None:
    """Title.

    Reason.
    """


def wrong_default(doc: object, *, max: int = "3") -> None:  # type: ignore[assignment]
    """Title.

    Reason.
    """


def project_rule(references: object, files: object) -> None:
    """Title.

    Reason.
    """


@fact("html", select="img")
def stated(img: object) -> None:
    """A fact."""


def test_a_rule_takes_its_name_and_options_from_its_function() -> None:
    made = rule("html", **GOOD)(with_options).named("acme")
    assert made.name == "acme/with-options"
    assert [(option.name, option.type, option.default) for option in made.options] == [
        ("max", "int", 3),
        ("names", "tuple[str, ...]", ()),
        ("on", "bool", True),
    ]


def test_a_rule_stays_callable_as_its_function() -> None:
    assert rule("html", **GOOD)(document_rule)(None) is None


QUERY = "(call) @call"


@pytest.mark.parametrize(
    ("function", "languages", "keywords", "told"),
    [
        (element_rule, ["html"], {"select": "p", "evidence": "rumour"}, "evidence='rumour' is not one of measured"),
        (element_rule, ["html"], {"select": "p", "saves": ["time"]}, "saves='time' is not one of network"),
        (element_rule, ["html"], {"select": "p", "saves": []}, "say what is wasted"),
        (element_rule, ["html"], {"select": "p", "preset": "most"}, "preset='most' is not one of core"),
        (element_rule, ["html"], {"select": "p", "precision": "perfect"}, "precision='perfect'"),
        (element_rule, ["html"], {"select": "p", "severity": "error"}, "a team's choice"),
        (element_rule, ["html"], {"select": "p", "severity": "fatal"}, "severity='fatal'"),
        (element_rule, ["html"], {"select": "p", "evidence": "contested"}, "needs preset='all'"),
        (element_rule, ["html"], {"select": "p", "precision": "low"}, "needs preset='all'"),
        (element_rule, ["html"], {"select": "p", "refs": ["RGESN 4.1"]}, "reference 'RGESN 4.1' is not like"),
        (element_rule, ["html"], {"select": "p", "tags": ["security"]}, "no security tags"),
        (element_rule, ["html"], {"select": "p", "query": QUERY}, "give one of select, xpath and query"),
        (element_rule, [], {"select": "p"}, "names its languages"),
        (document_rule, ["html"], {"mentions": "<video"}, "mentions= takes texts"),
        (document_rule, ["html"], {"mentions": ["autoPlay"]}, "in lower case and ASCII"),
        (document_rule, ["html"], {"mentions": [""]}, "mentions= takes texts"),
        (undocumented, ["html"], {"select": "p"}, "no docstring"),
        (document_rule, ["html"], {"select": "p"}, "takes one parameter, the element"),
        (element_rule, ["html"], {}, "takes one parameter, doc"),
        (call_rule, ["python"], {"query": "(call) @other"}, "parameter 'call' is not a capture of the query"),
        (call_rule, ["python"], {"query": "(call) @_call"}, "parameter 'call' is not a capture of the query"),
        (call_rule, ["python"], {"query": "((call) @call"}, "brackets don't match"),
        (call_rule, ["python"], {"query": '((call) @call (#macth? @call "x"))'}, "unknown predicate #macth?"),
        (call_rule, ["python"], {"query": '((call) @call (#not-any-of? @call "a" "b"))'}, "always true"),
        (document_rule, ["python"], {"query": QUERY}, "no parameter takes a capture"),
        (badly_typed, ["html"], {}, "has type 'list"),
        (without_default, ["html"], {}, "needs a default"),
        (wrong_default, ["html"], {}, "must be a whole number"),
        (project_rule, [], {}, "takes 1 collections of facts, but names 0"),
        (document_rule, ["html"], {"facts": [stated]}, "belong to rules about the project"),
        (document_rule, ["html"], {"whole": True}, "belong to rules about the project"),
        (document_rule, ["html"], {"words": ["//"]}, "texts that hold a word"),
        (document_rule, ["html"], {"words": "autoplay"}, "texts that hold a word"),
        (project_rule, [], {"words": ["autoplay"]}, "names its languages"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    function: Callable[..., Any], languages: list[str], keywords: dict[str, Any], told: str
) -> None:
    with pytest.raises(RuleError) as raised:
        rule(*languages, **{**GOOD, **keywords})(function)
    line = function.__code__.co_firstlineno
    assert f"test_declaration.py:{line}: {function.__name__}: " in str(raised.value)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    "query",
    [
        '((call) @call (#eq? @call "(") (#match? @call "a|\\\\("))',
        '((call) @call (#not-any-of? @call "a"))',
        "; a comment with ( and #macth?\n(call) @call",
        '((call) @call (#any-of? @call "a" "b") (#any-eq? @call "c"))',
    ],
)
def test_a_right_query_is_taken(query: str) -> None:
    assert rule("python", query=query, **GOOD)(call_rule).pattern.captures == ("call",)


def test_a_project_rule_takes_facts_and_files() -> None:
    assert rule(facts=[stated], **GOOD)(project_rule).is_project


def test_captures_with_hyphens_and_dots_become_names() -> None:
    def named(the_call: object) -> None:
        """Title.

        Reason.
        """

    assert rule("python", query="(call) @the-call", **GOOD)(named)
    assert rule("python", query="(call) @the.call", **GOOD)(named)
