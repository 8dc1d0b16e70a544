from ecolint import Document, Node, Report, report, rule

from ..loops import is_short, loop
from ..names import is_global
from ..surroundings import on_server
from ..syntax import arguments, called_name, callee, calls, name_of, string

_QUERIES = ("getElementById", "querySelector", "querySelectorAll", "getElementsByClassName", "getElementsByTagName")


@rule(
    "javascript",
    query=calls(*_QUERIES, "$", "jQuery"),
    saves=["cpu"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0057", "rweb:0054", "creedengo:GCI11"],
)
def dom_query_in_loop(call: Node, doc: Document) -> Report | None:
    """The same element is looked up again on every turn of a loop.

    Each look-up searches the document, by class or selector the whole of it. What doesn't depend on the turn can be
    looked up once, before the loop. The gain is small unless the loop is long; guides to frugal scripts agree on the
    habit.

    ## When not to care
    Loops that add or remove what they look up.

    ```js bad
    for (const town of towns) {
      document.querySelector("#towns").append(option(town));
    }
    ```

    ```js bad
    rows.forEach((row) => $("table.prices tbody").append(row));
    ```

    ```ts bad
    let i = 0;
    while (i < names.length) {
      document.getElementById("names")!.textContent += names[i++];
    }
    ```

    ```js good
    const list = document.querySelector("#towns");
    for (const town of towns) list.append(option(town));
    ```

    ```js good
    for (const id of ids) document.getElementById(id).remove();
    rows.forEach((row) => row.querySelector(".price").classList.add("paid"));
    ```

    ```js good
    for (const option of document.querySelectorAll("option")) option.disabled = false;
    ```
    """
    given = arguments(call)
    if len(given) != 1 or not string(doc, given[0]) or on_server(doc) or string(doc, given[0]).startswith("<"):
        return None
    name = called_name(doc, call)
    if not is_global(doc, callee(call), name if name in ("$", "jQuery") else f"document.{name}"):
        return None
    repeated = loop(doc, call)
    if repeated is None or is_short(doc, repeated):
        return None
    return report(name_of(call), "looked up on every turn; do it once, before the loop")
