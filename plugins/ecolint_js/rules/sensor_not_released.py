from ecolint import Document, Node, Report, report, rule

from ..names import is_global
from ..syntax import called_name, callee, calls, constructions, name_of

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
    if any(end in text for end in ends) or _is_handed_over(call):
        return None
    return report(name_of(call), "the sensor is never switched off here; release it when it is no longer needed")


def _is_handed_over(call: Node) -> bool:
    parent = call.parent
    while parent is not None and parent.type in ("await_expression", "parenthesized_expression"):
        parent = parent.parent
    return parent is not None and parent.type in ("return_statement", "arguments", "pair", "yield_expression")
