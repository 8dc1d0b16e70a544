"""Real trees, linted with all short cuts and with none: findings and facts are the same.

The trees are those of `trees.py`.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.run.reading import ReadError, read
from ecolint.testing import installed

LARGEST = 300_000

pytestmark = pytest.mark.slow


def test_short_cuts_change_no_finding_in_real_code(trees: list[Path]) -> None:
    registry = installed()
    plans = Plans(registry, RuleSet.of(registry.preset("all")))
    spoken = 0
    for tree in trees:
        for source in _sources(tree):
            language = registry.endings.get(source.path.suffix)
            if language is None:
                continue
            quick, whole = (lint(source, language, plans, thorough=thorough) for thorough in (False, True))
            assert (quick.findings, quick.facts, quick.problems) == (whole.findings, whole.facts, whole.problems)
            spoken += len(quick.findings) + len(quick.facts)
    assert spoken


def _sources(tree: Path) -> Iterator[SourceFile]:
    for path in sorted(tree.rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            try:
                source = read(path, PurePosixPath(path.relative_to(tree)))
            except ReadError:
                continue
            if source is not None:
                yield source
