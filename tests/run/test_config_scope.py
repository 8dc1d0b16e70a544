"""What the patterns and paths of a configuration mean, wherever it lies."""

from pathlib import Path, PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.run.config_file import read
from ecolint.run.default_excludes import CLASSES
from ecolint.run.scope import (
    base_folder,
    excludes,
    matcher,
    rooted,
    static_folders,
    static_prefixes,
    template_languages,
)
from ecolint.run.settings import Settings


@pytest.fixture
def inner(tmp_path: Path) -> Settings:
    """Settings of a configuration in the folder `web [1]` of the root."""
    (tmp_path / "web [1]").mkdir()
    (tmp_path / "web [1]" / "ecolint.toml").touch()
    return Settings(
        exclude=("legacy/", "/old.html", "!pages/legacy/"),
        templates=(("*.html", "django"), ("twig/**", "twig")),
        static=(("", "public/"), ("/static/", "./assets")),
        file=read(tmp_path / "web [1]" / "ecolint.toml"),
    )


def test_without_a_file_the_root_is_meant() -> None:
    settings = Settings(exclude=("legacy/", "/old.html"), static=(("", "public/"), ("/", "./")))
    root = Path("/project")
    assert excludes(settings, root)["configuration"] == ("legacy/", "/old.html")
    assert static_folders(settings, root) == ["public"]
    assert static_prefixes(settings, root) == {"/": ""}
    assert base_folder(settings, root) == root


def test_below_the_root_its_own_folder_is_meant(inner: Settings, tmp_path: Path) -> None:
    assert excludes(inner, tmp_path)["configuration"] == (
        r"/web \[1]/**/legacy/",
        r"/web \[1]/old.html",
        r"!/web \[1]/pages/legacy/",
    )
    assert static_folders(inner, tmp_path) == ["web [1]/public"]
    assert static_prefixes(inner, tmp_path) == {"/static/": "web [1]/assets"}
    assert base_folder(inner, tmp_path) == tmp_path / "web [1]"


def test_elsewhere_the_root_is_meant(inner: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert excludes(inner, other)["configuration"] == inner.exclude
    assert base_folder(inner, other) == other


def test_the_configured_excludes_come_before_the_classes_that_are_on() -> None:
    assert list(excludes(Settings(), Path("/p"))) == ["configuration", *CLASSES]
    chosen = excludes(Settings(default_excludes=("tests", "minified")), Path("/p"))
    assert chosen == {"configuration": (), "minified": CLASSES["minified"], "tests": CLASSES["tests"]}


def test_the_last_pattern_names_the_template_language(inner: Settings, tmp_path: Path) -> None:
    of = template_languages(inner, tmp_path)
    assert of(PurePosixPath("web [1]/a/b.html")) == "django"
    assert of(PurePosixPath("web [1]/twig/b.html")) == "twig"
    assert of(PurePosixPath("web [1]/a.css")) == ""
    assert of(PurePosixPath("web 1/b.html")) == ""


def test_a_pattern_for_a_folder_means_all_in_it() -> None:
    matches = matcher(Settings(), Path("/p"), ["emails/", "!x.html", "/a/*.css"])
    assert matches(PurePosixPath("shop/emails/new/y.html"))
    assert not matches(PurePosixPath("emails.html"))
    assert matches(PurePosixPath("a/b.css"))
    assert not matches(PurePosixPath("b/a/b.css"))
    assert not matches(PurePosixPath("x.html"))


def test_comments_and_empty_patterns_match_nothing() -> None:
    matches = matcher(Settings(), Path("/p"), ["", "#x", "/"])
    assert not matches(PurePosixPath("#x"))
    assert not matches(PurePosixPath("x"))


patterns = st.from_regex(r"/?([ab*?]{1,3}/){0,2}([ab*?]{1,3}|\*\*)/?", fullmatch=True)
paths = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3).map("/".join)


@given(patterns, paths)
def test_a_pattern_moved_into_a_folder_means_there_what_it_meant(pattern: str, path: str) -> None:
    here = matcher(Settings(), Path("/p"), [pattern])
    there = matcher(Settings(), Path("/p"), [rooted(pattern, "in/side")])
    assert there(PurePosixPath("in/side", path)) == here(PurePosixPath(path))
    assert not there(PurePosixPath("in", path))
