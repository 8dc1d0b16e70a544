"""Which rules run on a file, with which severity and options."""

from pathlib import Path, PurePosixPath

from config_rules import REGISTRY

from ecolint.model.finding import Severity
from ecolint.model.registry import RuleSet
from ecolint.run.config import merged
from ecolint.run.selection import rule_sets
from ecolint.run.settings import Choices, Override, RuleSettings, Settings

ROOT = Path("/project")


def on(settings: Settings, path: str = "index.html") -> RuleSet:
    return rule_sets(settings, REGISTRY, ROOT)(PurePosixPath(path))


def names(settings: Settings, path: str = "index.html") -> set[str]:
    return set(on(settings, path).names)


def test_presets_grow() -> None:
    core = {"html/image-not-lazy", "css/import-in-css"}
    assert names(Settings()) == core
    assert names(Settings(extends=("core:2026.12",))) == core
    assert names(Settings(extends=("recommended",))) == core | {"html/large-dom"}
    assert names(Settings(extends=("core", "all"))) == core | {"html/large-dom", "html/old-tag"}
    assert names(Settings(extends=())) == set()


def test_selected_rules_are_added_and_ignored_ones_taken_away() -> None:
    assert names(Settings(select=("html/*",), ignore=("html/old-tag",))) == {
        "css/import-in-css",
        "html/image-not-lazy",
        "html/large-dom",
    }
    assert names(Settings(extends=(), select=("saves:network",))) == {"css/import-in-css", "html/image-not-lazy"}
    assert names(Settings(extends=(), select=("ref:rgesn",))) == {"html/image-not-lazy"}
    assert names(Settings(extends=(), select=("html/big-dom",))) == {"html/large-dom"}
    assert names(Settings(ignore=("*",))) == set()


def test_a_rule_has_its_own_severity_and_no_options_unless_told() -> None:
    lazy = next(one for one in on(Settings()).enabled if one.rule.name == "html/image-not-lazy")
    imported = next(one for one in on(Settings()).enabled if one.rule.name == "css/import-in-css")
    assert (lazy.severity, lazy.options) == (Severity.WARNING, ())
    assert imported.severity == Severity.NOTE


def test_options_that_equal_the_default_make_no_difference() -> None:
    same = Settings(rules=(RuleSettings("html/image-not-lazy", None, (("above_fold", 1),)),))
    assert on(same) == on(Settings())


SETTINGS = Settings(
    select=("html/large-dom",),
    rules=(RuleSettings("html/large-dom", Severity.ERROR, (("max", 800), ("strict", True))),),
    overrides=(
        Override(("emails/**",), ignore=("html/image-not-lazy",)),
        Override(("kiosk/", "!kiosk/main.html"), ("html/old-tag",), ("html/large-dom",)),
        Override(("*.htm",), rules=(RuleSettings("html/large-dom", None, (("max", 10),)),)),
    ),
)


def test_overrides_hold_for_their_files() -> None:
    everywhere = {"css/import-in-css", "html/image-not-lazy", "html/large-dom"}
    assert names(SETTINGS) == everywhere
    assert names(SETTINGS, "emails/order/new.html") == everywhere - {"html/image-not-lazy"}
    assert names(SETTINGS, "site/emails/new.html") == everywhere
    assert names(SETTINGS, "site/kiosk/a.html") == everywhere - {"html/large-dom"} | {"html/old-tag"}


def test_of_several_overrides_the_last_decides() -> None:
    settings = Settings(overrides=(Override(("a/",), ("html/old-tag",)), Override(("a/b/",), (), ("html/*",))))
    assert names(settings, "a/x.html") == {"css/import-in-css", "html/image-not-lazy", "html/old-tag"}
    assert names(settings, "a/b/x.html") == {"css/import-in-css"}


def test_what_an_override_leaves_out_stays_as_it_is() -> None:
    [large] = [one for one in on(SETTINGS, "site/x.htm").enabled if one.rule.name == "html/large-dom"]
    assert (large.severity, large.options) == (Severity.ERROR, (("max", 10), ("strict", True)))


def test_equal_sets_are_the_same_object() -> None:
    settings = Settings(overrides=(Override(("a/",), (), ("css/*",)), Override(("b/",), (), ("css/*",))))
    of = rule_sets(settings, REGISTRY, ROOT)
    assert of(PurePosixPath("x.html")) is of(PurePosixPath("c/y.html"))
    assert of(PurePosixPath("a/x.html")) is of(PurePosixPath("b/x.html"))
    assert of(PurePosixPath("a/x.html")) is not of(PurePosixPath("x.html"))


def test_the_root_itself_stands_for_the_project_without_overrides() -> None:
    settings = Settings(overrides=(Override(("**", "*"), (), ("css/*",)),))
    assert names(settings, ".") == {"css/import-in-css", "html/image-not-lazy"}
    assert names(settings, "a.html") == {"html/image-not-lazy"}


def test_a_rule_set_is_what_the_model_makes_of_the_same_rules() -> None:
    assert on(Settings()) == RuleSet.of(REGISTRY.preset("core"))


def test_select_on_the_command_line_runs_exactly_these_rules() -> None:
    chosen = merged(SETTINGS, Choices(select=("html/large-dom", "html/image-not-lazy")), REGISTRY)
    assert names(chosen) == {"html/large-dom", "html/image-not-lazy"}
    assert names(chosen, "kiosk/a.html") == {"html/image-not-lazy"}


def test_ignore_on_the_command_line_has_the_last_word() -> None:
    chosen = merged(SETTINGS, Choices(ignore=("html/old-tag",)), REGISTRY)
    assert "html/old-tag" not in names(chosen, "kiosk/a.html")
