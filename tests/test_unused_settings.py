"""Settings that match nothing are told, so that they don't hold silently for what comes later."""

import json
from pathlib import Path

import pytest
from support import CLEAN, Command

from ecolint.run.baseline import Entry, written_baseline
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
        ('[templates]\n"shop/" = "jinja"\n"*.html" = "django"', ""),
        (
            '[templates]\n"shop/" = "jinja"\n"letters/" = "django"',
            '3:1: note ecolint/unused-setting templates: no checked file matches "letters/"',
        ),
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


CONFIGURED = """# how we check
exclude = ["old/", "gone/"]  # no longer ours
ignore = [
    "html/video-embed-without-facade",  # a kiosk
    RARE,  # never mind
]

# letters are mails
[[overrides]]
files = ["letters/**"]
ignore = ["html/meta-refresh"]
[overrides.rules."html/large-dom"]
max = 3

[[overrides]]
files = ["shop/**", "nowhere/"]
ignore = ["html/meta-refresh"]
"""


@pytest.fixture
def configured(project: Path) -> str:
    rare = next(rule.name for rule in installed().rules.values() if rule.preset == "all" and rule.family == "html")
    text = CONFIGURED.replace("RARE", f'"{rare}"')
    configure(project, text)
    return text


def test_a_rule_that_is_ignored_in_vain_is_safely_left_out(project: Path, configured: str, ecolint: Command) -> None:
    ended = ecolint("check", "--fix", "-o", "concise")
    assert "fixed 1 finding in 1 file" in ended.err
    lines = [line for line in configured.splitlines(keepends=True) if "never mind" not in line]
    assert (project / "ecolint.toml").read_text("utf-8") == "".join(lines)
    assert "ecolint.toml:9:1" in ended.out  # where it stands now
    assert ended.out == ecolint("check", "--fix", "-o", "concise").out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('ignore = [RARE]\nfail-on = "note"\n', 'fail-on = "note"\n'),
        ('[[overrides]]\nfiles = ["page.html"]\nignore = [RARE]\n', ""),
        (
            '[[overrides]]\nfiles = ["page.html"]\n'
            'ignore = [\n  RARE,\n]\n[overrides.rules."html/large-dom"]\nmax = 3\n',
            '[[overrides]]\nfiles = ["page.html"]\n[overrides.rules."html/large-dom"]\nmax = 3\n',
        ),
        (
            'overrides = [{ files = ["page.html"], ignore = [RARE] }]\n',
            'overrides = [{ files = ["page.html"], ignore = [] }]\n',
        ),
    ],
    ids=["list", "override", "override that says more", "in a line"],
)
def test_no_empty_list_or_override_is_left(before: str, after: str, project: Path, ecolint: Command) -> None:
    rare = next(rule.name for rule in installed().rules.values() if rule.preset == "all" and rule.family == "html")
    configure(project, before.replace("RARE", f'"{rare}"'))
    assert "fixed 1 finding in 1 file" in ecolint("check", "--fix").err
    assert (project / "ecolint.toml").read_text("utf-8") == after


def test_what_other_files_may_need_again_is_left_out_if_asked_for(
    project: Path, configured: str, ecolint: Command
) -> None:
    ended = ecolint("check", "--unsafe-fixes")
    assert "fixed 4 findings in 1 file" in ended.err
    assert (project / "ecolint.toml").read_text("utf-8") == (
        '# how we check\nexclude = ["old/"]  # no longer ours\n'
        'ignore = [\n    "html/video-embed-without-facade",  # a kiosk\n]\n\n'
        '# letters are mails\n[[overrides]]\nfiles = ["shop/**"]\nignore = ["html/meta-refresh"]\n'
    )
    assert RULE not in ecolint("check").out


def test_a_pattern_that_names_a_template_language_is_left_out_if_asked_for(project: Path, ecolint: Command) -> None:
    configure(project, '[templates]\n"shop/" = "jinja"\n"letters/" = "django"\n')
    assert "fixed" not in ecolint("check", "--fix").err
    assert "fixed 1 finding in 1 file" in ecolint("check", "--unsafe-fixes").err
    assert (project / "ecolint.toml").read_text("utf-8") == '[templates]\n"shop/" = "jinja"\n'


def test_the_diff_shows_it_and_changes_nothing(project: Path, configured: str, ecolint: Command) -> None:
    ended = ecolint("check", "--diff", "--unsafe-fixes")
    assert '-exclude = ["old/", "gone/"]  # no longer ours\n+exclude = ["old/"]  # no longer ours\n' in ended.out
    assert (project / "ecolint.toml").read_text("utf-8") == configured


def test_an_accepted_one_stays(project: Path, configured: str, ecolint: Command) -> None:
    found = json.loads(ecolint("check", "-o", "json").out)["findings"]
    entries = [Entry(one["fingerprint"], one["fingerprint"], one["rule"], one["path"]) for one in found]
    (project / ".ecolint-baseline.json").write_text(written_baseline(entries), "utf-8")
    ecolint("check", "--unsafe-fixes")
    assert (project / "ecolint.toml").read_text("utf-8") == configured


def test_line_ends_and_a_byte_order_mark_stay(project: Path, ecolint: Command) -> None:
    (project / "ecolint.toml").write_bytes(b'\xef\xbb\xbf# \xc3\xa9\r\nexclude = ["old/", "gone/"]\r\n')
    ecolint("check", "--unsafe-fixes")
    assert (project / "ecolint.toml").read_bytes() == b'\xef\xbb\xbf# \xc3\xa9\r\nexclude = ["old/"]\r\n'


def test_a_part_of_pyproject_is_mended_too(project: Path, ecolint: Command) -> None:
    text = (
        '[tool.ecolint]\nextends = ["core"]\n\n[[tool.ecolint.overrides]]\nfiles = ["gone/"]\n\n[tool.other]\na = 1\n'
    )
    configure(project, text, "pyproject.toml")
    ecolint("check", "--unsafe-fixes")
    assert (project / "pyproject.toml").read_text(
        "utf-8"
    ) == '[tool.ecolint]\nextends = ["core"]\n\n[tool.other]\na = 1\n'


def test_a_configuration_is_not_taken_away_altogether(project: Path, ecolint: Command) -> None:
    text = '[[tool.ecolint.overrides]]\nfiles = ["gone/"]\n'
    configure(project, text, "pyproject.toml")
    ecolint("check", "--unsafe-fixes")
    assert (project / "pyproject.toml").read_text("utf-8") == text


def test_a_write_protected_configuration_is_told(
    project: Path, configured: str, ecolint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    ended = ecolint("check", "--fix")
    assert ended.code == 3
    assert "file ecolint.toml: was not fixed: it is write-protected" in ended.out
