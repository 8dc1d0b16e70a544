from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..names import calls_through, origin
from ..syntax import callee, calls, name_of, renamed

_METHODS = (
    "setBrightness",
    "setBrightnessAsync",
    "setBrightnessLevel",
    "setSystemBrightness",
    "setSystemBrightnessAsync",
)
_MODULES = frozenset(
    {
        "expo-brightness",
        "react-native-device-brightness",
        "react-native-screen-brightness",
        "@capacitor-community/screen-brightness",
    }
)


@rule(
    "javascript",
    query=f"""
    {calls(*_METHODS)}
    {renamed(*_METHODS)}
    """,
    saves=["device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI522"],
)
def brightness_override(call: Node, doc: Document) -> Iterator[Report]:
    """The brightness that the user or the system has chosen is overridden.

    The screen draws most of a phone's power, the more the brighter it is. The system fits it to the light around;
    makers of phones and systems advise to leave it to them.

    ## When not to care
    A code to be scanned, for as long as it is shown.

    ```js bad
    import * as Brightness from "expo-brightness";

    await Brightness.setBrightnessAsync(1);
    ```

    ```ts bad
    import { setSystemBrightnessAsync } from "expo-brightness";

    setSystemBrightnessAsync(0.9);
    ```

    ```ts bad
    import { setBrightnessAsync as shine } from "expo-brightness";

    await shine(1);
    ```

    ```js bad
    import { ScreenBrightness } from "@capacitor-community/screen-brightness";

    ScreenBrightness.setBrightness({ brightness: 1 });
    ```

    ```js good
    import * as Brightness from "expo-brightness";

    const brightness = await Brightness.getBrightnessAsync();
    ```

    ```js good
    lamp.setBrightness(80);
    ```

    ```js good
    import { setBrightness } from "./lamp";

    setBrightness(80);
    ```
    """
    for one in calls_through(doc, call):
        found = origin(doc, callee(one) or one)
        if found is not None and found.module in _MODULES:
            yield report(name_of(one), "the app overrides the brightness that the user chose; leave it to the system")
