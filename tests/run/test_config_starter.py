"""The configuration that `ecolint init` writes."""

from pathlib import Path
import re

from config_rules import REGISTRY, RULES

from ecolint.model.registry import Registry
from ecolint.run.config import load
from ecolint.run.starter import starter_config


def test_it_says_what_holds_anyway(tmp_path: Path) -> None:
    path = tmp_path / "ecolint.toml"
    path.write_text(starter_config(REGISTRY))
    settings = load(path, REGISTRY)
    assert (settings.extends, settings.fail_on, settings.select, settings.overrides) == (("core",), "warning", (), ())


def test_every_line_in_comments_is_valid_once_it_is_not(tmp_path: Path) -> None:
    for registry in (REGISTRY, *(Registry(rules={rule.name: rule}) for rule in RULES)):
        path = tmp_path / "ecolint.toml"
        path.write_text(re.sub(r"^# (?=\[|[a-z-]+ = )", "", starter_config(registry), flags=re.MULTILINE))
        settings = load(path, registry)
        assert settings.select
        assert settings.ignore
        assert settings.rules
        assert settings.overrides
        assert settings.warnings == ()


def test_it_tells_how_many_rules_a_preset_has() -> None:
    assert "core: 2 rules," in starter_config(REGISTRY)
    assert "all: 4 rules," in starter_config(REGISTRY)
