from ecolint import Document, Node, Report, report, rule

from ..loops import is_literal, is_short, loop, turn_names
from ..names import binding
from ..syntax import arguments, called_name, calls, name_of, receiver


@rule(
    "javascript",
    query=calls("includes", "indexOf"),
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0054"],
)
def linear_search_in_loop(call: Node, doc: Document) -> Report | None:
    """A list is searched from its beginning on every turn of a loop.

    The work is the product of both lengths: for two lists of 2,000 items two million comparisons on average. A `Set`,
    made once before the loop, finds at once what it holds.

    Measured by `docs/evidence/js_search.mjs`: more than ten times faster at 2,000 items, no gain for some ten.

    Spoken of are lists that are surely arrays, are not written out in the file, and don't change in the loop.

    ```js bad
    function known(users, ids) {
      const wanted = ids.map((id) => id.trim());
      return users.filter((user) => wanted.includes(user.id));
    }
    ```

    ```ts bad
    const seen: string[] = await load();
    for (const name of names) {
      if (seen.indexOf(name) !== -1) count++;
    }
    ```

    ```js bad
    const allowed = Object.keys(settings);
    rows.forEach((row) => { if (!allowed.includes(row.key)) reject(row); });
    ```

    ```js good
    function known(users, ids) {
      const wanted = new Set(ids);
      return users.filter((user) => wanted.has(user.id));
    }
    ```

    ```js good
    const vowels = ["a", "e", "i", "o", "u"];
    for (const letter of text) if (vowels.includes(letter)) count++;
    ```

    ```js good
    names.filter((name) => name.includes("x"));
    for (const line of lines) if (line.indexOf("#") === 0) skip();
    ```
    """
    target = receiver(call)
    if target is None or target.type != "identifier" or len(arguments(call)) != 1 or is_literal(doc, target):
        return None
    repeated = loop(doc, call)
    if repeated is None or is_short(doc, repeated) or doc.text(target) in turn_names(doc, repeated, call):
        return None
    if not _is_list(doc, target) or _grows(doc, target, repeated):
        return None
    return report(
        name_of(call), "searches {name} on each turn; make a Set of it before the loop", name=doc.text(target)
    )


def _is_list(doc: Document, name: Node) -> bool:
    """Whether a name is surely bound to an array."""
    found = binding(doc, name)
    if found is None:
        return False
    kind = found.node.child_by_field_name("type")
    if kind is not None:
        return doc.text(kind).endswith("[]") or "Array<" in doc.text(kind)
    value = found.node.child_by_field_name("value") if found.node.type == "variable_declarator" else None
    if value is None or value.type != "call_expression" or found.path != ():
        return False
    if doc.text(value).startswith(("Object.keys(", "Object.values(", "Array.from(")):
        return True
    return called_name(doc, value) in ("map", "filter", "split", "flatMap", "sort", "slice")


def _grows(doc: Document, name: Node, repeated: Node) -> bool:
    text = doc.text(name)
    return any(f"{text}.{change}(" in doc.text(repeated) for change in ("push", "splice", "unshift", "pop", "shift"))
