"""Make docs/precision.md and docs/from-creedengo.md from the data in docs/precision.

    python tools/ledger.py [--check]

With --check nothing is written; the exit code is 1 if a page is out of date.
"""

from collections.abc import Iterator
from pathlib import Path
import re
import sys
import tomllib
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT / "docs" / "precision"
FAMILIES = ("html", "css", "js", "python")


def read(name: str) -> dict[str, Any]:
    """A table of docs/precision."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def precision() -> Iterator[str]:
    """The page of what was found in real code, and how much of it was right."""
    yield "# Precision\n"
    yield "What the rules said about other people's published code, how many of these findings were read, and how many"
    yield "of those were right. A rule without findings there is spoken for by its examples only. Counts were taken"
    yield "while rules were narrowed: *right* is often counted after what was wrong had been mended, on the same code."
    for family in FAMILIES:
        table = read(family)
        yield f"\n## {family}\n"
        yield f"{len(table['looked_at'])} code bases: {', '.join(table['looked_at'])}.\n"
        yield "| rule | found | read | right | date | remark |"
        yield "|---|---|---|---|---|---|"
        for row in table["rule"]:
            remark = row["remark"].replace("|", "\\|")
            yield f"| {row['name']} | {row['found']} | {row['read']} | {row['right']} | {row['date']} | {remark} |"
    yield ""


def creedengo() -> Iterator[str]:
    """The page that maps each id of creedengo to our rules."""
    yield "# From creedengo\n"
    yield "Each id of creedengo for the languages that both read: the rules here that look for the same waste, or why"
    yield "there is none. Ids are theirs, words are ours."
    for title, name in (("HTML and styles", "html"), ("JavaScript and TypeScript", "js"), ("Python", "python")):
        yield f"\n## {title}\n"
        yield "| id | rules here | remark |"
        yield "|---|---|---|"
        table = {key: row for key, row in read(f"creedengo-{name}").items() if isinstance(row, dict)}
        for key in sorted(table, key=lambda key: (key.rstrip("0123456789"), int(re.sub(r"\D", "", key) or 0))):
            row = table[key]
            rules = ", ".join(f"`{rule}`" for rule in row["rules"]) or "none"
            yield f"| {key} | {rules} | {row.get('reason', '').replace('|', chr(92) + '|')} |"
    yield ""


def main() -> int:
    """Write the pages, or check them."""
    pages = {ROOT / "docs" / "precision.md": precision, ROOT / "docs" / "from-creedengo.md": creedengo}
    stale = []
    for path, lines in pages.items():
        text = "\n".join(lines())
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is out of date' if '--check' in sys.argv else 'written'}")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
