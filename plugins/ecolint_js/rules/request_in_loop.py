from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..clients import CALLED, is_request
from ..loops import LOOP_MENTIONS, LOOP_WORDS, is_short, loop, uses_turn
from ..names import calls_through
from ..syntax import arguments, calls, modules_named, name_of, renamed

_NAMES = (
    "fetch",
    "$fetch",
    "ofetch",
    "axios",
    "ky",
    "got",
    "request",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "ajax",
    "getJSON",
)
_BATCHES = ("batch", "chunk", "page", "cursor", "attempt", "retry", "tries", "retries", "offset", "file")


@rule(
    "javascript",
    query=f"""
    {calls(*_NAMES)}
    {renamed(*_NAMES)}
    {modules_named(*CALLED)}
    """,
    words=LOOP_WORDS,
    mentions=LOOP_MENTIONS,
    saves=["network", "server"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=[
        "rgesn:6.1",
        "rgesn:7.1",
        "wsg:use-sustainable-javascript-and-apis",
        "rweb:0021",
        "rweb:0047",
        "creedengo:GCI72",
        "creedengo:GCI502",
    ],
)
def request_in_loop(call: Node, doc: Document) -> Iterator[Report]:
    """One request is sent for each item of a list.

    Each is a round trip with its headers, and the server authenticates, queries and answers each time. One request for
    all items does the same, if the interface offers it. Guides to frugal design agree on it. Queries of databases are
    told by `js/query-in-loop`.

    ## When not to care
    Interfaces of others that have no request for many; uploads of files; scripts that run once. Loops over pages,
    batches and attempts are left alone, and so are lists of whole addresses.

    ```js bad
    for (const id of ids) {
      users.push(await fetch(`/users/${id}`).then((response) => response.json()));
    }
    ```

    ```ts bad
    import axios from "axios";

    export const load = (ids: number[]) => Promise.all(ids.map((id) => axios.get(`/users/${id}`)));
    ```

    ```js bad
    const { get: ask } = require("axios");
    const request = require("node-fetch");

    for (const id of ids) users.push(await ask(`/users/${id}`));
    const towns = await Promise.all(ids.map((id) => request(`/towns/${id}`)));
    ```

    ```ts bad
    import axios from "axios";

    const { get } = axios.create({ baseURL: "/api" });
    for (const id of ids) users.push(await get(`/users/${id}`));
    ```

    ```vue bad
    <script setup>
    import http from "@/utils/http";

    async function save(rows) {
      rows.forEach(async (row) => { await http.post("/rows", row); });
    }
    </script>
    ```

    ```js good
    const users = await fetch(`/users?ids=${ids.join()}`).then((response) => response.json());
    ```

    ```js good
    while (cursor) {
      const page = await fetch(`/users?after=${cursor}`).then((response) => response.json());
      cursor = page.next;
    }
    for (const chunk of chunks) await fetch("/rows", { method: "POST", body: JSON.stringify(chunk) });
    const attachments = await Promise.all(files.map((file) => fetch(file.url)));
    ```

    ```js good
    for (const user of await fetch("/users").then((response) => response.json())) {
      names.set(user.id, cache.get(user.id));
      button.onclick = () => fetch(`/users/${user.id}`);
    }
    ```
    """
    for one in calls_through(doc, call):
        if (found := _answer(doc, one)) is not None:
            yield found


def _answer(doc: Document, call: Node) -> Report | None:
    repeated = loop(doc, call)
    if repeated is None or repeated.type in ("while_statement", "do_statement"):
        return None
    if not is_request(doc, call) or is_short(doc, repeated):
        return None
    given = arguments(call)
    if not any(uses_turn(doc, argument, repeated) for argument in given):
        return None
    if _is_whole_address(doc, given[0], repeated):
        return None
    if any(word in doc.text(argument).lower() for argument in given for word in _BATCHES):
        return None
    return report(name_of(call), "a request for each item; send one for all")


def _is_whole_address(doc: Document, address: Node, repeated: Node) -> bool:
    """`fetch(url)`, `axios.get(file.url)` for each: addresses of others, which can't be put together."""
    return address.type in ("identifier", "member_expression") and uses_turn(doc, address, repeated)
