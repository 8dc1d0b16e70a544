"""python/http-session-in-loop"""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_to, function, method, name_place, positional, receiver, texts_of
from ..circumstances import severity
from ..http import ONE_OFF
from ..loops import depends_on, leaves, loops_around
from ..names import origin, value
from ..sizes import goes_in_steps, is_small
from ..strings import Part, beginning, constant, parts
from ..tree import child, text, words

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

    ```python bad
    from urllib.parse import urljoin

    import requests

    BASE = "https://api.example.org/"

    def load(self, towns):
        for town in towns:
            yield requests.get("{}/towns/{}".format(self.base, town))
            yield requests.get("%s/regions/%s" % (self.base, town))
            url = urljoin(BASE, f"maps/{town}")
            yield requests.get(url, timeout=5)
    ```

    ```python good
    from urllib.parse import urljoin

    import requests

    def load(self, page, hosts):
        for link in links(page):
            yield requests.get(urljoin(page, link))  # which may lead elsewhere
        for host in hosts:
            yield requests.get("{}/towns".format(host))
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
    found = _put_together(doc, address) or parts(doc, address)
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


def _put_together(doc: Document, address: Node | None) -> list[Part]:
    """How `"{}/towns/{}".format(base, town)`, `"%s/towns" % base` and `urljoin(base, "towns")` begin."""
    node = value(doc, address) if address is not None and address.type == "identifier" else address
    if node is None:
        return []
    first, following = None, ""
    if node.type == "call":
        given = positional(node)
        template = constant(doc, receiver(node)) if method(node) == "format" else None
        if template is not None and given and (hole := _HOLE.match(template)):
            first, following = given[0], template[hole.end() :].partition("{")[0]
        elif len(given) == 2 and origin(doc, function(node)) == "urllib.parse.urljoin" and _is_path(doc, given[1]):
            first, following = given[0], "/"
    elif node.type == "binary_operator" and text(node.child_by_field_name("operator")) == "%":
        template = constant(doc, node.child_by_field_name("left")) or ""
        right = node.child_by_field_name("right")
        if template.startswith("%s") and right is not None:
            first = child(right) if right.type == "tuple" else right
            following = template[2:].partition("%")[0]
    if first is None:
        return []
    known = constant(doc, first)
    return [f"{known}{following}", node] if known is not None else [*(parts(doc, first) or [first]), following]


_HOLE = re.compile(r"\{0?\}")


def _is_path(doc: Document, node: Node) -> bool:
    written = beginning(doc, node)
    return bool(written) and not written.startswith(("//", "http:", "https:"))
