import re

from ecolint import Document, Node, Report, report, rule

from ..loops import is_compressed
from ..names import is_global
from ..running import function_of
from ..surroundings import on_server
from ..syntax import arguments, called_name, callee, calls, name_of
from ..values import number

_DRAWS = (
    ".style.",
    ".style[",
    ".transform",
    "scrollTo",
    "scrollTop",
    "scrollLeft",
    "draw",
    "render",
    "paint",
    ".animate",
    "opacity",
    ".css(",
    "getContext",
    "requestPaint",
    "scrollBy",
    ".innerHTML",
    ".textContent",
)


@rule(
    "javascript",
    query=calls("setInterval", "setTimeout"),
    saves=["cpu", "device"],
    evidence="consensus",
    preset="all",
    precision="medium",
    refs=[
        "rgesn:2.2",
        "rgesn:4.1",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "wsg:use-sustainable-javascript-and-apis",
        "rweb:0009",
        "rweb:0055",
    ],
)
def fast_timer(call: Node, doc: Document, *, milliseconds: int = 50) -> Report | None:
    """A timer draws many times a second, whether or not anything is shown.

    It wakes the processor at a rate of its own: more often than the screen shows pictures, in hidden pages too.
    `requestAnimationFrame` runs once a picture and not at all where nothing is seen; an animation in CSS often needs no
    script at all. Browser vendors agree on that advice.

    A loop of timers that doesn't draw is left alone, and so are timers that the file stops anywhere: when a movement is
    over, or nothing is dragged any longer.

    In preset `all` only: most fast timers in published code belong to a short movement, or to something that is
    dragged.

    Options: `milliseconds`, the period under which a timer is fast.

    ```js bad
    setInterval(() => { ball.style.left = `${x++}px`; }, 16);
    ```

    ```js bad
    function draw() {
      canvas.getContext("2d").fillRect(x++, 0, 10, 10);
      setTimeout(draw, 1000 / 60);
    }
    draw();
    ```

    ```vue bad
    <script setup>
    const FRAME = 20;
    window.setInterval(move, FRAME);
    function move() { track.value.scrollLeft += 1; }
    </script>
    ```

    ```js good
    function draw() {
      ball.style.left = `${x++}px`;
      requestAnimationFrame(draw);
    }
    ```

    ```js good
    setInterval(() => { clock.textContent = new Date().toLocaleTimeString(); }, 1000);
    setTimeout(() => { ball.style.left = 0; }, 10);
    ```

    ```js good
    function dragged(speed) {
      clearInterval(drag.timer);
      if (speed) drag.timer = setInterval(() => { list.scrollTop += speed; }, 24);
    }
    ```

    ```js good
    function autoscroll(speed) {
      if (!timer) timer = setInterval(() => { list.scrollTop += speed; }, 10);
    }
    function dropped() {
      clearInterval(timer);
    }
    ```

    ```js good
    const timer = setInterval(() => {
      bar.style.width = `${++done}%`;
      if (done === 100) clearInterval(timer);
    }, 10);
    ```
    """
    name, given = called_name(doc, call), arguments(call)
    if len(given) < 2 or not is_global(doc, callee(call), name) or on_server(doc) or is_compressed(doc, call):
        return None
    period, callback = number(doc, given[1]), function_of(doc, given[0])
    if period is None or not 0 < period < milliseconds or callback is None:
        return None
    if name == "setTimeout" and not callback.start_byte < call.start_byte < callback.end_byte:
        return None
    text = doc.text(callback)
    if not any(sign in text for sign in _DRAWS) or (name == "setTimeout" and "if (" in text):
        return None
    if "clearInterval" in text or "clearTimeout" in text or _is_stopped(doc, call):
        return None
    return report(
        name_of(call),
        "the timer draws every {period:g} ms, seen or not; use requestAnimationFrame, or CSS",
        period=period,
    )


def _is_stopped(doc: Document, call: Node) -> bool:
    """`drag.timer = setInterval(…)`, and `clearInterval(drag.timer)` anywhere in the file."""
    parent = call.parent
    target = parent.child_by_field_name("left") or parent.child_by_field_name("name") if parent is not None else None
    if target is None:
        return False
    kept = re.escape(doc.text(target))
    return re.search(rf"clear(?:Interval|Timeout)\(\s*{kept}\s*\)", doc.text(doc.root)) is not None
