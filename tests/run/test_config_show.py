"""What holds for a file, and which line says so."""

from pathlib import Path, PurePosixPath

from config_rules import REGISTRY
import pytest

from ecolint.run.config import load, merged
from ecolint.run.config_show import explain_settings
from ecolint.run.settings import Choices, Settings

TEXT = """\
[tool.ecolint]
extends = ["core"]
select = [
  "html/large-dom",
]
fail-on = "note"

[tool.ecolint.rules."html/big-dom"]
severity = "error"
max = 800

[[tool.ecolint.overrides]]
files = ["kiosk/"]
select = ["html/old-tag"]
rules."html/large-dom" = { max = 5000 }
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "pyproject.toml").write_text(TEXT)
    return load(tmp_path / "pyproject.toml", REGISTRY)


def told(settings: Settings, path: str) -> dict[str, tuple[object, str]]:
    folder = settings.file.path.parent if settings.file else Path("/project")
    held = explain_settings(settings, REGISTRY, folder, PurePosixPath(path))
    return {one.key: (one.value, one.origin) for one in held}


def test_without_a_file_all_is_default() -> None:
    held = told(Settings(), "index.html")
    assert held["fail-on"] == ("warning", "default")
    assert held['rules."html/image-not-lazy"'] == ("enabled", "default")
    assert {origin for _, origin in held.values()} == {"default"}


def test_each_value_has_the_line_that_set_it(settings: Settings) -> None:
    held = told(settings, "index.html")
    assert held["fail-on"] == ("note", "pyproject.toml:6")
    assert held["max-file-size"] == (1_000_000, "default")
    assert held['rules."html/image-not-lazy"'] == ("enabled", "pyproject.toml:2")
    assert held['rules."html/large-dom"'] == ("enabled", "pyproject.toml:4")
    assert held['rules."html/large-dom".severity'] == ("error", "pyproject.toml:9")
    assert held['rules."html/large-dom".max'] == (800, "pyproject.toml:10")
    assert held['rules."html/large-dom".ratio'] == (2.0, "default")
    assert 'rules."html/old-tag"' not in held
    assert "overrides" not in held


def test_an_override_shows_for_its_files(settings: Settings) -> None:
    held = told(settings, "kiosk/index.html")
    assert held["overrides"] == (("kiosk/",), "pyproject.toml:12")
    assert held['rules."html/old-tag"'] == ("enabled", "pyproject.toml:14")
    assert held['rules."html/large-dom".max'] == (5000, "pyproject.toml:15")
    assert held['rules."html/large-dom".severity'] == ("error", "pyproject.toml:9")


def test_the_command_line_shows(settings: Settings) -> None:
    held = told(
        merged(settings, Choices(select=("html/large-dom",), fail_on="never", all_files=True), REGISTRY), "a.html"
    )
    assert held["fail-on"] == ("never", "command line")
    assert held["default-excludes"] == ((), "command line")
    assert held['rules."html/large-dom"'] == ("enabled", "command line")
    assert held['rules."html/large-dom".max'] == (800, "pyproject.toml:10")
    assert 'rules."html/image-not-lazy"' not in held
