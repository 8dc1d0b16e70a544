"""Guides in two languages say the same, and what they show is real."""

from pathlib import Path
import re

import pytest
from support import ROOT, Command, tool

TOOL = tool("guides")
GUIDES = [str(english.relative_to(ROOT / "docs")) for english in TOOL.ENGLISH]


def code(page: Path) -> list[str]:
    """The blocks of a page, without comments in settings and what commands wrote."""
    found = re.findall(r"^```.*?^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    kept = []
    for block in found:
        lines = block.splitlines()
        if lines[0] == "```console":
            lines = [line for line in lines if line.startswith(("```", "$ "))]
        kept.append("\n".join(re.sub(r" +# .*$", "", line) for line in lines if not line.startswith("# ")))
    return kept


def test_french_guides_have_been_looked_at_since_the_english_ones_changed() -> None:
    faults = list(TOOL.faults())
    assert not faults, "\n".join(faults)


def test_a_change_of_an_english_guide_is_noticed_until_somebody_has_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, french = tmp_path / "docs" / "a.md", tmp_path / "docs" / "fr" / "a.md"
    french.parent.mkdir(parents=True)
    english.write_text("# A\n", "utf-8")
    monkeypatch.setattr(TOOL, "ROOT", tmp_path)
    monkeypatch.setattr(TOOL, "ENGLISH", (english,))
    assert ["there is no docs/fr/a.md" in fault for fault in TOOL.faults()] == [True]
    french.write_text("# Ah\n", "utf-8")
    assert ["docs/a.md has changed" in fault for fault in TOOL.faults()] == [True]
    TOOL.record(french)
    assert list(TOOL.faults()) == []
    english.write_text("# B\n", "utf-8")
    assert ["docs/a.md has changed" in fault for fault in TOOL.faults()] == [True]
    TOOL.record(french)
    assert french.read_text("utf-8").count("<!--") == 1
    assert list(TOOL.faults()) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_code_is_the_same_in_both_languages(guide: str) -> None:
    assert code(ROOT / "docs" / guide) == code(ROOT / "docs" / "fr" / guide)


@pytest.mark.parametrize("guide", GUIDES)
def test_both_have_the_same_sections_tables_and_a_link_to_each_other(guide: str) -> None:
    english, french = ((ROOT / docs / guide).read_text("utf-8") for docs in ("docs", "docs/fr"))
    for mark in (r"^#+ ", r"^\|", r"^- ", r"^\d\. "):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, french, re.MULTILINE)), mark
    assert english.startswith("[Français](")
    assert "\n[English](" in french


@pytest.mark.parametrize("guide", GUIDES)
def test_french_marks_have_a_no_break_space_before_them(guide: str) -> None:
    text = (ROOT / "docs" / "fr" / guide).read_text("utf-8")
    prose = re.sub(r"^```.*?^```$|````.*?````|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)
    assert not re.findall(r"\S (?:[:;!?»](?=\s|$))|« ", prose)


@pytest.mark.parametrize(("docs", "language"), [("docs", "en"), ("docs/fr", "fr")])
def test_the_first_rule_of_the_guide_is_tested_as_shown(
    docs: str, language: str, ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / docs / "your-first-rule.md").read_text("utf-8")
    rule = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
    command, *told = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0].splitlines()
    (tmp_path / "eco").mkdir()
    (tmp_path / "eco" / "house.toml").write_text(rule, "utf-8")
    monkeypatch.setenv("LANG", language)
    assert ecolint(*command.removeprefix("$ ecolint ").split()).out.splitlines() == told


@pytest.mark.parametrize(("docs", "language"), [("docs", "en"), ("docs/fr", "fr")])
def test_the_rule_in_python_of_the_guide_is_tested_as_shown_and_follows_names(
    docs: str, language: str, ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / docs / "your-first-rule.md").read_text("utf-8")
    (rule,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    consoles = re.findall(r"^```console\n\$ ecolint (.*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    told = next(told for command, told in consoles if command == "test-rules tools/eco_rules.py")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "eco_rules.py").write_text(rule, "utf-8")
    imports = "import requests as r\nfrom requests import get as g, post\n"
    (tmp_path / "a.py").write_text(
        f"{imports}r.get(1)\ng(1)\nget(1)\npost(1)\ng(1, timeout=2)\nr.get(1, **k)\n", "utf-8"
    )
    monkeypatch.setenv("LANG", language)
    assert ecolint("test-rules", "tools/eco_rules.py").out == told
    only = ("--plugin", "tools/eco_rules.py", "--select", "eco-rules/request-without-timeout")
    ended = ecolint("check", "a.py", "-o", "concise", *only)
    assert [line.partition(" ")[0] for line in ended.out.splitlines()[:-1]] == ["a.py:3:1:", "a.py:4:1:"]
