"""What sends requests: functions of HTTP libraries, methods of their sessions."""

from ecolint import Document, Node

from .calls import calls_named, calls_to, receiver
from .names import bindings, made_by, value

# Functions that open a connection for one request and close it: Requests 2.32 ("Session Objects": these calls keep
# nothing), HTTPX 0.28 ("Clients": the top-level API opens a new connection each time), aiohttp 3.11 (`request`).
METHODS = ("delete", "get", "head", "options", "patch", "post", "put")
ONE_OFF = frozenset(
    {f"{package}.{name}" for package in ("requests", "requests.api", "httpx") for name in METHODS}
    | {"requests.request", "requests.api.request", "httpx.request", "httpx.stream", "aiohttp.request"}
)
URLLIB = frozenset({"urllib.request.urlopen"})
SESSIONS = frozenset(
    {
        "aiohttp.ClientSession",
        "httpx.AsyncClient",
        "httpx.Client",
        "requests.Session",
        "requests.session",
        "requests.sessions.Session",
    }
)


def requests(doc: Document) -> list[Node]:
    """The calls that send a request over HTTP."""
    return doc.once(_requests)


def _requests(doc: Document) -> list[Node]:
    found = [call for call, _ in calls_to(doc, ONE_OFF | URLLIB)]
    return found + [call for call in calls_named(doc, *METHODS, "request") if _is_session(doc, receiver(call))]


def _is_session(doc: Document, node: Node | None) -> bool:
    """A name that holds a session, given by `=` or `with … as`."""
    if node is None or node.type != "identifier":
        return False
    if value(doc, node) is not None:
        return made_by(doc, node) in SESSIONS
    found = bindings(doc, node)
    return (
        len(found) == 1 and found[0].by.type == "as_pattern" and made_by(doc, found[0].by.named_children[0]) in SESSIONS
    )
