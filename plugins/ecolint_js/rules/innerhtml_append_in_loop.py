from ecolint import Document, Node, Report, report, rule

from ..loops import is_short, loop, uses_turn


@rule(
    "javascript",
    query="""
    (augmented_assignment_expression
      left: (member_expression property: (property_identifier) @_name) @target
      (#any-of? @_name "innerHTML" "outerHTML"))
    """,
    saves=["cpu"],
    evidence="deterministic",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0044", "rweb:0045"],
)
def innerhtml_append_in_loop(target: Node, doc: Document) -> Report | None:
    """An element is written out, parsed and built anew on every turn of a loop.

    `innerHTML +=` turns all that the element holds into text, adds to it, parses the whole and builds every node again.
    In a loop the work grows with the square of the number of items, and listeners and typed text are lost. Collect the
    text first and set it once, or append elements.

    It follows from what the property does. Loops over what is written out in the file are left alone.

    ```js bad
    for (const town of towns) {
      list.innerHTML += `<li>${town.name}</li>`;
    }
    ```

    ```js good
    list.innerHTML = towns.map((town) => `<li>${town.name}</li>`).join("");
    ```

    ```js bad
    rows.forEach(function (row) {
      document.getElementById("rows").innerHTML += "<tr><td>" + row + "</td></tr>";
    });
    ```

    ```html bad
    <script>
      let i = 0;
      while (i < data.length) { box.innerHTML += data[i++]; }
    </script>
    ```

    ```js good
    for (const card of cards) {
      const badge = card.querySelector(".badge");
      badge.innerHTML += "!";
    }
    ```

    ```js good
    for (const name of ["one", "two", "three"]) box.innerHTML += name;
    button.onclick = () => { box.innerHTML += "<p>More</p>"; };
    ```
    """
    element = target.child_by_field_name("object")
    repeated = loop(doc, target) if element is not None else None
    if element is None or repeated is None or is_short(doc, repeated) or uses_turn(doc, element, repeated):
        return None
    return report(target, "parsed and built anew on each turn; collect the text, and set it once")
