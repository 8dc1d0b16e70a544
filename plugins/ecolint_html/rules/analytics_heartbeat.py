"""Counters of visits that report again and again."""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..surroundings import places_of

_HEARTBEAT = "enableHeartBeatTimer"
_TIMER = "setInterval"
_SENDS = (
    r"(?<![\w.])(?:ga\s*\(\s*['\"](?:send|[\w.]+\.send)|gtag\s*\(\s*['\"]event|_paq\.push|_gaq\.push"
    r"|navigator\.sendBeacon)\b"
)


@rule(
    "javascript",
    words=(_HEARTBEAT, _TIMER),
    saves=["network", "server"],
    evidence="deterministic",
    refs=[
        "rgesn:1.6",
        "rgesn:4.9",
        "wsg:avoid-being-manipulative-or-deceptive",
        "wsg:use-sustainable-javascript-and-apis",
        "rweb:0111",
        "rweb:0047",
    ],
)
def analytics_heartbeat(doc: Document) -> Iterator[Report]:
    """A counter of visits sends a request every few seconds, for the whole visit.

    It reports how long a tab was open, from every tab, to somebody who rarely asks. One message when the page is left
    says the same.

    Evidence: the request is in the code.

    Matomo's `enableHeartBeatTimer` counts, and a `setInterval` whose function reports to Google Analytics or Matomo
    or sends a beacon. The fix removes the call of the heartbeat.

    ## When not to care

    Reading time that somebody really looks at.

    ```html bad
    <script>
    _paq.push(['trackPageView']);
    _paq.push(['enableHeartBeatTimer', 15]);
    </script>
    ```
    ```html good
    <script>
    _paq.push(['trackPageView']);
    </script>
    ```
    ```jinja bad
    <SCRIPT TYPE='text/javascript'>_paq.push(['enableHeartBeatTimer', {{ seconds }}]);</SCRIPT>
    ```
    ```js bad
    tracker.enableHeartBeatTimer(15)
    ```
    ```js bad
    setInterval(() => gtag("event", "still_here"), 10000)
    ```
    ```ts bad
    const timer: number = window.setInterval(function () { navigator.sendBeacon("/here") }, 5000)
    ```
    ```js good
    // _paq.push(['enableHeartBeatTimer']);
    const help = "setInterval(() => ga('send', 'event'))"
    ```
    ```js good
    setInterval(draw, 40); setInterval(() => clock.update(), 1000)
    addEventListener("pagehide", () => navigator.sendBeacon("/bye"))
    ```
    ```jsx good
    useEffect(() => { gtag("event", "shown") }, [])
    ```
    """
    for name, judge in ((_HEARTBEAT, _heartbeat), (_TIMER, _timer)):
        for node in _named(doc, name):
            told = judge(doc, node)
            if told:
                yield told


def _named(doc: Document, name: str) -> Iterator[Node]:
    """Identifiers and strings that are this name."""
    for place in places_of(doc, name.lower()):
        node = doc.root.descendant_for_byte_range(place, place + 1)
        if node is not None and doc.text(node) == name:
            yield node


def _heartbeat(doc: Document, node: Node) -> Report | None:
    if node.type not in ("string_fragment", "property_identifier"):
        return None
    statement: Node | None = node
    while statement is not None and statement.type != "expression_statement":
        if statement.type in doc.kinds("function"):
            statement = None
            break
        statement = statement.parent
    call = next(iter(statement.named_children), None) if statement is not None else None
    if statement is None or call is None or call.type != "call_expression":
        return None
    return report(
        node,
        "the heartbeat sends a request every few seconds for the whole visit; leave it out",
        fix=doc.remove(statement, "Remove the heartbeat"),
    )


def _goes_on(code: str) -> bool:
    """Whether it reports, and isn't a wait for something that stops itself."""
    return re.search(_SENDS, code) is not None and "clearInterval" not in code


def _timer(doc: Document, node: Node) -> Report | None:
    call: Node | None = node
    while call is not None and call.type in ("identifier", "property_identifier", "member_expression"):
        call = call.parent
    if call is None or call.type != "call_expression":
        return None
    arguments = call.child_by_field_name("arguments")
    action = next(iter(arguments.named_children), None) if arguments is not None else None
    if action is None or action.type not in doc.kinds("function") or not _goes_on(doc.text(action)):
        return None
    return report(node, "a timer reports to the counter again and again; once, when the page is left, is enough")
