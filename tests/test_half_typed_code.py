"""Half-typed code raises nothing, and what is told of a file depends on no other file.

Rules are tried on their own examples, cut off at some fifty places; here all rules read each other's, and files of
real projects: of those in `$ECOLINT_TREES`, else of the standard library and some packages from npm.
"""

from collections.abc import Iterator
import os
from pathlib import Path, PurePosixPath
import random
import re
import subprocess
import sysconfig

import pytest

from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.results import FileReport
from ecolint.model.source import SourceFile
from ecolint.testing import installed

LANGUAGES = ("javascript", "typescript", "tsx", "python")
PACKAGES = ("reveal.js@5.1.0", "admin-lte@4.0.0", "@tanstack/react-query@5.62.0")
SEED = 11
FILES = 80
LONGEST = 200_000


def all_rules() -> Plans:
    return Plans(installed(), RuleSet.of(installed().rules.values()))


TOGETHER = all_rules()


def read(data: bytes, name: str, plans: Plans = TOGETHER) -> FileReport:
    language = installed().languages[name]
    return lint(SourceFile(PurePosixPath(f"code{language.extensions[0]}"), data), language, plans, thorough=True)


def told(data: bytes, name: str, plans: Plans = TOGETHER) -> tuple[object, ...]:
    report = read(data, name, plans)
    return report.findings, report.facts, report.problems


def examples(name: str) -> list[bytes]:
    registry = installed()
    return [
        file.text.encode()
        for rule in registry.rules.values()
        for example in rule.docs.examples
        for file in example.files
        if registry.language(file.language) is registry.languages[name]
    ]


SIGNS = (b"(", b")", b"{", b"}", b"[", b":", b'"', b"`", b"=", b".", b",", b"for ", b"=>")
TOKENS = re.compile(rb"\w+|[^\w\s]|\s+")


def spoiled(data: bytes, at: int, chance: random.Random) -> Iterator[bytes]:
    """A text as it may be while somebody works on it: its end isn't typed yet, a bracket is open, lines are gone.

    Or as a bad merge leaves it: words and signs are gone all over, or stand for others.
    """
    yield data[:at]
    yield data[:at] + b"(" + data[at:]
    yield data[:at] + data[at + 100 :]
    tokens = TOKENS.findall(data)
    yield b"".join(token for token in tokens if chance.random() > 0.02)
    for place in chance.sample(range(len(tokens)), len(tokens) // 150 + 1):
        tokens[place] = chance.choice(
            (b"(", b")", b"{", b"}", b"[", b":", b'"', b"`", b"=", b".", b",", b"for ", b"=>")
        )
    yield b"".join(tokens)


def check_half_typed(data: bytes, name: str, chance: random.Random, places: int) -> None:
    for at in chance.sample(range(len(data)), min(places, len(data))):
        for text in spoiled(data, at, chance):
            raised = [problem.detail for problem in read(text, name).problems]
            assert not raised, f"{raised[0]}\nraised on\n{text[-2000:].decode('utf-8', 'replace')}"


@pytest.mark.parametrize("name", LANGUAGES)
def test_reports_depend_on_no_other_file(name: str) -> None:
    texts = random.Random(SEED).sample(examples(name), min(100, len(examples(name))))
    forth = [told(text, name) for text in texts]
    back = [told(text, name) for text in reversed(texts)]
    assert forth == back[::-1]
    for text, before in list(zip(texts, forth, strict=True))[::20]:
        assert told(text, name, all_rules()) == before


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_rule_says_alone_what_it_says_among_all(name: str) -> None:
    chance, rules = random.Random(SEED), installed().rules
    for text in chance.sample(examples(name), min(25, len(examples(name)))):
        spoilt = list(spoiled(text, len(text) // 2, chance))[-1]
        together = read(spoilt, name).findings
        for rule in {finding.rule for finding in together}:
            alone = read(spoilt, name, Plans(installed(), RuleSet.of([rules[rule]]))).findings
            assert alone == tuple(finding for finding in together if finding.rule == rule)


@pytest.mark.parametrize("name", LANGUAGES)
def test_examples_of_all_rules_raise_nothing_half_typed(name: str) -> None:
    chance = random.Random(SEED)
    for text in chance.sample(examples(name), min(150, len(examples(name)))):
        check_half_typed(text, name, chance, 2)


@pytest.fixture(scope="module")
def trees(request: pytest.FixtureRequest) -> list[Path]:
    given = os.environ.get("ECOLINT_TREES", "")
    if given:
        return [Path(given)]
    cache = Path(request.config.cache.mkdir("half-typed"))  # type: ignore[union-attr]
    for package in PACKAGES:
        folder = cache / package.replace("/", "-")
        if not folder.exists():
            packed = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=cache, check=True, capture_output=True, text=True
            )
            folder.mkdir()
            subprocess.run(["tar", "-xzf", cache / packed.stdout.strip(), "-C", folder], check=True)
    return [Path(sysconfig.get_path("stdlib")), cache]


@pytest.mark.slow
@pytest.mark.parametrize("name", LANGUAGES)
def test_real_files_raise_nothing_half_typed(trees: list[Path], name: str) -> None:
    endings = installed().languages[name].extensions
    found = sorted(path for tree in trees for ending in endings for path in tree.rglob(f"*{ending}"))
    files = [path for path in found if path.is_file() and 0 < path.stat().st_size < LONGEST]
    assert files
    chance = random.Random(SEED)
    for path in chance.sample(files, min(FILES, len(files))):
        data = path.read_bytes()
        check_half_typed(data, name, chance, 4)
