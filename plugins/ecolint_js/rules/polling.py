from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..asking import asks_for_ever
from ..bindings import binding
from ..names import origin
from ..running import function_of, runs
from ..surroundings import asks_for_the_window, asks_for_visibility, imports_for_pages, is_for_developers, on_server
from ..syntax import FUNCTIONS, ancestors, arguments, called_name, callee, calls, enclosing_function, name_of, nodes
from ..values import number

_HOOKS = {
    "useInterval": ("react-use", "usehooks-ts", "ahooks", "@mantine/hooks", "@reactuses/core"),
    "useIntervalFn": ("@vueuse/core",),
    "useTimeoutPoll": ("@vueuse/core",),
}
_SIGNS = re.compile(r"billboard|kiosk|signage|wallboard", re.IGNORECASE)
"""In the path of a page for a screen that somebody always looks at."""
_FAILURES = frozenset({"catch", "fail", "error"})
_LEAVES = frozenset({"break_statement", "return_statement", "throw_statement"})
_CONDITIONS = frozenset({"if_statement", "ternary_expression", "catch_clause", "switch_statement", "else_clause"})


@rule(
    "javascript",
    query=calls(
        "setInterval",
        "setTimeout",
        "useInterval",
        "useIntervalFn",
        "useTimeoutPoll",
        "interval",
        "timer",
        "sleep",
        "delay",
        "wait",
    ),
    saves=["network", "server", "device"],
    evidence="consensus",
    preset="all",
    precision="medium",
    refs=[
        "rgesn:4.9",
        "rgesn:6.1",
        "wsg:use-sustainable-javascript-and-apis",
        "wsg:define-the-frequency-of-data-refreshes",
        "rweb:0021",
        "rweb:0047",
        "creedengo:GCI536",
    ],
)
def polling(call: Node, doc: Document, *, hidden: int = 300) -> Report | None:
    """The page asks the server again and again, also when nobody looks at it.

    A timer that sends a request wakes the radio, the processor and the server for as long as the tab stays open, in
    forgotten tabs too. Asking when the page is shown again (`visibilitychange`), being told by the server (server-sent
    events, push) or asking less often gives the same service.

    The Page Visibility specification of the W3C names stopping such requests as its first use.

    A timer that stops itself (`clearInterval` in its callback, a retry under a condition) has an end and is fine, and
    so is code for servers and workers. A period that isn't written in the file is unknown and nothing is said.

    A page that looks whether it is shown is left alone, and so is what only tells the server that somebody is there or
    saves something and looks at no answer, what waits for an answer to show another page, and pages for public screens,
    which are never hidden (`signage`, `kiosk` in the path). A timer that counts until it asks has a period that isn't
    known.

    In preset `all` only: of what it said about new code, one in eight was wrong, such as a page that waits until
    something is done.

    Options: `hidden`, the period in seconds from which asking is rare enough even in hidden tabs.

    ```js bad
    async function refresh() {
      const response = await fetch("/queue.json");
      list.textContent = await response.text();
    }
    setInterval(refresh, 10_000);
    ```

    ```js good
    async function refresh() {
      if (document.hidden) return;
      const response = await fetch("/queue.json");
      list.textContent = await response.text();
    }
    setInterval(refresh, 60_000);
    ```

    ```js bad
    function poll() {
      $.getJSON("/messages", show);
      setTimeout(poll, 5000);
    }
    poll();
    ```

    ```js good
    function isOff() {
      $.get("/", () => { setTimeout(isOff, 1000); }, () => { show("Off"); });
    }
    ```

    ```js good
    async function saveProgress() {
      await fetch("/progress", { method: "POST", body: String(player.currentTime) });
    }
    setInterval(saveProgress, 5000);
    ```

    ```js good
    let before = field.value;
    setInterval(() => {
      if (field.value !== before) {
        before = field.value;
        $.get("/search", { q: before }, show);
      }
    }, 300);
    ```

    ```js good
    let left = 300;
    setInterval(() => {
      left -= 1;
      if (left <= 0) {
        left = 300;
        $.get("/tickets", show);
      }
      countdown.textContent = left;
    }, 1000);
    ```

    ```js good
    let scrolled = false;
    window.addEventListener("scroll", () => { scrolled = true; });
    setInterval(() => {
      if (scrolled) {
        scrolled = false;
        $.get("/more", show);
      }
    }, 250);
    setInterval(() => fetch("/heartbeat", { method: "POST" }), 10_000);
    ```

    ```js good
    let done = false;
    function ask() {
      if (!done) {
        $.getJSON("/import/progress", (answer) => {
          bar.value = answer.value;
          if (answer.value === 100) done = true;
        });
      }
    }
    setInterval(ask, 500);
    ```

    ```js bad
    let pending = false;
    setInterval(() => {
      if (!pending) {
        pending = true;
        fetch("/tickets").then(show).finally(() => { pending = false; });
      }
    }, 5000);
    ```

    ```js good
    let timer;
    function done() {
      clearInterval(timer);
    }
    function ask() {
      $.ajax({ url: "/update/status", success: (data) => { if (data.ready) done(); } });
    }
    timer = setInterval(ask, 2000);
    ```

    ```js good
    setInterval(() => {
      const request = new XMLHttpRequest();
      request.onload = goOn;
      request.open("GET", "/database/status");
      request.send();
    }, 3500);

    function goOn() {
      if (this.response === "ready") window.location.href = "/";
    }
    ```

    ```vue good
    <script setup>
    import { useTimeoutPoll } from "@vueuse/core";

    useTimeoutPoll(async () => {
      const response = await fetch("/events");
      for await (const event of lines(response.body)) show(event);
    }, 10_000);
    </script>
    ```

    ```js good
    function poll(tries) {
      fetch("/export/status").then((response) => {
        if (response.status === 202 && tries < 10) setTimeout(() => poll(tries + 1), 5000);
      });
    }
    ```

    ```tsx bad
    import axios from "axios";
    import { useEffect, useState } from "react";

    const SECOND = 1000;

    export function Queue() {
      const [queue, setQueue] = useState([]);
      useEffect(() => {
        const load = () => axios.get("/queue").then(({ data }) => setQueue(data));
        const timer = window.setInterval(load, 15 * SECOND);
        return () => clearInterval(timer);
      }, []);
      return <ol>{queue.map((ticket) => <li key={ticket}>{ticket}</li>)}</ol>;
    }
    ```

    ```vue bad
    <script setup>
    import { useIntervalFn } from "@vueuse/core";
    import http from "@/utils/http";

    useIntervalFn(() => http.get("/queue"), 10000);
    </script>
    ```

    ```ts bad
    import { HttpClient } from "@angular/common/http";
    import { interval } from "rxjs";
    import { switchMap } from "rxjs/operators";

    export class Queue {
      constructor(private http: HttpClient) {}
      tickets$ = interval(5000).pipe(switchMap(() => this.http.get("/queue")));
    }
    ```

    ```js good
    import { readFile } from "node:fs/promises";

    setInterval(() => fetch("https://example.org/ping"), 10_000);
    ```

    ```js bad
    const sleep = (time) => new Promise((done) => setTimeout(done, time));

    async function follow() {
      while (true) {
        const response = await fetch("/queue.json");
        document.title = await response.text();
        await sleep(5000);
      }
    }
    ```

    ```js good
    async function follow() {
      for (;;) {
        const response = await fetch("/export.json");
        document.title = await response.text();
        if (response.status === 200) return;
        await new Promise((done) => setTimeout(done, 5000));
      }
    }
    ```

    ```js bad
    $(() => { setInterval(() => { $("#messages").load("/messages"); }, 5000); });
    ```

    ```js good
    export function refreshed(settings) {
      setInterval(() => fetch(settings.url).then(keep), 10_000);
      return (req, res, next) => next();
    }
    ```

    ```js good
    const timer = setInterval(async () => {
      const response = await fetch("/export/status");
      if (response.status === 200) clearInterval(timer);
    }, 2000);
    ```

    ```html good
    <script>
      setInterval(() => { clock.textContent = new Date().toLocaleTimeString(); }, 1000);
      setTimeout(() => fetch("/late"), 3000);
    </script>
    ```
    """
    timer = _timer(doc, call) or _waiting_loop(doc, call)
    if timer is None or on_server(doc) or is_for_developers(doc) or _SIGNS.search(str(doc.path)):
        return None
    callback, period = timer
    seconds = number(doc, period)
    if seconds is None or not asks_for_ever(doc, callback):
        return None
    seconds /= 1000
    if seconds >= hidden or asks_for_visibility(doc, callback):
        return None
    message = (
        "the page asks the server every {seconds:g} s, in hidden tabs too; stop while document.hidden, ask less often"
    )
    return report(name_of(call), message, seconds=seconds)


def _timer(doc: Document, call: Node) -> tuple[Node, Node] | None:
    """The function that is called again and again, and the node of the period."""
    name, given = called_name(doc, call), arguments(call)
    found = origin(doc, callee(call) or call)
    if found is None or len(given) < 1:
        return None
    if name in ("setInterval", "setTimeout") and found.module in ("", "timers") and found.name == name:
        callback = function_of(doc, given[0]) if len(given) > 1 else None
        if callback is None or (name == "setTimeout" and not _returns_to_itself(doc, call, callback)):
            return None
        if name == "setTimeout" and _was_told(doc, call, callback):
            return None
        return callback, given[1]
    if found.module in _HOOKS.get(name, ()) and len(given) > 1:
        callback = function_of(doc, given[0])
        return (callback, given[1]) if callback else None
    if name in ("interval", "timer") and found == ("rxjs", name):
        return _piped(call, given[-1]) if name == "interval" or len(given) > 1 else None
    return None


def _waiting_loop(doc: Document, call: Node) -> tuple[Node, Node] | None:
    """`while (true) { …; await sleep(5000); }` in a page: the loop, which runs like a callback, and the period."""
    waited, period = _waited(doc, call)
    parent = waited.parent if waited is not None else None
    if waited is None or period is None or parent is None or parent.type != "await_expression":
        return None
    if not (imports_for_pages(doc) or asks_for_the_window(doc)):
        return None
    for around in ancestors(doc, parent):
        if around.type in ("while_statement", "for_statement"):
            condition = around.child_by_field_name("condition")
            endless = condition is None or doc.text(condition) in ("(true)", "(1)", ";")
            left = any(node.type in _LEAVES for node in nodes(around, into_functions=False))
            return (around, period) if endless and not left else None
        if around.type in FUNCTIONS or around.type in _CONDITIONS:
            return None
    return None


def _waited(doc: Document, call: Node) -> tuple[Node | None, Node | None]:
    """`sleep(5000)` of the file, or `new Promise((done) => setTimeout(done, 5000))`; and the period."""
    given = arguments(call)
    if called_name(doc, call) == "setTimeout" and len(given) == 2 and given[0].type == "identifier":
        found = binding(doc, given[0])
        function = enclosing_function(doc, call)
        made = function.parent.parent if function is not None and function.parent is not None else None
        if found is not None and found.kind == "parameter" and made is not None and made.type == "new_expression":
            return made, given[1]
    elif len(given) == 1 and called_name(doc, call) in ("sleep", "delay", "wait"):
        sleep = function_of(doc, callee(call))
        if sleep is not None and "setTimeout" in doc.text(sleep) and "1000" not in doc.text(sleep):
            return call, given[0]
    return None, None


def _piped(call: Node, period: Node) -> tuple[Node, Node] | None:
    """`interval(5000).pipe(switchMap(() => …))`: the first function in the chain of calls."""
    parent = call.parent
    while parent is not None and parent.type in ("member_expression", "call_expression", "arguments"):
        if parent.type == "call_expression":
            for argument in arguments(parent):
                functions = [argument, *arguments(argument)] if argument.type == "call_expression" else [argument]
                for function in functions:
                    if function.type in FUNCTIONS:
                        return function, period
        parent = parent.parent
    return None


def _was_told(doc: Document, call: Node, callback: Node) -> bool:
    """Whether the same function sets the same timer further above: one finding is enough."""
    return any(
        one.type == "call_expression" and one.start_byte < call.start_byte and doc.text(one) == doc.text(call)
        for one in nodes(callback)
    )


def _returns_to_itself(doc: Document, call: Node, callback: Node) -> bool:
    """Whether a `setTimeout` stands, under no condition, in what its own callback runs."""
    if not callback.start_byte < call.start_byte < callback.end_byte:
        return False
    for parent in ancestors(doc, call):
        if parent.id == callback.id:
            return not any(node.type == "return_statement" for node in _before(doc, callback, call))
        if parent.type in _CONDITIONS:
            return False
        if parent.type == "binary_expression":
            return False
        if parent.type == "arguments" and parent.parent is not None and called_name(doc, parent.parent) in _FAILURES:
            return False
        if parent.type in FUNCTIONS and _waits_for_the_end(parent):
            return False
    return False


def _waits_for_the_end(answered: Node) -> bool:
    """`ajax(url, () => setTimeout(ask, 1000), () => show("off"))`: looks at no answer, until there is none."""
    body, others = answered.child_by_field_name("body"), answered.parent
    if body is None or others is None or others.type != "arguments":
        return False
    alone = body.type != "statement_block" or body.named_child_count == 1
    return alone and any(one.type in FUNCTIONS and one.start_byte > answered.end_byte for one in others.named_children)


def _before(doc: Document, callback: Node, call: Node) -> Iterator[Node]:
    return (node for node in runs(doc, callback, follow=False) if node.start_byte < call.start_byte)
