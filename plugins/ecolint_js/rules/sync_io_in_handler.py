from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..handlers import answers_requests, parameters
from ..kept import is_kept
from ..loops import called_with
from ..names import calls_through, comes_from, imported_modules, is_global, origin, uses
from ..surroundings import is_for_developers
from ..syntax import (
    FUNCTIONS,
    ancestors,
    arguments,
    called_name,
    callee,
    calls,
    name_of,
    name_of_function,
    receiver,
    renamed,
    string,
)

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


_ANSWERS = ("send", "json", "end", "render", "download", "sendFile", "status", "write", "writeHead")
_NITRO = ("defineEventHandler", "eventHandler")
"""https://nitro.build/guide/routing"""


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

    ```js bad
    const router = require("express").Router();
    const { execSync } = require("child_process");

    function version(request, response) {
      response.send(execSync("git rev-parse HEAD"));
    }
    router.get("/version", signedIn, version);
    ```

    ```ts bad
    import Fastify from "fastify";
    import { readFileSync } from "node:fs";

    const app = Fastify();
    app.route({ method: "GET", url: "/terms", handler: async (request, reply) => reply.send(readFileSync("terms")) });
    app.route({ method: "GET", url: "/rules", handler(request, reply) { reply.send(readFileSync("rules")); } });
    ```

    ```ts bad
    import type { Request, Response } from "express";
    import fs from "fs";

    export const terms = (req: Request, res: Response) => {
      res.send(fs.readFileSync("terms.html", "utf8"));
    };
    ```

    ```ts bad
    import { readFileSync } from "node:fs";
    import type { RequestHandler } from "./$types";

    export const GET: RequestHandler = () => new Response(readFileSync("terms.html"));
    ```

    ```ts bad
    import { readFileSync } from "fs";

    export default defineEventHandler(() => readFileSync("terms.html", "utf8"));
    ```

    ```js good
    const fs = require("fs");

    exports.kept = (req, res) => keep(req, fs.readFileSync("terms.html"));
    const GET = () => fs.readFileSync("terms.html");
    ```

    ```js good
    const express = require("express");
    const fs = require("fs");

    let terms, rules;
    app.get("/terms", (request, response) => response.send((terms ??= fs.readFileSync("terms.html"))));
    app.get("/rules", (request, response) => {
      if (!rules) rules = fs.readFileSync("rules.html");
      response.send(rules);
    });
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

    ```js good
    const axios = require("axios");
    const express = require("express");
    const fs = require("fs");

    axios.get("/terms", (terms) => fs.writeFileSync("terms.html", terms));
    ```
    """
    for one in () if is_for_developers(doc) else calls_through(doc, call):
        if not _blocks(doc, one):
            continue
        functions = (parent for parent in ancestors(doc, one) if parent.type in FUNCTIONS)
        handler = next((function for function in functions if _is_handler(doc, function)), None)
        if handler is not None and not is_kept(doc, one, handler):
            yield report(
                name_of(one), "the server stops for all while it answers one; do it asynchronously, or at start"
            )


def _blocks(doc: Document, call: Node) -> bool:
    found = origin(doc, callee(call) or call)
    return found is not None and found.name.rpartition(".")[2] in _SYNC.get(found.module.removeprefix("node:"), ())


def _is_handler(doc: Document, function: Node) -> bool:
    named = name_of_function(function)
    if function.type == "method_definition" and _is_decorated(doc, function):
        return True
    if doc.text(named) in _NEXT or (doc.text(named) == "load" and ".server." in doc.path.name):
        return _is_exported(doc, function)
    if answers_requests(doc, function):
        response = doc.text(parameters(function)[1]).partition(":")[0].rstrip("? ")
        return any(f"{response}.{answer}(" in doc.text(function) for answer in _ANSWERS)
    if any("NextApiRequest" in doc.text(parameter) for parameter in parameters(function)):
        return True
    call = called_with(function)
    if call is not None and called_name(doc, call) in _NITRO:
        return is_global(doc, callee(call), *_NITRO) or comes_from(doc, callee(call), "h3", *_NITRO)
    if not _SERVERS & imported_modules(doc):
        return False
    if call is not None:
        return _serves(doc, call, function)
    options = function.parent if function.type == "method_definition" else named.parent and named.parent.parent
    if options is not None and options.type == "object" and doc.text(named) == "handler":
        call = called_with(options)
        return call is not None and called_name(doc, call) == "route"
    return named.type == "identifier" and any(
        call is not None and _serves(doc, call, function) for call in map(called_with, uses(doc, named))
    )


def _is_exported(doc: Document, function: Node) -> bool:
    """`export function GET() …`, `export const GET = () => …`."""
    above = next(ancestors(doc, function), None)
    if above is not None and above.type == "variable_declarator":
        above = above.parent.parent if above.parent is not None else None
    return above is not None and above.type == "export_statement"


def _serves(doc: Document, call: Node, function: Node) -> bool:
    """Whether a call makes a function answer requests: `app.get("/terms", …)`, `createServer(…)`."""
    called, given = called_name(doc, call), arguments(call)
    if called == "createServer":
        return True
    if called == "use":
        return len(parameters(function)) >= 2
    if called not in _VERBS or receiver(call) is None or is_request(doc, call):
        return False
    return bool(given) and string(doc, given[0]).startswith("/")


def _is_decorated(doc: Document, method: Node) -> bool:
    """`@Get()` before a method."""
    before = method.prev_named_sibling
    while before is not None and before.type == "decorator":
        called = next((node for node in before.named_children if node.type == "call_expression"), None)
        if called is not None and called_name(doc, called) in _ROUTES:
            return True
        before = before.prev_named_sibling
    return False
