"""What authors of plugins test with: snapshots, the pytest plugin, rules on real files."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
import subprocess
import sys

import pytest
from support import Command

from ecolint import Edit, Element, Fix, Report, Rule, report, rule
from ecolint.run.timing import Cost
from ecolint.testing import Case, check_snapshot, rules, snapshot_of, stale_snapshots, try_on
from ecolint.testing.corpus import Tried


@rule("html", select="marquee", saves=["cpu"], evidence="consensus")
def moving_text(element: Element) -> Report:
    """Moving text repaints for as long as the page is open.

    Readers can't stop it.

    ```html bad
    <marquee>News</marquee>
    ```

    ```html good
    <p>News</p>
    ```

    ```html bad
    <p>Old</p>
    <marquee>News</marquee>
    ```
    """
    return report(element, "repainted without end; write it as plain text")


RULE = moving_text.named("acme")
SNAPSHOT = """\
bad 1

example.html:1:1 warning acme/moving-text  repainted without end; write it as plain text
  1 | <marquee>News</marquee>
    | ^^^^^^^^^

bad 3

example.html:2:1 warning acme/moving-text  repainted without end; write it as plain text
  2 | <marquee>News</marquee>
    | ^^^^^^^^^
"""


def test_a_snapshot_is_the_text_report_of_the_bad_examples() -> None:
    assert snapshot_of(RULE) == SNAPSHOT


def saying(template: str, title: str = "", **values: str) -> Rule:
    """A rule that answers with this sentence, and a fix of this title."""

    @rule("html", select="marquee", saves=["cpu"], evidence="consensus")
    def moving_text(element: Element) -> Report:
        """Moving text repaints for as long as the page is open.

        Readers can't stop it.

        ```html bad
        <marquee>News</marquee>
        ```
        """
        fix = Fix(title, (Edit(element.span, "<p>News</p>"),)) if title else None
        return report(element, template, fix=fix, **values)

    return moving_text.named("acme")


def test_a_name_that_nothing_fills_fails_the_example_that_says_it() -> None:
    def failure(*arguments: str, **values: str) -> str:
        return Case(saying(*arguments, **values), 1).failure()

    assert failure("{what} is heavy").startswith(
        "the sentence '{what} is heavy' needs a value for 'what': report(…, what=value); "
        "braces that are meant are a value, too: '{what}'"
    )
    assert failure("heavy", "Drop {what}").startswith(
        "the fix's title 'Drop {what}' needs a value for 'what': Phrase(…, what=value)"
    )
    assert "needs a value for 'size': report(…, " in failure("{what} is {size}", what="it")
    assert failure("{what} is heavy", what="{what}") == ""
    assert failure("heavy; write { passive: true } or {}") == ""


def test_it_is_written_when_asked_for_and_compared_else(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="has no snapshot"):
        check_snapshot(RULE, tmp_path)
    check_snapshot(RULE, tmp_path, update=True)
    file = tmp_path / "acme" / "moving-text.txt"
    assert file.read_text("utf-8") == SNAPSHOT
    check_snapshot(RULE, tmp_path)
    file.write_text(SNAPSHOT.replace("repainted", "painted anew"), "utf-8")
    with pytest.raises(AssertionError, match="pytest --ecolint-update") as failed:
        check_snapshot(RULE, tmp_path)
    assert "+example.html:1:1 warning acme/moving-text  repainted" in str(failed.value)
    assert "painted anew" in file.read_text("utf-8")


def test_snapshots_of_rules_that_are_gone_are_named(tmp_path: Path) -> None:
    check_snapshot(RULE, tmp_path, update=True)
    assert stale_snapshots(tmp_path, [RULE]) == []
    assert stale_snapshots(tmp_path, rules("html")) == [tmp_path / "acme" / "moving-text.txt"]


SUITE = """
import pytest
from ecolint.testing import rules

some = [rule for rule in rules("html") if rule.short_name in ("meta-refresh", "animated-gif")]

@pytest.mark.parametrize("rule", some, ids=str)
def test_what_it_says(rule, ecolint_snapshot):
    ecolint_snapshot(rule)

def test_else():
    pass
"""
HEADING = "snapshots of rules that are gone: "


@pytest.fixture
def suite(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the tests of a plugin's author; a snapshot is left of a rule that has got another name."""
    (tmp_path / "test_mine.py").write_text(SUITE, "utf-8")

    def pytest_(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    for one in rules("html"):
        if one.short_name in ("meta-refresh", "animated-gif"):
            check_snapshot(one, tmp_path / "snapshots", update=True)
    (tmp_path / "snapshots" / "html" / "meta-refreshing.txt").write_text("bad 1\n", "utf-8")
    (tmp_path / "snapshots" / "html" / "notes.txt").write_text("For all who read this.\n", "utf-8")
    return pytest_


@pytest.mark.parametrize(
    "some",
    [
        ["-k", "gif"],
        pytest.param(["test_mine.py::test_what_it_says"], marks=pytest.mark.slow),
        pytest.param(["-n", "1", "-k", "gif"], marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_snapshots_of_rules_that_are_gone_fail_a_whole_run_and_its_update_deletes_them(
    some: list[str], suite: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    html = tmp_path / "snapshots" / "html"
    everything = some[:2] if "-n" in some else []
    ended = suite(*some, "--ecolint-update")
    assert (ended.returncode, f"{HEADING}pytest --ecolint-update deletes them" in ended.stdout) == (0, True)
    ended = suite(*everything)
    assert ended.returncode == 1
    assert f"{HEADING}delete them with pytest --ecolint-update\n  snapshots/html/meta-refreshing.txt\n" in ended.stdout
    assert (html / "meta-refreshing.txt").exists()
    ended = suite(*everything, "--ecolint-update")
    assert (ended.returncode, f"{HEADING}deleted" in ended.stdout) == (0, True)
    assert sorted(path.name for path in html.iterdir()) == ["animated-gif.txt", "meta-refresh.txt", "notes.txt"]


def test_everybodys_pytest_loads_the_plugin_and_nothing_else_of_ecolint() -> None:
    code = """
        import sys, pytest
        before = set(sys.modules)
        import ecolint.pytest_plugin
        print(*sorted(set(sys.modules) - before))
    """
    code = "\n".join(line.strip() for line in code.splitlines())
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["ecolint", "ecolint.pytest_plugin"]


def test_pytest_finds_it() -> None:
    found = [entry.value for entry in entry_points(group="pytest11") if entry.name == "ecolint"]
    assert found in ([], ["ecolint.pytest_plugin"])  # none: this folder was installed before there was one


@pytest.fixture
def real(tmp_path: Path) -> Path:
    folder = tmp_path / "real"
    (folder / "node_modules").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "page.html").write_text('<meta http-equiv="refresh" content="30"><a href="x">', "utf-8")
    (folder / "node_modules" / "a.html").write_text('<meta http-equiv="refresh" content="30">', "utf-8")
    return folder


def test_rules_are_tried_on_real_files(real: Path) -> None:
    tried = try_on(real, "html")
    assert (tried.files, len(tried.crashes)) == (2, 0)
    assert [finding.rule for finding in tried.findings].count("html/meta-refresh") == 2
    assert {name.partition("/")[0] for name in tried.costs if "/" in name} == {"html"}
    assert str(tried).startswith("2 files, ")
    assert "plugin html" in str(tried)


@pytest.mark.parametrize(
    ("cost", "seconds", "named"),
    [
        (Cost(900, 3.0), 4.0, True),
        (Cost(900, 3.0), 9.0, False),  # others cost as much
        (Cost(10, 3.0), 4.0, False),  # once for each file: it looks at the whole
        (Cost(900, 0.03), 0.04, False),
    ],
)
def test_a_rule_that_costs_more_than_all_the_rest_for_each_match_is_named(
    cost: Cost, seconds: float, named: bool
) -> None:
    tried = Tried(10, (), (), {}, {"acme/a": cost}, seconds)
    assert ("acme/a costs more than all the rest: let doc.once" in str(tried)) is named


def test_so_does_the_command_which_tells_what_crashes(ecolint: Command, install: object, real: Path) -> None:
    from ecolint.testing import installed

    code = """
        from ecolint import hookimpl, rule

        @rule("html", select="a", saves=["cpu"], evidence="consensus")
        def acme(a):
            '''A title.

            A reason.

            ```html bad
            <a></a>
            ```

            ```html good
            <b></b>
            ```
            '''
            return "wasted" if "href" not in a.attributes else 1 / 0

        @hookimpl
        def ecolint_rules():
            return [acme]
    """
    install(code)  # type: ignore[operator]
    installed.cache_clear()
    try:
        ended = ecolint("plugins", "check", "acme", "--on", real)
        assert ended.code == 1
        assert "2 files, 0 findings, 1 crashes" in ended.out
        assert "rule acme/acme on page.html: ZeroDivisionError" in ended.out
        assert " ms       1 call  acme/acme" in ended.out
    finally:
        installed.cache_clear()
