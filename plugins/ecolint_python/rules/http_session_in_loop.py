"""python/http-session-in-loop"""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_to, name_place, texts_of
from ..circumstances import severity
from ..http import ONE_OFF
from ..loops import depends_on, leaves, loops_around
from ..sizes import goes_in_steps, is_small
from ..strings import parts
from ..tree import text, words

_HOST = re.compile(r"https?://(?:[^/?#]+[/?#]|[\w.-]+\.[a-z]{2,}$)", re.IGNORECASE)
"""An address up to the path; `http://localhost:` and `https://api` may go on."""


@rule(
    "python",
    words=texts_of(ONE_OFF),
    saves=["network", "cpu", "server"],
    evidence="measured",
    refs=[
        "rgesn:3.3",
        "rgesn:8.10",
        "wsg:assess-the-impact-and-requirements-of-data-processing",
        "rweb:0021",
    ],
)
def http_session_in_loop(doc: Document) -> Iterator[Report]:
    """Each turn of a loop opens a new connection to the same host.

    `requests.get` and `httpx.get` keep nothing: every call resolves the name, connects, and shakes hands for TLS, then
    throws the connection away. A session or client keeps it open for all requests to the host.

    Evidence: `docs/evidence/python_http_session.py` sends 200 requests over TLS to a server on the same machine: a
    session takes an eighth of the processor time. Distance only adds to it: one to three round trips for each
    request.

    Speaks where the host stays the same from turn to turn, a literal or a name that the loop doesn't change, while
    something else in the request does change. Where hosts differ, or the loop merely repeats one request until it
    succeeds, there is nothing to keep.

    How many requests there are isn't always visible: of what it said about code that it hadn't been tried on, 16 of 19
    were right; hence the preset `recommended`, not `core`.

    ```python bad
    import requests

    for town in towns:
        answer = requests.get(f"https://api.example.org/towns/{town}")
        store(answer.json())
    ```

    ```python good
    import requests

    with requests.Session() as session:
        for town in towns:
            answer = session.get(f"https://api.example.org/towns/{town}")
            store(answer.json())
    ```

    ```python bad
    from httpx import post as send

    API = "https://api.example.org"
    answers = [send(API + "/notes", json=note) for note in notes]
    ```

    ```python bad
    import requests as rq

    def pages(self):
        page = 1
        while page:
            answer = rq.request("GET", self.base_url + "/list", params={"page": page}).json()
            yield from answer["items"]
            page = answer["next"]
    ```

    ```python good
    import requests

    for address in addresses:
        requests.get(address)  # hosts may differ
    for attempt in range(tries):
        if requests.get("https://api.example.org/").ok:
            break
    for kind in ("towns", "regions"):
        requests.get(f"https://api.example.org/{kind}")
    for code in {"ozone": ["44201"], "dust": []}[kind]:
        requests.get(f"https://api.example.org/{code}")
    for port in range(first, last):
        requests.get(f"http://localhost:{port}")
    for start in range(0, len(ids), 1000):
        requests.post("https://api.example.org/towns", json=ids[start : start + 1000])
    ```

    ```python good
    import requests

    def upload(path, pause):
        while True:
            with open(path, "rb") as file:
                try:
                    answer = requests.put(f"{API}/files", data=file)
                    return answer.json()
                except requests.ConnectionError:
                    pause(1)
    ```

    ```python good
    import requests

    def store(towns):
        for town in towns:
            try:
                send(town)
            except ConnectionError:
                requests.post("https://api.example.org/towns", json=town)  # seldom
    ```

    ```python good
    import requests

    def fetchers(towns):
        for town in towns:
            def fetch():
                return requests.get(f"https://api.example.org/{town}")
            yield fetch
    ```

    ```python good
    import requests

    def show(first, second):
        known = [town for town in (first, second) if town]
        for town in known:
            print(requests.get(f"https://api.example.org/towns/{town}").json())
    ```

    ```python good
    for town in towns:
        requests.get(f"https://api.example.org/towns/{town}")  # where from?
    ```
    """
    for call, source in calls_to(doc, ONE_OFF):
        loops = [loop for loop in loops_around(call) if not (_takes_few_turns(doc, loop) or _tries_again(loop, call))]
        changing = next((loop for loop in loops if depends_on(doc, loop, call)), None)
        place = 1 if source.rpartition(".")[2] in ("request", "stream") else 0
        if changing is not None and _same_host(doc, changing, argument(call, place, "url")):
            yield report(
                name_place(call),
                "a new connection on every turn; keep one session of {package} for all of them",
                package=source.partition(".")[0],
                severity=severity(doc),
            )


def _takes_few_turns(doc: Document, loop: Node) -> bool:
    return is_small(doc, loop) or goes_in_steps(doc, loop)


def _tries_again(loop: Node, call: Node) -> bool:
    """Whether a loop ends with the first request that succeeds, counts how often it was tried, or this is the retry."""
    if leaves(loop, call) or words(loop.child_by_field_name("left")) & _TRIES:
        return True
    around = call.parent
    while around is not None and around != loop and around.type != "except_clause":
        around = around.parent
    return around is not None and around != loop


_TRIES = frozenset({"attempt", "attempts", "retries", "retry", "trial", "try_count", "tries"})


def _same_host(doc: Document, loop: Node, address: Node | None) -> bool:
    """Whether an address begins the same on every turn, up to the path."""
    found = parts(doc, address)
    if not found:
        return (
            address is not None and address.type in ("identifier", "attribute") and not depends_on(doc, loop, address)
        )
    first, *others = found
    if isinstance(first, str):
        return _HOST.match(first if others else f"{first}/") is not None
    following = others[0] if others and isinstance(others[0], str) else ""
    return (
        following.startswith(("/", "?"))
        and first.type in ("identifier", "attribute")
        and "host" not in text(first).rpartition(".")[2].lower()
        and not depends_on(doc, loop, first)
    )
