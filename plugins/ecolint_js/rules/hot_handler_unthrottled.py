from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..events import Listener, listeners
from ..names import is_global
from ..running import function_of, runs
from ..surroundings import on_server
from ..syntax import calls, name_of

_HOT = frozenset({"scroll", "mousemove", "pointermove", "touchmove", "resize", "wheel"})
_READS = (
    ".offsetHeight",
    ".offsetWidth",
    ".offsetTop",
    ".offsetLeft",
    ".scrollHeight",
    ".getBoundingClientRect",
    ".clientHeight",
)
_GUARDS = (
    "requestAnimationFrame",
    "setTimeout",
    "throttle",
    "debounce",
    "raf",
    "tick",
    "Tick",
    "Date.now",
    "performance.now",
    "timeStamp",
)


@rule(
    "javascript",
    query=calls("addEventListener", "on", "bind", "scroll", "resize", "mousemove"),
    words=sorted(_HOT),
    saves=["cpu", "device"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def hot_handler_unthrottled(call: Node, doc: Document) -> Iterator[Report]:
    """A handler that runs up to hundreds of times a second does heavy work each time.

    Scrolling, moving and resizing send an event for every step. Reading sizes, or asking the server, in each of them
    keeps the processor busy for pictures that nobody sees. Wait for the next picture (`requestAnimationFrame`),
    throttle, or let an `IntersectionObserver` or `ResizeObserver` report. Browser vendors give the same advice.

    ```js bad
    window.addEventListener("scroll", () => {
      bar.classList.toggle("up", title.getBoundingClientRect().bottom < 0);
    });
    ```

    ```js bad
    $(window).on("resize", function () { menu.style.width = side.offsetWidth + "px"; });
    ```

    ```ts bad
    const locate = (event: MouseEvent) => fetch(`/hit?x=${event.x}`);
    map.addEventListener("mousemove", locate);
    ```

    ```js good
    window.addEventListener("scroll", () => {
      requestAnimationFrame(() => bar.classList.toggle("up", title.getBoundingClientRect().bottom < 0));
    });
    ```

    ```js good
    window.addEventListener("mousemove", (event) => { x = event.clientX; });
    button.addEventListener("click", () => save(box.offsetWidth));
    ```

    ```js good
    window.addEventListener("scroll", throttle(() => place(title.offsetTop), 100));
    ```
    """
    if on_server(doc):
        return
    for listener in listeners(doc, call):
        if listener.event not in _HOT:
            continue
        if _is_drag(doc, listener.event) or not _is_page(doc, listener):
            continue
        function = function_of(doc, listener.handler)
        if function is None or any(guard in doc.text(function) for guard in _GUARDS):
            continue
        if any(_is_heavy(doc, node) for node in runs(doc, function)):
            yield report(name_of(call), "heavy work at every step; wait for the next frame, or use an observer")
            return


def _is_heavy(doc: Document, node: Node) -> bool:
    if node.type == "member_expression":
        return doc.text(node).endswith(_READS)
    return node.type == "call_expression" and is_request(doc, node)


def _is_drag(doc: Document, event: str) -> bool:
    """Whether a file stops listening for moves: it listens while something is dragged."""
    if not event.endswith("move"):
        return False
    ends = rf"""(?:removeEventListener|\.off)\(\s*["']{event}"""
    return re.search(ends.encode(), doc.data) is not None


def _is_page(doc: Document, listener: Listener) -> bool:
    """Whether an event comes from the page: `resize` is sent by the window only, other objects have their own."""
    if listener.event != "resize" or listener.target is None:
        return listener.target is not None
    return is_global(doc, listener.target, "") or "window" in doc.text(listener.target)
