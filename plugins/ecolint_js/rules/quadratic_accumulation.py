from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Phrase, Report, Span, report, rule

from ..bindings import binding
from ..few import are_few
from ..loops import LOOP_MENTIONS, LOOP_WORDS, is_compressed, is_literal, is_short, loop, source_of, turn_names
from ..names import text
from ..surroundings import is_for_developers
from ..syntax import FUNCTIONS, arguments, bare, called_name, callee, calls, name_of, nodes, receiver

_COPIES = frozenset({"array", "object", "call_expression"})


@rule(
    "javascript",
    query=f"""
    {calls("reduce", "reduceRight", "concat", "assign")}
    [(array . (spread_element)) (object . (spread_element))] @copy
    """,
    words=LOOP_WORDS,
    mentions=LOOP_MENTIONS,
    saves=["cpu", "memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def quadratic_accumulation(
    call: Node | None, copy: Node | None, doc: Document, *, flattening: bool = False
) -> Report | None:
    """A collection is copied whole to add one item, on every turn of a loop.

    The work grows with the square of the number of items: for 20,000 items some 200 million are copied to build one
    list. Adding to a collection that only the loop knows (`push`, `result[key] = …`, `Map.set`) does the same in one
    go.

    Measured by `docs/evidence/js_accumulation.mjs`: thirty times slower at 100 items, thousands of times
    at 3,000 keys or 20,000 items.

    How many items there are isn't always visible: of what it said last about code that it hadn't been tried on, 11 of
    20 were right; hence the preset `all`.

    The fix changes the list in place: whoever kept the former one sees the new items too.

    ## When not to care
    Collections that are known to stay tiny. Loops over what is written out in the file or is short by its name, as
    `form.fields`, are left alone, and so are copies outside loops, as reducers and state setters make them,
    compressed code, and what is run but for tests or by developers (`jest.setup.js`).

    Lists that are put together of lists (`rows = rows.concat(page.rows)`) are copied once for each list, not for each
    item: there are few turns, mostly, and nothing to gain. With `flattening` set they are reported too.

    ```js bad
    function byId(items) {
      return items.reduce((all, item) => ({ ...all, [item.id]: item }), {});
    }
    ```

    ```js good
    function byId(items) {
      return items.reduce((all, item) => {
        all[item.id] = item;
        return all;
      }, {});
    }
    ```

    ```ts bad
    export async function names(): Promise<string[]> {
      let all: string[] = [];
      for (const user of await load()) {
        all = [...all, user.name];
      }
      return all;
    }
    ```

    ```ts good
    export async function names(): Promise<string[]> {
      let all: string[] = [];
      for (const user of await load()) {
        all.push(user.name);
      }
      return all;
    }
    ```

    ```js bad
    function order(state, keys) {
      let kept = state.order ?? [];
      keys.forEach((key) => {
        kept = [...kept, key];
      });
      return kept;
    }
    ```

    ```js bad flattening=true
    function flatten(pages) {
      let rows = [];
      pages.forEach((page) => {
        rows = rows.concat(page.rows);
      });
      return rows;
    }
    ```

    ```vue bad
    <script setup>
    import { computed } from "vue";

    const props = defineProps(["slots"]);
    const days = computed(() =>
      props.slots.reduce((found, slot) => {
        return Object.assign({}, found, { [slot.day]: slot });
      }, {}),
    );
    </script>
    ```

    ```js good
    function flatten(pages) {
      let rows = [];
      pages.forEach((page) => {
        rows = rows.concat(page.rows);
      });
      return pages.reduce((all, page) => [...all, ...page.notes], rows);
    }
    ```

    ```js good
    const add = (state, item) => ({ ...state, items: [...state.items, item] });
    for (const mark of node.marks) if (mark.bold) style = { ...style, weight: "bold" };
    const sizes = ["s", "m", "l"].reduce((all, size) => ({ ...all, [size]: `icon-${size}` }), {});
    while (delays.length < durations.length) delays = delays.concat(delays);
    ```

    ```ts good
    const fields = providers[name]?.fields || [];
    const credentials = fields.reduce((all, field) => ({ ...all, [field.value]: "" }), {});
    const labels = Object.keys(table.columns).reduce((all, key) => ({ ...all, [key]: label(key) }), {});
    for (const locale of site.locales) texts = [...texts, load(locale)];
    ```

    ```js bad
    const known = { a: first, b: second };
    const names = fieldUsers.reduce((all, user) => ({ ...all, [user.id]: known[user.kind] }), {});
    ```

    ```js good
    function totals(days) {
      const total = {};
      for (const day of days) {
        let slots = [];
        slots = [...slots, ...day.slots];
        total[day.name] = slots.reduce((sum, slot) => sum + slot.minutes, 0);
      }
      return total;
    }
    ```
    """
    if is_for_developers(doc):
        return None
    if call is not None and called_name(doc, call).startswith("reduce"):
        return None if is_compressed(doc, call) else _reduction(doc, call, flattening)
    copy = copy or call
    target = _assigned_to(copy) if copy is not None else None
    if copy is not None and target is not None and (flattening or not _flattens(copy)):
        return _assignment(doc, target, copy)
    return None


def _assigned_to(copy: Node) -> Node | None:
    """The name or property that is assigned a method's result, or what begins with all items of another."""
    first = callee(copy) if copy.type == "call_expression" else next(iter(copy.named_children), None)
    given = copy.parent
    if first is None or first.type not in ("member_expression", "spread_element") or given is None:
        return None
    target = given.child_by_field_name("left") if given.type == "assignment_expression" else None
    return target if target is not None and target.type in ("identifier", "member_expression") else None


def _flattens(copy: Node) -> bool:
    """`all.concat(more)`, `[...all, ...more]`: what is added is a list itself."""
    if copy.type == "call_expression":
        return any(one.type not in ("array", "object") for one in arguments(copy)) and not _is_assign(copy)
    return copy.type == "array" and any(one.type == "spread_element" for one in copy.named_children[1:])


def _is_assign(call: Node) -> bool:
    function = callee(call)
    return function is not None and (function.text or b"") == b"Object.assign"


def _reduction(doc: Document, call: Node, flattening: bool) -> Report | None:
    given, source = arguments(call), receiver(call)
    if not given or given[0].type not in FUNCTIONS or source is None or is_literal(doc, source):
        return None
    if are_few(doc, source):
        return None
    accumulator = _first_parameter(doc, given[0])
    if _is_changed(doc, given[0], accumulator):
        return None
    for result in _results(given[0]):
        copied = _copy_of(doc, result, accumulator) if accumulator else None
        if copied is not None and (flattening or not _flattens(result)):
            return report(
                copied,
                "{name} is copied whole for each item; add to it instead, the loop alone knows it",
                name=accumulator,
            )
    return None


def _first_parameter(doc: Document, function: Node) -> str:
    given = function.child_by_field_name("parameters")
    first = given.named_children[0] if given is not None and given.named_children else None
    if first is not None and first.type in ("required_parameter", "optional_parameter"):
        first = first.child_by_field_name("pattern")
    if first is not None and first.type == "assignment_pattern":
        first = first.child_by_field_name("left")
    return doc.text(first) if first is not None and first.type == "identifier" else ""


def _is_changed(doc: Document, callback: Node, name: str) -> bool:
    """Whether a callback also adds to its accumulator in place: then it copies it now and then only."""
    changed = rf"(?<![\w.$]){re.escape(name)}(?:\.(?:push|set|add|unshift)\(|\[[^\]]*\](?:\.push\(|\s*=(?!=)))"
    return bool(name) and re.search(changed, doc.text(callback)) is not None


def _results(function: Node) -> Iterator[Node]:
    """What a function returns, both sides of a condition."""
    body = function.child_by_field_name("body")
    if body is None:
        return
    returned = [body]
    if body.type == "statement_block":
        statements = (node for node in nodes(body, into_functions=False) if node.type == "return_statement")
        returned = [statement.named_children[0] for statement in statements if statement.named_children]
    for node in returned:
        expression = bare(node)
        if expression.type == "ternary_expression":
            yield from (bare(side) for side in expression.named_children[1:])
        else:
            yield expression


def _copy_of(doc: Document, node: Node, name: str) -> Node | None:
    """The spread, `concat` or `Object.assign` that copies a collection to add to it."""
    if node.type in ("array", "object"):
        grows = len(node.named_children) > 1 if node.type == "array" else _adds_a_key(node)
        for child in node.named_children if grows else ():
            if child.type == "spread_element" and child.named_children and doc.text(child.named_children[0]) == name:
                return child
        return None
    if node.type != "call_expression":
        return None
    function, given = callee(node), arguments(node)
    if called_name(doc, node) == "concat":
        source = receiver(node)
        if all(doc.text(one) == name for one in given):  # doubled: few turns, each as long as all before
            return None
        return name_of(node) if source is not None and given and doc.text(source) == name else None
    if function is not None and doc.text(function) == "Object.assign" and len(given) > 2:
        fresh = given[0].type == "object" and not given[0].named_children
        adds = any(_adds_a_key(one) for one in given[2:])
        return name_of(node) if fresh and adds and doc.text(given[1]) == name else None
    return None


def _adds_a_key(node: Node) -> bool:
    """Whether an object literal has a key that is computed: with written ones it doesn't grow from turn to turn."""
    for child in node.named_children if node.type == "object" else ():
        key = child.child_by_field_name("key")
        if key is not None and key.type == "computed_property_name":
            return True
        if child.type == "spread_element" and any(
            one.type == "computed_property_name" for one in nodes(child, into_functions=False)
        ):
            return True
    return False


def _assignment(doc: Document, target: Node, copy: Node) -> Report | None:
    name = doc.text(target)
    copied = _copy_of(doc, copy, name)
    if copied is None:
        return None
    repeated = loop(doc, target)
    if repeated is None or is_short(doc, repeated):
        return None
    source = source_of(doc, repeated)
    if source is not None and are_few(doc, source):
        return None
    if _is_text(doc, target, copy) or name.partition(".")[0].partition("[")[0] in turn_names(doc, repeated, target):
        return None
    return report(
        copied, "{name} is copied whole on each turn; add to it instead", name=name, fix=_push(doc, target, copy, name)
    )


def _is_text(doc: Document, target: Node, copy: Node) -> bool:
    """`text.concat("…")` of strings is no copy of a collection."""
    given = arguments(copy) if copy.type == "call_expression" else []
    return any(node.type in ("string", "template_string") for node in given)


def _push(doc: Document, target: Node, copy: Node, name: str) -> Fix | None:
    """`all = [...all, x]` → `all.push(x)`, where it is a statement of its own."""
    statement = target.parent.parent if target.parent is not None else None
    if copy.type != "array" or statement is None or statement.type != "expression_statement":
        return None
    first, *added = copy.named_children
    if not added or first.type != "spread_element" or doc.text(first.named_children[0]) != name:
        return None
    if any(node.type in ("spread_element", "comment") or node.has_error for node in added):
        return None
    if not _is_own(doc, target, name):
        return None
    items = ", ".join(doc.text(node) for node in added)
    span = Span(target.start_byte, copy.end_byte)
    return Fix(Phrase("Push to {name}", name=name), (Edit(span, f"{name}.push({items})"),))


def _is_own(doc: Document, target: Node, name: str) -> bool:
    """Whether nobody else holds a list: it is only ever bound to literals. `let all = state.items` is the state's."""
    found = binding(doc, target) if target.type == "identifier" else None
    value = found.node.child_by_field_name("value") if found and found.node.type == "variable_declarator" else None
    if value is None or value.type != "array":
        return False
    given = re.findall(rf"(?<![\w.$]){re.escape(name)}\s*=(?![=>])\s*(\S)", text(doc))
    return all(first == "[" for first in given)
