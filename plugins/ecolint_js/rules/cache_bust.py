from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..loops import is_compressed
from ..names import is_global
from ..surroundings import is_for_developers, on_server
from ..syntax import (
    ancestors,
    arguments,
    bare,
    called_name,
    callee,
    calls,
    entries,
    key_of,
    pairs,
    receiver,
    string,
)

_PARAMETER = re.compile(
    r"[?&](_|t|ts|v|cb|nocache|no_cache|rand|random|rnd|r|cache|cachebust|cachebuster|timestamp|time|bust|noCache)=$",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"^\S*\?$")
_KEY = re.compile(r"_|_t|no_?cache|_?rand|random|rnd|cache_?bust(?:er)?|bust", re.IGNORECASE)
"""Names of parameters that are there for nothing else; `timestamp` is also signed, or asked for."""
_SENDING = frozenset({"post", "put", "patch", "delete"})
_MODES = ("no-store", "reload")


@rule(
    "javascript",
    query=f"""
    {calls("now", "random", "getTime", "valueOf")}
    (unary_expression operator: "+" argument: (new_expression constructor: (identifier) @_name)
      (#any-of? @_name "Date")) @call
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

    ```js bad
    picture.src = address + "?" + +new Date();
    ```

    ```ts bad
    import axios from "axios";

    const { data } = await axios.get("/prices.json", { params: { _: Date.now() } });
    ```

    ```js bad
    const address = new URL("/prices.json", location.href);
    address.searchParams.set("_", String(Date.now()));
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
    axios.get("/orders", { params: { timestamp: Date.now(), sign } });
    address.searchParams.set("until", Date.now());
    log({ t: Date.now() });
    label.textContent = "Is it over? " + Date.now();
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
    if on_server(doc) or is_for_developers(doc):
        return
    if call is not None and is_compressed(doc, call):
        return
    if call is not None and _is_clock(doc, call) and (_is_sole_parameter(doc, call) or _is_set(doc, call)):
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


def _is_set(doc: Document, call: Node) -> bool:
    """Whether it is given as such a parameter: `{ params: { _: here } }` of axios, `searchParams.set("_", here)`."""
    for parent in ancestors(doc, call):
        if parent.type == "pair":
            return _KEY.fullmatch(key_of(doc, parent)) is not None and _is_asked_with(doc, parent.parent)
        if parent.type == "call_expression" and called_name(doc, parent) in ("set", "append"):
            target, given = receiver(parent), arguments(parent)
            on_address = target is not None and doc.text(target).endswith("searchParams")
            return on_address and len(given) == 2 and _KEY.fullmatch(string(doc, given[0])) is not None
        if parent.type not in ("parenthesized_expression", "call_expression", "member_expression", "arguments"):
            return False
    return False


def _is_asked_with(doc: Document, parameters: Node | None) -> bool:
    """Whether an object is what a cacheable request is asked with: `params` of axios, `data` of jQuery."""
    given = parameters.parent if parameters is not None else None
    if given is None:
        return False
    if given.type == "pair":
        options = given.parent
        request = options.parent.parent if options is not None and options.parent is not None else None
        if request is None or request.type != "call_expression" or _sends(doc, options):
            return False
        name = called_name(doc, request)
        asked = key_of(doc, given) == ("data" if name == "ajax" else "params")
        return asked and name not in _SENDING and is_request(doc, request)
    request = given.parent
    named = request is not None and request.type == "call_expression" and called_name(doc, request)
    return (
        named in ("get", "getJSON")
        and request is not None
        and is_global(doc, callee(request), *(f"{jquery}.{named}" for jquery in ("$", "jQuery")))
    )


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
    """`Date.now()`, `Math.random()`, `new Date().getTime()`, `+new Date()`."""
    if call.type == "unary_expression":
        made = call.child_by_field_name("argument")
        return made is not None and not arguments(made) and is_global(doc, callee(made), "Date")
    if arguments(call):
        return False
    if is_global(doc, callee(call), "Date.now", "Math.random"):
        return True
    made = receiver(call)
    return made is not None and bare(made).type == "new_expression" and is_global(doc, callee(bare(made)), "Date")


def _defeats(doc: Document, before: str, call: Node) -> bool:
    """Whether what stands before makes it a parameter without another purpose: `…?_=`, or `…?` before a time."""
    if _PARAMETER.search(before) is not None:
        return True
    return _NAMELESS.match(before) is not None and "random" not in doc.text(call)


def _is_sole_parameter(doc: Document, call: Node) -> bool:
    """Whether it is the value of a parameter that has no other purpose, in `…?_=${here}` or `"…?_=" + here`."""
    part = call
    if any(_sets_action(doc, parent) for parent in ancestors(doc, call)):
        return False
    for parent in ancestors(doc, call):
        if parent.type == "template_substitution":
            before = parent.prev_sibling
            return before is not None and _defeats(doc, doc.text(before), call)
        if parent.type == "binary_expression":
            left, right = parent.children[0], parent.children[-1]
            if parent.children[1].type != "+":
                return False
            if right.id == part.id:
                while left.type == "binary_expression":
                    left = left.children[-1]
                return _defeats(doc, string(doc, left), call)
        elif parent.type not in ("parenthesized_expression", "call_expression", "member_expression", "arguments"):
            return False
        part = parent
    return False
