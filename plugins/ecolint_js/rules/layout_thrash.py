from ecolint import Document, Node, Report, report, rule

from ..loops import is_short, loop
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
_OBSERVERS = ("new ResizeObserver", "new IntersectionObserver", "new MutationObserver")
_STYLE = (".style.", ".style[", ".className", ".innerHTML", ".textContent")


@rule(
    "javascript",
    query=f"""
    {calls("getBoundingClientRect", "getComputedStyle", "getClientRects")}
    (member_expression property: (property_identifier) @read
      (#any-of? @read {" ".join(f'"{name}"' for name in _READS)}))
    """,
    saves=["cpu", "device"],
    evidence="consensus",
    refs=["rgesn:2.2", "rweb:0052"],
)
def layout_thrash(call: Node | None, read: Node | None, doc: Document) -> Report | None:
    """Sizes are read and styles written in turn, so that the browser lays the page out again on every turn.

    Browsers put off the layout until it is needed. Reading a size needs it at once; writing a style makes it invalid. A
    loop that does both lays the page out as often as it turns. Read all sizes first, then write.

    The developer tools of browsers name it a forced reflow, and their vendors give the same advice.

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

    ```ts bad
    while (box.scrollHeight > box.clientHeight) {
      const size = parseFloat(getComputedStyle(box).fontSize);
      box.style.fontSize = `${size - 1}px`;
    }
    ```

    ```js good
    for (const entry of entries) {
      total += entry.target.offsetHeight;
    }
    ```

    ```js good
    cards.forEach((card) => {
      card.addEventListener("click", () => { card.style.height = `${card.offsetHeight}px`; });
    });
    ```
    """
    node = call if call is not None else read
    if node is None or on_server(doc) or (read is not None and _is_written(read)):
        return None
    place = call if call is not None else node.parent
    if place is not None and place.parent is not None and place.parent.type == "expression_statement":
        return None  # a layout that is asked for on purpose, to start an animation
    if call is not None and receiver(call) is None and not is_global(doc, callee(call), "getComputedStyle"):
        return None
    repeated = loop(doc, node)
    if repeated is None or is_short(doc, repeated) or not _writes(doc, repeated) or _is_observed(doc, repeated):
        return None
    return report(
        name_of(call) if call is not None else node, "laid out again on each turn; read all sizes first, then write"
    )


def _is_written(read: Node) -> bool:
    """`x.offsetWidth = …`: no element of a page."""
    member = read.parent
    above = member.parent if member is not None else None
    left = above.child_by_field_name("left") if above is not None and "assignment" in above.type else None
    return left is not None and member is not None and left.id == member.id


def _writes(doc: Document, repeated: Node) -> bool:
    body = repeated.child_by_field_name("body") if repeated.type != "call_expression" else None
    if body is None:
        callback = next((one for one in arguments(repeated) if one.type in FUNCTIONS), None)
        body = callback.child_by_field_name("body") if callback is not None else None
    return body is not None and any(_is_write(doc, node) for node in [body, *nodes(body, into_functions=False)])


def _is_write(doc: Document, node: Node) -> bool:
    if node.type in ("assignment_expression", "augmented_assignment_expression"):
        left = node.child_by_field_name("left")
        text = doc.text(left) if left is not None else ""
        return any(sign in f"{text}." if sign.endswith(".") else sign in text for sign in _STYLE)
    if node.type != "call_expression":
        return False
    function = callee(node)
    text = doc.text(function) if function is not None else ""
    return text.endswith((".classList.add", ".classList.remove", ".classList.toggle", ".style.setProperty")) or (
        called_name(doc, node) in ("appendChild", "insertBefore", "removeChild", "insertAdjacentHTML")
    )


def _is_observed(doc: Document, repeated: Node) -> bool:
    """Whether a loop goes through what an observer tells: few entries, once a frame."""
    function = enclosing_function(repeated)
    given = function.parent if function is not None else None
    made = given.parent if given is not None else None
    return made is not None and made.type == "new_expression" and doc.text(made).startswith(_OBSERVERS)
