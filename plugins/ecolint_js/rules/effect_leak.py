import re

from ecolint import Document, Node, Report, report, rule

from ..components import is_setup
from ..names import is_global, origin
from ..running import runs
from ..syntax import (
    FUNCTIONS,
    ancestors,
    arguments,
    called_name,
    callee,
    calls,
    constructions,
    entries,
    name_of,
    nodes,
    receiver,
    string,
)

_EFFECTS = frozenset({"useEffect", "useLayoutEffect", "useInsertionEffect"})
_EFFECT_MODULES = frozenset({"react", "preact/hooks", "preact/compat", "@wordpress/element", ""})
_VUE_HOOKS = frozenset({"onMounted", "onBeforeMount", "onActivated"})
_VUE_MODULES = frozenset({"vue", "@vue/composition-api", "@vue/runtime-core", "#imports", ""})
_SVELTE_HOOKS = frozenset({"onMount", "$effect"})
_OPTION_HOOKS = frozenset({"mounted", "created", "beforeMount", "beforeCreate", "activated"})
_CLASS_HOOKS = frozenset(
    {"ngOnInit", "ngAfterViewInit", "ngAfterContentInit", "componentDidMount", "connectedCallback"}
)
_OBSERVERS = ("IntersectionObserver", "MutationObserver", "PerformanceObserver", "ResizeObserver")
_ENDS = {
    "setInterval": "clearInterval",
    "addEventListener": "removeEventListener",
    "subscribe": "unsubscribe",
    "WebSocket": "close",
    "EventSource": "close",
    **dict.fromkeys(_OBSERVERS, "disconnect"),
}
_STREAM_ENDS = re.compile(
    r"\b(takeUntil|takeUntilDestroyed|takeWhile|first|take|untilDestroyed|toPromise|firstValueFrom|toSignal)\b"
)
_GLOBAL_TARGET = re.compile(r"\bobserve\(\s*(?:window\.)?(?:document|globalThis)")
_OF_THE_PAGE = frozenset({"beforeunload", "load", "domcontentloaded", "pagehide", "pageshow", "unload"})
_ROOTS = re.compile(
    r"(^|/)\+?(_?app|main|root|index|_document|\w*provider|[\w-]*(header|footer|layout|navbar))(\.\w+)+$",
    re.IGNORECASE,
)
_MAKES_A_ROOT = re.compile(rb"\bcreate(?:SSR)?App\s*\(|\bnew Vue\s*\(")


@rule(
    "javascript",
    query=f"""
    {calls("setInterval", "addEventListener", "subscribe")}
    {constructions(*sorted(_OBSERVERS), "WebSocket", "EventSource")}
    """,
    saves=["cpu", "memory", "device"],
    evidence="deterministic",
    preset="all",
    precision="medium",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis"],
)
def effect_leak(call: Node, doc: Document) -> Report | None:
    """A component starts something each time it is shown and never stops it.

    A timer, a listener on the window or an open connection outlives the component that started it. Each visit to the
    view adds one more: they keep the component in memory and run for nobody, until the page is closed.

    It follows from the code: what `setInterval`, `addEventListener` on `window` or `document`, an observer or a socket
    starts lives until it is told to stop.

    In preset `all` only: whether a component is shown again, the file doesn't tell; some are roots under another name.

    Looked at are React effects and `componentDidMount`, Vue's `onMounted`, `mounted`, `created` and `<script setup>`,
    Svelte's `onMount`, `$effect` and scripts, Angular's `ngOnInit` and its like, and `connectedCallback` of custom
    elements. Silent where an effect returns a clean-up, where the component or class calls the counterpart anywhere,
    for listeners on the component's own elements, and for what ends by itself (`once`, `signal`, Angular's
    `HttpClient`). In a file named for the root of an application, a layout or a site's header, or that makes an
    application, too: these are shown once. Observers of the component's own elements go with these.

    ```tsx bad
    import { useEffect, useState } from "react";

    export function Clock() {
      const [now, setNow] = useState(new Date());
      useEffect(() => {
        setInterval(() => setNow(new Date()), 1000);
      }, []);
      return <time>{now.toLocaleTimeString()}</time>;
    }
    ```

    ```tsx good
    import { useEffect, useState } from "react";

    export function Clock() {
      const [now, setNow] = useState(new Date());
      useEffect(() => {
        const timer = setInterval(() => setNow(new Date()), 1000);
        return () => clearInterval(timer);
      }, []);
      return <time>{now.toLocaleTimeString()}</time>;
    }
    ```

    ```vue bad
    <script setup>
    import { onMounted, onUnmounted } from "vue";

    const close = (event) => event.key === "Escape" && emit("close");
    onMounted(() => window.addEventListener("keydown", close));
    </script>
    ```

    ```vue good
    <script setup>
    import { onMounted, onUnmounted } from "vue";

    const close = (event) => event.key === "Escape" && emit("close");
    onMounted(() => window.addEventListener("keydown", close));
    onUnmounted(() => window.removeEventListener("keydown", close));
    </script>
    ```

    ```vue bad
    <script>
    export default {
      mounted() {
        this.observer = new ResizeObserver(this.measure);
        this.observer.observe(document.body);
      },
    };
    </script>
    ```

    ```svelte bad
    <script>
      import { onMount } from "svelte";
      let now = new Date();
      onMount(() => {
        setInterval(() => (now = new Date()), 1000);
      });
    </script>
    ```

    ```svelte good
    <script>
      import { onDestroy, onMount } from "svelte";
      let now = $state(new Date());
      const timer = setInterval(() => (now = new Date()), 1000);
      onDestroy(() => clearInterval(timer));
      onMount(() => {
        window.addEventListener("storage", load);
        return () => window.removeEventListener("storage", load);
      });
    </script>
    ```

    ```ts bad
    import { Component } from "@angular/core";
    import { interval } from "rxjs";

    @Component({ selector: "app-clock", template: "{{ now }}" })
    export class Clock {
      now = new Date();
      ngOnInit() {
        interval(1000).subscribe(() => (this.now = new Date()));
      }
    }
    ```

    ```ts good
    import { Component } from "@angular/core";
    import { HttpClient } from "@angular/common/http";
    import { interval, takeUntil } from "rxjs";

    @Component({ selector: "app-clock", template: "{{ now }}" })
    export class Clock {
      constructor(private http: HttpClient) {}
      ngOnInit() {
        interval(1000).pipe(takeUntil(this.gone$)).subscribe(() => this.tick());
        this.http.get("/zones").subscribe((zones) => (this.zones = zones));
      }
    }
    ```

    ```js bad
    class TownMap extends HTMLElement {
      connectedCallback() {
        document.addEventListener("scroll", () => this.update());
      }
    }
    ```

    ```vue good
    <script>
    export default {
      mounted() {
        window.addEventListener("MapReady", this.draw);
        window.addEventListener("pagehide", this.save);
        this.$store.commit("addTimer", setInterval(this.load, 5000));
      },
    };
    </script>
    ```

    ```html good
    <div id="files"></div>
    <script>
      const { createApp, onMounted } = Vue;
      createApp({ setup() { onMounted(() => window.addEventListener("hashchange", load)); } }).mount("#files");
    </script>
    ```

    ```jsx good
    import { useEffect, useRef } from "react";

    export function Panel() {
      const panel = useRef(null);
      useEffect(() => {
        panel.current.addEventListener("toggle", save);
        window.addEventListener("load", measure, { once: true });
      }, []);
      return <details ref={panel} />;
    }
    ```
    """
    name = called_name(doc, call)
    if not _outlives(doc, call, name) or _is_root(doc):
        return None
    owner = _owner(doc, call)
    if owner is None or _ends(doc, owner, _ENDS[name]) or _is_handed_over(call):
        return None
    if name == "setInterval" and _ends(doc, owner, "clearTimeout"):  # which ends intervals, too
        return None
    if name in _OBSERVERS and _GLOBAL_TARGET.search(doc.text(owner)) is None:
        return None
    return report(
        name_of(call),
        "{start} outlives the component, one more at each visit; call {end} when it goes",
        start=name,
        end=_ENDS[name],
    )


def _is_root(doc: Document) -> bool:
    """Whether a file is by its name, or makes, what is there as long as the page: an application or a site's header."""
    return _ROOTS.search(str(doc.path)) is not None or _MAKES_A_ROOT.search(doc.data) is not None


def _is_handed_over(call: Node) -> bool:
    """`store.commit("addInterval", setInterval(…))`: somebody else keeps it, and may stop it."""
    return call.parent is not None and call.parent.type == "arguments"


def _outlives(doc: Document, call: Node, name: str) -> bool:
    """Whether it goes on until it is told to stop."""
    if name == "addEventListener":
        given = arguments(call)
        event = string(doc, given[0]).lower() if given else ""
        if event.endswith("ready") or event in _OF_THE_PAGE:  # happens once
            return False
        options = entries(given[2], doc) if len(given) > 2 else {}
        return is_global(
            doc, receiver(call), "", "document", "document.body", "document.documentElement", "window.visualViewport"
        ) and not (
            {"once", "signal"} & options.keys() or (len(given) > 2 and given[2].type not in ("object", "true", "false"))
        )
    if name == "subscribe":
        return _is_endless_stream(doc, call)
    return is_global(doc, callee(call), name)


def _is_endless_stream(doc: Document, call: Node) -> bool:
    """`interval(…)`, `timer(a, b)` or `fromEvent(window, …)` of RxJS, with nothing that ends it."""
    node = receiver(call)
    while node is not None and node.type == "call_expression" and receiver(node) is not None:
        if _STREAM_ENDS.search(doc.text(node)):
            return False
        node = receiver(node)
    if node is None or node.type != "call_expression":
        return False
    found, given = origin(doc, callee(node) or node), arguments(node)
    if found == ("rxjs", "interval") or (found == ("rxjs", "timer") and len(given) > 1):
        return True
    return found == ("rxjs", "fromEvent") and bool(given) and is_global(doc, given[0], "", "document")


def _owner(doc: Document, call: Node) -> Node | None:
    """The component whose coming runs a call, if it surely does."""
    function = None
    for parent in ancestors(doc, call):
        if parent.type not in FUNCTIONS:
            continue
        hook = _hook(doc, parent)
        if hook is not None:
            return hook if function is None or _runs(doc, parent, call) else None
        function = parent
    if function is None and is_setup(doc):
        return doc.root
    return None


def _runs(doc: Document, function: Node, call: Node) -> bool:
    return any(node.id == call.id for node in runs(doc, function, follow=False))


def _hook(doc: Document, function: Node) -> Node | None:
    """For a function that runs when a component comes: the component."""
    name = function.child_by_field_name("name")
    above = function.parent
    if function.type == "method_definition" and name is not None and above is not None:
        if above.type == "class_body":
            return above if doc.text(name) in _CLASS_HOOKS else None
        if above.type == "object" and doc.text(name) in _OPTION_HOOKS and _is_component(doc, above):
            return doc.root
        return None
    if above is None or above.type != "arguments" or above.parent is None or above.parent.type != "call_expression":
        return None
    if above.named_children[0].id != function.id:
        return None
    call = above.parent
    hook = called_name(doc, call)
    found = origin(doc, callee(call) or call)
    if found is None:
        return None
    if hook in _VUE_HOOKS and found.module in _VUE_MODULES:
        return doc.root
    if hook in _SVELTE_HOOKS and found.module in ("svelte", "") and not _returns_something(function):
        return doc.root
    if hook in _EFFECTS and found.module in _EFFECT_MODULES and not _returns_something(function):
        return _outermost(doc, call)
    return None


def _is_component(doc: Document, options: Node) -> bool:
    """Whether an object with hooks is a component's: in a Vue file, or exported or handed to a maker of components."""
    if doc.host is not None and doc.host.document.language.name == "vue":
        return True
    keys = entries(options, doc).keys()
    return bool(keys & {"data", "template", "methods", "computed", "props", "components", "render", "setup"})


def _returns_something(function: Node) -> bool:
    body = function.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        return body is not None and body.type not in ("call_expression", "new_expression")
    return any(node.type == "return_statement" and node.named_children for node in nodes(body, into_functions=False))


def _outermost(doc: Document, node: Node) -> Node:
    """The function that a component or hook is: the outermost one, or the class or program without one."""
    found = node
    for parent in ancestors(doc, node):
        if parent.type in FUNCTIONS or parent.type == "program":
            found = parent if parent.type in FUNCTIONS or found.id == node.id else found
    return found


def _ends(doc: Document, owner: Node, end: str) -> bool:
    text = doc.text(owner)
    return f"{end}(" in text or f"{end}." in text or f"{end}?." in text or (f"{end})" in text) or f"{end}," in text
