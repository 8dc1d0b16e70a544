from ecolint import Document, Node, Report, report, rule

from ..names import origin
from ..syntax import ancestors, arguments, called_name, callee, calls, name_of, pairs


@rule(
    "javascript",
    query=f"""
    {pairs("torch")}
    {calls("switchState")}
    """,
    saves=["device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.6", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI530"],
)
def torch_on(pair: Node | None, value: Node | None, call: Node | None, doc: Document) -> Report | None:
    """The light of the camera is switched on.

    It draws about as much power as the screen, and warms the device. Makers of phones advise to leave it to the user's
    own switch, and to switch it off when what needs it is done.

    ## When not to care
    Reading a code in the dark, on the user's request.

    ```js bad
    track.applyConstraints({ advanced: [{ torch: true }] });
    ```

    ```ts bad
    await stream.getVideoTracks()[0].applyConstraints({ torch: true } as MediaTrackConstraints);
    ```

    ```js bad
    import Torch from "react-native-torch";

    Torch.switchState(true);
    ```

    ```js good
    track.applyConstraints({ advanced: [{ torch: false }] });
    ```

    ```js good
    const inventory = { torch: true, rope: 2 };
    ```

    ```js good
    track.applyConstraints({ advanced: [{ torch: wanted }] });
    ```
    """
    if pair is not None and value is not None and value.type == "true":
        above = next((parent for parent in ancestors(doc, pair) if parent.type == "call_expression"), None)
        if above is not None and called_name(doc, above) in ("applyConstraints", "getUserMedia"):
            return report(pair, "the light is switched on; leave it to the user, and switch it off soon")
    if call is not None:
        found, given = origin(doc, callee(call) or call), arguments(call)
        if found is not None and found.module == "react-native-torch" and given and given[0].type == "true":
            return report(name_of(call), "the light is switched on; leave it to the user, and switch it off soon")
    return None
