"""Renew the table of recent features of CSS, HTML and JavaScript from the web-features data.

    npm pack web-features && tar xzf web-features-*.tgz
    python tools/renew_baseline.py package/data.json package/package.json 2026-11-23

Keeps what browsers learnt in the four years before the day given: names and dates, nothing else. The data are those of
the WebDX Community Group, Apache License 2.0.
"""

from collections.abc import Iterator
import datetime
import json
from pathlib import Path
import re
import sys

TABLE = Path(__file__).parent.parent / "plugins/ecolint_css/baseline.py"
YEARS = 4
_NAME = r"[a-z][a-z0-9-]*"
_KINDS = (
    ("at-rules", rf"css\.at-rules\.({_NAME})"),
    ("selectors", rf"css\.selectors\.({_NAME})"),
    ("properties", rf"css\.properties\.({_NAME})"),
    ("values", rf"css\.properties\.({_NAME}\.{_NAME})"),
    ("units", rf"css\.types\.length\.({_NAME})"),
    ("relative colours", rf"css\.types\.color\.({_NAME})\.relative_syntax"),
    ("functions", rf"css\.types\.(?:[a-z_-]+\.)?({_NAME})"),
    ("attributes", rf"html\.elements\.({_NAME}\.{_NAME})"),
    ("members", r"javascript\.builtins\.([A-Z]\w*\.[a-z]\w*)"),
    ("constructors", r"(?:api|javascript\.builtins)\.((?:Intl\.)?([A-Z]\w*))\.\2"),
)


def kind_and_name(key: str) -> tuple[str, str] | None:
    """What a key of the compatibility data stands for; None for what isn't a name that code shows."""
    if key.startswith("css.types.length.") and not re.fullmatch(_KINDS[4][1], key):
        return None
    return next(((kind, found[1]) for kind, pattern in _KINDS if (found := re.fullmatch(pattern, key))), None)


def recent(features: dict[str, dict[str, object]], since: str) -> Iterator[tuple[str, str, str]]:
    """Kind, name and date of what became available in all main browsers after a day."""
    for feature in features.values():
        status = feature.get("status")
        keys = status.get("by_compat_key", {}) if isinstance(status, dict) else {}
        for key, one in keys.items():
            date = str(one.get("baseline_low_date", "")).removeprefix("≤")
            meant = kind_and_name(key)
            if meant and date > since:
                yield *meant, date


def main(data: str, package: str, day: str) -> None:
    """Write the table."""
    made = datetime.date.fromisoformat(day)
    since = made.replace(year=made.year - YEARS).isoformat()
    table: dict[str, dict[str, str]] = {kind: {} for kind, _ in _KINDS}
    for kind, name, date in sorted(recent(json.loads(Path(data).read_text())["features"], since)):
        table[kind][name] = date
    version = json.loads(Path(package).read_text())["version"]
    properties = table["properties"]
    table["values"] = {name: day for name, day in table["values"].items() if name.split(".")[0] not in properties}
    lines = [
        '"""Features of CSS, HTML and JavaScript by the day all main browsers had them; not to be edited.',
        "",
        "Written by tools/renew_baseline.py.",
        f"Source: web-features {version} of the WebDX Community Group, Apache License 2.0.",
        '"""',
        "",
        f'DAY = "{day}"',
        '"""When the table was made."""',
        "",
        "AVAILABLE: dict[str, dict[str, str]] = {",
        *(line for kind in table for line in (f'    "{kind}": {{', *_entries(table[kind]), "    },")),
        "}",
        f'"""Kind, name and day, from {since} on."""',
    ]
    TABLE.write_text("\n".join(lines) + "\n")


def _entries(table: dict[str, str]) -> Iterator[str]:
    return (f'        "{name}": "{day}",' for name, day in sorted(table.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
