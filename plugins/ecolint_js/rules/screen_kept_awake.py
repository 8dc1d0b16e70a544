from ecolint import Document, Node, Report, report, rule

from ..bindings import is_type_only
from ..names import is_global, origin
from ..syntax import ancestors, callee, calls, name_of, string

_NAMES = ("useKeepAwake", "activateKeepAwake", "activateKeepAwakeAsync")
_MESSAGE = "the screen is kept on; hold it only while there is something to watch"
_MODULES = ("expo-keep-awake", "@sayem314/react-native-keep-awake")


@rule(
    "javascript",
    query=f"""
    {calls("keepAwake", "request")}
    (import_specifier name: (identifier) @_name (#any-of? @_name "{'" "'.join(_NAMES)}")) @imported
    """,
    saves=["device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI505"],
)
def screen_kept_awake(call: Node | None, imported: Node | None, doc: Document) -> Report | None:
    """The screen is kept from going dark.

    The screen is what draws most power on a phone. Left to the system it goes dark after half a minute without touch.
    The specification of the Screen Wake Lock by the W3C asks to hold it only as long as there is something to watch.

    ## When not to care
    Recipes, presentations, navigation: what is read without being touched.

    ```js bad
    const lock = await navigator.wakeLock.request("screen");
    ```

    ```tsx bad
    import { useKeepAwake as stayOn } from "expo-keep-awake";

    export function Timer() {
      stayOn();
      return <Text>3:00</Text>;
    }
    ```

    ```ts bad
    import { KeepAwake } from "@capacitor-community/keep-awake";

    await KeepAwake.keepAwake();
    ```

    ```js good
    const answer = await client.request("screen");
    ```

    ```js good
    import { useKeepAwake } from "./hooks";

    useKeepAwake();
    ```

    ```ts good
    import { KeepAwake } from "@capacitor-community/keep-awake";

    await KeepAwake.allowSleep();
    ```
    """
    if imported is not None:
        statement = next((parent for parent in ancestors(doc, imported) if parent.type == "import_statement"), None)
        source = statement.child_by_field_name("source") if statement is not None else None
        known = source is not None and string(doc, source) in _MODULES
        return report(imported, _MESSAGE) if known and not is_type_only(imported) else None
    if call is None:
        return None
    found = origin(doc, callee(call) or call)
    capacitor = found == ("@capacitor-community/keep-awake", "KeepAwake.keepAwake")
    if capacitor or is_global(doc, callee(call), "navigator.wakeLock.request"):
        return report(name_of(call), _MESSAGE)
    return None
