"""`@rule` and `@fact`: from a function to a rule, with every mistake told that can be seen without a grammar."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
import inspect
from pathlib import PurePosixPath
import re
from typing import Any, overload

from .docs import parse_docs
from .finding import Fact, Severity
from .option import OPTION_TYPES, Option
from .problem import AuthorError
from .report import Place, span_of
from .rule import FactSource, Pattern, Rule
from .wording import Value

SAVES = ("network", "cpu", "memory", "storage", "server", "device")
EVIDENCE = ("measured", "official", "deterministic", "consensus", "contested")
PRECISION = ("high", "medium", "low")
PRESETS = ("core", "recommended", "all")
_MOST_TAGS = 10
"""As many as code hosts take."""
_LONGEST_DESCRIPTION = 1024
_LONGEST_NAME = 255
_LONGEST_URL = 2048
PREDICATES = frozenset(
    f"{quantifier}{name}?"
    for name in ("eq", "not-eq", "match", "not-match", "any-of", "not-any-of")
    for quantifier in ("", "any-")
    if name.endswith(("eq", "match")) or not quantifier
)
_REFERENCE = re.compile(r"(rgesn:\d+\.\d+|wsg:[a-z0-9-]+|rweb:\d{4}|creedengo:GCI\d+|https://\S+)")
_NOWHERE = PurePosixPath()
_CAPTURE = re.compile(r"@([A-Za-z][\w.-]*)")
_PREDICATE = re.compile(r"\(#([\w-]+[?!]?)((?:\s+(?:@[\w.-]+|\"(?:[^\"\\]|\\.)*\"|[\w-]+))*)")
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*')


class RuleError(AuthorError, TypeError):
    """A rule is written wrongly; the message names its file and line."""


def _options(function: Callable[..., Any], fail: Callable[[str], RuleError]) -> tuple[Option, ...]:
    found = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.KEYWORD_ONLY:
            continue
        annotation = parameter.annotation
        type_name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
        if type_name == "tuple":
            type_name = str(annotation)
        if type_name not in OPTION_TYPES:
            raise fail(f"option {parameter.name!r} has type {type_name!r}; one of {', '.join(OPTION_TYPES)} is needed")
        if parameter.default is parameter.empty:
            raise fail(f"option {parameter.name!r} needs a default")
        option = Option(parameter.name, type_name, parameter.default)
        try:
            option.check(parameter.default)
        except ValueError as error:
            raise fail(f"default of option {error}") from None
        found.append(option)
    return tuple(found)


def check_query(query: str, parameters: Sequence[str], fail: Callable[[str], RuleError]) -> None:
    """Refuse a query that can be seen to be wrong without a grammar."""
    bare = _STRING_OR_COMMENT.sub('""', query)
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        raise fail("the query's brackets don't match")
    captures = {name.replace("-", "_").replace(".", "_") for name in _CAPTURE.findall(bare)}
    for name in parameters:
        if name != "doc" and name not in captures:
            raise fail(
                f"parameter {name!r} is not a capture of the query (captures: {', '.join(sorted(captures)) or 'none'})"
            )
    for name, arguments in _PREDICATE.findall(re.sub(r";[^\n]*", "", query)):
        if name == "is?" and arguments.strip() == "embedded":
            continue
        if name not in PREDICATES:
            raise fail(f"unknown predicate #{name}; known: {', '.join(sorted(PREDICATES))}")
        if name == "not-any-of?" and len(re.findall(r'"(?:[^"\\]|\\.)*"', arguments)) > 1:
            raise fail("#not-any-of? with several values is always true in tree-sitter; write several #not-eq?")


def _pattern(
    function: Callable[..., Any],
    languages: Sequence[str],
    select: str,
    xpath: str,
    query: str,
    dynamic: bool,
    mentions: Iterable[str],
    words: Iterable[str],
    fail: Callable[[str], RuleError],
    positional: Sequence[str],
) -> Pattern:
    if sum(map(bool, (select, xpath, query))) > 1:
        raise fail("give one of select, xpath and query")
    looked_up = [name for name in positional if name != "doc"]
    if languages:
        if query:
            check_query(query, positional, fail)
            if not looked_up:
                raise fail("no parameter takes a capture of the query")
        elif select or xpath:
            if len(looked_up) != 1:
                raise fail("a selector rule takes one parameter, the element (and doc, if it wants)")
        elif list(positional) != ["doc"]:
            raise fail("a rule with neither select, xpath nor query takes one parameter, doc")
    elif select or xpath or query or mentions or words:
        raise fail("a rule with a pattern names its languages: @rule('html', …)")
    anywhere, whole = tuple(mentions), tuple(words)
    if isinstance(mentions, str) or not all(text and text.isascii() and text == text.lower() for text in anywhere):
        raise fail('mentions= takes texts in lower case and ASCII: mentions=["<video", "autoplay"]')
    if isinstance(words, str) or not all(re.search(r"\w", text) for text in whole):
        raise fail('words= takes texts that hold a word: words=["setInterval", "pandas.concat"]')
    return Pattern(
        function,
        tuple(languages),
        select,
        xpath,
        query,
        dynamic,
        tuple(positional),
        _options(function, fail),
        function.__code__.co_filename,
        function.__code__.co_firstlineno,
        anywhere,
        whole,
    )


def _failure(function: Callable[..., Any]) -> Callable[[str], RuleError]:
    code = function.__code__
    return lambda message: RuleError(f"{code.co_filename}:{code.co_firstlineno}: {function.__name__}: {message}")


def _positional(function: Callable[..., Any]) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


def rule(
    *languages: str,
    select: str = "",
    xpath: str = "",
    query: str = "",
    dynamic: bool = False,
    mentions: Iterable[str] = (),
    words: Iterable[str] = (),
    saves: Iterable[str],
    evidence: str,
    precision: str = "high",
    preset: str = "recommended",
    refs: Iterable[str] = (),
    severity: str = "warning",
    preview: bool = False,
    since: str = "",
    aliases: Iterable[str] = (),
    facts: Iterable[FactSource] = (),
    whole: bool = False,
    alone: bool = False,
    unless: Iterable[str] = (),
    tags: Iterable[str] = (),
) -> Callable[[Callable[..., Any]], Rule]:
    """Make a rule of a function. Registers nothing: a plugin's `ecolint_rules` hook returns it.

    With languages, the rule runs on files: `select` (CSS) or `xpath` hands it elements, `query` (tree-sitter) captured
    nodes by name, neither the whole document. `mentions` and `words` are texts of which a document must hold one, in
    any case, for the function to be called: anywhere ("-ride"), or as whole words, all of them ("pandas.concat"). It is
    a quick first question, and what holds none need not be parsed. Without languages the rule runs once, on `facts` and
    `files`; where no fact is stated, only if it asks for none or also speaks of files (`alone`).

    Raises RuleError, naming file and line, for every mistake that can be seen without a grammar.
    """

    def make(function: Callable[..., Any]) -> Rule:
        fail = _failure(function)
        _check_texts_given("languages", languages, fail)
        for name, text in (("select", select), ("xpath", xpath), ("query", query), ("evidence", evidence)):
            if not isinstance(text, str):
                raise fail(f"{name}= takes a text, not {_kind(text)}")
        for name, texts in (("saves", saves), ("refs", refs), ("aliases", aliases), ("unless", unless), ("tags", tags)):
            _check_texts_given(name, texts, fail)
        positional = _positional(function)
        made = Rule(
            _pattern(function, languages, select, xpath, query, dynamic, mentions, words, fail, positional),
            tuple(saves),
            evidence,
            precision,
            preset,
            tuple(refs),
            Severity.WARNING,
            preview,
            since,
            tuple(aliases),
            tuple(facts),
            whole,
            alone,
            tuple(unless),
            tuple(tags),
        )
        check_metadata(made, severity, fail)
        if made.is_project:
            takes = [name for name in positional if name != "files"]
            if len(takes) != len(made.facts):
                raise fail(f"takes {len(takes)} collections of facts, but names {len(made.facts)} in facts=")
            if alone and "files" not in positional:
                raise fail("alone=True: without a fact and without files there is nothing to speak of")
        elif made.facts or made.whole or alone:
            raise fail("facts=, whole= and alone= belong to rules about the project, which name no language")
        return replace(made, severity=Severity(severity))

    return make


def _check_texts_given(name: str, texts: Any, fail: Callable[[str], RuleError]) -> None:
    """Refuse a single text, which would be taken letter by letter, and what is no text."""
    if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
        shown = '@rule("html", …)' if name == "languages" else f'{name}=["…"]'
        raise fail(f"{name}: one or more texts are needed, as in {shown}")


def _kind(value: object) -> str:
    return type(value).__name__


def check_metadata(made: Rule, severity: str, fail: Callable[[str], RuleError]) -> None:
    """Refuse a rule whose metadata aren't of the fixed vocabularies."""
    if not made.pattern.function.__doc__:
        raise fail("has no docstring; it is the rule's documentation (python -OO strips it: use -O)")
    _check_texts(made.pattern.function.__doc__, fail)
    if not made.saves:
        raise fail(f"say what is wasted: saves=[…] of {', '.join(SAVES)}")
    _check_words("saves", made.saves, SAVES, fail)
    _check_words("evidence", [made.evidence], EVIDENCE, fail)
    _check_words("precision", [made.precision], PRECISION, fail)
    _check_words("preset", [made.preset], PRESETS, fail)
    _check_words("severity", [severity], [str(level) for level in Severity], fail)
    if severity == Severity.ERROR:
        raise fail("severity='error' is a team's choice, made in its config; use 'warning' or 'note'")
    if made.preset != "all" and (made.precision != "high" or made.evidence == "contested"):
        raise fail("a rule that is contested or less than highly precise needs preset='all'")
    for reference in made.refs:
        if not _REFERENCE.fullmatch(reference):
            raise fail(
                f"reference {reference!r} is not like rgesn:4.1, wsg:slug, rweb:0106, creedengo:GCI36, https://…"
            )
    if reason := oversize(made):
        raise fail(reason)
    for tag in made.tags:
        if not re.fullmatch(r"[a-z0-9-]+", tag) or tag == "security" or tag.startswith(("cwe-", "cve-")):
            raise fail(f"tag {tag!r}: lower case letters, digits and hyphens; no security tags")


def oversize(made: Rule) -> str:
    """What code hosts would refuse, or nothing. Asked again when a rule is registered, named in full."""
    if len(made.name) > _LONGEST_NAME:
        return f"its name has more than {_LONGEST_NAME} characters"
    if len(made.url) > _LONGEST_URL:
        return f"its address has more than {_LONGEST_URL} characters"
    if len(made.tags) + len(made.saves) + 2 > _MOST_TAGS:
        return f"code hosts take {_MOST_TAGS} tags: eco-design, the plugin, each resource of saves= and your own"
    return ""


def _check_texts(docstring: str, fail: Callable[[str], RuleError]) -> None:
    """Refuse what code hosts would: they drop a rule, or all results, for a text that is missing or too long."""
    title, _, text = docstring.strip().partition("\n")
    if len(title) > _LONGEST_DESCRIPTION:
        raise fail(f"the title, the first line of the docstring, has more than {_LONGEST_DESCRIPTION} characters")
    if not title:
        raise fail("its docstring is empty; it is the rule's documentation")
    if len(text) > _LONGEST_DESCRIPTION and len(parse_docs(docstring).reason) > _LONGEST_DESCRIPTION:
        raise fail(f"the first paragraph after the title has more than {_LONGEST_DESCRIPTION} characters; split it")


def _check_words(name: str, values: Iterable[str], known: Sequence[str], fail: Callable[[str], RuleError]) -> None:
    for value in values:
        if value not in known:
            raise fail(f"{name}={value!r} is not one of {', '.join(known)}")


@overload
def fact(
    language: str,
    /,
    *languages: str,
    select: str = "",
    xpath: str = "",
    query: str = "",
    dynamic: bool = False,
    mentions: Iterable[str] = (),
    words: Iterable[str] = (),
) -> Callable[[Callable[..., Any]], FactSource]: ...
@overload
def fact(where: Place, /, **values: Value) -> Fact: ...
def fact(first: Any, /, *languages: str, **keywords: Any) -> Any:
    """Two uses of one word, as for a rule and its report.

    `@fact("html", select="img[src]")` makes a fact source of a function: it looks at files as a rule does, and what
    it states is handed to the project rules that name it in `facts=`. In it, `return fact(img, url=…)` states one.
    """
    if not isinstance(first, str):
        return Fact("", _NOWHERE, span_of(first), keywords)

    def make(function: Callable[..., Any]) -> FactSource:
        fail = _failure(function)
        asked = {"select": "", "xpath": "", "query": "", "dynamic": False, "mentions": (), "words": ()}
        if unknown := keywords.keys() - asked.keys():
            raise fail(f"@fact knows no {min(unknown)}=; known are {', '.join(f'{name}=' for name in asked)}")
        pattern = {**asked, **keywords}
        return FactSource(
            _pattern(function, (first, *languages), **pattern, fail=fail, positional=_positional(function))
        )

    return make
