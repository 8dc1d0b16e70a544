"""Make docs/precision.md and docs/from-creedengo.md from the data in docs/precision.

    python tools/ledger.py [--check]

The exit code is 1 if the last reading of a rule is below the bar of its preset. With --check nothing is written, and
the exit code is 1 if a page is out of date, too.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
import re
import sys
import tomllib
from typing import Any, NamedTuple

from ecolint import Rule
from ecolint.testing import rules

ROOT = Path(__file__).parent.parent
DATA = ROOT / "docs" / "precision"
MANY = 100
"""So many code bases aren't named on the page."""
FAMILIES = ("html", "css", "js", "python")
READINGS = {
    "Worked on": "",
    "Held out": "-held-out",
    "Mended": "-mended",
    "Mended twice": "-mended-twice",
    "Searched": "-searched",
    "Searched again": "-searched-again",
    "Read again": "-again",
    "Read last": "-last",
    "Read last again": "-last-again",
    "Read a third time": "-third",
    "Read a third time, again": "-third-again",
    "Read a fourth time": "-fourth",
    "Read a fourth time, again": "-fourth-again",
    "Read a fifth time": "-fifth",
    "Read a fifth time, again": "-fifth-again",
    "Read a sixth time": "-sixth",
    "Read a sixth time, again": "-sixth-again",
    "Read a seventh time": "-seventh",
    "Read a seventh time, again": "-seventh-again",
    "Read an eighth time": "-eighth",
}
"""Readings in the order in which they were made, and how the names of their tables end."""
BARS = {"core": 20, "recommended": 10}
"""One of so many findings may be wrong in the last reading of a rule of a preset."""


class Reading(NamedTuple):
    """What a rule said about some code bases, how much of it was read, and how much of that was right."""

    name: str
    found: int
    read: int
    right: int
    remark: str

    def __str__(self) -> str:
        return f"{self.found}, {self.read}, {self.right} ({self.name})"


def read(name: str) -> dict[str, Any]:
    """A table of docs/precision; empty if there is none."""
    path = DATA / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def readings(family: str) -> dict[str, list[Reading]]:
    """All readings of each rule of a family, in the order in which they were made."""
    made: dict[str, list[Reading]] = {}
    for name, ending in READINGS.items():
        for row in read(family + ending).get("rule", []):
            reading = Reading(name, row["found"], row["read"], row["right"], row["remark"])
            made.setdefault(row["name"], []).append(reading)
    return made


def last(made: Iterable[Reading]) -> Reading | None:
    """The last reading that had findings to read."""
    return next((reading for reading in reversed(list(made)) if reading.read), None)


def is_below(preset: str, reading: Reading) -> bool:
    """Whether a reading had more wrong findings than a preset allows."""
    return (reading.read - reading.right) * BARS.get(preset, 0) > reading.read


def below_their_bars() -> Iterator[tuple[Rule, Reading]]:
    """Rules whose last reading says that they don't belong into their preset."""
    by_rule = {name: made for family in FAMILIES for name, made in readings(family).items()}
    for rule in rules(*FAMILIES):
        reading = last(by_rule.get(rule.name, ()))
        if reading and is_below(rule.preset, reading):
            yield rule, reading


def precision() -> Iterator[str]:
    """The page of what was found in real code, and how much of it was right."""
    yield "# Precision\n"
    yield "What the rules said about other people's published code, how many of these findings were read, and how many"
    yield "of those were right: true, and worth saying to a competent engineer. A rule stays in preset `core` if at"
    yield "least 19 of 20 findings of its last reading were right, in `recommended` if 18 were; a test holds this page"
    yield "and the presets together. A rule of which nothing was ever read is spoken for by its examples only.\n"
    yield "- **Worked on**: the code on which rules were narrowed; *right* is often counted after the mending."
    yield "- **Held out**: code that no rule had been tried on before, read with the rules as they were; what was wrong"
    yield "  was mended afterwards."
    yield "- **Mended**: again other code, read after that, for rules that had been changed; **mended"
    yield "  twice**: once more."
    yield "- **Searched**: code chosen for patterns that are rare elsewhere, read with all files for rules of which"
    yield "  little had been found; **searched again**: other code, read after the mending."
    yield "- **Read again**: once more, for rules of which little was read, on code that they hadn't been tried on."
    yield "- **Read last**: again other code, for rules that had been below their bar or of which little was read;"
    yield "  **read last again**: other code, after what was mended then."
    yield "- **Read a third time**: new code, for rules that another reader had contradicted or of which little had"
    yield "  been read; **again**: other code, after what was mended then."
    yield "- **Read a fourth time**: new code, for rules that rested on few findings; **again**: other code, after what"
    yield "  was mended then."
    yield "- **Read a fifth time**: new code, for rules of core, and for those that were divided in two;"
    yield "  **again**: other code, after what was mended then. **Read a sixth time**, **again**: likewise."
    yield "- **Read a seventh time**: new code, for rules that look into variables since; **again**, and **read an"
    yield "  eighth time**: other code, after what was mended then.\n"
    yield "`python tools/count_findings.py TABLE FOLDER...` counts again, and draws the sample to read."
    presets = {rule.name: rule for rule in rules(*FAMILIES)}
    for family in FAMILIES:
        yield f"\n## {family}\n"
        for name, ending in READINGS.items():
            if table := read(family + ending):
                bases = table["looked_at"]
                listed = f"[listed in the table](precision/{family}{ending}.toml)"
                named = listed if len(bases) > MANY else ", ".join(bases)
                yield f"{name}, {table['date']}, {len(bases)} code bases: {named}.\n"
        yield "| rule | preset | last reading: found, read, right | other readings | remarks |"
        yield "|---|---|---|---|---|"
        for name, made in sorted(readings(family).items()):
            preset = presets[name].preset if name in presets else "dropped"
            shown = last(made)
            others = "; ".join(str(reading) for reading in made if reading.found and reading != shown)
            telling = [reading for reading in made if reading.remark and (reading.found or not shown)]
            remarks = " ".join(f"{reading.name}: {reading.remark}" for reading in telling).replace("|", r"\|")
            yield f"| {name} | {preset} | {shown or 'none'} | {others} | {remarks} |"
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
    below = list(below_their_bars())
    for rule, reading in below:
        print(f"{rule.name} is below the bar of preset {rule.preset}: {reading}")
    return int(bool(below) or (bool(stale) and "--check" in sys.argv))


if __name__ == "__main__":
    sys.exit(main())
