from ecolint import Document, Node, Report, report, rule

from ..names import origin
from ..syntax import callee, calls, name_of

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
    query=calls(*_METHODS),
    saves=["device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI522"],
)
def brightness_override(call: Node, doc: Document) -> Report | None:
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
    found = origin(doc, callee(call) or call)
    if found is None or found.module not in _MODULES:
        return None
    return report(name_of(call), "the app overrides the brightness that the user chose; leave it to the system")
