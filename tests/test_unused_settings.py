"""Settings that match nothing are told, so that they don't hold silently for what comes later."""

from pathlib import Path

import pytest
from support import CLEAN, Command

from ecolint.testing import installed

RULE = "ecolint/unused-setting"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("page.html", "shop/letter.html", "old/page.html", "pictures/a.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CLEAN, "utf-8")
    return tmp_path


def configure(project: Path, text: str, name: str = "ecolint.toml") -> None:
    (project / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[overrides]]\nfiles = ["shop/**"]\nignore = ["html/meta-refresh"]', ""),
        (
            '[[overrides]]\nfiles = ["letters/**"]\nignore = ["html/meta-refresh"]',
            '2:1: note ecolint/unused-setting overrides: no checked file matches "letters/**"',
        ),
        (
            '[[overrides]]\nfiles = ["shop/**"]\nselect = ["html/large-dom"]\n'
            '[[overrides]]\nfiles = ["old/*"]\nignore = ["html/large-dom"]',
            "",
        ),
        ('exclude = ["old/", "*.png", "gone/"]', '1:1: note ecolint/unused-setting exclude: nothing matches "gone/"'),
        ('exclude = ["old/", "pictures"]', ""),
        ('exclude = ["/page.html", "!/page.html"]', ""),
    ],
)
def test_what_matches_nothing_is_told_with_its_line(project: Path, ecolint: Command, text: str, told: str) -> None:
    configure(project, text)
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 0
    lines = [line for line in ended.out.splitlines() if RULE in line]
    assert lines == ([f"ecolint.toml:{told}; remove it"] if told else [])


def test_ignoring_a_rule_that_does_not_run_is_told(project: Path, ecolint: Command) -> None:
    rare = next(rule.name for rule in installed().rules.values() if rule.preset == "all")
    configure(project, f'ignore = [\n  "html/meta-refresh",\n  "{rare}",\n]')
    assert f'3:3: note {RULE} ignore: "{rare}" doesn\'t run here anyway' in ecolint("check", "-o", "concise").out
    configure(project, f'ignore = [\n  "html/meta-refresh",\n  "{rare}",\n]\nextends = ["all"]')
    assert RULE not in ecolint("check").out


@pytest.mark.parametrize("arguments", [["page.html"], ["."], ["--all-files"], ["--select", "html/meta-refresh"]])
def test_it_is_told_only_by_checks_of_the_whole_project(project: Path, ecolint: Command, arguments: list[str]) -> None:
    configure(project, 'exclude = ["gone/"]')
    assert RULE in ecolint("check").out
    assert RULE not in ecolint("check", *arguments).out


def test_it_is_a_rule_like_any_other(project: Path, ecolint: Command) -> None:
    configure(project, f'exclude = ["gone/"]\n[rules."{RULE}"]\nseverity = "warning"')
    assert ecolint("check").code == 1
    configure(project, f'exclude = ["gone/"]\nignore = ["{RULE}"]')
    assert RULE not in ecolint("check").out
    assert "matches nothing" in ecolint("explain", RULE).out


def test_the_line_is_found_in_pyproject_too(project: Path, ecolint: Command) -> None:
    configure(
        project, '[project]\nname = "x"\n\n[tool.ecolint]\nexclude = [\n  "old/",\n  "gone/",\n]\n', "pyproject.toml"
    )
    assert "pyproject.toml:7:3: note" in ecolint("check", "-o", "concise").out
