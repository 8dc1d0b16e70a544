"""Third parties by the addresses they serve from: fonts, widgets, players, maps, counters, document viewers.

The table is `hosts.json`: a name, a kind, addresses (a host, with the beginning of a path where the host alone says too
little; `*` stands for one part of a path), the published packages in which the addresses were found, and the day.
`unverified` are those found in none; `page` is where the service is documented, which was not opened.
`tools/check_hosts.py` looks them up again.
"""

from functools import cache, lru_cache
import re
from typing import NamedTuple

_ADDRESS = r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#\s@]*@)?(?P<host>[^/?#:\s]+)(?::\d+)?(?P<path>/[^?#\s]*)?"


class Service(NamedTuple):
    """Somebody else's server."""

    name: str
    kind: str
    """ "font", "social", "comments", "video", "map", "tag-manager", "session-replay", "captcha", "document", "cdn" or
    "analytics"."""


def host_of(address: str) -> str:
    """The host of an absolute address in lower case; "" for an address within the site."""
    match = re.match(_ADDRESS, address.strip(), re.IGNORECASE)
    return match["host"].lower() if match else ""


@lru_cache(maxsize=2048)  # the pages of a project name the same few addresses
def service(address: str) -> Service | None:
    """Who serves an address, if that is a known third party; of several entries that match, the most specific."""
    match = re.match(_ADDRESS, address.strip(), re.IGNORECASE)
    if match is None:
        return None
    path = match["path"] or "/"
    for host in _domains(match["host"].lower()):
        for beginning, found in _services().get(host, ()):
            if re.match(beginning, path):
                return found
    return None


def name_of(address: str, kind: str, hosts: tuple[str, ...] = ()) -> str:
    """The name of the third party of a kind that serves an address; "" if none. `hosts` adds a team's own."""
    own = next((domain for domain in _domains(host_of(address)) if domain in hosts), "") if hosts else ""
    found = None if own else service(address)
    return found.name if found and found.kind == kind else own


def _domains(host: str) -> list[str]:
    """A host and the domains above it, nearest first."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(len(parts))]


@cache
def _services() -> dict[str, list[tuple[str, Service]]]:
    """By host: patterns of paths, longest first, and whose they are."""
    import json
    from pathlib import Path

    found: dict[str, list[tuple[str, Service]]] = {}
    for entry in json.loads((Path(__file__).parent / "hosts.json").read_bytes()):
        for address in entry["addresses"]:
            host, _, path = address.partition("/")
            pattern = re.escape(f"/{path}").replace(r"\*", "[^/]*")
            found.setdefault(host, []).append((pattern, Service(entry["name"], entry["kind"])))
    for services in found.values():
        services.sort(key=lambda pair: -len(pair[0]))
    return found
