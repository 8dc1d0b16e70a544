import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import binding, bound_in
from ..edits import may_declare_beside, mentions
from ..few import are_few
from ..loops import LOOP_MENTIONS, LOOP_WORDS, is_literal, is_short, loop, source_of, turn_names, uses_turn
from ..names import constant
from ..surroundings import is_for_developers
from ..syntax import ancestors, arguments, called_name, calls, name_of, nodes, parent_of, receiver


@rule(
    "javascript",
    query=calls("includes", "indexOf", "find", "some"),
    words=LOOP_WORDS,
    mentions=LOOP_MENTIONS,
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

    Spoken of are lists that are surely arrays, are not written out in the file, and don't change in the loop. What is
    short by its name, as `roles` or `form.fields`, is left alone, on either side of the search, and so are loops over
    the keys of an object.

    Of `find` and `some`, what compares a key of the item with one of the turn is told, as `user.id === order.userId`;
    what JSX shows at once is short.

    The fix makes the list a `Set` where nothing is asked of it but what it holds. It may change what is found where
    items are objects that are made anew, or `NaN`.

    ```js bad
    function known(users, ids) {
      const wanted = ids.map((id) => id.trim());
      return users.filter((user) => wanted.includes(user.id));
    }
    ```

    ```js good
    function known(users, ids) {
      const wanted = new Set(ids.map((id) => id.trim()));
      return users.filter((user) => wanted.has(user.id));
    }
    ```

    ```js bad
    function missing(rows, line) {
      const codes = line.split(",");
      return rows.filter((row) => codes.indexOf(row.code) === -1 && !(codes.indexOf(row.name) >= 0));
    }
    ```

    ```js good
    function missing(rows, line) {
      const codes = new Set(line.split(","));
      return rows.filter((row) => !codes.has(row.code) && !(codes.has(row.name)));
    }
    ```

    ```ts bad
    const seen: string[] = await load();
    for (const name of names) {
      if (seen.indexOf(name) !== -1) count++;
    }
    ```

    ```js bad
    const allowed = Object.keys(prices);
    rows.forEach((row) => { if (!allowed.includes(row.key)) reject(row); });
    ```

    ```ts bad
    export function withUsers(users: User[], orders: Order[]) {
      return orders.map((order) => ({ ...order, user: users.find((user) => user.id === order.userId) }));
    }
    ```

    ```ts good
    export function withUsers(users: User[], orders: Order[]) {
      const byId = new Map(users.map((user) => [user.id, user]));
      return orders.map((order) => ({ ...order, user: byId.get(order.userId) }));
    }
    ```

    ```ts good
    export function chosen(users: User[], orders: Order[], wanted: string) {
      return orders.filter((order) => order.open && users.some((user) => user.id === wanted || user.age > 17));
    }
    ```

    ```tsx good
    export const Towns = ({ towns, chosen }: { towns: Town[]; chosen: Town[] }) => {
      const marked = chosen.filter((town) => town.open);
      return <ul>{towns.map((town) => marked.some((one) => one.id === town.id) && <li>{town.name}</li>)}</ul>;
    };
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
    function shown(table, user, rows) {
      const names = table.columns.map((column) => column.name);
      const roles = Array.from(user.grants);
      if (roles.length) rows = rows.filter((row) => names.includes(row.name) || roles.indexOf(row.role) >= 0);
      return user.locales.filter((locale) => rows.map((row) => row.locale).includes(locale));
    }
    ```

    ```js good
    function same(one, other) {
      const names = Object.keys(other);
      for (const name in one) if (!names.includes(name)) return false;
      return Object.keys(one).every((name) => names.includes(name));
    }
    ```

    ```js good
    names.filter((name) => name.includes("x"));
    for (const line of lines) if (line.indexOf("#") === 0) skip();
    ```
    """
    target, given = receiver(call), arguments(call)
    if target is None or target.type != "identifier" or len(given) != 1:
        return None
    by_key = called_name(doc, call) in ("find", "some")
    if by_key and (given[0].type != "arrow_function" or is_for_developers(doc)):
        return None
    repeated = loop(doc, call)
    if by_key and (repeated is None or not _compares_keys(doc, call, repeated)):
        return None
    if repeated is None or is_literal(doc, target) or is_short(doc, repeated):
        return None
    source = source_of(doc, repeated)
    if are_few(doc, target) or (source is not None and (are_few(doc, source) or _are_keys(doc, source, repeated))):
        return None
    if doc.text(target) in turn_names(doc, repeated, call):
        return None
    if not _is_list(doc, target) or _grows(doc, target, repeated):
        return None
    if by_key:
        message = "{name} is searched on each turn; make a Map of it, by what is compared, before the loop"
        return report(name_of(call), message, name=doc.text(target))
    return report(
        name_of(call),
        "{name} is searched on each turn; make a Set of it before the loop",
        name=doc.text(target),
        fix=_as_set(doc, target),
    )


def _compares_keys(doc: Document, call: Node, repeated: Node) -> bool:
    """`users.find((user) => user.id === order.userId)`: a key of the item with one of what the loop goes through."""
    function = arguments(call)[0]
    compared = function.child_by_field_name("body") if function.type == "arrow_function" else None
    if compared is None or compared.type != "binary_expression" or compared.children[1].type not in ("==", "==="):
        return False
    own = bound_in(doc, function)
    sides = (compared.named_children[0], compared.named_children[-1])
    items = [side for side in sides if side.type == "member_expression" and doc.text(side).partition(".")[0] in own]
    others = [side for side in sides if side not in items]
    if len(own) != 1 or len(items) != 1:
        return False
    if any(parent.type == "jsx_expression" for parent in ancestors(doc, repeated)):
        return False  # what is shown at once is short
    return others[0].type in ("identifier", "member_expression") and uses_turn(doc, others[0], repeated)


def _are_keys(doc: Document, source: Node, repeated: Node) -> bool:
    """Whether a loop goes through the keys of one object: `for (name in item)`, `Object.keys(item)`."""
    operator = repeated.child_by_field_name("operator")
    if operator is not None and operator.type == "in":
        return True
    value = constant(doc, source) if source.type == "identifier" else source
    return value is not None and doc.text(value).startswith(("Object.keys(", "Object.entries("))


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


def _as_set(doc: Document, name: Node) -> Fix | None:
    """What makes a constant list a set, if it is only ever asked whether it holds something."""
    found = binding(doc, name)
    made = found.node.child_by_field_name("value") if found is not None else None
    if found is None or made is None or found.kind != "const" or found.node.child_by_field_name("type") is not None:
        return None
    declaration = parent_of(doc, found.node)
    around = parent_of(doc, declaration) if declaration is not None else None
    if declaration is None or around is None or around.type == "export_statement":
        return None
    if not may_declare_beside(doc, declaration):
        return None  # other scripts of the page may search it too
    start, end = Span(made.start_byte, made.start_byte), Span(made.end_byte, made.end_byte)
    edits = [Edit(start, "new Set("), Edit(end, ")")]
    asked = 0
    for use in nodes(around):
        if use.type == "identifier" and doc.text(use) == doc.text(name) and binding(doc, use) == found:
            edit = _asked(doc, use)
            if edit is not None:
                edits += edit
                asked += 1
    # Every other mention, also one in an object's short form or a comment, keeps the list as it is.
    return Fix("Make it a Set", tuple(edits)) if asked == mentions(doc, doc.text(name), around) - 1 else None


_NEGATED = {"=== -1": True, "== -1": True, "< 0": True, "!== -1": False, "!= -1": False, "> -1": False, ">= 0": False}


def _asked(doc: Document, use: Node) -> list[Edit] | None:
    """`list.includes(x)` → `list.has(x)`, `list.indexOf(x) < 0` → `!list.has(x)`; None for any other use."""
    member = parent_of(doc, use)
    call = parent_of(doc, member) if member is not None and member.type == "member_expression" else None
    place = member.child_by_field_name("property") if member is not None else None
    if member is None or call is None or place is None or call.type != "call_expression" or len(arguments(call)) != 1:
        return None
    if receiver(call) != use or doc.text(member) != f"{doc.text(use)}.{doc.text(place)}":
        return None
    renamed = Edit(Span(place.start_byte, place.end_byte), "has")
    if doc.text(place) == "includes":
        return [renamed]
    compared = parent_of(doc, call)
    if doc.text(place) != "indexOf" or compared is None or compared.child_by_field_name("left") != call:
        return None
    rest = Span(call.end_byte, compared.end_byte)
    negated = _NEGATED.get(re.sub(r"\s+", " ", doc.text(rest).strip()))
    if negated is None:
        return None
    start = Span(compared.start_byte, compared.start_byte)
    return [*([Edit(start, "!")] if negated else []), renamed, Edit(rest, "")]
