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
FEW = 5
"""With fewer findings in all, what was searched in vain is told, too."""
MANY = 100
"""So many code bases aren't named on the page."""
FAMILIES = ("html", "css", "js", "python")
PARTS = {
    "Held out": "-held-out",
    "Mended": "-mended",
    "Mended twice": "-mended-twice",
    "Read again": "-again",
    "Searched": "-searched",
    "Searched again": "-searched-again",
    "Worked on": "",
}
"""Columns of docs/precision.md, and how the names of their tables end."""


def read(name: str) -> dict[str, Any]:
    """A table of docs/precision; empty if there is none."""
    path = DATA / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def precision() -> Iterator[str]:
    """The page of what was found in real code, and how much of it was right."""
    yield "# Precision\n"
    yield "What the rules said about other people's published code, how many of these findings were read, and how many"
    yield "of those were right: true, and worth saying to a competent engineer. A rule without findings is spoken for"
    yield "by its examples only.\n"
    yield "- **Held out**: code that no rule had been tried on before, read with the rules as they were; what was wrong"
    yield "  was mended afterwards. This is what to expect elsewhere."
    yield "- **Mended**: again other code, read after that, for rules that had been changed; **mended"
    yield "  twice**: once more."
    yield "- **Read again**: once more, for rules of which little was read, on code that they hadn't been tried on."
    yield "- **Searched**: code chosen for patterns that are rare elsewhere, read with all files for rules of which"
    yield "  little had been found; **searched again**: other code, read after the mending."
    yield "- **Worked on**: the code on which rules were narrowed; *right* is often counted after the mending.\n"
    yield "`python tools/count_findings.py TABLE FOLDER...` counts again, and draws the sample to read."
    for family in FAMILIES:
        tables = {part: table for part, ending in PARTS.items() if (table := read(family + ending))}
        yield f"\n## {family}\n"
        for part, table in tables.items():
            bases, ending = table["looked_at"], PARTS[part]
            named = f"[listed in the table](precision/{family}{ending}.toml)" if len(bases) > MANY else ", ".join(bases)
            yield f"{part}, {table['date']}, {len(bases)} code bases: {named}.\n"
        yield f"| rule | {' | '.join(f'{part}: found, read, right' for part in tables)} | remark |"
        yield f"|---|{'---|' * len(tables)}---|"
        rows = {part: {row["name"]: row for row in table["rule"]} for part, table in tables.items()}
        for name in sorted({name for named in rows.values() for name in named}):
            told = [named.get(name) for named in rows.values()]
            counts = " | ".join(_counts(row) for row in told)
            speaks = sum(row["found"] for row in told if row) >= FEW
            remarked = (row for row in told if row and (row["found"] or not speaks or row["read"]))
            remarks = " ".join(dict.fromkeys(row["remark"] for row in remarked if row["remark"]))
            yield f"| {name} | {counts} | {remarks.replace('|', chr(92) + '|')} |"
    yield ""


def _counts(row: dict[str, Any] | None) -> str:
    return f"{row['found']}, {row['read']}, {row['right']}" if row else ""


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
