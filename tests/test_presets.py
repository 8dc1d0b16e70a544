"""Presets of plugins: a team's choice of rules, that configurations begin with."""

from pathlib import Path

import pytest
from support import WASTEFUL, Command, MakePlugin

PLUGIN = """
    from ecolint import Preset, hookimpl, rule

    @rule("html", select="p", saves=["cpu"], evidence="deterministic", preset="all")
    def paragraph(p):
        '''Paragraphs are counted.'''
        return "counted"

    @hookimpl
    def ecolint_rules():
        return [paragraph]

    @hookimpl
    def ecolint_presets():
        return [
            Preset("small", select=("acme/*", "html/meta-refresh")),
            Preset("large", extends=("core:2026.12", "acme/small", "acme/large"), ignore=("acme/paragraph",)),
            Preset("with-others", select=("other/rule", "acme/paragraph")),
        ]
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    return tmp_path


def found(ecolint: Command, *arguments: str) -> set[str]:
    ended = ecolint("check", "-o", "concise", *arguments)
    assert ended.code in (0, 1), ended.err
    return {line.split()[2] for line in ended.out.splitlines() if " warning " in line}


def test_a_configuration_begins_with_it(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    (page / "ecolint.toml").write_text('extends = ["acme/small"]\n', "utf-8")
    assert found(ecolint) == {"acme/paragraph", "html/meta-refresh"}
    assert "acme/paragraph" in ecolint("config", "show", "page.html").out


def test_so_does_the_command_line(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    assert found(ecolint) == {"html/meta-refresh"}
    assert found(ecolint, "--extends", "acme/small,core") == {"acme/paragraph", "html/meta-refresh"}
    assert "acme/paragraph" in ecolint("rules", "--extends", "acme/small").out


def test_it_may_begin_with_others_even_with_itself(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    core = ecolint("rules", "--extends", "core", "-o", "json").out
    assert ecolint("rules", "--extends", "acme/large", "-o", "json").out == core


def test_rules_of_a_plugin_that_is_not_there_are_left_out(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    assert found(ecolint, "--extends", "acme/with-others") == {"acme/paragraph"}


def test_a_name_that_is_nearly_right_is_suggested(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    (page / "ecolint.toml").write_text('extends = ["acme/smal"]\n', "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert 'ecolint.toml:1: extends: unknown preset "acme/smal" (did you mean "acme/small"?)' in ended.err


def test_without_its_plugin_it_is_a_warning(install: MakePlugin, ecolint: Command, page: Path) -> None:
    install(PLUGIN)
    (page / "ecolint.toml").write_text('extends = ["core", "acme/small"]\n', "utf-8")
    ended = ecolint("check", "--no-plugins", "-o", "concise")
    assert ended.code == 1
    assert 'unknown preset "acme/small": its plugin isn\'t loaded' in ended.err
    assert "html/meta-refresh" in ended.out


def test_it_is_in_the_schema_for_editors(install: MakePlugin, ecolint: Command) -> None:
    install(PLUGIN)
    assert '"acme/small"' in ecolint("config", "schema").out
