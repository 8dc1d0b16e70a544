import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..edits import before, may_declare_beside, mentions, statement_around
from ..loops import LOOP_MENTIONS, LOOP_WORDS, is_short, loop
from ..names import is_global
from ..surroundings import on_server
from ..syntax import arguments, called_name, callee, calls, name_of, nodes, string

_QUERIES = ("getElementById", "querySelector", "querySelectorAll", "getElementsByClassName", "getElementsByTagName")


@rule(
    "javascript",
    query=calls(*_QUERIES, "$", "jQuery"),
    words=LOOP_WORDS,
    mentions=LOOP_MENTIONS,
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

    The fix looks up what has an id before the loop, in a constant of its own, where the loop isn't seen to replace
    elements. What it calls may do so all the same.

    ## When not to care
    Loops that add or remove what they look up.

    ```js bad
    export function fill(towns) {
      for (const town of towns) {
        document.querySelector("#towns").append(option(town));
      }
    }
    ```

    ```js good
    export function fill(towns) {
      const townsElement = document.querySelector("#towns");
      for (const town of towns) {
        townsElement.append(option(town));
      }
    }
    ```

    ```js bad
    function draw(rows) {
      rows.forEach((row) => {
        for (const cell of row) {
          document.getElementById("price-list").append(cell);
          if (!cell) document.getElementById("price-list").hidden = true;
        }
      });
    }
    ```

    ```js good
    function draw(rows) {
      const priceListElement = document.getElementById("price-list");
      rows.forEach((row) => {
        for (const cell of row) {
          priceListElement.append(cell);
          if (!cell) priceListElement.hidden = true;
        }
      });
    }
    ```

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
    message = "the element is looked up on every turn; do it once, before the loop"
    return report(name_of(call), message, fix=_looked_up_once(doc, call, repeated))


_ID = re.compile(r"[A-Za-z][\w-]*")
_REPLACES = re.compile(r"\b(innerHTML|outerHTML|replaceWith|replaceChild\w*|remove|removeChild|html|empty|detach|id)\b")


def _looked_up_once(doc: Document, call: Node, repeated: Node) -> Fix | None:
    """The element with an id, in a constant before the outermost loop that looks it up."""
    wanted = string(doc, arguments(call)[0])
    if called_name(doc, call) != "getElementById":
        wanted = wanted[1:] if wanted.startswith("#") and called_name(doc, call) != "querySelectorAll" else ""
    while (outer := loop(doc, repeated)) is not None:
        repeated = outer
    statement = statement_around(doc, repeated)
    if not _ID.fullmatch(wanted) or statement is None or not may_declare_beside(doc, statement):
        return None
    first, *others = re.split("[-_]+", wanted)
    name = f"{first[:1].lower()}{first[1:]}{''.join(one[:1].upper() + one[1:] for one in others)}Element"
    if mentions(doc, name) or _REPLACES.search(doc.text(repeated)):
        return None
    edits = [
        Edit(Span(node.start_byte, node.end_byte), name)
        for node in nodes(repeated)
        if node.type == "call_expression" and doc.text(node) == doc.text(call) and loop(doc, node) is not None
    ]
    declared = before(doc, statement, f"const {name} = {doc.text(call)};")
    return Fix("Look it up before the loop", (declared, *edits))
