"""Calls, by the name of what is called. One pass collects them; each rule looks up the few names it knows."""

from collections.abc import Callable, Iterator
from functools import cache

from ecolint import Document, Node

from .names import imports, modules, origin
from .tree import text


def calls(doc: Document) -> dict[str, list[Node]]:
    """Last part of the called name → calls: `a.b.c()` is found under "c",
    and `d()` too after `from x import c as d`."""
    return doc.once(_calls)


def calls_named(doc: Document, *names: str) -> Iterator[Node]:
    """Calls of functions and methods of these names, whatever they belong to."""
    found = calls(doc)
    for name in names:
        yield from found.get(name, ())


def calls_to(
    doc: Document, origins: frozenset[str], where: Callable[[Node], bool] | None = None
) -> Iterator[tuple[Node, str]]:
    """Calls of these functions ("requests.get", "builtins.any"), under any alias; each with its origin.

    `where` is a cheap test of the call, asked before its name is followed to where it comes from.
    """
    packages, by_name = _by_name(origins)
    if packages.isdisjoint(modules(doc)) and "builtins" not in packages:
        return
    found = calls(doc)
    for name, sources in by_name.items():
        for call in found.get(name, ()):
            if where is None or where(call):
                source = origin(doc, function(call))
                if source in sources:
                    yield call, source


def function(call: Node | None) -> Node | None:
    """What is called."""
    return call.child_by_field_name("function") if call is not None and call.type == "call" else None


def receiver(call: Node | None) -> Node | None:
    """The object whose method is called."""
    called = function(call)
    return called.child_by_field_name("object") if called is not None and called.type == "attribute" else None


def method(call: Node | None) -> str:
    """The name of the called function or method."""
    called = function(call)
    if called is not None and called.type == "attribute":
        called = called.child_by_field_name("attribute")
    return text(called) if called is not None and called.type == "identifier" else ""


def name_place(call: Node) -> Node:
    """The called name, without the object it belongs to: the place for a finding about a call."""
    called = function(call)
    if called is not None and called.type == "attribute":
        return called.child_by_field_name("attribute") or call
    return called or call


def positional(call: Node | None) -> list[Node]:
    """Arguments without a name. A spread ends them: what follows has no known place."""
    found: list[Node] = []
    for argument in _arguments(call):
        if argument.type in ("list_splat", "dictionary_splat"):
            break
        if argument.type != "keyword_argument":
            found.append(argument)
    return found


def keywords(call: Node | None) -> dict[str, Node]:
    """Arguments with a name."""
    return {
        text(argument.child_by_field_name("name")): given
        for argument in _arguments(call)
        if argument.type == "keyword_argument" and (given := argument.child_by_field_name("value")) is not None
    }


def argument(call: Node | None, place: int, name: str) -> Node | None:
    """An argument that may be given by place (-1: never) or by name."""
    given = positional(call)
    return given[place] if 0 <= place < len(given) else keywords(call).get(name)


def has_spread(call: Node | None) -> bool:
    """Whether `*` or `**` hides some of the arguments."""
    return any(argument.type in ("list_splat", "dictionary_splat") for argument in _arguments(call))


def _arguments(call: Node | None) -> list[Node]:
    given = call.child_by_field_name("arguments") if call is not None else None
    if given is None:
        return []
    if given.type == "generator_expression":
        return [given]
    return [argument for argument in given.named_children if argument.type != "comment"]


def _calls(doc: Document) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    imported = imports(doc)
    for call in doc.index("call"):
        called = text(call.child_by_field_name("function"))
        name = called.rpartition(".")[2].strip()
        found.setdefault(name, []).append(call)
        if called in imported:
            for other in {source.rpartition(".")[2] for source in imported[called]} - {name}:
                found.setdefault(other, []).append(call)
    return found


@cache
def _by_name(origins: frozenset[str]) -> tuple[frozenset[str], dict[str, set[str]]]:
    """The packages of some functions, and the functions by the last part of their name."""
    found: dict[str, set[str]] = {}
    for one in origins:
        found.setdefault(one.rpartition(".")[2], set()).add(one)
    return frozenset(one.partition(".")[0] for one in origins), found
