from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..loops import is_compressed, is_short, loop
from ..names import is_global
from ..surroundings import on_server
from ..syntax import FUNCTIONS, arguments, called_name, callee, calls, enclosing_function, name_of, nodes, receiver

_READS = (
    "clientHeight",
    "clientWidth",
    "offsetHeight",
    "offsetLeft",
    "offsetTop",
    "offsetWidth",
    "scrollHeight",
    "scrollWidth",
)
_CALLS = ("getBoundingClientRect", "getComputedStyle", "getClientRects")
_SIGNS = tuple(name.encode() for name in (*_READS, *_CALLS))
_WITHOUT_LAYOUT = frozenset(
    ["backgroundColor", "color", "display", "fontFamily", "opacity", "position", "visibility", "zIndex"]
)
"""What of a computed style the browser knows without laying out."""
_OBSERVERS = ("new ResizeObserver", "new IntersectionObserver", "new MutationObserver")
_STYLE = (".style.", ".style[", ".className", ".innerHTML", ".textContent")


@rule(
    "javascript",
    query=f"""
    [(for_statement) (for_in_statement)] @statement
    {calls("forEach", "map")}
    """,
    words=(*_READS, *_CALLS),
    saves=["cpu", "device"],
    evidence="consensus",
    preset="all",
    precision="medium",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0052"],
)
def layout_thrash(statement: Node | None, call: Node | None, doc: Document) -> Iterator[Report]:
    """Sizes are read and styles written in turn, so that the browser lays the page out again on every turn.

    Browsers put off the layout until it is needed. Reading a size needs it at once; writing a style makes it invalid. A
    loop that does both lays the page out as often as it turns. Read all sizes first, then write.

    The developer tools of browsers name it a forced reflow, and their vendors give the same advice.

    In preset `all` only: in published code every second loop of this kind measures what it has just made, runs seldom,
    or was copied from a library.

    A loop that tries until something fits needs each size in turn, and is left alone: `while`, or with a `break`.

    ```js bad
    for (const card of cards) {
      card.style.height = `${card.firstElementChild.offsetHeight + 16}px`;
    }
    ```

    ```js good
    const heights = cards.map((card) => card.firstElementChild.offsetHeight);
    cards.forEach((card, i) => { card.style.height = `${heights[i] + 16}px`; });
    ```

    ```js bad
    labels.forEach((label) => {
      const { width } = label.getBoundingClientRect();
      if (width > max) label.classList.add("short");
    });
    ```

    ```js bad
    for (const card of cards) {
      const { height } = card.getBoundingClientRect();
      Object.assign(card.style, { height: `${height}px` });
    }
    ```

    ```ts bad
    for (let i = 0; i < rows.length; i++) {
      rows[i].style.top = `${top}px`;
      top += rows[i].getBoundingClientRect().height;
    }
    ```

    ```ts good
    while (box.scrollHeight > box.clientHeight) {
      const size = parseFloat(getComputedStyle(box).fontSize);
      box.style.fontSize = `${size - 1}px`;
    }
    for (let size = 40; size > 9; size--) {
      box.style.fontSize = `${size}px`;
      if (box.scrollHeight <= box.clientHeight) break;
    }
    ```

    ```js good
    for (const entry of entries) {
      total += entry.target.offsetHeight;
    }
    ```

    ```js good
    columns.forEach((column) => {
      column.style.marginTop = `${column.offsetTop}px`;
      getComputedStyle(column).marginTop;
    });
    for (const name of names) {
      sample.style.color = name;
      colours.set(name, getComputedStyle(sample).color);
    }
    ```

    ```js good
    cards.forEach((card) => {
      card.addEventListener("click", () => { card.style.height = `${card.offsetHeight}px`; });
    });
    ```
    """
    repeated = statement if statement is not None else call
    if repeated is None:
        return
    within_it = doc.data[repeated.start_byte : repeated.end_byte]
    if not any(read in within_it for read in _SIGNS):
        return
    if on_server(doc) or is_short(doc, repeated) or is_compressed(doc, repeated) or _is_observed(doc, repeated):
        return
    body = _body(repeated)
    within = [body, *nodes(body, into_functions=False)] if body is not None else []
    if not any(_is_write(doc, node) for node in within):
        return
    if any(_is_forced(doc, node) or node.type == "break_statement" for node in within):
        return
    for node in within:
        if _is_read(doc, node) and loop(doc, node) == repeated:
            place = name_of(node) if node.type == "call_expression" else node.child_by_field_name("property") or node
            yield report(place, "the page is laid out again on each turn; read all sizes first, then write")
            return


def _body(repeated: Node) -> Node | None:
    if repeated.type != "call_expression":
        return repeated.child_by_field_name("body")
    callback = next((one for one in arguments(repeated) if one.type in FUNCTIONS), None)
    return callback.child_by_field_name("body") if callback is not None else None


def _is_forced(doc: Document, node: Node) -> bool:
    """A size that is read as a statement of its own asks for the layout on purpose, to start an animation."""
    if node.type != "expression_statement" or not node.named_children:
        return False
    read = node.named_children[0]
    if read.type == "member_expression" and not _is_read(doc, read):
        read = read.named_children[0]
    return _is_read(doc, read)


def _is_read(doc: Document, node: Node) -> bool:
    """Whether a node needs the layout."""
    if node.type == "call_expression":
        name, asked = called_name(doc, node), node.parent.child_by_field_name("property") if node.parent else None
        if name == "getComputedStyle" and asked is not None and doc.text(asked) in _WITHOUT_LAYOUT:
            return False
        return name in _CALLS and (receiver(node) is not None or is_global(doc, callee(node), "getComputedStyle"))
    if node.type != "member_expression":
        return False
    name_node = node.child_by_field_name("property")
    return name_node is not None and doc.text(name_node) in _READS and not _is_written(node)


def _is_written(member: Node) -> bool:
    """`x.offsetWidth = …`: no element of a page."""
    above = member.parent
    left = above.child_by_field_name("left") if above is not None and "assignment" in above.type else None
    return left is not None and left.id == member.id


def _is_write(doc: Document, node: Node) -> bool:
    if node.type in ("assignment_expression", "augmented_assignment_expression"):
        left = node.child_by_field_name("left")
        text = doc.text(left) if left is not None else ""
        return any(sign in f"{text}." if sign.endswith(".") else sign in text for sign in _STYLE)
    if node.type != "call_expression":
        return False
    function = callee(node)
    text = doc.text(function) if function is not None else ""
    if text == "Object.assign":
        given = arguments(node)
        return bool(given) and doc.text(given[0]).endswith(".style")
    return text.endswith((".classList.add", ".classList.remove", ".classList.toggle", ".style.setProperty")) or (
        called_name(doc, node) in ("appendChild", "insertBefore", "removeChild", "insertAdjacentHTML")
    )


def _is_observed(doc: Document, repeated: Node) -> bool:
    """Whether a loop goes through what an observer tells: few entries, once a frame."""
    function = enclosing_function(doc, repeated)
    given = function.parent if function is not None else None
    made = given.parent if given is not None else None
    return made is not None and made.type == "new_expression" and doc.text(made).startswith(_OBSERVERS)
