"""The printed schema and the check of a configuration are one: they accept and refuse the same."""

import json
from pathlib import Path
from typing import Any

from config_rules import REGISTRY
from hypothesis import given
from hypothesis import strategies as st
import jsonschema
import pytest
from test_config import FULL

from ecolint.model.registry import Plugin, Registry
from ecolint.run.config import load
from ecolint.run.config_check import mistakes
from ecolint.run.config_file import ConfigError, read
from ecolint.run.config_schema import checked_schema, schema
from ecolint.run.settings import Settings

SCHEMA = schema(REGISTRY)
CHECKED = checked_schema(REGISTRY)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_valid_json_schema_and_plain_json() -> None:
    VALIDATOR.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA))["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    VALIDATOR.check_schema(schema(Registry()))


def test_every_setting_is_a_key_and_every_key_a_setting() -> None:
    told_elsewhere = {"also-ignore", "chosen", "warnings", "file"}
    settings = {field.replace("_", "-") for field in Settings._fields} - told_elsewhere
    assert settings == SCHEMA["properties"].keys() - {"plugins"}


def test_every_key_says_what_it_is_for() -> None:
    for name, one in SCHEMA["properties"].items():
        described = one if "$ref" not in one else SCHEMA["$defs"]["rules"]
        assert described["description"].endswith(".") or name == "plugins"


def test_rules_and_their_options_are_in_it() -> None:
    table = SCHEMA["$defs"]["rules"]["properties"]["html/large-dom"]
    assert table["description"] == "The page has more elements than a browser handles with ease."
    assert table["properties"]["max"] == {
        "type": "integer",
        "title": "a whole number",
        "minimum": -(2**53),
        "maximum": 2**53,
        "default": 1500,
    }
    assert SCHEMA["$defs"]["rules"]["properties"]["html/big-dom"]["deprecated"] is True


def test_defaults_are_valid_themselves() -> None:
    defaults = {name: one["default"] for name, one in SCHEMA["properties"].items() if "default" in one}
    assert defaults["max-file-size"] == 1_000_000
    VALIDATOR.validate(json.loads(json.dumps(defaults)))


def test_a_full_configuration_is_valid(tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").write_text(FULL)
    VALIDATOR.validate(read(tmp_path / "ecolint.toml").table)


def test_rules_of_a_plugin_that_failed_may_be_named() -> None:
    broken = Registry(rules=REGISTRY.rules, plugins=(Plugin("acme+1", failed=True),))
    table = {"select": ["acme+1/x"], "rules": {"acme+1/x": {"max": "?"}}}
    jsonschema.Draft202012Validator(schema(broken)).validate(table)
    assert not VALIDATOR.is_valid(table)


def words(*known: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(known), st.text("ab/.-* 1", max_size=4))


def lists(*known: str) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.one_of(words(*known), st.just(1)), max_size=3)


anything = st.one_of(
    st.booleans(), st.integers(), st.just(0.5), st.text(max_size=3), st.lists(st.text(max_size=2), max_size=2)
)
rule_tables = st.dictionaries(
    words("html/large-dom", "html/big-dom", "html/old-tag"),
    st.one_of(
        anything,
        st.fixed_dictionaries(
            {},
            optional={
                "max": st.one_of(anything, st.integers()),
                "ratio": st.one_of(anything, st.just(1.5)),
                "strict": anything,
                "tags": anything,
                "word": anything,
                "severity": words("error", "note"),
                "maks": anything,
            },
        ),
    ),
    max_size=2,
)
selectors = lists("html/*", "*", "html/large-dom", "html/big-dom", "saves:network", "saves:disk", "ref:rgesn:4.1")
tables = st.fixed_dictionaries(
    {},
    optional={
        "extends": lists("core", "all", "core:2026.12", "core:2026.11"),
        "select": selectors,
        "ignore": selectors,
        "exclude": lists("vendor/"),
        "default-excludes": lists("tests", "mails"),
        "fail-on": st.one_of(anything, words("note", "never")),
        "require-reason": anything,
        "max-file-size": st.one_of(anything, st.from_regex(r"[0-9]{1,3}(\.[0-9])? ?([kKMGT]i?)?B", fullmatch=True)),
        "time-limit": anything,
        "static": st.one_of(anything, lists("a/"), st.dictionaries(words("/"), words("a/", "../b"), max_size=2)),
        "templates": st.one_of(anything, st.dictionaries(words("*.html"), words("twig", "django"), max_size=2)),
        "own-domains": lists("example.org", "http://x"),
        "lang": words("en", "fr"),
        "baseline": words("a.json", "/a", "..", "a/../b"),
        "rule-files": lists("eco/*.toml"),
        "require-plugins": lists("acme"),
        "plugins": lists("acme"),
        "rules": rule_tables,
        "overrides": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "files": lists("a/"),
                    "select": selectors,
                    "ignore": selectors,
                    "rules": rule_tables,
                    "x": anything,
                },
            ),
            max_size=2,
        ),
        "slect": anything,
    },
)


@given(tables)
def test_what_the_schema_accepts_we_accept(table: dict[str, Any]) -> None:
    for key, value in table.items():
        ours = list(mistakes({key: value}, CHECKED, CHECKED["$defs"]))
        assert (not ours) == VALIDATOR.is_valid({key: value}), ours


@pytest.mark.parametrize(("written", "good"), [("800", True), ("800.0", False), ("1e3", False)])
def test_only_a_whole_number_written_with_a_point_is_judged_otherwise(tmp_path: Path, written: str, good: bool) -> None:
    """JSON doesn't tell 800 from 800.0; TOML does."""
    path = tmp_path / "ecolint.toml"
    path.write_text(f'[rules."html/large-dom"]\nmax = {written}\n')
    VALIDATOR.validate(read(path).table)
    if good:
        load(path, REGISTRY)
    else:
        with pytest.raises(ConfigError, match="must be a whole number"):
            load(path, REGISTRY)
