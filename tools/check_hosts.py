"""Look up the addresses of plugins/ecolint_html/hosts.json in published packages, and write down where they stand.

    npm pack third-party-web tarteaucitronjs ... && ... unpacked into folders
    python tools/check_hosts.py 2026-11-26 FOLDER...

An address counts as seen if a package's text holds it, host and beginning of path; a host alone also if the package
names the domain above it with a star. `source` becomes the packages, with their versions, and `date` the day given;
`unverified` lists the addresses that stand in none; `page` is where the service is documented, which nobody opens here.
Facts only are taken: that a service serves from an address. Look at a package's licence first.
"""

from collections.abc import Iterator
import json
from pathlib import Path
import re
import sys

from count_findings import base_of

TABLE = Path(__file__).parent.parent / "plugins/ecolint_html/hosts.json"
UNKNOWN = "general knowledge, not looked up"
ENDINGS = frozenset(
    {".js", ".mjs", ".cjs", ".ts", ".tsx", ".json", ".csv", ".md", ".py", ".html", ".txt", ".php", ".njk", ".ejs"}
)


def texts(folder: Path) -> Iterator[str]:
    """What a package says."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in ENDINGS and path.is_file():
            yield path.read_text("utf-8", "replace").replace("\\", "")  # patterns escape dots and slashes


class Package:
    """What a package says, and the hosts it names."""

    def __init__(self, folder: Path) -> None:
        self.text = "\n".join(texts(folder))
        named = set(re.findall(r"(?<![\w*-])[*\w-]++(?:\.[\w-]++)++", self.text))
        self.hosts = {domain for name in named for domain in _domains(name)}
        """With the domains above them; `*.example.org` as it stands."""

    def names(self, address: str) -> bool:
        """Whether it names an address, or its domain with a star."""
        host, slash, _ = address.partition("/")
        if not slash and any(f"*.{domain}" in self.hosts for domain in _domains(host)):
            return True
        if host not in self.hosts:  # far faster than the search below
            return False
        written = re.escape(address).replace(r"\*", r"[^/\"'\s]*")
        return re.search(rf"(?<![\w-]){written}", self.text) is not None


def _domains(host: str) -> Iterator[str]:
    """A host and the domains above it, down to two names."""
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels) - 1))


def main(day: str, *folders: str) -> None:
    """Write sources, dates and what is unverified into the table."""
    packages = {base_of(Path(folder)): Package(Path(folder)) for folder in folders}
    entries = json.loads(TABLE.read_bytes())
    missing = 0
    for entry in entries:
        addresses = entry["addresses"]
        seen = {one: [name for name, package in packages.items() if package.names(one)] for one in addresses}
        firsts = [named[0] for named in seen.values() if named]
        names = list(dict.fromkeys([*firsts, *(name for named in seen.values() for name in named)]))
        entry.setdefault("page", entry["source"])
        entry["source"] = ", ".join(names[: max(3, len(set(firsts)))]) or UNKNOWN
        entry["date"] = day if names else entry["date"]
        entry["unverified"] = [one for one, named in seen.items() if not named]
        missing += len(entry["unverified"])
    lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    TABLE.write_text(f"[\n{lines}\n]\n", "utf-8")
    print(f"{missing} of {sum(len(entry['addresses']) for entry in entries)} addresses stand in none of the packages")


if __name__ == "__main__":
    main(*sys.argv[1:])
