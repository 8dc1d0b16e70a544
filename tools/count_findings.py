"""Count what the rules say about other people's code, and list a sample of it to read.

    python tools/count_findings.py TABLE FOLDER... [--sample N] [--seed WORD] [--rule NAME]... [--all-files] [--write]

TABLE is a file of docs/precision: FAMILY.toml, FAMILY-held-out.toml or FAMILY-mended.toml; it is made if it doesn't
exist. All rules of the family run over each FOLDER: one code base, unpacked from its package. `--write` writes `found`
and where into the table; what was read and judged (`read`, `right`, `remark`) stays as it is.
`--sample` prints up to N findings of each rule with the lines around them, drawn at random, the same ones for the same
WORD; a code base gives its next one only when the others have given theirs, so that one large one can't speak for all.
"""

import argparse
from collections.abc import Iterable, Iterator
import datetime
from email.parser import HeaderParser
import gzip
import itertools
import json
from pathlib import Path
import random
import re
import subprocess
import sys
import tomllib
from typing import Any, NamedTuple

WIDTH = 200
"""Bytes of a line that a sample shows: minified ones are longer."""


class Finding(NamedTuple):
    """A finding of a rule in a code base."""

    rule: str
    base: str
    folder: Path
    path: str
    line: int
    column: int
    last_line: int
    severity: str
    message: str


def base_of(folder: Path) -> str:
    """ "name version" of an unpacked package of npm, Python or Debian; the folder's name if it says nothing."""
    if (metadata := _first(folder, "*.dist-info/METADATA", "PKG-INFO", "*/PKG-INFO")) is not None:
        headers = HeaderParser().parsestr(metadata.read_text("utf-8", "replace"))
        return f"{headers['Name']} {headers['Version']}"
    if (manifest := _first(folder, "package.json", "*/package.json")) is not None:
        content = json.loads(manifest.read_bytes())
        if "version" in content:
            return f"{content['name']} {content['version']}"
    if (
        log := _first(folder, f"usr/share/doc/{folder.name}/changelog*.gz", "usr/share/doc/*/changelog*.gz")
    ) is not None:
        first = gzip.decompress(log.read_bytes()).decode("utf-8", "replace")
        if found := re.match(r"(\S+) \((?:\d+:)?([^)]+)\)", first):
            return f"{found[1]} {found[2]}"
    return folder.name


def _first(folder: Path, *patterns: str) -> Path | None:
    return next((path for pattern in patterns for path in sorted(folder.glob(pattern))), None)


def findings(folder: Path, family: str, *, all_files: bool) -> Iterator[Finding]:
    """What the rules of a family say about a code base."""
    command = [sys.executable, "-m", "ecolint", "check", "--isolated", "--exit-zero", "--no-ci-report", "--quiet"]
    command += [*(["--all-files"] if all_files else []), "--root", str(folder), "--select", f"{family}/*"]
    command += ["--output", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if not done.stdout:
        sys.exit(f"{folder}: {done.stderr}")
    base = base_of(folder)
    for one in json.loads(done.stdout)["findings"]:
        place = (one["path"], one["start"]["line"], one["start"]["column"], one["end"]["line"])
        yield Finding(one["rule"], base, folder, *place, one["severity"], one["message"])


def sample(found: Iterable[Finding], size: int, seed: str) -> list[Finding]:
    """Up to so many of a rule's findings, code bases in turn."""
    by_base: dict[str, list[Finding]] = {}
    for one in sorted(found):
        by_base.setdefault(one.base, []).append(one)
    for base, ones in by_base.items():
        random.Random(f"{seed} {ones[0].rule} {base}").shuffle(ones)  # noqa: S311 - reproducible, not secret
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*by_base.values()))
    return [one for one in in_turn if one is not None][:size]


def shown(one: Finding, around: int = 3) -> Iterator[str]:
    """A finding and the lines around it."""
    yield f"--- {one.base}: {one.path}:{one.line}:{one.column} [{one.severity}] {one.message}"
    try:
        lines = (one.folder / one.path).read_text("utf-8", "replace").split("\n")
    except OSError as error:
        yield f"({error})"
        return
    for number in range(
        max(1, one.line - around), min(len(lines), max(one.last_line, one.line) + around, one.line + 12) + 1
    ):
        start = max(0, one.column - WIDTH // 2) if number == one.line else 0
        yield f"{'>' if number == one.line else ' '} {number:5} {lines[number - 1][start : start + WIDTH].rstrip()}"


def text_of(table: dict[str, Any], comment: str) -> str:
    """A table of docs/precision as TOML."""
    rows = table.pop("rule")
    parts = [comment.rstrip(), "", *_fields(table)]
    for row in rows:
        parts += ["", "[[rule]]", *_fields(row)]
    return "\n".join(parts).lstrip("\n") + "\n"


def _fields(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, list) and key == "looked_at":
            yield f"{key} = [\n" + "".join(f"  {json.dumps(one)},\n" for one in value) + "]"
        elif isinstance(value, list | str | bool):
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
        else:
            yield f"{key} = {value}"


def main() -> None:
    """Run, print the sample, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", default="ecolint")
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--all-files", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    family = options.table.stem.partition("-")[0]
    text = options.table.read_text("utf-8") if options.table.exists() else ""
    table = tomllib.loads(text) or {"date": datetime.date.today(), "looked_at": [], "rule": []}
    by_rule: dict[str, list[Finding]] = {row["name"]: [] for row in table["rule"]}
    for folder in options.folders:
        for one in findings(folder.resolve(), family, all_files=options.all_files):
            by_rule.setdefault(one.rule, []).append(one)
    for rule, found in sorted(by_rule.items()):
        if not options.rule or rule in options.rule:
            print(f"\n=== {rule}: {len(found)} found")
            for one in sample(found, options.sample, options.seed):
                print("\n".join(shown(one)))
    if options.write:
        table["looked_at"] = sorted({base_of(folder.resolve()) for folder in options.folders})
        rows = {row["name"]: row for row in table["rule"]}
        for rule, found in by_rule.items():
            row = rows.setdefault(
                rule, {"name": rule, "code_bases": [], "found": 0, "read": 0, "right": 0, "remark": ""}
            )
            row["found"], row["code_bases"] = len(found), sorted({one.base for one in found})
        table["rule"] = [rows[name] for name in sorted(rows)]
        comment = "\n".join(itertools.takewhile(lambda line: line.startswith("#"), text.splitlines()))
        options.table.write_text(text_of(table, comment), "utf-8")


if __name__ == "__main__":
    main()
