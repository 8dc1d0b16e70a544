"""What a package says that it runs on."""

from pathlib import PurePosixPath

from ecolint_js.manifests import Manifest
from ecolint_js.targets import oldest_node
from hypothesis import given
from hypothesis import strategies as st
import pytest


def manifest(engines: object) -> Manifest:
    return Manifest(PurePosixPath("package.json"), {"engines": engines}, {}, frozenset())


@pytest.mark.parametrize(
    ("versions", "oldest"),
    [
        (">=8.9", (8, 9)),
        (">= v4.0", (4, 0)),
        (">=18.0.0 <21", (18, 0)),
        ("<21 >=18", (18, 0)),
        ("^18.12.1 || ^20.11.1 || >=22", (18, 12)),
        ("^20.19.0||^16.13", (16, 13)),
        ("~14.5", (14, 5)),
        ("16.17.0", (16, 17)),
        ("=16.17.0", (16, 17)),
        ("8.x", (8, 0)),
        ("14 - 18", (14, 0)),
        (">=20.0.0-rc.1", (20, 0)),
        ("<12", (0, 0)),
        ("*", (0, 0)),
        ("", (0, 0)),
        ("lts/*", (0, 0)),
    ],
)
def test_the_oldest_version_of_node_is_the_lower_end_of_the_range(versions: str, oldest: tuple[int, int]) -> None:
    assert oldest_node(manifest({"node": versions})) == oldest


@pytest.mark.parametrize("engines", [None, [], "node", {}, {"npm": ">=8"}, {"node": 18}, {"node": None}])
def test_what_declares_no_version_of_node_has_no_oldest_one(engines: object) -> None:
    assert oldest_node(manifest(engines)) is None


@given(st.text(alphabet="0123456789.<>=^~|x*- v", max_size=30))
def test_any_range_has_an_oldest_version(versions: str) -> None:
    assert oldest_node(manifest({"node": versions})) >= (0, 0)  # type: ignore[operator]
