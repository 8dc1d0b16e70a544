"""Third parties by their addresses."""

from datetime import date
import json
from pathlib import Path

from ecolint_html import hosts
from ecolint_html.hosts import host_of, name_of, service
import pytest


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.org/a", "example.org"),
        ("//cdn.example.org:8443/a", "cdn.example.org"),
        ("https://user@example.org?x", "example.org"),
        ("/within/the/site", ""),
        ("mailto:a@example.org", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address_is_in_lower_case_and_empty_within_the_site(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://www.youtube-nocookie.com/embed/abc?rel=0", "video", "YouTube"),
        ("//www.youtube.com/watch?v=abc", "video", ""),
        ("https://fonts.gstatic.com", "font", "Google Fonts"),
        ("https://fonts.google.com/specimen/Roboto", "font", ""),
        ("https://notyoutube.com/embed/abc", "video", ""),
    ],
)
def test_a_service_is_known_by_host_and_beginning_of_path(address: str, kind: str, name: str) -> None:
    assert name_of(address, kind) == name


def test_the_most_specific_entry_decides_the_kind() -> None:
    pixel = service("https://connect.facebook.net/fr_FR/fbevents.js")
    widget = service("https://connect.facebook.net/fr_FR/sdk.js")
    assert (pixel and pixel.kind, widget and widget.kind) == ("analytics", "social")


def test_a_team_adds_hosts_of_its_own() -> None:
    assert name_of("https://eu.fonts.example/a.css", "font", ("fonts.example",)) == "fonts.example"
    assert name_of("https://otherfonts.example/a.css", "font", ("fonts.example",)) == ""


def test_every_entry_has_a_source_and_a_date_and_no_address_twice() -> None:
    entries = json.loads((Path(hosts.__file__).parent / "hosts.json").read_text())
    addresses = [address for entry in entries for address in entry["addresses"]]
    assert len(addresses) == len(set(addresses))
    for entry in entries:
        assert entry["name"]
        assert entry["page"].startswith("https://")
        assert entry["source"]
        assert set(entry["unverified"]) <= set(entry["addresses"])
        assert (entry["unverified"] == entry["addresses"]) == entry["source"].startswith("general knowledge")
        assert date.fromisoformat(entry["date"]) <= date.today()
        assert all(address == address.strip() and "://" not in address for address in entry["addresses"])
