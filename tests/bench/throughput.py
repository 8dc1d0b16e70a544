"""How long linting takes, as a multiple of parsing the same files with tree-sitter. Both in one process, one run.

Parsing a page means its scripts and style sheets too, each with its own grammar: they are parsed for the multiple as
they are for linting. Attributes (`style`, `onclick`) are not: parsing them is part of what linting costs.

    python tests/bench/throughput.py FOLDER [--extends all] [--family html] [--language html] [--megabytes 4] [--check]

Prints a line a language: files, megabytes, what parsing, linting and compiling cost, and two ratios: of linting once
all patterns are compiled and all rules imported, and of linting from nothing, which counts both (from byte code, as an
installer leaves it). Of several languages, the first imports what they share. Machines are noisy: read the ratios, not
the seconds.
With `--check`, exit code 1 says that linting once all is compiled and imported is over a limit.
"""

import argparse
import compileall
import gc
from pathlib import Path, PurePosixPath
import random
import re
from statistics import median
import sys
import time
from typing import NamedTuple

from tree_sitter import Parser

from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.language import Language
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.source import SourceFile
from ecolint.run.discovery import discover
from ecolint.run.entry_points import entry_points
from ecolint.run.plugins import load
from ecolint.run.reading import ReadError, read

EMBEDDED = (
    (
        re.compile(
            rb"(?is)<script(?![^>]*type=.?(?:application/(?:ld\+)?json|text/x-|text/template))[^>]*>(.*?)</script"
        ),
        "javascript",
    ),
    (re.compile(rb"(?is)<style[^>]*>(.*?)</style"), "css"),
)
LIMITS = {"html": 4.0, "css": 2.5, "javascript": 2.5, "typescript": 2.5, "tsx": 2.5, "python": 2.5}


def sources_in(folder: Path, language: Language) -> list[SourceFile]:
    """The texts of a language below a folder."""
    found = discover(
        [folder], root=folder, endings=dict.fromkeys(language.extensions, language), excludes={}, max_size=1_000_000
    )
    texts = []
    for file in found.files:
        try:
            text = read(file.path, PurePosixPath(file.relative))
        except ReadError:
            continue
        if text is not None:
            texts.append(text)
    return texts


def sample(sources: list[SourceFile], megabytes: float) -> list[SourceFile]:
    """Some of the sources, always the same, of about a size; all of them, if they are smaller."""
    chosen, size = [], 0.0
    for source in random.Random(0).sample(sources, len(sources)):
        if size < megabytes * 1e6:
            chosen.append(source)
            size += len(source.data)
    return chosen


def texts_of(source: SourceFile, language: Language, plans: Plans) -> list[tuple[Parser, bytes]]:
    """Everything that a parser must read: the file and the scripts and style sheets in it."""
    found = [(plans.parser(language), source.data)]
    if language.markup and language.complete:
        registry = plans.registry
        for pattern, name in EMBEDDED:
            parser = plans.parser(registry.languages[name])
            found += [(parser, match[1]) for match in pattern.finditer(source.data)]
    return found


class Cost(NamedTuple):
    """Seconds of processor time."""

    parsing: float
    linting: float
    """Of the same files, once everything is compiled and imported: the round that is the median of all."""
    compiling: float
    """Of loading the grammar and compiling all patterns."""
    first: float
    """Of linting them from nothing: compiling, the first round, and importing in it the rules that are called."""


def measure(sources: list[SourceFile], language: Language, registry: Registry, rules: RuleSet, rounds: int) -> Cost:
    """What sources cost. Each is parsed and linted in turn, so that what else the machine does strikes both alike."""
    start = time.process_time()
    plans = Plans(registry, rules)
    plans[language]
    compiling = time.process_time() - start
    parsing, linting = [0.0] * rounds, [0.0] * rounds
    for number in range(rounds):
        for source in sources:
            texts = texts_of(source, language, plans)
            start = time.process_time()
            for parser, data in texts:
                parser.included_ranges = []
                parser.parse(data)
            parsed = time.process_time()
            lint(source, language, plans)
            linting[number] += time.process_time() - parsed
            parsing[number] += parsed - start
    return Cost(median(parsing), median(linting), compiling, compiling + linting[0])


def main() -> int:
    """Measure and print; 1 if a limit was to hold and doesn't."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--extends", default="core")
    arguments.add_argument("--family", action="append", help="only rules of these families")
    arguments.add_argument("--language", action="append")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--megabytes", type=float, default=1_000.0)
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    over = False
    gc.set_threshold(100_000, 20, 20)  # as the program does
    registry = load(entry_points())
    for package in [name for name in sys.modules if name.startswith("ecolint") and "." not in name]:
        compileall.compile_dir(str(Path(sys.modules[package].__file__ or "").parent), quiet=1)  # as an installer does
    rules = RuleSet.of(
        rule for rule in registry.preset(given.extends) if not given.family or rule.family in given.family
    )
    for name in given.language or LIMITS:
        language = registry.languages[name]
        sources = sample(sources_in(given.folder, language), given.megabytes)
        if not sources:
            continue
        cost = measure(sources, language, registry, rules, given.rounds)
        size = sum(len(source.data) for source in sources) / 1e6
        again, first = cost.linting / cost.parsing, cost.first / cost.parsing
        over |= name in LIMITS and again > LIMITS[name]
        print(
            f"{name:10} {len(sources):5} files {size:5.1f} MB  parse {cost.parsing:5.2f} s  "
            f"lint {cost.linting:5.2f} s  compile {cost.compiling * 1000:3.0f} ms  "
            f"{again:5.2f} times the parse, {first:5.2f} from nothing (limit {LIMITS.get(name, 0):g})"
        )
    return int(given.check and over)


if __name__ == "__main__":
    sys.exit(main())
