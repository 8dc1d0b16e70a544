from collections.abc import Iterator
import re

from ecolint import Files, Report, report, rule

from ..libraries import table
from ..manifests import manifests

_PROXIES = (
    "**/nginx*.conf",
    "nginx*.conf",
    "**/nginx/**",
    "**/Caddyfile",
    "Caddyfile",
    "**/.htaccess",
    ".htaccess",
    "**/httpd*.conf",
    "**/traefik*",
    "traefik*",
    "**/haproxy*",
    "vercel.json",
    "netlify.toml",
    "fly.toml",
    "app.yaml",
    "firebase.json",
)


@rule(
    saves=["network"],
    evidence="measured",
    severity="note",
    whole=True,
    preset="all",
    precision="medium",
    refs=["rgesn:6.3", "wsg:reduce-data-transfer-with-compression", "rweb:0076"],
)
def express_no_compression(files: Files, *, behind_proxy: bool = False) -> Iterator[Report]:
    """A server sends its texts uncompressed.

    Pages, scripts, styles and JSON go out three to eight times larger than with gzip or Brotli, to every visitor.

    Measured by `docs/evidence/js_compression.mjs` on texts of these kinds. Express, Fastify and Koa compress only
    with a middleware that the package's manifest doesn't name, and the repository holds no configuration of a proxy
    or platform that may do it.

    In preset `all` only: of twelve findings in other people's code four were about servers for the own machine or
    house, for signals or for development, where nothing is gained, and a manifest doesn't tell them from others.

    Options: `behind_proxy` says that a proxy outside the repository compresses.

    ```json bad file=package.json
    { "name": "shop", "dependencies": { "express": "^4.19.0" }, "scripts": { "start": "node server.js" } }
    ```

    ```json bad file=api/package.json
    { "dependencies": { "fastify": "^5.0.0", "@fastify/static": "^8.0.0" }, "private": true }
    ```

    ```json bad file=package.json
    { "main": "index.js", "private": true, "dependencies": { "koa": "2.15.3" } }
    ```

    ```json good file=package.json
    { "scripts": { "start": "node server.js" }, "dependencies": { "express": "^4.19.0", "compression": "^1.7.4" } }
    ```

    ```json good file=package.json
    { "scripts": { "start": "node server.js" }, "dependencies": { "express": "^4.19.0" } }
    ```
    ```text file=deploy/nginx.conf
    gzip on;
    ```

    ```json good file=package.json
    { "name": "a-library", "version": "1.0.0", "dependencies": { "express": "^4.19.0" } }
    ```
    """
    if behind_proxy or any(True for pattern in _PROXIES for _ in files.glob(pattern)):
        return
    known = table("packages")["compression"]
    for manifest in manifests(files):
        everything = manifest.dependencies.keys() | manifest.development
        servers = [name for name in known["servers"] if name in manifest.dependencies]
        if not servers or everything & set(known["names"]) or not _is_application(manifest.content):
            continue
        yield report(
            manifest.dependencies[servers[0]],
            "{server} sends texts uncompressed; add a compression middleware, or let a proxy do it",
            server=servers[0],
            key=servers[0],
        )


def _is_application(content: dict[str, object]) -> bool:
    """Whether a package is run rather than installed by others: it is private, or has a script that starts a server."""
    scripts = content.get("scripts")
    start = str(scripts.get("start", "")) if isinstance(scripts, dict) else ""
    return (
        content.get("private") is True or re.search(r"\b(node|nodemon|ts-node|tsx|bun|pm2|nest)\b", start) is not None
    )
