"""The example of docs/configuration.md for a project that adds hosts, libraries and icons of its own."""

from pathlib import Path
import re

from support import Command

from ecolint.testing import installed

PAGE = Path(__file__).parent.parent / "docs" / "configuration.md"
SECTION = PAGE.read_text("utf-8").partition("## Adding to what rules know")[2].partition("\n## ")[0]
OWN = """<!doctype html><html><head><title>Home</title>
<link rel="stylesheet" href="https://eu.fonts.example.net/sans.css">
<link rel="stylesheet" href="/our-icons.css">
<script defer src="/js/mapper-2.1.min.js"></script>
<script defer src="/js/mapper.js"></script>
<script defer src="https://stats.example.net/count.js"></script>
<script defer src="https://plausible.io/js/script.js"></script>
</head><body><p>Hello</p></body></html>
"""
RULES = {"html/third-party-font", "html/multiple-analytics", "html/duplicate-library", "css/icon-font-full-set"}


def told(ecolint: Command) -> set[str]:
    selected = (part for rule in sorted(RULES) for part in ("--select", rule))
    ended = ecolint("check", "--output", "concise", "--exit-zero", *selected)
    return set(re.findall(r"(?:html|css)/[a-z-]+", ended.out))


def test_a_project_adds_to_the_tables_in_its_configuration(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(OWN)
    (tmp_path / "ecolint.toml").write_text("")
    assert told(ecolint) == set()
    (configuration,) = re.findall(r"```toml\n(.*?)```", SECTION, re.DOTALL)
    (tmp_path / "ecolint.toml").write_text(configuration)
    assert told(ecolint) == RULES


def test_the_page_names_the_rules_that_take_hosts() -> None:
    with_hosts = {
        rule.name.removeprefix("html/")
        for rule in installed().rules.values()
        if any(option.name == "hosts" for option in rule.options)
    }
    listed = SECTION.partition("`hosts` is an option of the rules")[2]
    assert {name.removeprefix("html/") for name in re.findall(r"`([a-z/-]+)`", listed)} == with_hosts
