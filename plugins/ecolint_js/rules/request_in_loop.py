from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..clients import CALLED, is_request
from ..databases import MANY, ONE, is_query
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
    {calls(*_NAMES, *ONE, *MANY)}
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
    """One request or query is sent for each item of a list.

    Each is a round trip with its headers, and the server authenticates, queries and answers each time. One request for
    all items does the same, if the interface offers it; mappers of databases (Prisma,
    Sequelize, TypeORM, Mongoose) do. Guides to frugal design agree on it.

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

    ```ts bad
    for (const order of orders) {
      order.user = await prisma.user.findUnique({ where: { id: order.userId } });
    }
    ```

    ```js bad
    const User = require("../models/user");

    await Promise.all(orders.map((order) => User.findById(order.user)));
    ```

    ```js bad
    import Post from "./models/post.js";

    for (const user of users) user.posts = await Post.find({ author: user.id });
    ```

    ```ts bad
    import { Repository } from "typeorm";

    export class Orders {
      constructor(private readonly orders: Repository<Order>) {}
      async some(ids: number[]) {
        const found: Order[] = [];
        for (const id of ids) found.push(await this.orders.findOneBy({ id }));
        return found;
      }
    }
    ```

    ```js bad
    import db from "../models/index.js";
    const { User } = db;

    for (const order of orders) order.user = await User.findByPk(order.userId);
    ```

    ```vue bad
    <script setup>
    import http from "@/utils/http";

    async function save(rows) {
      rows.forEach(async (row) => { await http.post("/rows", row); });
    }
    </script>
    ```

    ```ts good
    const users = await prisma.user.findMany({ where: { id: { in: orders.map((order) => order.userId) } } });
    const first = list.findOne(user.id);
    for (const item of items) dialog.create(item);
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
    query = not is_request(doc, call)
    if (query and not is_query(doc, call)) or is_short(doc, repeated):
        return None
    given = arguments(call)
    if not any(uses_turn(doc, argument, repeated) for argument in given):
        return None
    if not query and _is_whole_address(doc, given[0], repeated):
        return None
    if any(word in doc.text(argument).lower() for argument in given for word in _BATCHES):
        return None
    message = (
        "a query for each item; ask for all of them at once" if query else "a request for each item; send one for all"
    )
    return report(name_of(call), message)


def _is_whole_address(doc: Document, address: Node, repeated: Node) -> bool:
    """`fetch(url)`, `axios.get(file.url)` for each: addresses of others, which can't be put together."""
    return address.type in ("identifier", "member_expression") and uses_turn(doc, address, repeated)
