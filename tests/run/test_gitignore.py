"""`.gitignore` patterns mean what they mean to git."""

from pathlib import Path
import re
import shutil
import subprocess

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from ecolint.run.exclusion import Exclusions
from ecolint.run.gitignore import Patterns, parse, translate

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="compares with git")


def patterns(*lines: str) -> Patterns:
    return Patterns(pattern for line in lines if (pattern := parse(line)))


@pytest.mark.parametrize(
    ("line", "path", "is_folder"),
    [
        ("build", "build", False),
        ("build", "site/build", True),
        ("build/", "build", True),
        ("/build", "build", False),
        ("site/build", "site/build", False),
        ("*.min.js", "a/b.min.js", False),
        ("a?c", "abc", False),
        ("a[bc]d", "acd", False),
        ("a[!bc]d", "axd", False),
        ("a[^bc]d", "axd", False),
        ("a[b-d]", "ac", False),
        ("[c-a]", "c", False),
        ("a[]]", "a]", False),
        ("a[]-]", "a-", False),
        ("a[[:digit:]]", "a7", False),
        (r"a[\]]", "a]", False),
        (r"\#a", "#a", False),
        (r"\!a", "!a", False),
        (r"a\*", "a*", False),
        ("a ", "a", False),
        (r"a\ ", "a ", False),
        (r"a\  ", "a ", False),
        ("**/a", "a", False),
        ("**/a", "b/c/a", False),
        ("a/**", "a/b", False),
        ("a/**/b", "a/b", False),
        ("a/**/b", "a/x/y/b", False),
        ("a/*", "a/b", False),
        ("*", "a\nb", False),
        ("caf\u00e9", "caf\u00e9", False),
        ("a\udcff", "a\udcff", False),
    ],
)
def test_a_pattern_matches(line: str, path: str, is_folder: bool) -> None:
    assert patterns(line).match(path, is_folder)


@pytest.mark.parametrize(
    ("line", "path", "is_folder"),
    [
        ("build/", "build", False),
        ("/build", "site/build", False),
        ("site/build", "old/site/build", False),
        ("a?c", "ac", False),
        ("a/*", "a/b/c", False),
        ("a/**", "a", True),
        ("a/**/b", "a/xb", False),
        ("a[/]b", "a/b", False),
        ("a[c-b]", "ab", False),
        ("a[b", "a[b", False),
        ("a[b", "ab", False),
        ("a[[:hex:]]", "a7", False),
        ("a\\", "a", False),
        ("a\\", "a\\", False),
        ("A", "a", False),
        ("a.html", "axhtml", False),
        ("# a", "a", False),
        ("", "a", False),
        ("   ", "a", False),
        ("/", "a", True),
        ("!", "a", True),
    ],
)
def test_a_pattern_does_not_match(line: str, path: str, is_folder: bool) -> None:
    assert patterns(line).match(path, is_folder) is None


def test_the_last_pattern_that_matches_decides() -> None:
    chosen = patterns("*.js", "!keep.js", "src/keep.js").match
    assert chosen("a.js", False).negated is False  # type: ignore[union-attr]
    assert chosen("keep.js", False).negated is True  # type: ignore[union-attr]
    assert chosen("src/keep.js", False).text == "src/keep.js"  # type: ignore[union-attr]


_NAMES = ("a", "b", "ab", "a.b", "-", "[", "a b", "#a", "!a", "*", "]")
_SEGMENT = st.one_of(
    st.sampled_from(
        ("**", "*", "?", "a*", "*b", "*.b", "[ab]", "[!a]*", "[a-b]?", "[]-]", "[", r"\[", r"\*", r"\#a", "a\\")
    ),
    st.sampled_from(_NAMES),
    st.text(alphabet="ab.*?[]!-\\", min_size=1, max_size=5).filter(lambda segment: "**" not in segment),
)
_LINE = st.builds(
    lambda sign, start, segments, end: sign + start + "/".join(segments) + end,
    st.sampled_from(("", "", "!", "#", " ")),
    st.sampled_from(("", "", "/")),
    st.lists(_SEGMENT, min_size=1, max_size=3),
    st.sampled_from(("", "", "/", " ", r"\ ", "//")),
)
_LINES = st.lists(_LINE, max_size=5)
_FILES = st.sets(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3).map(tuple), min_size=1, max_size=8)


def git_ignores(repository: Path, paths: list[str]) -> set[str]:
    asked = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=repository,
        input="\0".join(paths).encode(),
        capture_output=True,
        check=False,
    )
    assert asked.returncode in (0, 1), asked.stderr
    return set(asked.stdout.decode().split("\0")) - {""}


@needs_git
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=_FILES, top=_LINES, inner=_LINES, own=_LINES)
def test_the_same_files_are_ignored_as_by_git(
    tmp_path: Path, files: set[tuple[str, ...]], top: list[str], inner: list[str], own: list[str]
) -> None:
    repository = tmp_path / "repository"
    shutil.rmtree(repository, ignore_errors=True)
    subprocess.run(["git", "init", "-q", repository], check=True)
    names = ["/".join(parts) for parts in files if not any(other[: len(parts)] == parts != other for other in files)]
    for name in names:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).touch()
    for place, lines in ((".gitignore", top), ("a/.gitignore", inner), (".git/info/exclude", own)):
        if (repository / place).parent.is_dir():
            (repository / place).write_text("\n".join(lines) + "\n")
    exclusions = Exclusions(str(repository), {})
    assert {name for name in names if exclusions.of(name, is_folder=False)} == git_ignores(repository, names)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 12 + "b", "a" * 200),
        ("**/a/" * 12 + "b", "a/" * 300 + "c"),
        ("**/*a*a*a/" * 6 + "b", "aaaaaa/" * 100 + "c"),
    ],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    import time

    started = time.process_time()
    assert not re.fullmatch(translate(pattern), path, re.DOTALL)
    assert time.process_time() - started < 0.5
