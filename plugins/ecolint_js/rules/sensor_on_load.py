from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..events import listeners
from ..loading import at_load
from ..names import is_global
from ..surroundings import on_server
from ..syntax import called_name, callee, calls, constructions, name_of

_REQUESTS = (
    "navigator.geolocation.getCurrentPosition",
    "navigator.geolocation.watchPosition",
    "navigator.mediaDevices.getUserMedia",
    "navigator.getUserMedia",
    "navigator.bluetooth.requestDevice",
    "DeviceMotionEvent.requestPermission",
    "DeviceOrientationEvent.requestPermission",
)
_METHODS = (
    "getCurrentPosition",
    "watchPosition",
    "getUserMedia",
    "requestDevice",
    "requestPermission",
    "addEventListener",
)
_SENSORS = (
    "AbsoluteOrientationSensor",
    "Accelerometer",
    "AmbientLightSensor",
    "Gyroscope",
    "LinearAccelerationSensor",
    "Magnetometer",
    "NDEFReader",
)


@rule(
    "javascript",
    query=f"""
    {calls(*_METHODS)}
    {constructions(*_SENSORS)}
    """,
    saves=["device"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis"],
)
def sensor_on_load(call: Node, doc: Document) -> Iterator[Report]:
    """The page switches a sensor on before the user has asked for anything.

    Satellite positioning, camera, microphone, radio and motion sensors draw power as long as they run. Ask for them
    when the user starts the function that needs them.

    RGESN criterion 6.6 (2024) asks that a service uses a device's sensors only when it needs them.

    In preset `all` only: published pages that ask at once are mostly nothing but the function.

    ## When not to care
    Pages that are nothing but the function: a map to follow on the way, a call.

    ```js bad
    navigator.geolocation.getCurrentPosition(center);
    ```

    ```js bad
    window.addEventListener("deviceorientation", tilt);
    ```

    ```tsx bad
    import { useEffect } from "react";

    export function Agencies() {
      useEffect(() => {
        navigator.geolocation.watchPosition(center);
      }, []);
      return <main />;
    }
    ```

    ```html bad
    <script>
      function locate() { navigator.geolocation.getCurrentPosition(center); }
      $(document).ready(function () { locate(); });
    </script>
    ```

    ```js good
    near.addEventListener("click", () => navigator.geolocation.getCurrentPosition(center));
    ```

    ```html good
    <button onclick="navigator.geolocation.getCurrentPosition(center)">Near me</button>
    ```

    ```ts good
    export class Recorder {
      start() {
        return navigator.mediaDevices.getUserMedia({ audio: true });
      }
    }
    ```
    """
    if on_server(doc) or not _switches_on(doc, call) or not at_load(doc, call):
        return
    yield report(name_of(call), "a sensor runs before the user has asked; start it on their request")


def _switches_on(doc: Document, call: Node) -> bool:
    if call.type == "new_expression":
        return is_global(doc, callee(call), *_SENSORS)
    if called_name(doc, call) == "addEventListener":
        events = ("devicemotion", "deviceorientation", "deviceorientationabsolute")
        return any(one.event in events and is_global(doc, one.target, "") for one in listeners(doc, call))
    return is_global(doc, callee(call), *_REQUESTS)
