import re

from ecolint import Document, Node, Report, report, rule

from ..bindings import bound_in
from ..names import is_global
from ..syntax import FUNCTIONS, arguments, called_name, callee, calls, constructions, name_of

_ENDS = {
    "navigator.geolocation.watchPosition": ("clearWatch",),
    "navigator.mediaDevices.getUserMedia": (".stop(", "getTracks", "stream", "release"),
    "navigator.wakeLock.request": (".release",),
}
_SENSORS = (
    "AbsoluteOrientationSensor",
    "Accelerometer",
    "AmbientLightSensor",
    "Gyroscope",
    "LinearAccelerationSensor",
    "Magnetometer",
)


@rule(
    "javascript",
    query=f"""
    {calls("watchPosition", "getUserMedia", "request")}
    {constructions(*_SENSORS)}
    """,
    saves=["device"],
    evidence="consensus",
    severity="note",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI505"],
)
def sensor_not_released(call: Node, doc: Document) -> Report | None:
    """A sensor is switched on and nothing in the file switches it off again.

    Positioning, camera, motion sensors and a screen that is kept awake draw power until they are released: for the rest
    of the visit, if nothing does. Browser vendors and the specifications of these interfaces advise to release them as
    soon as possible.

    Silent where the file holds the counterpart anywhere, or hands over to others what would be released (a stream
    that is returned, exported or passed on).

    ```js bad
    start.addEventListener("click", () => navigator.geolocation.watchPosition(center));
    ```

    ```js good
    const watch = navigator.geolocation.watchPosition(center);
    stop.addEventListener("click", () => navigator.geolocation.clearWatch(watch));
    ```

    ```ts bad
    async function show() {
      await navigator.wakeLock.request("screen");
    }
    ```

    ```js bad
    async function look() {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      video.srcObject = stream;
    }
    ```

    ```tsx bad
    import { useEffect, useRef } from "react";

    export function Camera() {
      const video = useRef<HTMLVideoElement>(null);
      useEffect(() => {
        navigator.mediaDevices.getUserMedia({ video: true }).then((seen) => { video.current!.srcObject = seen; });
      }, []);
      return <video ref={video} autoPlay />;
    }
    ```

    ```js good
    async function look() {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      video.srcObject = stream;
      return stream;
    }
    ```

    ```vue bad
    <script setup>
    const gyroscope = new Gyroscope({ frequency: 60 });
    gyroscope.start();
    </script>
    ```

    ```js good
    export function follow(callback) {
      return navigator.geolocation.watchPosition(callback);
    }
    ```

    ```ts good
    const lock = await navigator.wakeLock.request("screen");
    await lock.release();
    client.request("screen");
    ```
    """
    name = next((known for known in _ENDS if is_global(doc, callee(call), known)), "")
    ends = _ENDS.get(name, ())
    if call.type == "new_expression":
        if not is_global(doc, callee(call), *_SENSORS):
            return None
        name, ends = called_name(doc, call), (".stop(",)
    if not name:
        return None
    text = doc.text(doc.root)
    if _is_only_shown(doc, call):
        ends = (".stop(", "getTracks", "getVideoTracks", "release", "srcObject = null")
    if any(end in text for end in ends) or _is_handed_over(call):
        return None
    return report(name_of(call), "the sensor is never switched off here; release it when it is no longer needed")


def _is_only_shown(doc: Document, call: Node) -> bool:
    """Whether a stream is given to a video and to nothing else: `video.srcObject = stream`."""
    place = call.parent
    if place is not None and place.type == "await_expression":
        place = place.parent
    name = place.child_by_field_name("name") if place is not None and place.type == "variable_declarator" else None
    if place is not None and place.type == "member_expression" and doc.text(place).endswith(".then"):
        then = place.parent
        function = arguments(then)[0] if then is not None and arguments(then) else None
        given = list(bound_in(doc, function)) if function is not None and function.type in FUNCTIONS else []
        written = given[0] if len(given) == 1 else ""
    else:
        written = doc.text(name) if name is not None and name.type == "identifier" else ""
    if not written or re.search(r"\.srcObject\b(?!\s*=[^=])", doc.text(doc.root)) is not None:
        return False  # what is shown is taken from there again
    named, text = re.escape(written), doc.text(doc.root)
    shown = re.findall(rf"\.srcObject\s*=\s*{named}(?![\w$.(])", text)
    return bool(shown) and len(re.findall(rf"(?<![\w$.]){named}(?![\w$])", text)) == len(shown) + 1


def _is_handed_over(call: Node) -> bool:
    parent = call.parent
    while parent is not None and parent.type in ("await_expression", "parenthesized_expression"):
        parent = parent.parent
    return parent is not None and parent.type in ("return_statement", "arguments", "pair", "yield_expression")
