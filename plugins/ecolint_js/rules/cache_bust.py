from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..names import is_global
from ..surroundings import on_server
from ..syntax import (
    ancestors,
    arguments,
    bare,
    called_name,
    callee,
    calls,
    entries,
    pairs,
    receiver,
    string,
)

_PARAMETER = re.compile(
    r"[?&](_|t|ts|v|cb|nocache|no_cache|rand|random|rnd|r|cache|cachebust|cachebuster|timestamp|time|bust|noCache)=$",
    re.IGNORECASE,
)
_MODES = ("no-store", "reload")


@rule(
    "javascript",
    query=f"""
    {calls("now", "random", "getTime", "valueOf")}
    {pairs("cache")}
    """,
    saves=["network", "server"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=["rgesn:6.2", "rgesn:7.1", "wsg:optimize-caching-and-support-offline-access", "rweb:0072"],
)
def cache_bust(call: Node | None, pair: Node | None, value: Node | None, doc: Document) -> Iterator[Report]:
    """A request is written so that no cache can ever answer it.

    A parameter that changes with every request, or a cache mode that skips the cache, makes the browser, its network
    and the server do the same work anew each time. What must be fresh can be asked for with `cache: "no-cache"`: the
    server then answers that nothing has changed.

    It follows from how caches work: they answer by address, and `no-store` and `reload` tell them not to.

    ## When not to care
    Tokens of a session, data that differs each second. Requests that no cache answers anyway, such as POST, and
    addresses that forms are sent to, are silent.

    ```js bad
    fetch("/prices.json?_=" + Date.now()).then(show);
    ```

    ```js bad
    const response = await fetch("/prices.json", { cache: "no-store" });
    ```

    ```ts bad
    picture.src = `/map.png?t=${new Date().getTime()}`;
    ```

    ```html bad
    <script>
      $.ajax({ url: "/news", cache: false, success: show });
    </script>
    ```

    ```js bad
    $.ajaxSetup({ cache: false });
    ```

    ```js good
    fetch("/prices.json", { cache: "no-cache" }).then(show);
    ```

    ```js good
    fetch(`/slots?from=${Date.now()}&to=${Date.now() + 7 * DAY}`);
    const id = `row-${Date.now()}`;
    ```

    ```js good
    $.ajax({ url: "/import", type: "POST", data: form, cache: false, processData: false });
    fetch("/votes", { method: "PUT", body, cache: "no-store" });
    form.attr("action", (index, address) => address + "?t=" + Date.now());
    ```

    ```vue good
    <script setup>
    const client = new ApolloClient({ cache: false });
    const colour = `/tiles?rand=${seed}`;
    </script>
    ```
    """
    if on_server(doc):
        return
    if call is not None and _is_clock(doc, call) and _is_sole_parameter(doc, call):
        yield report(call, "the address defeats every cache; let the server say how long it holds")
    elif pair is not None and value is not None:
        options = pair.parent
        request = options.parent.parent if options is not None and options.parent is not None else None
        if request is None or request.type != "call_expression":
            return
        if not (is_request(doc, request) or is_global(doc, callee(request), "$.ajaxSetup", "jQuery.ajaxSetup")):
            return
        if _sends(doc, options):
            return
        jquery = called_name(doc, request) in ("ajax", "ajaxSetup")
        if (jquery and value.type == "false") or (not jquery and string(doc, value) in _MODES):
            yield report(pair, 'the request skips every cache; use "no-cache", or let the server say how long it holds')


def _sets_action(doc: Document, node: Node) -> bool:
    """`form.attr("action", …)`."""
    given = arguments(node) if node.type == "call_expression" and called_name(doc, node) == "attr" else []
    return bool(given) and string(doc, given[0]) == "action"


def _sends(doc: Document, options: Node | None) -> bool:
    """Whether options are those of a request that no cache answers: POST and the like."""
    given = entries(options, doc) if options is not None else {}
    method = given.get("method") or given.get("type")
    return method is not None and string(doc, method).upper() not in ("GET", "HEAD")


def _is_clock(doc: Document, call: Node) -> bool:
    """`Date.now()`, `Math.random()`, `new Date().getTime()`."""
    if arguments(call):
        return False
    if is_global(doc, callee(call), "Date.now", "Math.random"):
        return True
    made = receiver(call)
    return made is not None and bare(made).type == "new_expression" and is_global(doc, callee(bare(made)), "Date")


def _is_sole_parameter(doc: Document, call: Node) -> bool:
    """Whether it is the value of a parameter that has no other purpose, in `…?_=${here}` or `"…?_=" + here`."""
    part = call
    if any(_sets_action(doc, parent) for parent in ancestors(doc, call)):
        return False
    for parent in ancestors(doc, call):
        if parent.type == "template_substitution":
            before = parent.prev_sibling
            return before is not None and _PARAMETER.search(doc.text(before)) is not None
        if parent.type == "binary_expression":
            left, right = parent.children[0], parent.children[-1]
            if parent.children[1].type != "+":
                return False
            if right.id == part.id:
                while left.type == "binary_expression":
                    left = left.children[-1]
                return _PARAMETER.search(string(doc, left)) is not None
        elif parent.type not in ("parenthesized_expression", "call_expression", "member_expression", "arguments"):
            return False
        part = parent
    return False
