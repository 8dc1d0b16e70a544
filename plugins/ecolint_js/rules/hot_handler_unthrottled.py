from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..events import Listener, host_listener, is_jquery, listeners
from ..loops import is_compressed
from ..names import is_global
from ..running import function_of, runs
from ..surroundings import on_server
from ..syntax import arguments, assignments, called_name, calls, name_of, receiver

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
_JQUERY_READS = frozenset({"offset", "outerHeight", "outerWidth", "position"})
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
    query=f"""
    {calls("addEventListener", "on", "bind", "scroll", "resize", "mousemove", "HostListener")}
    {assignments("onscroll", "onresize", "onmousemove", "onwheel")}
    (jsx_attribute (property_identifier) @_event (jsx_expression (_) @handler)
      (#any-of? @_event "onScroll" "onWheel")) @attribute
    """,
    words=sorted([*_HOT, "onscroll", "onresize", "onmousemove", "onwheel", "onScroll", "onWheel"]),
    saves=["cpu", "device"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def hot_handler_unthrottled(
    call: Node | None,
    target: Node | None,
    value: Node | None,
    handler: Node | None,
    attribute: Node | None,
    doc: Document,
) -> Iterator[Report]:
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

    ```js bad
    window.onscroll = function () { bar.hidden = document.documentElement.scrollTop < title.offsetTop; };
    ```

    ```js bad
    $(window).scroll(() => {
      $(".picture").each(function () {
        if ($(this).offset().top < innerHeight) $(this).addClass("seen");
      });
    });
    ```

    ```tsx bad
    export const List = ({ rows, onTop }) => (
      <ul onScroll={(event) => onTop(event.currentTarget.firstElementChild.getBoundingClientRect().top)}>{rows}</ul>
    );
    ```

    ```ts bad
    import { Component, HostListener } from "@angular/core";

    @Component({ selector: "app-bar", template: "" })
    export class Bar {
      @HostListener("window:scroll", ["$event"])
      move() { this.top = this.element.nativeElement.offsetTop; }
    }
    ```

    ```vue bad
    <script>
    export default {
      mounted() { window.addEventListener("scroll", this.move); },
      methods: {
        move() { this.up = this.$refs.title.offsetTop < window.scrollY; },
      },
    };
    </script>
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
    $(".picker").on("mousemove", function (event) {
      const x = event.offsetX === undefined ? event.pageX - $(this).offset().left : event.offsetX;
      cells.width(x);
    });
    ```

    ```js good
    window.addEventListener("scroll", throttle(() => place(title.offsetTop), 100));
    ```
    """
    if on_server(doc):
        return
    if call is not None:
        heavy = any(_works_hard(doc, event, function) for event, function in _hot_functions(doc, call))
        place = name_of(call)
    elif attribute is not None:
        tag = attribute.parent.child_by_field_name("name") if attribute.parent is not None else None
        on_element = tag is not None and doc.text(tag)[:1].islower()  # a component's event is its own
        heavy, place = on_element and _works_hard(doc, "scroll", function_of(doc, handler)), attribute.named_children[0]
    elif target is not None:
        above, name = target.child_by_field_name("object"), target.child_by_field_name("property")
        event = doc.text(name)[2:] if name is not None else ""
        on_page = is_global(doc, above, "") or event != "resize"
        heavy = on_page and not _is_drag(doc, event) and _works_hard(doc, event, function_of(doc, value))
        place = target
    else:
        return
    if heavy and not is_compressed(doc, place):
        yield report(place, "heavy work at every step; wait for the next frame, or use an observer")


def _hot_functions(doc: Document, call: Node) -> Iterator[tuple[str, Node | None]]:
    """What happens at every step, and the functions that a call makes listen to it."""
    hosted = host_listener(doc, call) if called_name(doc, call) == "HostListener" else None
    if hosted is not None:
        target, event, method = hosted
        if event in _HOT and not _is_drag(doc, event) and (event != "resize" or target == "window"):
            yield event, method
        return
    for listener in listeners(doc, call):
        if listener.event in _HOT and not _is_drag(doc, listener.event) and _is_page(doc, listener):
            yield listener.event, function_of(doc, listener.handler)


def _works_hard(doc: Document, event: str, function: Node | None) -> bool:
    """Whether a function does heavy work, and nothing that makes it wait."""
    if function is None or any(guard in doc.text(function) for guard in _GUARDS):
        return False
    moves = event.endswith("move")  # jQuery's sizes are asked for there where an old browser tells no offset
    return any(
        _is_heavy(doc, node) or (not moves and _reads_size(doc, node))
        for one in (function, *_run_for_each(doc, function))
        for node in runs(doc, one)
    )


def _run_for_each(doc: Document, function: Node) -> Iterator[Node]:
    """`$(".picture").each(function () { … })`."""
    for node in runs(doc, function):
        if node.type == "call_expression" and called_name(doc, node) == "each" and arguments(node):
            called = function_of(doc, arguments(node)[-1])
            if called is not None:
                yield called


def _is_heavy(doc: Document, node: Node) -> bool:
    if node.type == "member_expression":
        return doc.text(node).endswith(_READS)
    return node.type == "call_expression" and is_request(doc, node)


def _reads_size(doc: Document, node: Node) -> bool:
    """`$(this).offset()`, `.outerHeight(true)`; with an object or a number it sets one."""
    asked = receiver(node) if node.type == "call_expression" else None
    if asked is None or called_name(doc, node) not in _JQUERY_READS or not is_jquery(doc, asked):
        return False
    return not any(given.type in ("object", "number") for given in arguments(node))


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
