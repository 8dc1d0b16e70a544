"""Plugins are found and loaded one by one; one that fails costs itself only."""

from pathlib import Path
import textwrap

import pytest
from support import Command, MakePlugin

from ecolint.run.entry_points import entry_points
from ecolint.run.plugins import load

GOOD = """
    from ecolint import hookimpl, rule

    @rule("html", select="p", saves=["cpu"], evidence="deterministic", preset="core")
    def paragraph(p):
        '''Paragraphs are counted.

        For the test.
        '''
        return "counted"

    @hookimpl
    def ecolint_rules():
        return [paragraph]
"""


def test_first_party_plugins_are_found_without_importlib_metadata() -> None:
    found = {entry.name: entry for entry in entry_points() if entry.distribution == "ecolint"}
    assert list(found) == ["css", "html", "js", "python"]
    assert found["css"].module == "ecolint_css"


def test_rules_get_the_name_of_their_plugin(install: MakePlugin) -> None:
    install(GOOD)
    registry = load(entry_points())
    assert "acme/paragraph" in registry.rules
    assert not registry.problems
    (plugin,) = [one for one in registry.plugins if one.name == "acme"]
    assert (plugin.distribution, plugin.version, plugin.rules) == ("ecolint-acme", "1.0", 1)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("def (", "SyntaxError"),
        ("raise ValueError('at import')", "ValueError: at import"),
        (
            "from ecolint import hookimpl\n@hookimpl\ndef ecolint_rules():\n    raise ValueError('in the hook')",
            "ValueError: in the hook",
        ),
        ("from ecolint import hookimpl\n@hookimpl\ndef ecolint_rules():\n    return 3", "returned int"),
        ("from ecolint import hookimpl\n@hookimpl\ndef ecolint_rules():\n    return ['x']", "returned a str"),
        ("from ecolint import hookimpl\n@hookimpl\ndef ecolint_rulez():\n    return []", "ecolint_rulez"),
        ("from ecolint import hookimpl\n@hookimpl\ndef ecolint_rules(config):\n    return []", "config"),
    ],
)
def test_a_plugin_that_fails_is_named_and_the_others_work(install: MakePlugin, code: str, told: str) -> None:
    install(code)
    registry = load(entry_points())
    problems = [f"{problem.source}: {problem.message}" for problem in registry.problems]
    assert len(problems) == 1
    assert problems[0].startswith("plugin acme (ecolint-acme 1.0)")
    assert told in problems[0]
    assert {plugin.name for plugin in registry.plugins if not plugin.failed} == {"css", "html", "js", "python"}


def test_a_rule_for_no_known_language_is_told_since_it_would_never_speak(install: MakePlugin) -> None:
    install(GOOD.replace('"html", select="p"', '"htm", "pyton"').replace("paragraph(p)", "paragraph(doc)"))
    (told,) = load(entry_points()).problems
    assert told.source == "rule acme/paragraph"
    assert told.message.endswith("there is no language 'htm' (did you mean \"html\"?)")


def test_the_later_of_two_equal_names_is_left_out(install: MakePlugin) -> None:
    install(
        """
        from dataclasses import replace
        from ecolint import Language, hookimpl

        @hookimpl
        def ecolint_languages():
            return [Language("css", lambda: None)]
        """,
        name="zzz",
    )
    registry = load(entry_points())
    (problem,) = registry.problems
    assert "language css is there already" in problem.message
    assert "zzz" in problem.source


def test_help_version_and_the_list_work_with_broken_plugins(ecolint: Command, install: MakePlugin) -> None:
    install("raise ValueError('broken')")
    assert ecolint("--help").code == 0
    assert ecolint("--version").code == 0
    ended = ecolint("plugins")
    assert ended.code == 3
    assert "acme" in ended.out
    assert "ValueError: broken" in ended.err


def test_isolated_runs_load_no_third_party_plugins(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install("raise ValueError('broken')")
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    assert ecolint("check").code == 3
    assert ecolint("check", "--no-plugins").code == 0
    assert ecolint("check", "--isolated").code == 0


def test_a_required_plugin_that_is_missing_is_wrong_use(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").write_text('require-plugins = ["acme"]\n', "utf-8")
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert "acme" in ended.err
    install(textwrap.dedent(GOOD))
    assert ecolint("check").code == 1


FILE = GOOD.partition("    @hookimpl")[0].replace("hookimpl, ", "")


def write(folder: Path, code: str, name: str = "eco_rules.py") -> Path:
    path = folder / name
    path.write_text(textwrap.dedent(code), "utf-8")
    return path


def test_a_file_named_on_the_command_line_is_a_plugin(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path, FILE)
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    ended = ecolint("check", "--plugin", "eco_rules.py", "-o", "concise")
    assert ended.code == 1, ended.err
    assert "eco-rules/paragraph" in ended.out
    assert "eco-rules" in ecolint("plugins", "--plugin", "./eco_rules.py").out
    assert "Paragraphs are counted" in ecolint("explain", "eco-rules/paragraph", "--plugin", "eco_rules.py").out
    assert not (tmp_path / "__pycache__").exists()


def test_a_file_may_have_hooks_as_a_package_has(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    assert "eco-rules/paragraph" in ecolint("check", "--plugin", "eco_rules.py", "-o", "concise").out


def test_options_of_its_rules_are_configured_as_any(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path, FILE)
    (tmp_path / "ecolint.toml").write_text('ignore = ["eco-rules/paragraf"]\n', "utf-8")
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    ended = ecolint("check", "--plugin", "eco_rules.py")
    assert 'did you mean "eco-rules/paragraph"' in ended.err


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import nothing_of_this_name", "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("from ecolint import of_a_later_version", "it needs another version of ecolint than"),
        ("raise SystemExit(0)", "SystemExit: 0"),
    ],
)
def test_a_named_plugin_that_fails_is_told_in_a_line_and_all_else_is_found(
    ecolint: Command, tmp_path: Path, code: str, told: str
) -> None:
    write(tmp_path, code)
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    ended = ecolint("check", "--plugin", "eco_rules.py", "-o", "concise")
    assert ended.code == 3
    (line,) = [line for line in (ended.out + ended.err).splitlines() if "eco_rules.py" in line]
    assert told in line


def test_a_plugin_file_that_is_not_there_is_wrong_use(ecolint: Command) -> None:
    ended = ecolint("check", "--plugin", "eco_rules.py")
    assert ended.code == 2
    assert "eco_rules.py" in ended.err


def test_two_plugins_of_one_name_are_both_named(install: MakePlugin) -> None:
    install(GOOD, version="1.0")
    other = install(GOOD, version="2.0")
    (other / "ecolint_acme-2.0.dist-info").rename(other / "other-2.0.dist-info")
    (problem,) = load(entry_points()).problems
    assert problem.message == "a plugin of this name is there already, from other 2.0; this one is left out"
    assert problem.source == "plugin acme (ecolint-acme 1.0)"


def test_the_user_level_configuration_names_plugins(
    ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, project = tmp_path / "home", tmp_path / "project"
    (home / "ecolint").mkdir(parents=True)
    project.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    write(home / "ecolint", FILE)
    (home / "ecolint" / "ecolint.toml").write_text('plugins = ["./eco_rules.py"]\n', "utf-8")
    (project / "page.html").write_text("<p>a</p>", "utf-8")
    assert "eco-rules/paragraph" in ecolint("check", "project", "-o", "concise").out
    assert "eco-rules" in ecolint("plugins").out
    assert ecolint("check", "project", "--isolated").code == 0


def test_plugins_check_says_what_a_plugin_does_wrong(ecolint: Command, install: MakePlugin) -> None:
    from ecolint.testing import installed

    folder = install(GOOD.replace("Paragraphs are counted.", "no sentence"))
    installed.cache_clear()
    try:
        ended = ecolint("plugins", "check", "acme")
        assert ended.code == 1
        assert "acme/paragraph declaration" in ended.out
        assert "a sentence that says what is wrong" in ended.out
        assert "name no range of ecolint" in ended.out
        (metadata,) = folder.glob("*.dist-info")
        (metadata / "METADATA").write_text("Name: x\nRequires-Dist: ecolint<1,>=0.1\n", "utf-8")
        assert "range of ecolint" not in ecolint("plugins", "check", "ecolint-acme").out
    finally:
        installed.cache_clear()
    assert ecolint("plugins", "check", "nothing").code == 2


def test_plugins_check_looks_at_the_shape_of_a_package(ecolint: Command, install: MakePlugin) -> None:
    from ecolint.testing import installed

    install(
        """
        from ecolint.model.finding import Severity
        import ecolint.run.plugins
        import ecolint.testing
        from ecolint import hookimpl, rule

        def made():
            @rule("html", select="p", saves=["cpu"], evidence="deterministic")
            def paragraph(p):
                '''Paragraphs are counted.'''
            return paragraph

        @hookimpl
        def ecolint_rules():
            return [made()]
        """
    )
    installed.cache_clear()
    try:
        out = ecolint("plugins", "check", "acme").out
    finally:
        installed.cache_clear()
    assert "ecolint_acme.py:2: imports ecolint.model.finding; only ecolint itself" in out
    assert "ecolint_acme.py:3: imports ecolint.run.plugins; only" in out
    assert "ecolint.testing;" not in out
    assert "each start imports all of its rules, as acme/paragraph is no top-level name" in out


OPTION = GOOD.replace("def paragraph(p):", "def paragraph(p, *, max_words: int = 3):")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ('[rules."acme/paragraph"]\nmax_word = 1\n', 'ecolint.toml:2: unknown option "max_word"'),
        ('[rules."acme/paragraph"]\nmax_words = "x"\n', "max_words must be a whole number"),
        ('[rules."acme/paragraf"]\nmax_words = 1\n', 'did you mean "acme/paragraph"'),
        ('select = ["acmee/*"]\n', 'did you mean "acme/*"'),
    ],
)
def test_options_and_names_of_a_plugin_are_checked(
    ecolint: Command, install: MakePlugin, tmp_path: Path, config: str, told: str
) -> None:
    install(OPTION)
    (tmp_path / "ecolint.toml").write_text(config, "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert told in ended.err


def test_a_disabled_plugin_is_not_loaded(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(GOOD)
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    assert "acme/paragraph" in ecolint("check", "-o", "concise").out
    (tmp_path / "ecolint.toml").write_text('disable-plugins = ["acme"]\n', "utf-8")
    ended = ecolint("check", "-o", "concise", "--trace-plugins")
    assert "acme/paragraph" not in ended.out
    assert "plugin acme (ecolint-acme 1.0): left out, as asked" in ended.err


def test_timing_tells_what_rules_and_plugins_cost(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(GOOD)
    (tmp_path / "page.html").write_text("<p>a</p>", "utf-8")
    err = ecolint("check", "--timing").err
    assert " ms       1 call  acme/paragraph" in err
    assert " ms  plugin acme" in err
