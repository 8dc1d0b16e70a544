from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..names import origin
from ..syntax import callee, calls, name_of, pairs


@rule(
    "javascript",
    query=f"""
    {pairs("enableHighAccuracy")}
    {calls("enableNetworkProviderAsync")}
    """,
    saves=["device"],
    evidence="consensus",
    severity="note",
    preset="all",
    precision="medium",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI523"],
)
def high_accuracy_location(pair: Node | None, value: Node | None, call: Node | None, doc: Document) -> Report | None:
    """The position is asked for with the most accuracy, which takes the satellite receiver.

    Networks tell a device where it is within some hundred metres in no time. The satellite receiver takes longer and
    draws far more power. For the nearest office, weather or language the network's answer is enough.

    The Geolocation specification of the W3C says that high accuracy may cost time and power.

    In preset `all` only: who asks for the most accuracy in published code mostly needs it, to follow somebody or to
    find a street.

    The fix accepts the network's position, some hundred metres off; keep the exact one for navigation.

    ## When not to care
    Navigation, sport, surveying: what follows the user's steps.

    ```js bad
    navigator.geolocation.getCurrentPosition(center, fail, { enableHighAccuracy: true });
    ```

    ```js good
    navigator.geolocation.getCurrentPosition(center, fail, { enableHighAccuracy: false });
    ```

    ```ts bad
    const options: PositionOptions = { "enableHighAccuracy": true, timeout: 5000 };
    ```

    ```tsx bad
    import * as Location from "expo-location";

    await Location.enableNetworkProviderAsync();
    ```

    ```js good
    const options = { enableHighAccuracy: needsAccuracy, timeout: 5000 };
    ```

    ```vue good
    <script setup>
    const { coords } = useGeolocation({ maximumAge: 60000 });
    </script>
    ```
    """
    if pair is not None and value is not None and value.type == "true":
        span = Span(value.start_byte, value.end_byte)
        return report(
            pair,
            "the satellite receiver is used; leave the option out unless every metre counts",
            fix=Fix("Accept the network's position", (Edit(span, "false"),)),
        )
    if call is not None:
        found = origin(doc, callee(call) or call)
        if found is not None and found.module == "expo-location":
            return report(name_of(call), "high accuracy is asked for; leave the option out unless every metre counts")
    return None
