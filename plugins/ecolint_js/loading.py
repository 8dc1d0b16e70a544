"""What runs by itself when a page or a view is shown, before the user does anything."""

from ecolint import Document, Node

from .events import is_jquery
from .names import is_global, origin
from .running import function_of, goes_on, runs_from
from .syntax import FUNCTIONS, ancestors, arguments, called_name, callee, receiver, string

_LOAD_EVENTS = frozenset({"load", "DOMContentLoaded", "pageshow", "deviceready"})
_MOUNTS = frozenset({"onMounted", "onBeforeMount", "onMount"})
_EFFECTS = frozenset({"useEffect", "useLayoutEffect"})
_METHODS = frozenset(
    {"mounted", "created", "beforeMount", "ngOnInit", "ngAfterViewInit", "componentDidMount", "connectedCallback"}
)


def at_load(doc: Document, node: Node) -> bool:
    """Whether a node surely runs at load: at top level, in a load or mount handler, or in what these call."""
    if doc.host is not None and doc.host.place == "attribute":
        return False
    for parent in ancestors(doc, node):
        if parent.type not in FUNCTIONS:
            continue
        if is_load_handler(doc, parent):
            return True
        if not goes_on(doc, parent):
            return node.id in doc.once(_run_at_load)
    return True


def is_load_handler(doc: Document, function: Node) -> bool:
    """Whether a function is called when the page or its component is shown."""
    name, above = function.child_by_field_name("name"), function.parent
    if function.type == "method_definition" and name is not None:
        return doc.text(name) in _METHODS
    if above is None:
        return False
    if above.type == "assignment_expression":
        return is_global(doc, above.child_by_field_name("left"), "onload", "document.body.onload")
    call = above.parent
    if above.type != "arguments" or call is None or call.type != "call_expression":
        return False
    return _calls_at_load(doc, call, function)


def _calls_at_load(doc: Document, call: Node, function: Node) -> bool:
    called, given = called_name(doc, call), arguments(call)
    if called in ("addEventListener", "on") and len(given) > 1 and given[1].id == function.id:
        target = receiver(call)
        return string(doc, given[0]) in _LOAD_EVENTS and (
            is_global(doc, target, "", "document") or (target is not None and is_jquery(doc, target))
        )
    if called in ("$", "jQuery"):
        return given[0].id == function.id
    if called == "ready":
        target = receiver(call)
        return target is not None and is_jquery(doc, target)
    found = origin(doc, callee(call) or call)
    if found is None or found.module not in (
        "",
        "vue",
        "svelte",
        "react",
        "preact/hooks",
        "@wordpress/element",
        "#imports",
    ):
        return False
    if called in _EFFECTS:
        return len(given) == 2 and given[1].type == "array" and not given[1].named_children
    return called in _MOUNTS


def _run_at_load(doc: Document) -> frozenset[int]:
    found: set[int] = set()
    waiting = [doc.root.named_children]
    followed: set[int] = set()
    while waiting:
        for node in runs_from(doc, waiting.pop(), frozenset(followed)):
            found.add(node.id)
            for argument in arguments(node) if node.type == "call_expression" else ():
                function = function_of(doc, argument) if _calls_at_load(doc, node, argument) else None
                body = function.child_by_field_name("body") if function is not None else None
                if function is not None and body is not None and function.id not in followed:
                    followed.add(function.id)
                    waiting.append([body])
    return frozenset(found)
