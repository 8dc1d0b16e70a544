import re

from ecolint import Document, Node, Report, report, rule

from ..bindings import binding
from ..names import constant, imported_modules, origin
from ..surroundings import learns_of_visibility
from ..syntax import (
    FUNCTIONS,
    ancestors,
    arguments,
    bare,
    called_name,
    callee,
    calls,
    entries,
    has_spread,
    key_of,
    name_of,
    pairs,
    receiver,
)
from ..values import number

_SLOWER = {"pollInterval": "skipPollAttempt", "pollingInterval": "skipPollingIfUnfocused"}
"""Periods of Apollo Client and of RTK Query, and what keeps them from asking for hidden pages."""
_PERIODS = {"refetchIntervalInBackground": "refetchInterval", "refreshWhenHidden": "refreshInterval"}
_GENERATED = re.compile(r"use\w+Query(?:State|Subscription)?")
"""Hooks that RTK Query makes for the endpoints of an API."""
_CONDITIONS = ("enabled", "skip", "pause")
_HIDDEN = (b"visibilityState", b"document.hidden")
_STOP = re.compile(rb"\bstopPolling(?=\s*(?:\?\.)?\()")
_LEFT = frozenset({"componentWillUnmount", "ngOnDestroy", "beforeDestroy", "beforeUnmount", "destroyed", "unmounted"})
_LEAVING = frozenset({"onBeforeUnmount", "onDestroy", "onUnmounted"})


@rule(
    "javascript",
    query=f"""
    {pairs("refetchIntervalInBackground", "refreshWhenHidden", "pollInterval", "pollingInterval")}
    {calls("startPolling")}
    """,
    saves=["network", "server", "device"],
    evidence="deterministic",
    preset="recommended",
    refs=[
        "rgesn:4.9",
        "wsg:use-sustainable-javascript-and-apis",
        "wsg:define-the-frequency-of-data-refreshes",
        "rweb:0021",
    ],
)
def background_refetch(
    pair: Node | None, value: Node | None, call: Node | None, doc: Document, *, shown: int = 30
) -> Report | None:
    """Data is fetched again and again for a page that nobody looks at.

    TanStack Query and SWR stop asking while the page is hidden, unless an option tells them to go on. Apollo Client and
    RTK Query go on unless an option tells them to stop: a forgotten tab then costs more than the visit did.

    It follows from the libraries' documentation: TanStack Query's `refetchIntervalInBackground` and SWR's
    `refreshWhenHidden` keep the timer running in hidden pages; Apollo's `pollInterval` and `startPolling` know no
    hidden pages unless the query's `skipPollAttempt` says so, RTK Query's `pollingInterval` not unless
    `skipPollingIfUnfocused` does.

    The fix leaves TanStack Query's and SWR's option out: the data may be a period old when the page is shown again,
    until it is fetched anew.

    ## When not to care
    Control rooms and wall screens, where the page is shown without having the focus. What a comment says is meant for
    the background is left alone, and so is what waits for something: a period or a query that depends on a condition,
    one that the file stops by `stopPolling` before its page is left; and files that ask whether the page is hidden.

    Options: `shown`, the period in seconds from which Apollo's and RTK Query's polling is rare enough.

    ```tsx bad
    const queue = useQuery({
      queryKey: ["queue"],
      queryFn: loadQueue,
      refetchInterval: 60_000,
      refetchIntervalInBackground: true,
    });
    ```

    ```tsx good
    const queue = useQuery({
      queryKey: ["queue"],
      queryFn: loadQueue,
      refetchInterval: 60_000,
    });
    ```

    ```js bad
    const { data } = useSWR("/queue", load, { refreshInterval: 60000, refreshWhenHidden: true });
    ```

    ```js bad
    const { data } = useQuery(QUEUE, { pollInterval: 5000 });
    ```

    ```vue bad
    <script setup>
    import { useQuery } from "@vue/apollo-composable";
    const { result, startPolling, stopPolling } = useQuery(QUEUE);
    startPolling(2000);
    onUnmounted(() => stopPolling());
    </script>
    ```

    ```tsx bad
    const { data } = useGetQueueQuery(shop, { pollingInterval: 3000 });
    ```

    ```js bad
    export default { apollo: { jobs: { query: JOBS, pollInterval: 3000 } } };
    ```

    ```js good
    const { data } = useQuery(QUEUE, { pollInterval: 60000 });
    const fast = useQuery(QUEUE, { pollInterval: 5000, skipPollAttempt: () => document.hidden });
    const off = useQuery(QUEUE, { pollInterval: 0 });
    const unknown = useQuery(QUEUE, { pollInterval: period });
    const build = useQuery(BUILD, { pollInterval: done ? 0 : 2000 });
    ```

    ```tsx good
    const { data } = useGetQueueQuery(shop, { pollingInterval: 3000, skipPollingIfUnfocused: true });
    const client = createPublicClient({ chain, transport, pollingInterval: 4000 });
    ```

    ```tsx good
    const report = useQuery({
      queryKey: ["report", id],
      queryFn: loadReport,
      refetchInterval: (query) => (query.state.data?.ready ? false : 2000),
      refetchIntervalInBackground: true,
    });
    ```

    ```tsx good
    const { data } = useSWR(preparing ? `/films/${id}` : null, load, {
      refreshInterval: 2000,
      refreshWhenHidden: true,
    });
    const queue = useGetQueueQuery(shop, { pollingInterval: 3000, skip: !open });
    ```

    ```tsx good
    const { data, startPolling, stopPolling } = useQuery(PAYMENT);

    useEffect(() => {
      startPolling(2000);
    }, []);
    useEffect(() => {
      if (data?.payment.settled) stopPolling();
    }, [data]);
    ```

    ```ts good
    class Progress {
      open() {
        this.startPolling(1000);
      }
    }
    ```

    ```ts good
    const token = {
      refetchInterval: lifetime * 0.8,
      // always renew the token, even in the background
      refetchIntervalInBackground: true,
    };
    ```

    ```ts good
    const options = { refetchIntervalInBackground: false, "refreshWhenHidden": isWallScreen };
    ```
    """
    if call is not None:
        given = arguments(call)
        return _often(doc, call, given[0], shown) if len(given) == 1 and _is_of_a_query(doc, call) else None
    options = pair.parent if pair is not None else None
    if pair is None or value is None or options is None:
        return None
    key, beside = key_of(doc, pair), entries(options, doc)
    if _asks_at_times(options, beside):
        return None
    if key in _SLOWER:
        if _SLOWER[key] in beside or has_spread(options) or not _is_query(doc, pair, key):
            return None
        return _often(doc, pair, value, shown)
    period = beside.get(_PERIODS[key])
    if value.type != "true" or _is_meant(doc, pair) or (period is not None and _may_end(doc, period)):
        return None
    return report(
        pair,
        "the query goes on while the page is hidden; leave {option} out",
        option=key,
        fix=doc.remove(pair, "Stop in the background"),
    )


def _is_meant(doc: Document, pair: Node) -> bool:
    """Whether a comment before an entry says that it shall go on in the background."""
    before = pair.prev_named_sibling
    return before is not None and before.type == "comment" and "background" in doc.text(before).lower()


def _may_end(doc: Document, period: Node) -> bool:
    """Whether a period is a function's answer or depends on a condition: until something has come."""
    period = bare(period)
    return _is_conditional(constant(doc, period) or period if period.type == "identifier" else period)


def _asks_at_times(options: Node, beside: dict[str, Node]) -> bool:
    """Whether the options or the key of a query say when it asks: `enabled: running`, `useSWR(running ? … : null)`."""
    if any(name in beside and beside[name].type not in ("true", "false") for name in _CONDITIONS):
        return True
    given = options.parent
    first = given.named_children[0] if given is not None and given.type == "arguments" else None
    return first is not None and _is_conditional(bare(first))


def _is_conditional(value: Node) -> bool:
    if value.type == "binary_expression":
        return value.children[1].type in ("&&", "||", "??")
    return value.type == "ternary_expression" or value.type in FUNCTIONS


def _often(doc: Document, place: Node, period: Node, shown: int) -> Report | None:
    milliseconds = number(doc, period)
    if milliseconds is None or not 0 < milliseconds < shown * 1000:
        return None
    if learns_of_visibility(doc) or any(sign in doc.data for sign in _HIDDEN) or _is_stopped(doc):
        return None
    option = _SLOWER[key_of(doc, place) if place.type == "pair" else "pollInterval"]
    return report(
        name_of(place) if place.type == "call_expression" else place,
        "the query asks every {seconds:g} s, in hidden tabs too; give it {option}, or ask less often",
        seconds=milliseconds / 1000,
        option=option,
    )


def _is_stopped(doc: Document) -> bool:
    """Whether the file stops a query before its page is left: when something has come, or someone has pressed."""
    return doc.once(_stops)


def _stops(doc: Document) -> bool:
    found = _STOP.finditer(doc.data, doc.root.start_byte, doc.root.end_byte)
    return any(not _when_leaving(doc, doc.root.descendant_for_byte_range(*match.span())) for match in found)


def _when_leaving(doc: Document, node: Node | None) -> bool:
    """Whether something is done as a component goes: in what an effect returns, in a hook for it."""
    for function in ancestors(doc, node) if node is not None else ():
        if function.type not in FUNCTIONS or function.parent is None:
            continue
        name = function.child_by_field_name("name")
        if function.parent.type == "return_statement" or (name is not None and doc.text(name) in _LEFT):
            return True
        call = function.parent.parent
        if call is not None and call.type == "call_expression" and called_name(doc, call) in _LEAVING:
            return True
    return False


def _is_query(doc: Document, pair: Node, key: str) -> bool:
    """Whether an entry stands in the options of a query: `useQuery(…, { … })`, `watchQuery({ … })`, `apollo: { … }`."""
    for parent in ancestors(doc, pair):
        if parent.type == "call_expression":
            return _gives_a_query(doc, parent, key)
        if parent.type == "pair" and key_of(doc, parent) == "apollo":
            return key == "pollInterval"
        if parent.type in FUNCTIONS:
            return False
    return False


def _gives_a_query(doc: Document, call: Node, key: str) -> bool:
    name, function = called_name(doc, call), callee(call)
    known = origin(doc, function) if function is not None else None
    if key == "pollingInterval":
        return _GENERATED.fullmatch(name) is not None and name != "useQuery"
    if known is not None and known.module and "apollo" not in known.module and not known.module.startswith((".", "@/")):
        return False  # another library's
    return name.lower().endswith("query") or (name == "graphql" and known is not None and "apollo" in known.module)


def _is_of_a_query(doc: Document, call: Node) -> bool:
    """Whether `startPolling` is Apollo's: of what a hook gave, or of `data` where Apollo is imported."""
    function, above = callee(call), receiver(call)
    name = function if above is None else bare(above)
    if name is None:
        return False
    if name.type == "identifier" and (found := binding(doc, name)) is not None:
        value = found.node.child_by_field_name("value") if found.node.type == "variable_declarator" else None
        value = bare(value) if value is not None else None
        if value is not None and value.type == "call_expression":
            return _gives_a_query(doc, value, "pollInterval")
    if above is None or name.type == "this":
        return False
    return "$apollo" in doc.text(above) or any("apollo" in module for module in imported_modules(doc))
