"""A rule that is data: a table of a rule file, made into the same kind of rule as a Python function is."""

from collections.abc import Callable, Mapping
import re
from string import Formatter
from typing import Any

from .captures import captured, patterns
from .declaration import RuleError, check_metadata, check_query
from .finding import Severity
from .report import Report
from .rule import Pattern, Rule
from .wording import Message

TEXT, WORDS, FLAG = "a string", "a list of strings", "true or false"
KEYS = {
    "name": TEXT,
    "title": TEXT,
    "why": TEXT,
    "message": TEXT,
    "languages": WORDS,
    "select": TEXT,
    "xpath": TEXT,
    "query": TEXT,
    "at": TEXT,
    "inside": WORDS,
    "not-inside": WORDS,
    "dynamic": FLAG,
    "saves": WORDS,
    "evidence": TEXT,
    "precision": TEXT,
    "preset": TEXT,
    "severity": TEXT,
    "refs": WORDS,
    "tags": WORDS,
    "bad": WORDS,
    "good": WORDS,
    "fixed": WORDS,
    "fix": "a table",
}
"""What a rule's table may hold."""
REQUIRED = ("name", "title", "why", "message", "languages", "saves", "bad", "good")
FIXES = {"title": TEXT, "safe": FLAG, "replace": TEXT, "set": "a table", "remove": TEXT}
_LONGEST = {"select": 1_000, "xpath": 1_000, "query": 4_000, "message": 200}
"""Characters of what is looked for and of what is said."""
_SHOWN = 60


def rule_of(table: Mapping[str, Any], family: str, file: str, line: int) -> Rule:
    """The rule that a table describes. Raises RuleError with place and reason."""

    def fail(message: str) -> RuleError:
        return RuleError(f"{file}:{line}: {message}")

    _check_types(table, KEYS, fail)
    if missing := [key for key in REQUIRED if not table.get(key)]:
        raise fail(f"a rule needs {', '.join(missing)}")
    for key, most in _LONGEST.items():
        if len(table.get(key, "")) > most:
            raise fail(f"{key} is longer than {most} characters")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", table["name"]):
        raise fail(f"name {table['name']!r}: lower case letters, digits and hyphens")
    captures = _captures(table, fail)
    function = _function(table, captures, fail)
    function.__name__ = table["name"].replace("-", "_")
    function.__doc__ = _docs(table, fail)
    if captures:
        check_query(table["query"], captures, fail)
    parameters = (*captures, "doc") if captures else ("element",)
    pattern = Pattern(
        function,
        tuple(table["languages"]),
        table.get("select", ""),
        table.get("xpath", ""),
        table.get("query", ""),
        table.get("dynamic", False),
        parameters,
        (),
        file,
        line,
    )
    severity = table.get("severity", "warning")
    made = Rule(
        pattern,
        tuple(table["saves"]),
        table.get("evidence", "consensus"),
        table.get("precision", "high"),
        table.get("preset", "core"),
        tuple(table.get("refs", ())),
        tags=tuple(table.get("tags", ())),
    )
    check_metadata(made, severity, fail)
    vars(made)["severity"] = Severity(severity)
    # What nobody said isn't told of a rule; the check above takes the usual for it.
    vars(made).update(evidence=table.get("evidence", ""), precision=table.get("precision", ""))
    return made.named(family)


def _check_types(table: Mapping[str, Any], keys: Mapping[str, str], fail: Callable[[str], RuleError]) -> None:
    kinds = {TEXT: str, FLAG: bool, "a table": dict}
    for key, value in table.items():
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1)
            raise fail(
                f"unknown key {key!r}; " + (f"did you mean {near[0]!r}?" if near else f"known: {', '.join(keys)}")
            )
        expected = keys[key]
        if expected == WORDS:
            fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        else:
            fits = isinstance(value, kinds[expected])
        if not fits:
            raise fail(f"{key} must be {expected}")


def _captures(table: Mapping[str, Any], fail: Callable[[str], RuleError]) -> tuple[str, ...]:
    """The captures that are handed over, the reported one first; none for a selector."""
    given = [key for key in ("select", "xpath", "query") if table.get(key)]
    if len(given) != 1:
        raise fail("give one of select, xpath and query")
    query = table.get("query", "")
    if not query:
        if misplaced := [key for key in ("at", "inside", "not-inside") if key in table]:
            raise fail(f"{', '.join(misplaced)}: for queries only; a selector says it itself")
        return ()
    _check_cost(patterns(query), fail)
    names = captured(query)
    at = table.get("at") or (names[0] if names else "")
    if at not in names:
        raise fail(
            f"at: the query has no capture @{at}" if at else "the query captures nothing: mark a node with @name"
        )
    return (at, *(name for name in names if name != at))


_TOKEN = re.compile(r'(?P<field>[\w-]+:)|@[\w.-]+|(?P<node>[\w-]+|"")|(?P<sign>[][().*+?])')


def _check_cost(query: str, fail: Callable[[str], RuleError]) -> None:
    """Refuse a query (texts emptied, predicates left out) whose time could grow faster than a file: nothing stops it.

    That is one that repeats (`*`, `+`), or looks for two children of a node anywhere: all pairs of them match. Where
    each has a field (`left:`) or stands next to the other (`.`), there is one way.
    """
    loose = [0]
    held = named = False
    for found in _TOKEN.finditer(query):
        kind, sign = found.lastgroup, found[0]
        if kind == "field":
            held = True
        elif sign in ("*", "+"):
            raise fail(f"the query repeats ({sign}), which can take for ever; write several rules, or one in Python")
        elif sign == ".":
            held = True
        elif sign in ("(", "["):
            loose[-1] += 0 if held else 1
            if sum(count > 1 for count in loose[1:]):
                raise fail("the query looks for two children of a node anywhere: name their fields, or put a . between")
            loose.append(-len(query) if sign == "[" else 0)
            held, named = False, sign == "("
            continue
        elif sign in (")", "]"):
            loose.pop()
            if not loose:
                raise fail("the query's brackets don't match")
            held = False
        elif kind == "node":
            loose[-1] += 0 if held or named or len(loose) == 1 else 1
            held = named = False


def _function(
    table: Mapping[str, Any], captures: tuple[str, ...], fail: Callable[[str], RuleError]
) -> Callable[..., Any]:
    message = table["message"]
    names = _names(message, fail)
    for name in names:
        if captures and name not in captures:
            raise fail(f"message: {{{name}}} is no capture of the query")
    fix = table.get("fix", {})
    _check_fix(fix, captures, fail)
    replaced = _names(fix.get("replace", ""), fail)
    title, safe = fix.get("title", table["title"]), fix.get("safe", False)
    inside, outside = tuple(table.get("inside", ())), tuple(table.get("not-inside", ()))

    def of_nodes(*arguments: Any) -> Report | None:
        *given, doc = arguments
        nodes = dict(zip(captures, given, strict=True))
        first = _first(given[0])
        if first is None or not _is_placed(first, doc, inside, outside):
            return None
        mended = None
        if "replace" in fix:
            texts = {name: doc.text(node) if (node := _first(nodes[name])) else "" for name in replaced}
            mended = doc.replace(first, fix["replace"].format_map(texts), title, safe=safe)
        return Report(first, _message(message, {name: _shown(nodes[name], doc) for name in names}), mended)

    def of_element(element: Any) -> Report:
        mended = None
        for name, value in fix.get("set", {}).items():
            mended = element.with_attribute(name, value, safe=safe)
        if "remove" in fix and element.attribute(fix["remove"]):
            mended = element.without_attribute(fix["remove"], safe=safe)
        if mended is not None and "title" in fix:
            mended = mended._replace(title=title)
        return Report(element, _message(message, {name: _value(element, name) for name in names}), mended)

    return of_nodes if captures else of_element


def _check_fix(fix: Mapping[str, Any], captures: tuple[str, ...], fail: Callable[[str], RuleError]) -> None:
    _check_types(fix, FIXES, fail)
    if fix and sum(key in fix for key in ("replace", "set", "remove")) != 1:
        raise fail("fix: give one of replace, set and remove")
    if captures and ("set" in fix or "remove" in fix):
        raise fail("fix: set and remove mean attributes, which a query's nodes lack; use replace")
    if not captures and "replace" in fix:
        raise fail("fix: for an element, use set or remove")
    if not all(isinstance(value, str) for value in fix.get("set", {}).values()):
        raise fail("fix: set is a table of attributes and their texts")
    if unknown := [name for name in _names(fix.get("replace", ""), fail) if name not in captures]:
        raise fail(f"fix: {{{unknown[0]}}} is no capture of the query")


def _message(template: str, values: dict[str, str]) -> Message:
    return Message(template, tuple(values.items())) if values else Message(template.format())


def _names(template: str, fail: Callable[[str], RuleError]) -> tuple[str, ...]:
    """The names in a template. Nothing but plain names: no formats, no attributes of objects."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise fail(f"{template!r}: {error}; write {{{{ for a brace") from None
    names = [name for _, name, layout, conversion in parts if name is not None]
    if any(layout or conversion for _, _, layout, conversion in parts):
        raise fail(f"{template!r}: only plain {{names}}")
    if odd := [name for name in names if not re.fullmatch(r"[A-Za-z][\w-]*", name)]:
        raise fail(f"{template!r}: {{{odd[0]}}} is no name; write {{{{ for a brace")
    return tuple(dict.fromkeys(names))


def _is_placed(node: Any, doc: Any, inside: tuple[str, ...], outside: tuple[str, ...]) -> bool:
    """Whether a node is in one of the groups, if any is asked for, and in none of the others."""

    def within(group: str) -> bool:
        return doc.enclosing(node, group, within="" if group == "function" else "function") is not None

    return (not inside or any(map(within, inside))) and not any(map(within, outside))


def _first(given: Any) -> Any:
    return (given[0] if given else None) if isinstance(given, list) else given


def _shown(given: Any, doc: Any) -> str:
    node = _first(given)
    text = " ".join(doc.text(node).split()) if node is not None else ""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _value(element: Any, name: str) -> str:
    if name == "tag":
        return str(element.tag)
    attribute = element.attribute(name)
    return str(attribute.value)[:_SHOWN] if attribute and attribute.known else name


def _docs(table: Mapping[str, Any], fail: Callable[[str], RuleError]) -> str:
    """The docstring that a Python rule would have."""
    if len(table.get("fixed", ())) > len(table["bad"]):
        raise fail("fixed: one text for each bad example, in order")
    language = table["languages"][0]
    parts = [table["title"], table["why"]]
    for number, bad in enumerate(table["bad"]):
        parts.append(_fenced(language, "bad", bad))
        if number < len(table.get("fixed", ())):
            parts.append(_fenced(language, "good", table["fixed"][number]))
    parts += [_fenced(language, "good apart", good) for good in table["good"]]
    return "\n\n".join(parts)


def _fenced(language: str, verdict: str, text: str) -> str:
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
    return f"{fence}{language} {verdict}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}"
