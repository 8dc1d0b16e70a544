from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import binding
from ..events import Listener, host_attribute, host_listener, is_jquery, listeners
from ..loops import is_compressed
from ..names import constant, is_global, origin
from ..surroundings import on_server
from ..syntax import arguments, assignments, called_name, callee, calls, name_of, string

_ENDS = re.compile(
    rb"""(?:removeEventListener|\.off|\.unbind)\(\s*["']beforeunload|onbeforeunload\s*=\s*(?:null|undefined)"""
)
_HOOKS = frozenset({"@vueuse/core", "#imports", "ahooks", "usehooks-ts", "@mantine/hooks"})
_EVENTS = ("unload", "beforeunload")


@rule(
    "javascript",
    query=f"""
    {calls("addEventListener", "on", "bind", "unload", "beforeunload", "HostListener", "useEventListener")}
    {assignments("onunload", "onbeforeunload")}
    ((program) @program (#is? embedded))
    """,
    words=("unload", "onunload", "beforeunload", "onbeforeunload"),
    saves=["network", "server", "cpu"],
    evidence="deterministic",
    preset="core",
    refs=[
        "rgesn:6.2",
        "wsg:optimize-caching-and-support-offline-access",
        "wsg:use-sustainable-javascript-and-apis",
        "rweb:0008",
    ],
)
def unload_handler(
    call: Node | None, target: Node | None, value: Node | None, program: Node | None, doc: Document
) -> Iterator[Report]:
    """A listener for leaving the page makes the browser load it anew on the way back.

    Browsers keep a page that is left for a while, and show it again at once when the user goes back. A page that
    listens for `unload` isn't kept: going back fetches, parses and runs it all again. `pagehide` is sent in the same
    moments and does no harm.

    It follows from the browsers' rules for the back/forward cache. `beforeunload` blocks it in some browsers, so one
    that is never removed is a note: what only ends or sends something can listen for `pagehide`, and what asks the user
    is added while there is something to lose, and removed afterwards.

    The fix listens for `pagehide`, which is also sent when the page is kept for the way back: what the listener ends
    must begin again on `pageshow`. There is none for a listener that is seen to take something down.

    ```js bad
    window.addEventListener("unload", save);
    ```

    ```js good
    window.addEventListener("pagehide", save);
    ```

    ```js bad
    window.onbeforeunload = () => "Leave the page?";
    ```

    ```html bad
    <body onunload="save()"></body>
    ```

    ```html bad
    <script>
      $(window).on("unload", function () { navigator.sendBeacon("/left"); });
    </script>
    ```

    ```js bad
    $(window).on("unload", function () { window.editor = null; });
    ```

    ```js bad
    addEventListener("unload", save);
    ```

    ```ts bad
    import { Component, HostListener } from "@angular/core";

    @Component({ selector: "app-form", template: "" })
    export class Form {
      @HostListener("window:unload")
      leave() { this.save(); }
    }
    ```

    ```vue bad
    <script setup>
    import { useEventListener } from "@vueuse/core";

    useEventListener(window, "unload", save);
    useEventListener("beforeunload", warn);
    </script>
    ```

    ```ts good
    form.addEventListener("change", () => window.addEventListener("beforeunload", warn), { once: true });
    form.addEventListener("submit", () => window.removeEventListener("beforeunload", warn));
    ```

    ```js good
    player.on("unload", stop);
    window.onunload = null;
    window.onbeforeunload = () => undefined;
    const before = window.onunload;
    window.onunload = before;
    window.onbeforeunload = dirty ? warn : null;
    ```

    ```js good
    import { addEventListener } from "./pages.js";
    addEventListener("unload", save);
    ```

    ```html good
    <body onload="start()" onpagehide="save()"></body>
    ```
    """
    found_at = call or target
    if found_at is not None and (is_compressed(doc, found_at) or on_server(doc)):
        return
    if call is not None:
        yield from _of_call(doc, call)
    elif target is not None and value is not None:
        name = target.child_by_field_name("property")
        above = target.child_by_field_name("object")
        if name is not None and is_global(doc, above, "", "document.body") and _listens(doc, value):
            yield from _told(doc, target, doc.text(name)[2:], None)
    elif program is not None:
        found = host_attribute(doc)
        if found is not None and found[1].lower() in ("onunload", "onbeforeunload") and found[0].tag == "body":
            yield from _told(doc, program, found[1].lower()[2:], None)


def _of_call(doc: Document, call: Node) -> Iterator[Report]:
    hosted = host_listener(doc, call) if called_name(doc, call) == "HostListener" else None
    if hosted is not None and hosted[0] == "window" and hosted[1] in _EVENTS:
        yield from _told(doc, name_of(call), hosted[1], None)
    elif called_name(doc, call) == "useEventListener" and _is_hook_for_unload(doc, call):
        yield from _told(doc, name_of(call), "unload", None)
    for listener in listeners(doc, call):
        if listener.event in _EVENTS and _is_window(doc, call, listener.target):
            yield from _told(doc, name_of(call), listener.event, _renamed(doc, call, listener))


def _is_hook_for_unload(doc: Document, call: Node) -> bool:
    """`useEventListener("unload", …)`, `useEventListener(window, "unload", …)`; for `beforeunload`, it is removed."""
    found = origin(doc, callee(call) or call)
    given = arguments(call)
    if found is None or found.module not in _HOOKS or not given:
        return False
    if string(doc, given[0]) == "unload":
        return True
    return len(given) > 1 and is_global(doc, given[0], "") and string(doc, given[1]) == "unload"


_FUNCTION_VALUES = frozenset({"arrow_function", "function_expression", "identifier", "member_expression"})


def _listens(doc: Document, value: Node) -> bool:
    """Whether a value is a function that does something, not one that takes the handler away or puts it back."""
    if value.type not in _FUNCTION_VALUES:
        return False
    body = value.child_by_field_name("body")
    if body is not None:
        return body.type not in ("undefined", "null") and (body.type != "statement_block" or body.named_child_count > 0)
    kept = constant(doc, value)
    return kept is None or not doc.text(kept).endswith(("onunload", "onbeforeunload"))


def _is_window(doc: Document, call: Node, node: Node | None) -> bool:
    if node is None:  # `addEventListener("unload", …)` alone
        return is_global(doc, callee(call), "addEventListener")
    if node.type == "call_expression" and is_jquery(doc, node):
        given = arguments(node)
        return bool(given) and is_global(doc, given[0], "")
    return is_global(doc, node, "")


def _told(doc: Document, place: Node, event: str, fix: Fix | None) -> Iterator[Report]:
    if event == "unload":
        yield report(place, "the page is loaded anew on the way back; listen for pagehide instead", fix=fix)
    elif _ENDS.search(doc.data) is None:
        yield report(
            place,
            "the listener may keep the page out of the back/forward cache; listen for pagehide, or only while there is "
            "something to lose",
            severity="note",
        )


def _renamed(doc: Document, call: Node, listener: Listener) -> Fix | None:
    first = arguments(call)[0] if arguments(call) else None
    if listener.event != "unload" or first is None or doc.text(first).strip("\"'") != "unload":
        return None
    if _ends_something(doc, listener.handler):
        return None
    return Fix("Listen for pagehide", (Edit(Span(first.start_byte + 1, first.end_byte - 1), "pagehide"),))


_ENDING = re.compile(
    r"=\s*null\b|(?i:abort|cancel|clear|close|delete|destroy|detach|disconnect|dispose|remove|reset|stop|tear_?down"
    r"|terminate|unbind|unmount|unsubscribe)\w*\s*(?:\(|\Z)|\boff\("
)


def _ends_something(doc: Document, handler: Node) -> bool:
    """Whether a listener takes down what a page that is shown again would miss."""
    if handler.type != "identifier":
        return _ENDING.search(doc.text(handler)) is not None
    found = binding(doc, handler)
    return any(_ENDING.search(doc.text(node)) for node in (handler, found.node if found else handler))
