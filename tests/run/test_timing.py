"""What rules cost is told, and nothing else changes."""

from pathlib import Path

from support import WASTEFUL, Command


def test_each_rule_and_plugin_that_ran_is_told_with_its_cost(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "--timing", "-o", "concise")
    assert ended.code == 1
    assert "html/meta-refresh" in ended.err
    assert "plugin html" in ended.err
    assert "in all" in ended.err


def test_reports_are_the_same(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    for name in ("sarif", "json"):
        assert ecolint("check", "-o", name).out == ecolint("check", "-o", name, "--timing").out
