from ecolint import Document, Node, Report, report, rule

from ..loops import is_short, loop, turn_names
from ..surroundings import on_server
from ..syntax import arguments, calls, name_of, receiver, string

_STAY = frozenset(
    {"load", "error", "focus", "blur", "mouseenter", "mouseleave", "pointerenter", "pointerleave", "scroll", "toggle"}
)
"""Events that the common parent doesn't hear."""


@rule(
    "javascript",
    query=calls("addEventListener"),
    saves=["memory"],
    evidence="contested",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0056"],
)
def listener_per_item(call: Node, doc: Document) -> Report | None:
    """Every item of a list gets a listener of its own.

    One listener on the list hears the events of all items, those too that are added later. Thousands of listeners cost
    memory and time at start; for short lists the difference is lost in the noise, which is why this rule is contested.

    Measured by `docs/evidence/js_listeners.mjs`.

    ```js bad
    for (const row of rows) {
      row.addEventListener("click", open);
    }
    ```

    ```js bad
    document.querySelectorAll("td").forEach((cell) => cell.addEventListener("click", mark));
    ```

    ```html bad
    <script>
      for (var i = 0; i < cells.length; i++) { cells[i].addEventListener("input", check); }
    </script>
    ```

    ```js good
    table.addEventListener("click", (event) => open(event.target.closest("tr")));
    ```

    ```js good
    for (const event of ["focus", "blur"]) field.addEventListener(event, validate);
    ```

    ```js good
    for (const picture of pictures) picture.addEventListener("load", show);
    for (const row of rows) {
      row.addEventListener("click", () => open(row));
    }
    ```
    """
    given, target = arguments(call), receiver(call)
    if len(given) < 2 or target is None or given[1].type not in ("identifier", "member_expression") or on_server(doc):
        return None
    repeated = loop(doc, call)
    event = string(doc, given[0])
    if repeated is None or is_short(doc, repeated) or not event or event in _STAY:
        return None
    if doc.text(given[1]).partition(".")[0] in turn_names(doc, repeated, call):
        return None
    return report(name_of(call), "a listener for each item; one on their common parent hears them all")
