from ecolint import Document, Node, Report, report, rule

from ..loading import at_load
from ..names import is_global
from ..surroundings import on_server
from ..syntax import callee, calls, name_of, receiver


@rule(
    "javascript",
    query=calls("requestPermission", "subscribe"),
    saves=["device", "network"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=["rgesn:4.13", "wsg:avoid-unwanted-notifications"],
)
def notification_on_load(call: Node, doc: Document) -> Report | None:
    """The page asks to send notifications before the user has asked for any.

    Notifications wake devices and bring people back to screens. A question on arrival is refused or accepted without
    thought; ask when the user chooses to be told of something.

    RGESN criterion 4.13 (2024), a priority criterion, asks that notifications are few and easy to turn off.

    A page that asks in its own words first (`confirm`) is left alone. In preset `all` only: few pages do it, and what
    has been asked before isn't always seen.

    ```js bad
    Notification.requestPermission();
    ```

    ```js bad
    navigator.serviceWorker.ready.then((registration) => {
      registration.pushManager.subscribe({ userVisibleOnly: true });
    });
    ```

    ```tsx bad
    import { useEffect } from "react";

    export function App() {
      useEffect(() => {
        window.Notification.requestPermission().then(save);
      }, []);
      return <main />;
    }
    ```

    ```js good
    bell.addEventListener("click", () => Notification.requestPermission());
    ```

    ```js good
    async function offer() {
      if (!(await confirmInPage("Be told when a run ends?"))) return;
      await Notification.requestPermission();
    }
    offer();
    ```

    ```js good
    import { store$ } from "./store";

    store$.subscribe(render);
    ```

    ```vue good
    <script setup>
    async function follow() {
      if ((await Notification.requestPermission()) === "granted") save();
    }
    </script>

    <template><button @click="follow">Follow</button></template>
    ```
    """
    above = receiver(call)
    asks = is_global(doc, callee(call), "Notification.requestPermission") or (
        above is not None and doc.text(above).endswith("pushManager")
    )
    if not asks or on_server(doc) or b"onfirm" in doc.data or not at_load(doc, call):
        return None
    return report(name_of(call), "the page asks for notifications on arrival; ask when the user wants to be told")
