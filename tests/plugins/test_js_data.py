"""Every entry of the tables about libraries says where it is from, and when that was read."""

from datetime import date
import re

from ecolint_js.clients import CLIENTS
from ecolint_js.databases import MAPPERS
from ecolint_js.libraries import table
import pytest


@pytest.mark.parametrize("name", ["heavy_dependencies", "whole_libraries"])
def test_entries_have_a_source_and_a_date(name: str) -> None:
    for module, entry in table(name).items():
        assert entry["source"].startswith(("https://", "docs/evidence/")), module
        assert isinstance(entry["read"], date), module


def test_heavy_dependencies_are_needed_by_packages_perhaps_before_a_major_version() -> None:
    for name, entry in table("heavy_dependencies").items():
        for needed_by in entry.get("needed_by", ()):
            assert re.fullmatch(r"[\w@/.-]+(<[1-9]\d*)?", needed_by), (name, needed_by)


def test_libraries_for_infinite_scrolling_have_a_source_and_a_date() -> None:
    for entry in table("infinite_scroll")["library"]:
        assert entry["source"].startswith(("https://", "npm package ")), entry
        assert isinstance(entry["read"], date), entry


def test_groups_of_packages_have_sources() -> None:
    packages = table("packages")
    assert isinstance(packages["read"], date)
    for group in ("client_ml", "mining", "compression", "polyfills", "groups_source"):
        assert packages[group]["source"], group
    assert set(packages["native"].values()) == set(packages["native_sources"])


def test_clients_and_mappers_have_a_source() -> None:
    assert all(known.source.startswith("https://") for known in (*CLIENTS, *MAPPERS))
