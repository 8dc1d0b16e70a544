"""Where a script runs: in a browser or on a server, shown or hidden."""

import re

from ecolint import Document, Node

from .names import imported_modules
from .running import runs

_NODE = frozenset(
    [
        "assert",
        "child_process",
        "cluster",
        "crypto",
        "dgram",
        "dns",
        "fs",
        "fs/promises",
        "http",
        "http2",
        "https",
        "net",
        "os",
        "path",
        "perf_hooks",
        "process",
        "readline",
        "stream",
        "tls",
        "tty",
        "url",
        "util",
        "v8",
        "vm",
        "worker_threads",
        "zlib",
    ]
)
_SERVERS = frozenset(
    [
        "express",
        "fastify",
        "koa",
        "@hapi/hapi",
        "hono",
        "@nestjs/common",
        "@nestjs/core",
        "mongoose",
        "sequelize",
        "typeorm",
        "@prisma/client",
        "knex",
        "pg",
        "mysql",
        "mysql2",
        "mongodb",
        "ioredis",
        "redis",
        "bullmq",
        "bull",
        "node-cron",
        "electron",
        "playwright",
        "puppeteer",
        "puppeteer-core",
        "commander",
        "yargs",
        "discord.js",
        "telegraf",
        "vscode",
        "typedi",
        "@n8n/di",
        "objection",
        "bookshelf",
        "winston",
        "pino",
        "next/server",
    ]
)
_SERVER_FOLDERS = frozenset(
    [
        "server",
        "servers",
        "backend",
        "bin",
        "cli",
        "scripts",
        "jobs",
        "cron",
        "workers",
        "tools",
        "build",
        "nodes",
        "node",
        "commands",
        "middleware",
        "middlewares",
    ]
)
_SERVER_NAMES = re.compile(r"\.(server|config|worker)\.|service-?worker|(^|[/-])sw\.|(^|/)worker\.", re.IGNORECASE)
_PAGES = frozenset(
    {"react", "vue", "preact", "svelte", "jquery", "react-dom", "backbone", "antd", "lit", "next", "nuxt"}
)
_PAGES_BEGIN = ("@angular/", "@emotion/", "@mui/", "@vue/", "react-", "styled-", "vue-")
_PAGES_END = (".css", ".jsx", ".less", ".scss", ".styl", ".svelte", ".svg", ".tsx", ".vue")
_PAGE_SIGN = re.compile(
    rb"\bwindow\.|\bdocument\.(?:addEventListener|body|createElement|documentElement|getElement|querySelector|title)"
)
_FOR_DEVELOPERS = re.compile(
    r"(?:^|/)(?:example|script|storybook)s?(?:-[\w-]+)?/"
    r"|(?:^|[/._-])(?:bench|benchmark|benchmarks|cypress|dev|e2e|jest|karma|live|livereload|mock|playwright|preview"
    r"|setup-?tests?|vite-plugin|vitest|watch)(?:[/._-]|$)"
    r"|(?:^|/)demos?\.[cm]?[jt]sx?$"
    r"|(?:^|/)tests?/|[._-](?:spec|test)\.[cm]?[jt]sx?$"
)
_HANDLER = re.compile(
    rb"\(\s*_?req(?:uest)?\b[^,(){}]*,\s*_?res(?:ponse)?\b[^,(){}]*,\s*_?next\b|\(\s*_?req,\s*_?res\)\s*(?:=>|\{)"
)
"""`(req, res, next)`: a handler or middleware of a server in Node."""
_WORKER = (b"importScripts(", b"ServiceWorkerGlobalScope", b"self.skipWaiting", b"WorkerGlobalScope")
_VISIBILITY = (
    b"visibilitychange",
    b"PageVisibility",
    b"DocumentVisibility",
    b"usePageVisible",
    b"useVisibility",
    b"useIsVisible",
    b"isPageVisible",
)
_HIDDEN = re.compile(r"document\.(hidden|visibilityState|webkitHidden)|document\[\"?hidden|(?i:visible|visibility)")


def on_server(doc: Document) -> bool:
    """Whether a file is for Node or a worker rather than for a page."""
    return doc.once(_on_server)


def _on_server(doc: Document) -> bool:
    if doc.host is not None:
        return False
    modules = imported_modules(doc)
    if any(module.startswith("node:") or module in _NODE or module in _SERVERS for module in modules):
        return True
    if _SERVER_FOLDERS.intersection(doc.path.parts[:-1]) or _SERVER_NAMES.search(str(doc.path)):
        return True
    if doc.data.startswith(b"#!") or any(sign in doc.data for sign in _WORKER):
        return True
    return _HANDLER.search(doc.data) is not None


_COPIES = re.compile(
    r"(?:^|/)(?:assets|javascripts?|js|media|public|static|vendors?)/(?:[^/]+/)*"
    r"(?:bower|contrib|ext|external|libs?|plugins|third-?party|vendors?)/"
)


def is_copied(doc: Document) -> bool:
    """Whether a file is, by its path, somebody else's, copied to where files are served: `static/plugins/mask.js`."""
    return doc.once(_is_copied)


def _is_copied(doc: Document) -> bool:
    return _COPIES.search(str(doc.path).lower()) is not None


def is_for_developers(doc: Document) -> bool:
    """Whether a file is, by its path, an example, a test, or a tool that is run while a service is made."""
    return doc.once(_is_for_developers)


def _is_for_developers(doc: Document) -> bool:
    return _FOR_DEVELOPERS.search(str(doc.path).lower()) is not None


def imports_for_pages(doc: Document) -> bool:
    """Whether a file stands in a page, is written in JSX, or imports what pages alone use."""
    return doc.once(_imports_for_pages)


def asks_for_the_window(doc: Document) -> bool:
    """Whether a file speaks of the window or its document."""
    return _PAGE_SIGN.search(doc.data) is not None


def _imports_for_pages(doc: Document) -> bool:
    if doc.host is not None or doc.path.suffix in (".jsx", ".tsx"):
        return True
    modules = imported_modules(doc)
    return bool(_PAGES & modules) or any(
        module.startswith(_PAGES_BEGIN) or module.endswith(_PAGES_END) for module in modules
    )


def asks_for_visibility(doc: Document, function: Node) -> bool:
    """Whether a function, or the file around it, looks whether the page is shown."""
    if learns_of_visibility(doc):
        return True
    return any(
        node.type in ("member_expression", "identifier") and _HIDDEN.fullmatch(doc.text(node))
        for node in runs(doc, function)
    )


def learns_of_visibility(doc: Document) -> bool:
    """Whether a file is told when the page is shown or hidden: by its event, or by a hook for it."""
    return doc.once(_learns)


def _learns(doc: Document) -> bool:
    return any(sign in doc.data for sign in _VISIBILITY)
