"""Plugins written for API v1 work for ever, and the example plugins do what they show."""

from collections.abc import Iterator
from pathlib import Path
import sys

import pytest
from support import Command

import ecolint as public

ROOT = Path(__file__).parent.parent
PAGE = """<div><p style="x">a</p><img src="a.png"><img src="<% b %>"><link href="none.css"></div>"""
V1 = {
    *("rule", "fact", "report", "rules_in", "hookimpl"),
    *("Rule", "Report", "Finding", "Fix", "Edit", "Span", "Severity", "Problem"),
    *("Document", "Element", "Node", "UNKNOWN", "Fact", "Facts", "File", "Files"),
    *("Language", "Injection", "Markup", "AttributeCode", "TemplateSyntax", "TemplateTag"),
    *("Reporter", "Results", "__version__"),
}
"""The public API. Names may be added, never taken away."""


@pytest.fixture
def put_on_path(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Install a plugin from a folder of this repository."""
    added: list[str] = []

    def put(folder: Path, name: str) -> None:
        metadata = tmp_path_factory.mktemp("site-packages") / f"ecolint_{name}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "entry_points.txt").write_text(f"[ecolint]\n{name} = ecolint_{name}\n", "utf-8")
        monkeypatch.syspath_prepend(str(metadata.parent))
        monkeypatch.syspath_prepend(str(folder))
        added.append(f"ecolint_{name}")

    yield put
    for name in [name for name in sys.modules if name.split(".")[0] in added]:
        del sys.modules[name]


def test_no_name_of_the_public_api_is_lost() -> None:
    assert set(public.__all__) >= V1


def test_a_plugin_of_v1_works(put_on_path: object, ecolint: Command, tmp_path: Path) -> None:
    put_on_path(ROOT / "tests" / "contract" / "v1", "contract")  # type: ignore[operator]
    (tmp_path / "page.contract").write_text(PAGE, "utf-8")
    ended = ecolint("check", "-o", "contract")
    assert ended.out.splitlines() == [
        "page.contract|contract/whole-document|warning|many elements; split the page|0",
        "page.contract|contract/by-query|warning|styled here; use a class|8",
        "page.contract|contract/by-selector|note|img is eager; wait|23",
        "page.contract|contract/by-facts|warning|leads nowhere; mend it|59",
    ], ended.err
    assert ended.code == 1


def test_former_names_and_options_of_a_plugin_of_v1_work(put_on_path: object, ecolint: Command, tmp_path: Path) -> None:
    put_on_path(ROOT / "tests" / "contract" / "v1", "contract")  # type: ignore[operator]
    (tmp_path / "page.contract").write_text(PAGE, "utf-8")
    (tmp_path / "ecolint.toml").write_text(
        'ignore = ["contract/former-name"]\n[rules."contract/whole-document"]\nmax = 100\nseverity = "error"\n', "utf-8"
    )
    out = ecolint("check", "-o", "contract").out
    assert "by-selector" not in out
    assert "whole-document" not in out


def test_the_example_reporter_counts(put_on_path: object, ecolint: Command, tmp_path: Path) -> None:
    put_on_path(ROOT / "examples" / "plugins" / "ecolint-table", "table")  # type: ignore[operator]
    (tmp_path / "page.html").write_text('<meta http-equiv="refresh" content="30">', "utf-8")
    assert ecolint("check", "-o", "table").out == "     1      1  html/meta-refresh\n"


def test_the_example_language_is_linted(put_on_path: object, ecolint: Command, tmp_path: Path) -> None:
    pytest.importorskip("tree_sitter_go")
    put_on_path(ROOT / "examples" / "plugins" / "ecolint-go", "go")  # type: ignore[operator]
    (tmp_path / "a.go").write_text("package a\nfunc f() {\n\tfor {\n\t\tdefer g()\n\t}\n}\n", "utf-8")
    assert "a.go:4:3: warning go/defer-in-loop" in ecolint("check", "-o", "concise", "--select", "go/*").out
    assert "go/defer-in-loop" in ecolint("check", "-o", "concise", "--extends", "go/server").out
