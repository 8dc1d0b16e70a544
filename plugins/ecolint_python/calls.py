"""Calls, by the name of what is called. They are looked for where the name is written: most names never are."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
import re

from ecolint import Document, Node

from .names import imports, modules, origin
from .places import identifier_at, places
from .tree import text


def texts_of(origins: Iterable[str]) -> tuple[str, ...]:
    """Of dotted names what a file holds that uses one of them, under whatever alias: for `words=`."""
    return tuple(one.removeprefix("builtins.") for one in origins)


def calls_named(doc: Document, *names: str) -> Iterator[Node]:
    """Calls of functions and methods of these names, whatever they belong to: `a.b.c()` is one of "c".

    So is `d()` after `from x import c as d`.
    """
    known = doc.once(_no_calls)
    for name in names:
        if name.lower() in doc.words:
            if name not in known:
                known[name] = _calls_of(doc, name)
            yield from known[name]


def methods_called(doc: Document, names: frozenset[str], where: Callable[[int], bool] | None = None) -> Iterator[Node]:
    """Calls of methods of these names, in the order of the text: looked for all at once, by the dots before them.

    `where` is a cheap test of the place, asked before the tree.
    """
    for found in _methods(names).finditer(doc.data):
        if where is not None and not where(found.start(1)):
            continue
        name = identifier_at(doc, found.start(1), found[1])
        called = name.parent if name is not None else None
        call = called.parent if called is not None and called.child_by_field_name("attribute") == name else None
        if call is not None and function(call) == called:
            yield call


def calls_to(
    doc: Document, origins: frozenset[str], where: Callable[[Node], bool] | None = None
) -> Iterator[tuple[Node, str]]:
    """Calls of these functions ("requests.get", "builtins.any"), under any alias; each with its origin.

    `where` is a cheap test of the call, asked before its name is followed to where it comes from.
    """
    packages, by_name = _by_name(origins)
    if packages.isdisjoint(modules(doc)) and "builtins" not in packages:
        return
    for name, sources in by_name.items():
        for call in calls_named(doc, name):
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


def _no_calls(_: Document) -> dict[str, list[Node]]:
    return {}


def _calls_of(doc: Document, name: str) -> list[Node]:
    found = [call for written in (name, *doc.once(_aliases).get(name, ())) for call in _calls_written(doc, written)]
    return sorted(found, key=lambda call: (call.start_byte, -call.end_byte))


def _aliases(doc: Document) -> dict[str, set[str]]:
    """Last part of an origin → the other names that imports give it."""
    found: dict[str, set[str]] = {}
    for local, sources in imports(doc).items():
        for last in {source.rpartition(".")[2] for source in sources} - {local}:
            found.setdefault(last, set()).add(local)
    return found


def _calls_written(doc: Document, name: str) -> Iterator[Node]:
    """The calls of what is called so in the text itself."""
    written = name.encode()
    for at in places(doc.data, written):
        called = identifier_at(doc, at, written) if _ARGUMENTS.match(doc.data, at + len(written)) else None
        above = called.parent if called is not None else None
        if above is not None and above.type == "attribute" and above.child_by_field_name("attribute") == called:
            called, above = above, above.parent
        if above is not None and function(above) == called:
            yield above


_OPENS = rb"\s*[(\\#]"
"""What stands before arguments: a bracket; a comment or a broken line comes between at most."""
_ARGUMENTS = re.compile(_OPENS)


@cache
def _methods(names: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile(rb"\.\s*(%b)%b" % ("|".join(sorted(names)).encode(), _OPENS))


@cache
def _by_name(origins: frozenset[str]) -> tuple[frozenset[str], dict[str, set[str]]]:
    """The packages of some functions, and the functions by the last part of their name."""
    found: dict[str, set[str]] = {}
    for one in origins:
        found.setdefault(one.rpartition(".")[2], set()).add(one)
    return frozenset(one.partition(".")[0] for one in origins), found
