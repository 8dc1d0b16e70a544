"""From a configuration's text to Settings, and every mistake in it."""

from pathlib import Path

from config_rules import REGISTRY
import pytest

from ecolint.model.finding import Severity
from ecolint.model.registry import Plugin, Registry
from ecolint.run.config import load, merged, named_plugins
from ecolint.run.config_file import ConfigError, read
from ecolint.run.default_excludes import CLASSES
from ecolint.run.settings import Choices, Override, RuleSettings, Settings


@pytest.fixture
def config(tmp_path: Path):
    def write(text: str, registry: Registry = REGISTRY, **keywords: object) -> Settings:
        path = tmp_path / "ecolint.toml"
        path.write_text(text)
        return load(path, registry, **keywords)

    return write


FULL = """
extends = ["recommended", "core:2026.12"]
select = ["css/*", "saves:network", "ref:rgesn", "html/big-dom"]
ignore = ["html/large-dom"]
exclude = ["legacy/", "!legacy/kept.html"]
default-excludes = ["vendored", "tests"]
fail-on = "never"
require-reason = true
max-file-size = "1.5 MB"
time-limit = 2
own-domains = ["example.org"]
lang = "fr"
rule-files = ["eco/*.toml"]
baseline = "eco/baseline.json"
require-plugins = ["acme"]
disable-plugins = ["other"]

[templates]
"site/**/*.html" = "twig"

[static]
"/static/" = "assets/"

[rules."html/large-dom"]
max = 800
ratio = 3
severity = "error"

[rules."html/old-tag"]
tags = ["center", "font"]

[[overrides]]
files = ["emails/**"]
ignore = ["html/image-not-lazy"]

[[overrides]]
files = ["kiosk/"]
select = ["html/old-tag"]
rules."html/big-dom".max = 5000
"""


def test_every_key_arrives(config) -> None:
    settings = config(FULL)
    assert settings.extends == ("recommended", "core:2026.12")
    assert settings.select == ("css/*", "saves:network", "ref:rgesn", "html/big-dom")
    assert settings.ignore == ("html/large-dom",)
    assert settings.exclude == ("legacy/", "!legacy/kept.html")
    assert settings.default_excludes == ("vendored", "tests")
    assert settings.fail_on == "never"
    assert settings.require_reason is True
    assert settings.max_file_size == 1_500_000
    assert settings.time_limit == 2
    assert settings.own_domains == ("example.org",)
    assert settings.lang == "fr"
    assert settings.rule_files == ("eco/*.toml",)
    assert settings.baseline == "eco/baseline.json"
    assert settings.require_plugins == ("acme",)
    assert settings.disable_plugins == ("other",)
    assert settings.templates == (("site/**/*.html", "twig"),)
    assert settings.static == (("/static/", "assets/"),)
    assert settings.rules == (
        RuleSettings("html/large-dom", Severity.ERROR, (("max", 800), ("ratio", 3.0))),
        RuleSettings("html/old-tag", None, (("tags", ("center", "font")),)),
    )
    assert settings.overrides == (
        Override(("emails/**",), ignore=("html/image-not-lazy",)),
        Override(("kiosk/",), ("html/old-tag",), (), (RuleSettings("html/large-dom", None, (("max", 5000),)),)),
    )
    assert settings.warnings == ()


def test_without_a_word_the_defaults_hold(config) -> None:
    settings = config("")
    assert settings == Settings(file=settings.file)
    assert settings.default_excludes == tuple(CLASSES)


@pytest.mark.parametrize(
    ("written", "size"),
    [('"1 MB"', 1_000_000), ('"20kB"', 20_000), ('"7 B"', 7), ('"0.5 GB"', 500_000_000), ("0", 0), ("12", 12)],
)
def test_a_size_has_decimal_units(config, written: str, size: int) -> None:
    assert config(f"max-file-size = {written}").max_file_size == size


def test_folders_of_assets_may_be_a_list(config) -> None:
    assert config('static = ["static/", "site/public"]').static == (("", "static/"), ("", "site/public"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('slect = ["css/*"]', '1: unknown key "slect" (did you mean "select"?)'),
        ("fail_on = 'note'", '1: unknown key "fail_on" (did you mean "fail-on"?)'),
        ("colour = 1", '1: unknown key "colour"'),
        ('select = [\n  "css/*",\n  "html/large-dmo",\n]', '3: select: unknown rule "html/large-dmo"'),
        ('select = ["large-dom"]', '(did you mean "html/large-dom"?)'),
        ('select = ["saves:disk"]', '1: select: unknown rule "saves:disk"'),
        ('select = ["ref:rgesn:9.9"]', '(did you mean "ref:rgesn:4.1"?)'),
        ("select = 'css/*'", '1: select must be a list of rules, not "css/*"'),
        ("select = [1]", "1: select must be a rule, not 1"),
        ('extends = ["recomended"]', '1: extends: unknown preset "recomended" (did you mean "recommended"?)'),
        ('extends = ["core:2020.01"]', '1: extends: unknown preset "core:2020.01"'),
        ('fail-on = "err"', '1: fail-on: unknown level "err" (did you mean "error"?)'),
        ('fail-on = "bad"', '1: fail-on: unknown level "bad"; known: error, warning, note, never'),
        ("fail-on = 3", "1: fail-on must be a level, not 3"),
        ('default-excludes = ["test"]', '1: default-excludes: unknown class of files "test" (did you mean "tests"?)'),
        ("require-reason = 'yes'", '1: require-reason must be true or false, not "yes"'),
        ('max-file-size = "1 MiB"', '1: max-file-size must be a size such as "1 MB", or 0 for any, not "1 MiB"'),
        ("max-file-size = -1", '1: max-file-size must be a size such as "1 MB", or 0 for any, not -1'),
        ("max-file-size = true", '1: max-file-size must be a size such as "1 MB", or 0 for any, not true'),
        ("time-limit = 0", "1: time-limit must be a number of seconds, more than 0 and at most 600, not 0"),
        ("time-limit = nan", "1: time-limit must be a number of seconds, more than 0 and at most 600, not nan"),
        ("time-limit = 2026-01-01", "not 2026-01-01"),
        (f"time-limit = 0x{'f' * 9000}", "not an enormous number"),
        ('own-domains = ["https://x.org"]', '1: own-domains must be a domain such as "example.org", not "https://x.org"'),
        ("static = 1", "1: static must be a list of folders, or a table of URL prefixes and their folders, not 1"),
        ('static = ["a", 1]', "1: static must be a path below the configuration's folder, not 1"),
        ('[static]\n"/x/" = "../x"', '2: static."/x/" must be a path below the configuration\'s folder, not "../x"'),
        ('[templates]\n"*.html" = "twigg"', '2: templates."*.html": unknown template language "twigg"'),
        ('plugins = ["tools/rules.py"]', "1: a repository's configuration can't name Python plugins, because linting "),
        ('[rules."html/large-dmo"]\nmax = 1',
         '1: unknown rule "html/large-dmo" in rules (did you mean "html/large-dom"?)'),
        ('[rules."html/large-dom"]\nmx = 1',
         '2: unknown option "mx" in rules."html/large-dom" (did you mean "max"?)'),
        ('[rules."html/large-dom"]\nmax = "1"', '2: rules."html/large-dom".max must be a whole number, not "1"'),
        ('[rules."html/large-dom"]\nmax = 1.5', '2: rules."html/large-dom".max must be a whole number, not 1.5'),
        ('[rules."html/large-dom"]\nmax = true', '2: rules."html/large-dom".max must be a whole number, not true'),
        ('[rules."html/large-dom"]\nratio = inf', '2: rules."html/large-dom".ratio must be a number, not inf'),
        ('[rules."html/large-dom"]\nseverity = "off"',
         'unknown level "off"; known: error, warning, note; to turn a rule off, name it in ignore'),
        ('[rules]\n"html/large-dom" = 3', '2: rules."html/large-dom" must be a table, not 3'),
        ("[[overrides]]\n\n[[overrides]]\nfiles = ['x']\nx = 1", '1: overrides: files is missing'),
        ("[[overrides]]\n\n[[overrides]]\nfiles = ['x']\nslect = 1", '5: unknown key "slect" in overrides'),
        ("[[overrides]]\nfiles = ['x']\nextends = ['all']", '3: unknown key "extends" in overrides'),
        ("overrides = {}", "1: overrides must be an array of tables, not a table"),
        ('"a\\n::error" = 1', r'1: unknown key "a\n::error"'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(config, tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        config(text)
    assert all(line.startswith(f"{tmp_path / 'ecolint.toml'}:") for line in str(error.value).splitlines())
    assert told in str(error.value)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x", "a/../../x", "~/x", "C:/x", "..\\x", "a\\..\\x", "\\\\host\\x", "a\n/../x", ""]
)
def test_no_path_leads_out_of_the_configurations_folder(config, path: str) -> None:
    for key, value in (("baseline", repr(path)), ("rule-files", repr([path])), ("static", repr([path]))):
        with pytest.raises(ConfigError, match="must be a path below the configuration's folder"):
            config(f"{key} = {value.replace(chr(39), chr(34))}")


@pytest.mark.parametrize("path", ["x.json", "a/b", "./a", "a..b/c", ".ecolint-baseline.json", "...", "*.toml"])
def test_any_other_path_is_one(config, path: str) -> None:
    assert config(f'baseline = "{path}"').baseline == path


def test_all_mistakes_are_told_at_once_by_line(config) -> None:
    with pytest.raises(ConfigError) as error:
        config('x = 1\n[rules."html/large-dom"]\nmax = ""\ny = 2\n')
    assert [line.split(": ")[0].rpartition(":")[2] for line in str(error.value).splitlines()] == ["1", "3", "4"]


def test_a_thousand_mistakes_take_no_more_time_than_twenty(config) -> None:
    names = [f"html/large-dmo{number}" for number in range(1000)]
    with pytest.raises(ConfigError) as error:
        config(f"select = {names}".replace("'", '"'))
    assert len(str(error.value).splitlines()) == 20
    assert len(config(f"ignore = {names}".replace("'", '"')).warnings) == 20


def test_an_unknown_rule_that_is_ignored_is_only_a_warning(config, tmp_path: Path) -> None:
    settings = config(
        'ignore = ["html/large-dmo", "ref:wsg", "saves:server"]\n[[overrides]]\nfiles = []\nignore = ["x/*"]'
    )
    assert settings.warnings == (
        f'{tmp_path}/ecolint.toml:1: ignore: unknown rule "html/large-dmo" (did you mean "html/large-dom"?)',
        f'{tmp_path}/ecolint.toml:1: ignore: unknown rule "ref:wsg" (did you mean "ref:rgesn"?)',
        f'{tmp_path}/ecolint.toml:4: ignore: unknown rule "x/*"',
    )


ACME = 'select = ["acme/*", "acme/x"]\n[rules."acme/x"]\nmax = "?"\n'


def test_rules_of_a_plugin_that_is_not_there_are_mistakes(config) -> None:
    with pytest.raises(ConfigError, match="acme"):
        config(ACME)


def test_rules_of_a_plugin_that_failed_are_warnings(config) -> None:
    """Its failure is told by itself, and everyone else's findings must come."""
    broken = Registry(rules=REGISTRY.rules, plugins=(Plugin("acme", failed=True),))
    assert len(config(ACME, broken).warnings) == 3


def test_rules_of_a_plugin_that_was_not_loaded_are_warnings(config) -> None:
    assert len(config(ACME, absent=["acme"]).warnings) == 3
    assert len(config('disable-plugins = ["acme"]\n' + ACME).warnings) == 3


def test_plugins_to_disable_and_require_are_known_before_there_is_a_registry(tmp_path: Path) -> None:
    path = tmp_path / "ecolint.toml"
    path.write_text('select = ["acme/x"]\nrequire-plugins = ["acme"]\ndisable-plugins = ["b", "c"]')
    assert named_plugins(read(path)) == (("b", "c"), ("acme",))
    path.write_text("\nrequire-plugins = 'acme'")
    with pytest.raises(ConfigError, match=r":2: require-plugins must be a list of plugins, not \"acme\""):
        named_plugins(read(path))


def test_the_command_line_replaces_and_adds() -> None:
    settings = Settings(
        select=("css/*",), ignore=("html/old-tag",), overrides=(Override(("a",), ("css/*",), ("html/*",)),)
    )
    changed = merged(settings, Choices(extends=("all",), ignore=("css/*",), fail_on="note", lang="fr"), REGISTRY)
    assert (changed.extends, changed.select, changed.ignore) == (("all",), ("css/*",), ("html/old-tag",))
    assert (changed.also_ignore, changed.fail_on, changed.lang) == (("css/*",), "note", "fr")
    assert changed.overrides == settings.overrides


def test_select_replaces_presets_and_selection() -> None:
    settings = Settings(
        select=("css/*",), ignore=("html/old-tag",), overrides=(Override(("a",), ("css/*",), ("html/*",)),)
    )
    changed = merged(settings, Choices(extends=("all",), select=("html/old-tag",)), REGISTRY)
    assert (changed.extends, changed.select, changed.ignore) == ((), ("html/old-tag",), ())
    assert changed.overrides == (Override(("a",), (), ("html/*",)),)


def test_all_files_lifts_the_default_excludes_and_only_them() -> None:
    changed = merged(Settings(exclude=("a/",)), Choices(all_files=True), REGISTRY)
    assert (changed.default_excludes, changed.exclude) == ((), ("a/",))


def test_nothing_chosen_changes_nothing() -> None:
    assert merged(Settings(), Choices(), REGISTRY) == Settings()


def test_the_command_lines_mistakes_name_the_option() -> None:
    with pytest.raises(ConfigError) as error:
        merged(Settings(), Choices(select=("css/*", "html/large-dmo"), extends=("core", "cor")), REGISTRY)
    assert str(error.value).splitlines() == [
        '--extends: unknown preset "cor" (did you mean "core"?)',
        '--select: unknown rule "html/large-dmo" (did you mean "html/large-dom"?)',
    ]
    changed = merged(Settings(), Choices(ignore=("html/large-dmo",)), REGISTRY)
    assert changed.warnings == ('--ignore: unknown rule "html/large-dmo" (did you mean "html/large-dom"?)',)
