from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..loops import called_with
from ..names import calls_through, imported_modules, origin
from ..syntax import FUNCTIONS, ancestors, arguments, called_name, callee, calls, name_of, receiver, renamed, string

_SYNC = {
    "fs": ("readFileSync", "writeFileSync", "appendFileSync", "readdirSync", "copyFileSync"),
    "child_process": ("execSync", "execFileSync", "spawnSync"),
    "zlib": ("gzipSync", "gunzipSync", "deflateSync", "inflateSync", "brotliCompressSync", "brotliDecompressSync"),
    "crypto": ("pbkdf2Sync", "scryptSync"),
    "bcrypt": ("hashSync", "compareSync"),
    "bcryptjs": ("hashSync", "compareSync"),
}
_NAMES = tuple(name for names in _SYNC.values() for name in names)
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "all", "use", "head", "options"})
_SERVERS = frozenset(
    {
        "express",
        "fastify",
        "koa",
        "@koa/router",
        "koa-router",
        "http",
        "https",
        "node:http",
        "node:https",
        "hono",
        "@hapi/hapi",
        "@nestjs/common",
    }
)
_ROUTES = frozenset({"Get", "Post", "Put", "Patch", "Delete", "All"})
_NEXT = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "getServerSideProps"})


@rule(
    "javascript",
    query=f"""
    {calls(*_NAMES)}
    {renamed(*_NAMES)}
    """,
    saves=["server"],
    evidence="consensus",
    refs=["rgesn:7.1", "wsg:optimize-caching-and-support-offline-access", "rweb:0016"],
)
def sync_io_in_handler(call: Node, doc: Document) -> Iterator[Report]:
    """A server stands still for all its users while it answers one.

    Node runs handlers on one thread. A synchronous read, command or compression in one of them stops all others, and
    often repeats what could be read once at start. Use the asynchronous form, or do it before the server listens.

    The guides of Node and Express give the same advice.

    ```js bad
    const express = require("express");
    const fs = require("fs");

    app.get("/terms", (request, response) => {
      response.send(fs.readFileSync("terms.html", "utf8"));
    });
    ```

    ```js bad
    const { readFileSync: read } = require("fs");
    const { createServer } = require("http");

    createServer((request, response) => response.end(read("terms.html"))).listen(80);
    ```

    ```ts bad
    import { execSync } from "node:child_process";
    import { createServer } from "node:http";

    createServer((request, response) => response.end(execSync("uptime"))).listen(80);
    ```

    ```ts bad
    import { Controller, Get } from "@nestjs/common";
    import * as zlib from "zlib";

    @Controller("export")
    export class Export {
      @Get()
      all() { return zlib.gzipSync(this.text()); }
    }
    ```

    ```ts bad
    import { readFileSync } from "fs";
    import type { NextApiRequest, NextApiResponse } from "next";

    export default function handler(request: NextApiRequest, response: NextApiResponse) {
      response.send(readFileSync("terms.html", "utf8"));
    }
    ```

    ```js good
    const express = require("express");
    const fs = require("fs");

    const terms = fs.readFileSync("terms.html", "utf8");
    app.get("/terms", (request, response) => response.send(terms));
    ```

    ```js good
    import { readFile } from "node:fs/promises";
    import Fastify from "fastify";

    fastify.get("/terms", async () => readFile("terms.html"));
    ```

    ```js good
    import { readFileSync } from "node:fs";

    export const load = (name) => JSON.parse(readFileSync(name, "utf8"));
    cache.get("key", () => readFileSync("value"));
    ```
    """
    for one in calls_through(doc, call):
        if _blocks(doc, one) and any(
            parent.type in FUNCTIONS and _is_handler(doc, parent) for parent in ancestors(doc, one)
        ):
            yield report(
                name_of(one), "the server stops for all while it answers one; do it asynchronously, or at start"
            )


def _blocks(doc: Document, call: Node) -> bool:
    found = origin(doc, callee(call) or call)
    return found is not None and found.name.rpartition(".")[2] in _SYNC.get(found.module.removeprefix("node:"), ())


def _is_handler(doc: Document, function: Node) -> bool:
    name = function.child_by_field_name("name")
    if function.type == "method_definition":
        return _is_decorated(doc, function)
    if name is not None and doc.text(name) in _NEXT:
        return function.parent is not None and function.parent.type == "export_statement"
    if any("NextApiRequest" in doc.text(parameter) for parameter in _parameters(function)):
        return True
    call = called_with(function)
    if call is None or not _SERVERS & imported_modules(doc):
        return False
    called, given = called_name(doc, call), arguments(call)
    if called == "createServer":
        return True
    if called == "use":
        return len(_parameters(function)) >= 2
    return called in _VERBS and receiver(call) is not None and bool(given) and string(doc, given[0]).startswith("/")


def _parameters(function: Node) -> list[Node]:
    given = function.child_by_field_name("parameters")
    return given.named_children if given is not None else []


def _is_decorated(doc: Document, method: Node) -> bool:
    """`@Get()` before a method."""
    before = method.prev_named_sibling
    while before is not None and before.type == "decorator":
        called = next((node for node in before.named_children if node.type == "call_expression"), None)
        if called is not None and called_name(doc, called) in _ROUTES:
            return True
        before = before.prev_named_sibling
    return False
