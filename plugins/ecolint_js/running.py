"""What a function runs when it is called: its own statements, what it waits for, and the file's functions it calls."""

from collections.abc import Iterator

from ecolint import Document, Node

from .bindings import binding
from .loops import called_with, is_called_at_once, is_iteration
from .names import constant
from .syntax import FUNCTIONS, ancestors, arguments, bare, called_name, callee, entries

_CONTINUATIONS = frozenset({"then", "catch", "finally", "pipe", "subscribe", "tap", "nextTick", "flushSync", "act"})
_SAME_FUNCTION = frozenset(
    {"useCallback", "useEvent", "useEffectEvent", "useMemoizedFn", "bind", "markRaw", "useLatest"}
)
_DEPTH = 4


def function_of(doc: Document, node: Node | None, depth: int = _DEPTH) -> Node | None:
    """The function that an expression stands for: itself, that of a name or `this.method`, one in `useCallback`."""
    if node is None or depth == 0:
        return None
    node = bare(node)
    if node.type in FUNCTIONS:
        return node
    if node.type == "identifier":
        found = binding(doc, node)
        if found is not None and found.kind == "function":
            return found.node
        return function_of(doc, constant(doc, node), depth - 1)
    if node.type == "call_expression" and called_name(doc, node) in _SAME_FUNCTION:
        function = callee(node)
        if function is not None and called_name(doc, node) == "bind":
            return function_of(doc, function.child_by_field_name("object"), depth - 1)
        given = arguments(node)
        return function_of(doc, given[0], depth - 1) if given else None
    if node.type == "member_expression":
        above, last = node.child_by_field_name("object"), node.child_by_field_name("property")
        if above is not None and last is not None and above.type == "this":
            return method(doc, node, doc.text(last))
    return None


def method(doc: Document, node: Node, name: str) -> Node | None:
    """The method that `this.name` means at a node: of the class, or of a component's `methods`."""
    for parent in ancestors(doc, node):
        if parent.type == "class_body":
            for member in parent.named_children:
                key = member.child_by_field_name("name") or member.child_by_field_name("property")
                if key is not None and doc.text(key).lstrip("#") == name.lstrip("#"):
                    return _function(member)
            return None
        if parent.type == "object":
            own = entries(parent, doc)
            methods = own.get("methods")
            found = entries(methods, doc).get(name) if methods is not None else own.get(name)
            if found is not None:
                return _function(found)
    return None


def _function(member: Node) -> Node | None:
    value = member if member.type in FUNCTIONS else member.child_by_field_name("value")
    return value if value is not None and value.type in FUNCTIONS else None


def runs(doc: Document, function: Node, *, follow: bool = True) -> Iterator[Node]:
    """All named nodes that run when a function is called, at once or as its continuation.

    Functions that it only defines or hands to others (timers, listeners, a debounce) are not run by it. With `follow`,
    what the file's own functions run that it calls counts too.
    """
    yield from runs_from(doc, _parts(function), frozenset({function.id}), follow=follow)


def runs_from(doc: Document, parts: list[Node], known: frozenset[int], *, follow: bool = True) -> Iterator[Node]:
    """The same for statements; functions whose ids are `known` are not followed."""
    seen = set(known)
    waiting = list(parts)
    while waiting:
        node = waiting.pop()
        yield node
        if node.type in FUNCTIONS:
            if goes_on(doc, node):
                waiting.extend(_parts(node))
            continue
        if follow and node.type == "call_expression":
            called = function_of(doc, callee(node))
            if called is not None and called.id not in seen:
                seen.add(called.id)
                waiting.extend(_parts(called))
        waiting.extend(node.named_children[::-1])


def _parts(function: Node) -> list[Node]:
    body = function.child_by_field_name("body")
    return [body] if body is not None else []


def goes_on(doc: Document, function: Node) -> bool:
    """Whether a function written inside another one runs as a part of it."""
    if is_called_at_once(function):
        return True
    call = called_with(function)
    if call is not None:
        return is_iteration(doc, call, function) or called_name(doc, call) in _CONTINUATIONS
    parent = function.parent.parent if function.parent is not None else None
    return parent is not None and parent.type == "new_expression" and doc.text(parent).startswith("new Promise")


def calls_in(doc: Document, function: Node, *, follow: bool = True) -> Iterator[Node]:
    """The calls and constructions among what a function runs."""
    for node in runs(doc, function, follow=follow):
        if node.type in ("call_expression", "new_expression"):
            yield node
