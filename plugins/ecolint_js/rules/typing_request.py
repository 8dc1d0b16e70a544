from collections.abc import Iterator
import re

from ecolint import Document, Element, Node, Report, report, rule

from ..clients import REQUEST_WORDS, is_request
from ..components import component_function
from ..events import TYPED_TAGS, host_attribute, is_jquery, is_typed_into, listeners
from ..names import constant
from ..running import function_of, runs
from ..surroundings import is_copied, on_server
from ..syntax import arguments, assignments, called_name, calls, name_of, name_of_function, nodes
from ..values import number

_TYPING = frozenset({"input", "keyup", "keydown", "keypress"})
_DELAYS = frozenset({"setTimeout", "debounce", "useDebounceFn", "useDebouncedCallback", "useDebounce"})
_JSX_EVENTS = {
    "onInput": "input",
    "onChange": "input",
    "onKeyUp": "keyup",
    "onKeyDown": "keydown",
    "onKeyPress": "keypress",
}
_FIELD = re.compile(r"([A-Z]\w*)?(Input|TextField|Search|SearchBar|SearchBox|Textarea|TextArea)")
_KEY_TEST = re.compile(r"\.(key|keyCode|which|code|charCode)\b")
_VUE_EVENT = re.compile(
    r"(?:@|v-on:)(input|keyup|keydown|keypress|update:model-value|update:modelValue)((?:\.[\w-]+)*)"
)
_SVELTE_EVENT = re.compile(r"on:?(input|keyup|keydown|keypress)(?:\|(?:preventDefault|stopPropagation|trusted))*")
_HTML_EVENTS = frozenset({"oninput", "onkeyup", "onkeydown", "onkeypress"})
_CALLED = re.compile(r"\s*([A-Za-z_$][\w$]*)\s*(\(|$)")


@rule(
    "javascript",
    query=f"""
    {calls("addEventListener", "on", "bind", "keyup", "keydown", "keypress", "input")}
    {assignments("oninput", "onkeyup", "onkeydown", "onkeypress")}
    (jsx_attribute (property_identifier) @_event (jsx_expression (_) @handler)
      (#any-of? @_event "onInput" "onChange" "onKeyUp" "onKeyDown" "onKeyPress")) @attribute
    ((program) @program (#is? embedded))
    """,
    words=REQUEST_WORDS,
    saves=["network", "server"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=["rgesn:4.9", "wsg:use-sustainable-javascript-and-apis", "rweb:0014"],
)
def typing_request(
    call: Node | None,
    target: Node | None,
    value: Node | None,
    handler: Node | None,
    attribute: Node | None,
    program: Node | None,
    doc: Document,
    *,
    delay: int = 500,
    characters: int = 3,
) -> Iterator[Report]:
    """Every key that is pressed sends a request to the server.

    Nine requests for a word of nine letters, of which one is needed. Wait until the user pauses (500 ms), ask from the
    third character on, or search when the form is sent; both limits together are what the RGESN recommends.

    The thresholds are those of RGESN criterion 4.9 (2024); either of them is accepted here. It is in preset `all`: the
    last finding read in new code was wrong, a terminal, and since that is left alone nothing else was found.

    Handlers that only react to certain keys, that set state, or that are wrapped in a debounce or throttle are fine,
    and so are those that empty the field: they hand on what is typed, as to a terminal. A written delay that is shorter
    is a note.

    Options: `delay`, the pause in milliseconds that is long enough; `characters`, the length from which asking is fine.

    ```js bad
    town.addEventListener("input", async () => {
      const response = await fetch(`/towns?q=${encodeURIComponent(town.value)}`);
      show(await response.json());
    });
    ```

    ```js good
    let timer;
    town.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => show(await fetch(`/towns?q=${town.value}`)), 500);
    });
    ```

    ```js good
    town.addEventListener("input", async () => {
      if (town.value.length < 3) return;
      show(await fetch(`/towns?q=${town.value}`));
    });
    ```

    ```js good
    $("#townSelect").on("input", () => $.get("/towns", show));
    node.on("input", async (message) => node.send(await fetch(message.url)));
    const slider = document.createElement("input");
    slider.type = "range";
    slider.oninput = () => fetch("/brightness", { method: "POST", body: slider.value });
    ```

    ```js good
    keyboard.addEventListener("input", () => {
      fetch("/terminal", { method: "POST", body: keyboard.value });
      keyboard.value = "";
    });
    ```

    ```html bad
    <input id="street">
    <script>
      $("#street").on("keyup change", function () {
        $.get("/streets", { q: this.value }, show);
      });
    </script>
    ```

    ```html bad
    <input type="search" oninput="find(this.value)">
    <script>
      function find(text) { fetch("/search?q=" + text).then(show); }
    </script>
    ```

    ```html good
    <input type="search" onchange="find(this.value)"><input type="range" oninput="find(this.value)">
    <script>
      function find(text) { fetch("/search?q=" + text).then(show); }
    </script>
    ```

    ```jsx bad
    import axios from "axios";

    export const Search = ({ onFound }) => (
      <input type="search" onChange={(event) => axios.get(`/search?q=${event.target.value}`).then(onFound)} />
    );
    ```

    ```jsx good
    import debounce from "lodash/debounce";

    const find = debounce((text) => fetch(`/search?q=${text}`), 500);
    export const Search = () => (
      <>
        <input type="search" onChange={(event) => find(event.target.value)} />
        <input type="checkbox" onChange={() => fetch("/subscribe")} />
        <input onKeyDown={(event) => { if (event.key === "Enter") fetch("/search"); }} />
      </>
    );
    ```

    ```vue bad
    <script setup lang="ts">
    import api from "@/services/api";

    async function search(text: string) {
      results.value = await api.get("/search", { params: { text } });
    }
    </script>

    <template><input @input="search($event.target.value)"></template>
    ```

    ```vue good
    <script>
    export default {
      methods: {
        search() { fetch("/search"); },
      },
    };
    </script>

    <template><input @keyup.enter="search"><select @input="search"></select></template>
    ```

    ```vue bad
    <script>
    export default {
      methods: {
        async search() { this.found = await this.$http.get("/search"); },
      },
    };
    </script>

    <template><input type="text" @keyup="search"></template>
    ```
    """
    if doc.host is not None and doc.host.place == "attribute":
        yield from _in_attribute(doc, program, delay, characters)
    elif program is not None:
        if doc.host is not None:
            yield from _in_template(doc, program, delay, characters)
    elif call is not None:
        for listener in listeners(doc, call):
            if listener.event in _TYPING and _is_element(doc, call, listener.target):
                yield from _judged(doc, name_of(call), listener.handler, delay, characters)
    elif target is not None and value is not None:
        if not _is_no_text(doc, target.child_by_field_name("object")):
            yield from _judged(doc, target, value, delay, characters)
    elif attribute is not None and handler is not None and _is_field(doc, attribute):
        yield from _judged(doc, attribute.named_children[0], handler, delay, characters)


def _judged(doc: Document, place: Node, handler: Node, delay: int, characters: int) -> Iterator[Report]:
    function = None if on_server(doc) or is_copied(doc) else function_of(doc, handler)
    if function is not None:
        yield from _of_function(doc, place, function, delay, characters)


def _of_function(doc: Document, place: Node, function: Node, delay: int, characters: int) -> Iterator[Report]:
    run = list(runs(doc, function))
    if _has_a_test(doc, run, characters) or any(_empties(doc, node) for node in run):
        return
    if any(node.type == "call_expression" and is_request(doc, node) for node in run):
        yield report(
            place,
            "a request for each key; wait {delay} ms or for {characters} characters",
            delay=delay,
            characters=characters,
        )
        return
    for node in run:
        given = arguments(node) if node.type == "call_expression" else []
        if len(given) < 2 or called_name(doc, node) not in _DELAYS:
            continue
        later, pause = function_of(doc, given[0]), number(doc, given[1])
        if later is None or pause is None or pause >= delay:
            continue
        inner = list(runs(doc, later))
        if any(one.type == "call_expression" and is_request(doc, one) for one in inner) and not _has_a_test(
            doc, inner, characters
        ):
            yield report(
                place,
                "a request {pause:g} ms after a key; wait {delay} ms or for {characters} characters",
                pause=pause,
                delay=delay,
                characters=characters,
                severity="note",
            )
            return


def _has_a_test(doc: Document, run: list[Node], characters: int) -> bool:
    """Whether a function looks at the key, or at the length of what was typed."""
    for node in run:
        if node.type == "member_expression" and _KEY_TEST.search(doc.text(node)[-10:]):
            return True
        if node.type == "binary_expression" and ".length" in doc.text(node):
            sides = [number(doc, node.children[0]), number(doc, node.children[-1])]
            known = [side for side in sides if side is not None]
            if not known or known[0] >= characters - 1:
                return True
    return False


def _empties(doc: Document, node: Node) -> bool:
    """`field.value = ""`: what was typed is handed on as it comes, as to a terminal, and isn't asked about."""
    field, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "assignment_expression" or field is None or value is None or value.type != "string":
        return False
    return doc.text(field).endswith(".value") and value.named_child_count == 0


def _is_element(doc: Document, call: Node, target: Node | None) -> bool:
    """Whether what is listened on may be a field: `node.on("input", …)` is an event of somebody's own."""
    if target is None or called_name(doc, call) not in ("on", "bind"):
        return not _is_no_text(doc, target)
    target = constant(doc, target) or target
    return is_jquery(doc, target) and "select" not in doc.text(target).lower()


def _is_no_text(doc: Document, field: Node | None) -> bool:
    """Whether a script makes a field a slider, a box to tick or the like: `field.type = "range"`."""
    if field is None or field.type != "identifier":
        return False
    made = re.search(rf"""(?<![\w$.]){re.escape(doc.text(field))}\.type\s*=\s*["'](\w+)""", doc.text(doc.root))
    return made is not None and made[1] not in ("email", "password", "search", "tel", "text", "url")


def _is_field(doc: Document, attribute: Node) -> bool:
    tag = attribute.parent.child_by_field_name("name") if attribute.parent is not None else None
    if tag is None or not (doc.text(tag) in TYPED_TAGS or _FIELD.fullmatch(doc.text(tag))):
        return False
    element = doc.element(attribute)
    if element is None:
        return False
    return is_typed_into(element) or (
        _FIELD.fullmatch(element.tag) is not None and element.get("type") in (None, "text", "search")
    )


def _in_attribute(doc: Document, program: Node | None, delay: int, characters: int) -> Iterator[Report]:
    """`<input @input="fetch(…)">`; plain HTML's `oninput` has a rule of its own."""
    found = host_attribute(doc) if program is not None else None
    if found is None or program is None:
        return
    element, written = found
    if not _is_typing(element, written):
        return
    run = list(nodes(program))
    if _has_a_test(doc, run, characters):
        return
    for node in run:
        if node.type == "call_expression" and is_request(doc, node):
            yield report(
                name_of(node),
                "a request for each key; wait {delay} ms or for {characters} characters",
                delay=delay,
                characters=characters,
            )
            return


def _is_typing(element: Element, written: str) -> bool:
    if element.document.language.name == "svelte":
        return _SVELTE_EVENT.fullmatch(written) is not None and is_typed_into(element)
    if element.document.language.name != "vue":
        return written.lower() in _HTML_EVENTS and is_typed_into(element)
    event = _VUE_EVENT.fullmatch(written)
    return event is not None and event[2] in ("", ".prevent", ".stop", ".native") and is_typed_into(element)


def _in_template(doc: Document, program: Node, delay: int, characters: int) -> Iterator[Report]:
    """Handlers that the component's template names: `<input @input="search">`, `<input oninput="search(this)">`."""
    assert doc.host is not None
    for element in doc.host.document.elements:
        for attribute in element.attributes.values():
            if not attribute.written.startswith(("@", "v-on:", "on", "ON")) or not _is_typing(
                element, attribute.written
            ):
                continue
            value = doc.host.document.text(attribute.value_span) if attribute.value_span else ""
            named = _CALLED.match(value)
            function = component_function(doc, program, named[1]) if named else None
            if function is not None:
                yield from _of_function(doc, name_of_function(function), function, delay, characters)
