import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import binding
from ..edits import after, before, may_declare_beside, mentions, statement_around
from ..loops import is_short, loop, uses_turn
from ..surroundings import is_copied
from ..syntax import assignments, called_name, nodes, parent_of, receiver


@rule(
    "javascript",
    query=f"""
    (augmented_assignment_expression
      left: (member_expression property: (property_identifier) @_name) @target
      (#any-of? @_name "innerHTML" "outerHTML"))
    {assignments("innerHTML")}
    """,
    saves=["cpu"],
    evidence="deterministic",
    preset="all",
    precision="medium",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0044", "rweb:0045"],
)
def innerhtml_append_in_loop(target: Node, value: Node | None, doc: Document) -> Report | None:
    """An element is written out, parsed and built anew on every turn of a loop.

    `innerHTML +=` turns all that the element holds into text, adds to it, parses the whole and builds every node again.
    In a loop the work grows with the square of the number of items, and listeners and typed text are lost. Collect the
    text first and set it once, or append elements.

    It follows from what the property does. Loops over what is written out in the file are left alone.

    In preset `all` only: in published code a quarter of such loops adds a few pieces to an element that was just made.

    The fix collects the text in a variable and adds it once, after the loop. It is proposed where the loop neither
    looks at the element otherwise nor ends or waits in between; what it calls may do so all the same.

    ```js bad
    export function show(towns) {
      for (const town of towns) {
        list.innerHTML += `<li>${town.name}</li>`;
      }
    }
    ```

    ```js good
    export function show(towns) {
      let html = "";
      for (const town of towns) {
        html += `<li>${town.name}</li>`;
      }
      list.innerHTML += html;
    }
    ```

    ```js bad
    function show(rows, table) {
      table.innerHTML = "";
      rows.forEach((row) => {
        table.innerHTML += "<tr><td>" + row.name;
        table.innerHTML += "</td></tr>";
      });
    }
    ```

    ```js good
    function show(rows, table) {
      table.innerHTML = "";
      let html = "";
      rows.forEach((row) => {
        html += "<tr><td>" + row.name;
        html += "</td></tr>";
      });
      table.innerHTML += html;
    }
    ```

    ```js bad
    const show = (list, towns) => towns.forEach((town) => { list.innerHTML += `<li>${town.name}</li>`; });
    ```

    ```js bad
    for (const town of towns) {
      list.innerHTML += `<li>${town.name}</li>`;
    }
    ```

    ```js bad
    for (const town of towns) {
      list.innerHTML = list.innerHTML + "<li>" + town.name + "</li>";
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
    for (badge of badges) badge.innerHTML += "!";
    let row;
    for (const town of towns) {
      row = document.createElement("tr");
      row.innerHTML += `<td>${town}</td>`;
      table.append(row);
    }
    video.dataset.files.split(",").forEach((file) => { video.innerHTML += `<source src="${file}">`; });
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
    if value is not None and not _begins_with(doc, value, target):
        return None
    element = target.child_by_field_name("object")
    repeated = loop(doc, target) if element is not None else None
    if element is None or repeated is None or is_short(doc, repeated) or uses_turn(doc, element, repeated):
        return None
    if is_copied(doc) or _is_list_in_text(doc, repeated) or _is_made_anew(doc, element, repeated):
        return None
    message = "the element is parsed and built anew on each turn; collect the text, and set it once"
    return report(target, message, fix=_collected(doc, target, element, repeated))


def _begins_with(doc: Document, value: Node, target: Node) -> bool:
    """`list.innerHTML = list.innerHTML + …`."""
    first = value
    while first.type == "binary_expression":
        first = first.named_children[0]
    return first != value and doc.text(first) == doc.text(target)


def _is_list_in_text(doc: Document, repeated: Node) -> bool:
    """`sources.split(",").forEach(…)`: a few items written into one text."""
    source = repeated.child_by_field_name("right") or receiver(repeated)
    return source is not None and called_name(doc, source) == "split" and "\\n" not in doc.text(source)


def _is_made_anew(doc: Document, element: Node, repeated: Node) -> bool:
    """Whether each turn puts another element into the variable: `row = document.createElement("tr")`."""
    header = repeated.child_by_field_name("left")  # `for (row of rows)`, declared elsewhere
    if header is not None and doc.text(header) == doc.text(element):
        return True
    return any(
        node.type == "assignment_expression" and doc.text(node.children[0]) == doc.text(element)
        for node in nodes(repeated)
    )


_LEAVES = frozenset(
    {"await", "await_expression", "break_statement", "return_statement", "throw_statement", "yield_expression"}
)


def _collected(doc: Document, target: Node, element: Node, repeated: Node) -> Fix | None:
    """The text collected in a variable and added after the loop; None where somebody could see the difference."""
    statement = statement_around(doc, repeated)
    whole = doc.text(repeated)
    if statement is None or loop(doc, repeated) is not None or not may_declare_beside(doc, statement):
        return None
    if statement != repeated and doc.text(statement).rstrip("; \n") != whole:
        return None  # the loop is but a part of the statement
    if mentions(doc, "html") or any(node.type in _LEAVES for node in [*repeated.children, *nodes(repeated)]):
        return None
    if element.type != "identifier" or binding(doc, element) is None or "innerHTML" not in doc.text(target):
        return None
    name = doc.text(element)
    if mentions(doc, name, repeated) != len(re.findall(rf"(?<![\w$.]){re.escape(name)}\.innerHTML\s*\+=", whole)):
        return None
    edits = [before(doc, statement, 'let html = "";'), after(doc, statement, f"{name}.innerHTML += html;")]
    for node in nodes(repeated):
        if node.type == "augmented_assignment_expression" and doc.text(node).startswith(f"{name}.innerHTML"):
            parent = parent_of(doc, node)
            if parent is None or parent.type != "expression_statement" or loop(doc, node) != repeated:
                return None
            left = node.child_by_field_name("left")
            edits += [Edit(Span(left.start_byte, left.end_byte), "html")] if left is not None else []
    return Fix("Collect the text, add it once", tuple(edits))
