"""Rules on frameworks as their users write them: they speak where `expect:` says so, and nowhere else."""

from pathlib import Path, PurePosixPath
import re

import pytest

from ecolint.testing import installed, lint_text

SAMPLES = sorted((Path(__file__).parent / "frameworks").iterdir())
FAMILIES = {
    ".py": ("python", "python"),
    ".js": ("js", "javascript"),
    ".ts": ("js", "typescript"),
    ".tsx": ("js", "tsx"),
}
FAMILIES |= {f".{name}": ("js", name) for name in ("svelte", "vue")}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_is_told_what_it_expects(sample: Path) -> None:
    text = sample.read_text("utf-8")
    family, language = FAMILIES[PurePosixPath(sample.stem).suffix]
    rules = [rule for rule in installed().rules.values() if rule.family == family and not rule.is_project]
    told = {
        (text.encode()[: finding.span.start].count(b"\n") + 1, finding.rule.partition("/")[2])
        for finding in lint_text(language, text, *rules)
    }
    expected = {
        (number, rule)
        for number, line in enumerate(text.splitlines(), 1)
        if (found := re.search(r"expect: ([\w, -]+)", line))
        for rule in found[1].strip().split(", ")
    }
    assert told == expected
