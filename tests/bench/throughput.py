"""How long linting takes, as a multiple of parsing the same files with tree-sitter. Both in one process, one run.

Parsing a page means its scripts and style sheets too, each with its own grammar: they are parsed for the multiple as
they are for linting. Attributes (`style`, `onclick`) are not: parsing them is part of what linting costs.

    python tests/bench/throughput.py FOLDER [--extends all] [--language html]

Prints a line a language: files, megabytes, ratio. Machines are noisy: read the ratios, take the best of several rounds.
"""

import argparse
from pathlib import Path, PurePosixPath
import re
import time

from tree_sitter import Parser

from ecolint.analysis.lint import lint
from ecolint.analysis.plan import Plans
from ecolint.model.language import Language
from ecolint.model.registry import RuleSet
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


def texts_of(sources: list[SourceFile], language: Language, plans: Plans) -> list[tuple[Parser, bytes]]:
    """Everything that a parser must read: the files and the scripts and style sheets in them."""
    found = [(plans.parser(language), source.data) for source in sources]
    if language.markup and language.complete:
        registry = plans.registry
        for pattern, name in EMBEDDED:
            parser = plans.parser(registry.languages[name])
            found += [(parser, match[1]) for source in sources for match in pattern.finditer(source.data)]
    return found


def measure(sources: list[SourceFile], language: Language, plans: Plans, rounds: int) -> tuple[float, float]:
    """Seconds of processor time to parse the sources, and to lint them: the best of some rounds."""
    texts = texts_of(sources, language, plans)
    parsing, linting = [], []
    for _ in range(rounds):
        start = time.process_time()
        for parser, data in texts:
            parser.included_ranges = []
            parser.parse(data)
        parsing.append(time.process_time() - start)
        start = time.process_time()
        for source in sources:
            lint(source, language, plans)
        linting.append(time.process_time() - start)
    return min(parsing), min(linting)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--extends", default="core")
    arguments.add_argument("--language", action="append")
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    registry = load(entry_points())
    for name in given.language or LIMITS:
        language = registry.languages[name]
        sources = sources_in(given.folder, language)
        if not sources:
            continue
        plans = Plans(registry, RuleSet.of(registry.preset(given.extends)))
        parsing, linting = measure(sources, language, plans, given.rounds)
        size = sum(len(source.data) for source in sources) / 1e6
        print(
            f"{name:12} {len(sources):6} files {size:7.1f} MB  parse {parsing:6.2f} s  lint {linting:6.2f} s  "
            f"{linting / parsing:5.2f} times the parse (limit {LIMITS.get(name, 0):g})"
        )


if __name__ == "__main__":
    main()
