from ecolint import Document, Node, Related, Report, Span, report, rule

from ..loops import is_short, loop, turn_names
from ..surroundings import on_server
from ..syntax import arguments, called_name, calls, name_of, nodes, receiver, string

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

    Listeners that one loop adds are one finding, at the first of them.

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

    ```js bad
    selects.forEach((select) => {
      select.addEventListener("change", show);
      if (select.form) select.addEventListener("change", save);
      select.addEventListener("blur", check);
    });
    for (const row of rows) row.addEventListener("click", open);
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
    repeated = _loop_of(doc, call)
    if repeated is None:
        return None
    listening = doc.once(_by_loop)
    if repeated.id not in listening:
        listening[repeated.id] = [one for one in nodes(repeated) if _loop_of(doc, one) == repeated]
    first, *others = listening[repeated.id]
    if call != first:
        return None
    if not others:
        return report(name_of(call), "a listener for each item; one on their common parent hears them all")
    message = "{count} listeners for each item; as many on their common parent hear them all"
    names = [name_of(one) for one in others]
    related = [Related(doc.path, Span(name.start_byte, name.end_byte), "one more for each item") for name in names]
    return report(name_of(call), message, related=related, count=len(others) + 1)


def _by_loop(_doc: Document) -> dict[int, list[Node]]:
    """Loop → the calls in it that add a listener for each item, as far as they were asked for."""
    return {}


def _loop_of(doc: Document, call: Node) -> Node | None:
    """The loop in which a call adds the same listener to each item."""
    if call.type != "call_expression" or called_name(doc, call) != "addEventListener":
        return None
    given, target = arguments(call), receiver(call)
    if len(given) < 2 or target is None or given[1].type not in ("identifier", "member_expression") or on_server(doc):
        return None
    repeated = loop(doc, call)
    event = string(doc, given[0])
    if repeated is None or is_short(doc, repeated) or not event or event in _STAY:
        return None
    return None if doc.text(given[1]).partition(".")[0] in turn_names(doc, repeated, call) else repeated
