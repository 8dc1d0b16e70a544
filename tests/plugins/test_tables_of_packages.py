"""Packages, libraries and sets of icons that rules know: data, each entry with its source and day."""

from datetime import date
import json
from pathlib import Path

from ecolint_css import packages
from ecolint_html import libraries
import pytest

TABLES = {
    Path(packages.__file__).parent / "packages.json": {"bundler", "translator", "converter", "still"},
    Path(libraries.__file__).parent / "libraries.json": {"library", "carousel", "converter"},
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_entry_has_a_kind_that_rules_ask_for_a_source_and_a_date_and_stands_there_once(table: Path) -> None:
    entries = json.loads(table.read_bytes())
    assert {entry["kind"] for entry in entries} == TABLES[table]
    assert len({(entry["name"], entry["kind"], entry.get("package")) for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["name"]
        assert entry["source"]
        assert date.fromisoformat(entry["date"]) <= date.today()


def test_packages_are_asked_for_by_kind() -> None:
    assert "postcss-import" in packages.packages_of("bundler")
    assert "imagemin-webp" in libraries.packages_of("converter")
    assert "imagemin-webp" not in libraries.packages_of("library")
