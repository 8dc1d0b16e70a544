from ecolint import Document, Node, Report, report, rule

from ..syntax import (
    ancestors,
    arguments,
    called_name,
    calls,
    entries,
    has_spread,
    key_of,
    name_of,
    pairs,
)
from ..values import number


@rule(
    "javascript",
    query=f"""
    {pairs("refetchIntervalInBackground", "refreshWhenHidden", "pollInterval")}
    {calls("startPolling")}
    """,
    saves=["network", "server", "device"],
    evidence="deterministic",
    preset="core",
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

    Query libraries stop asking when the page is hidden; these options tell them to go on, or ask so often that a
    forgotten tab costs more than the visit did.

    It follows from the libraries' documentation: TanStack Query's `refetchIntervalInBackground` and SWR's
    `refreshWhenHidden` keep the timer running in hidden pages, and Apollo's `pollInterval` knows no hidden pages unless
    `skipPollAttempt` says so.

    The fix leaves the option out: the data may be a period old when the page is shown again, until it is fetched anew.

    ## When not to care
    Control rooms and wall screens, where the page is shown without having the focus. What a comment says is meant for
    the background is left alone.

    Options: `shown`, the period in seconds from which Apollo's polling is rare enough.

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
    const { result, startPolling } = useQuery(QUEUE);
    startPolling(2000);
    </script>
    ```

    ```js good
    const { data } = useQuery(QUEUE, { pollInterval: 60000 });
    const fast = useQuery(QUEUE, { pollInterval: 5000, skipPollAttempt: () => document.hidden });
    const off = useQuery(QUEUE, { pollInterval: 0 });
    const unknown = useQuery(QUEUE, { pollInterval: period });
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
        return _often(doc, name_of(call), given[0], shown) if len(given) == 1 else None
    if pair is None or value is None:
        return None
    if key_of(doc, pair) == "pollInterval":
        options = pair.parent
        if options is None or "skipPollAttempt" in entries(options, doc) or has_spread(options):
            return None
        return _often(doc, pair, value, shown) if _is_query(doc, pair) else None
    if value.type != "true" or _is_meant(doc, pair):
        return None
    return report(
        pair,
        "the query goes on while the page is hidden; leave {option} out",
        option=key_of(doc, pair),
        fix=doc.remove(pair, "Stop in the background"),
    )


def _is_meant(doc: Document, pair: Node) -> bool:
    """Whether a comment before an entry says that it shall go on in the background."""
    before = pair.prev_named_sibling
    return before is not None and before.type == "comment" and "background" in doc.text(before).lower()


def _often(doc: Document, place: Node, period: Node, shown: int) -> Report | None:
    milliseconds = number(doc, period)
    if milliseconds is None or not 0 < milliseconds < shown * 1000:
        return None
    return report(
        place,
        "the query asks every {seconds:g} s, in hidden tabs too; ask less often, or let the server push",
        seconds=milliseconds / 1000,
    )


def _is_query(doc: Document, pair: Node) -> bool:
    """Whether an entry stands in the options of a query: `useQuery(…, { … })`, `watchQuery({ … })`."""
    call = next((parent for parent in ancestors(doc, pair) if parent.type == "call_expression"), None)
    name = called_name(doc, call) if call is not None else ""
    return name.startswith("use") or name.lower().endswith("query") or name == "graphql"
