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
_PAGES = frozenset({"react", "vue", "@angular/core", "preact", "svelte", "jquery", "react-dom", "backbone"})
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
    return doc.data.startswith(b"#!") or any(sign in doc.data for sign in _WORKER)


def imports_for_pages(doc: Document) -> bool:
    """Whether a file stands in a page, or imports what pages alone use."""
    return doc.host is not None or bool(_PAGES & imported_modules(doc))


def asks_for_visibility(doc: Document, function: Node) -> bool:
    """Whether a function, or the file around it, looks whether the page is shown."""
    if doc.once(_asks):
        return True
    return any(
        node.type in ("member_expression", "identifier") and _HIDDEN.fullmatch(doc.text(node))
        for node in runs(doc, function)
    )


def _asks(doc: Document) -> bool:
    return any(sign in doc.data for sign in _VISIBILITY)
