import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..developing import is_for_developing
from ..names import imported_modules, origin
from ..surroundings import is_for_developers
from ..syntax import arguments, callee, calls, entries, has_spread, name_of


@rule(
    "javascript",
    query=calls("static", "serveStatic", "register", "serve"),
    words=("express", "serve-static", "@fastify/static", "fastify-static"),
    saves=["network", "server"],
    evidence="deterministic",
    severity="note",
    preset="all",
    precision="medium",
    refs=["rgesn:6.2", "wsg:optimize-caching-and-support-offline-access", "rweb:0075"],
)
def static_no_max_age(call: Node, doc: Document) -> Report | None:
    """Static files are served without a lifetime, so browsers ask for them again at each visit.

    Without `maxAge` the answer says that it may be kept for no time at all: each visit sends a request a file, to
    hear that nothing has changed. Files with a hash in their name can be kept for a year.

    It follows from the documentation of Express and `serve-static` (`maxAge` is 0 unless it is given) and of
    `@fastify/static`.

    In preset `all` only: three of ten findings in published code were about servers for developers or for the own
    house, which a file doesn't tell.

    The fix lets browsers keep the files for a day: a changed file of the same name is seen a day later.

    ## When not to care
    A proxy or the hosting sets the headers. Files handed to `setHeaders` are left alone, and so is a `maxAge` of 0 that
    somebody has written, what is served as pages, and servers for developers: those that reload a page by themselves,
    watch files or open a browser, those for Cypress or Playwright by their path, and what is served under a condition
    such as `if (config.debugMode)`.

    ```js bad
    const express = require("express");

    app.use(express.static("public"));
    ```

    ```js good
    const express = require("express");

    app.use(express.static("public", { maxAge: "1d" }));
    ```

    ```ts bad
    import express from "express";

    app.use("/assets", express.static(root, { index: false }));
    ```

    ```js bad
    import fastifyStatic from "@fastify/static";

    fastify.register(fastifyStatic, { root: folder });
    ```

    ```js good
    const express = require("express");

    if (developing) app.use(express.static(path.join(__dirname, "src")));
    ```

    ```ts good
    import serveStatic from "serve-static";

    const serve = serveStatic("public", { setHeaders: keep });
    const other = serveStatic("public", options);
    ```

    ```js good
    const express = require("express");
    const livereload = require("connect-livereload");

    app.use(livereload());
    app.use(express.static("public"));
    ```

    ```js good
    const express = require("express");

    if (config.debugMode) app.use("/lib", express.static(path.join(root, "lib")));
    if (process.env.NODE_ENV === "production") app.use(cached);
    else app.use(express.static(folder));
    ```

    ```js bad
    const express = require("express");

    if (process.env.NODE_ENV === "production") app.use(express.static(folder));
    if (!debug) app.use(express.static(folder));
    if (devices.length) app.use(express.static(folder));
    ```

    ```js good file=cypress-spa-server.js
    const express = require("express");

    app.use(express.static(path.resolve(__dirname, "dist")));
    ```

    ```js good
    import fastifyStatic from "@fastify/static";

    fastify.register(fastifyStatic, { root: folder, maxAge: "30d", immutable: true });
    fastify.register(routes, { prefix: "/api" });
    ```
    """
    given = arguments(call)
    if any(_FOR_DEVELOPERS.search(doc.text(one)) for one in given[:1]) or _TOOLS & imported_modules(doc):
        return None
    found = origin(doc, callee(call) or call)
    if found in (("express", "static"), ("serve-static", "")):
        place = name_of(call)
    elif given and origin(doc, given[0]) in (("@fastify/static", ""), ("fastify-static", "")):
        place = given[0]
    else:
        return None
    if is_for_developers(doc) or is_for_developing(doc, call):
        return None
    options = given[1] if len(given) > 1 else None
    if options is None:
        end = given[0].end_byte if given else 0
        fix = Fix("Keep for a day", (Edit(Span(end, end), ', { maxAge: "1d" }'),)) if given else None
        return report(place, "browsers ask for these files at each visit; set maxAge", fix=fix)
    if options.type != "object" or has_spread(options):
        return None
    known = entries(options, doc)
    if {"cacheControl", "extensions", "immutable", "maxAge", "setHeaders"} & known.keys():
        return None
    return report(place, "browsers ask for these files at each visit; set maxAge")


_FOR_DEVELOPERS = re.compile(r"""node_modules|["'/](?:src|source|test|demo|example)s?["']\s*\)?$""")
"""Folders that are served while a site is developed or shown."""
_TOOLS = frozenset(["browser-sync", "chokidar", "connect-livereload", "livereload", "open", "opn", "vite", "webpack"])
"""What watches files, reloads pages or opens a browser."""
