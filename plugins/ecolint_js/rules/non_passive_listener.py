from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import bound_in
from ..names import is_global
from ..running import function_of, runs
from ..surroundings import on_server
from ..syntax import FUNCTIONS, arguments, calls, name_of, receiver, string

_EVENTS = frozenset({"touchstart", "touchmove", "wheel", "mousewheel"})


@rule(
    "javascript",
    query=calls("addEventListener"),
    saves=["cpu", "device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def non_passive_listener(call: Node, doc: Document) -> Report | None:
    """Scrolling waits for a script that doesn't even want to stop it.

    A listener for touches or the wheel may call `preventDefault`, so the browser waits for it before it scrolls.
    `{ passive: true }` promises that it won't, and the page scrolls at once. The gain is smoothness more than energy.

    Browser vendors advise it, and take listeners on the window and the document for passive by themselves: those are
    left alone.

    The fix promises the browser that the listener never prevents scrolling; a call of `preventDefault` in a function
    that it calls would then be ignored.

    ```js bad
    map.addEventListener("wheel", () => { hint.hidden = false; });
    ```

    ```js good
    map.addEventListener("wheel", () => { hint.hidden = false; }, { passive: true });
    ```

    ```ts bad
    const seen = () => log("seen");
    slider.addEventListener("touchstart", seen);
    ```

    ```html bad
    <script>
      box.addEventListener("touchmove", function (event) { last = event.touches[0].clientX; });
    </script>
    ```

    ```js bad
    map.addEventListener("touchmove", (event) => { y = event.touches[0].clientY; }, false);
    ```

    ```js good
    map.addEventListener("touchmove", (event) => { y = event.touches[0].clientY; }, { passive: true });
    ```

    ```js good
    map.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY); });
    ```

    ```js good
    slider.addEventListener("touchstart", handlers.start);
    window.addEventListener("touchstart", () => log("seen"));
    ```
    """
    given, target = arguments(call), receiver(call)
    if len(given) not in (2, 3) or target is None or string(doc, given[0]) not in _EVENTS or on_server(doc):
        return None
    if len(given) == 3 and given[2].type != "false":  # true or options: somebody has thought about it
        return None
    if is_global(doc, target, "", "document", "document.body", "document.documentElement"):
        return None
    handler = function_of(doc, given[1])
    if handler is None or any(_may_prevent(doc, node, handler) for node in runs(doc, handler)):
        return None
    options = Edit(Span(given[1].end_byte, given[-1].end_byte), ", { passive: true }")
    fix = Fix("Make it passive", (options,)) if given[1].type in FUNCTIONS else None
    return report(name_of(call), "scrolling waits for the listener; add { passive: true }", fix=fix)


def _may_prevent(doc: Document, node: Node, handler: Node) -> bool:
    """Whether a node stops the event, or hands it to somebody who may."""
    if node.type == "member_expression":
        return doc.text(node).endswith((".preventDefault", ".returnValue"))
    if node.type != "call_expression":
        return False
    names = bound_in(doc, handler)
    return any(argument.type == "identifier" and doc.text(argument) in names for argument in arguments(node))
