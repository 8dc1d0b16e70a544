"""What helps to write rules: a plugin and a rule to begin with, and a look at what rules see."""

import os
from pathlib import Path
import subprocess
import sys

import pytest
from support import Command

PAGE = '<p {% if a %}class="x"{% endif %}><img src="{{ b }}"><script>f(1)</script>\n'


def run_tests(plugin: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The plugin's own tests, with the plugin installed."""
    metadata = plugin / "ecolint_acme-0.1.0.dist-info"
    metadata.mkdir(exist_ok=True)
    (metadata / "entry_points.txt").write_text("[ecolint]\nacme = ecolint_acme\n", "utf-8")
    env = {**os.environ, "PYTHONPATH": str(plugin), "ECOLINT_CACHE_DIR": "none"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "tests"]
    return subprocess.run(command, cwd=plugin, env=env, capture_output=True, text=True, check=False)


def test_a_new_plugins_tests_pass_at_once(ecolint: Command, tmp_path: Path) -> None:
    assert ecolint("new-plugin", "acme").code == 0
    ended = run_tests(tmp_path / "ecolint-acme")
    assert ended.returncode == 0, ended.stdout
    assert "10 passed" in ended.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--select", 'img[alt=""]'),
        ("--query", "(call_expression) @call", "--language", "javascript"),
        ("--language", "css"),
    ],
    ids=lambda options: options[0],
)
def test_a_new_rules_tests_fail_until_it_is_real(ecolint: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    ecolint("new-plugin", "acme", "--folder", tmp_path)
    ended = ecolint("new-rule", "acme/big-waste", *options)
    assert ended.code == 0, ended.err
    ran = run_tests(tmp_path)
    assert ran.returncode == 1, ran.stdout
    assert "acme/big-waste declaration" in ran.stdout
    assert "a sentence that says what is wrong" in ran.stdout
    assert "during collection" not in ran.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--query", '((call function: (identifier) @_f) @call-it (#eq? @_f "@x"))'), "def big_waste(call_it: Node)"),
        (("--query", '((call) @a.b (#eq? @a.b "it\'s"))'), "def big_waste(a_b: Node)"),
        (("--query", '((call function: (attribute object: (_) @mod)) @call (#eq? @mod "x"))'), "report(call, "),
        (("--select", "a[href='x'] > b"), """select="a[href='x'] > b","""),
    ],
)
def test_a_new_rule_takes_what_was_asked_for(
    ecolint: Command, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    ecolint("new-plugin", "acme", "--folder", tmp_path)
    assert ecolint("new-rule", "acme/big-waste", *options, "--language", "python").code == 0
    text = (tmp_path / "ecolint_acme" / "rules" / "big_waste.py").read_text("utf-8")
    assert told in text
    made: dict[str, object] = {}
    exec(compile(text, "big_waste.py", "exec"), made)
    pattern = made["big_waste"].pattern  # type: ignore[attr-defined]
    assert options[1] in (pattern.select, pattern.query)


def test_a_query_that_hands_nothing_over_and_a_name_of_pythons_are_refused(ecolint: Command, tmp_path: Path) -> None:
    ecolint("new-plugin", "acme", "--folder", tmp_path)
    ended = ecolint("new-rule", "acme/big-waste", "--query", "((call) @_private)", "--language", "python")
    assert (ended.code, "captures nothing" in ended.err) == (2, True)
    ended = ecolint("new-rule", "acme/import", "--select", "a")
    assert (ended.code, "Python keeps that name" in ended.err) == (2, True)
    assert sorted(path.name for path in (tmp_path / "ecolint_acme" / "rules").iterdir())[1:] == [
        "loud_autoplay.py",
        "print_in_loop.py",
    ]


def test_nothing_is_written_over(ecolint: Command, tmp_path: Path) -> None:
    assert ecolint("new-plugin", "acme").code == 0
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert ecolint("new-plugin", "acme").code == 2
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("name", ["Acme", "../acme", "acme_x", "", "a/b"])
def test_a_name_that_is_none_is_refused(ecolint: Command, tmp_path: Path, name: str) -> None:
    assert ecolint("new-plugin", name).code == 2
    assert ecolint("new-rule", f"acme/{name}x/").code == 2
    assert not list(tmp_path.iterdir())


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_inspect_shows_tree_elements_embedded_code_and_template_tags(ecolint: Command, page: Path) -> None:
    out = ecolint("inspect", page).out
    assert "(attribute_value)  x" in out
    assert "<img src=" in out
    assert "javascript in element at 1:62: tree" in out
    assert "statement in tag  {% if a %}" in out


def test_inspect_shows_captures_matches_and_a_place(ecolint: Command, page: Path) -> None:
    assert (
        "@name (attribute_name)  src"
        in ecolint("inspect", page, "--query", "(attribute_name) @name", "--language", "html").out
    )
    selected = ecolint("inspect", page, "--select", "img").out
    assert "<img" in selected
    assert "<p" not in selected
    assert "(call_expression)" in ecolint("inspect", page, "--at", "1:63", "--language", "javascript").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--query", "(nothing) @a", "--language", "html"), "nothing"),
        (("--select", "img["), "column"),
        (("--at", "9:9"), "there are 2 lines"),
        (("--language", "css"), "there is no css in"),
    ],
)
def test_inspect_tells_what_is_wrong(ecolint: Command, page: Path, options: tuple[str, ...], told: str) -> None:
    ended = ecolint("inspect", page, *options)
    assert ended.code == 2
    assert told in ended.err


def test_inspect_shows_style_sheets_in_a_page_and_marks_where_a_query_means_something(
    ecolint: Command, tmp_path: Path
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<style>a { top: 0 }</style><p style='top: 0'>a</p><script>go()</script>", "utf-8")
    shown = ecolint("inspect", page).out
    assert "css in element at 1:8" in shown
    assert "css in attribute" in shown
    asked = ecolint("inspect", page, "--query", "(call_expression) @call")
    assert asked.code == 0
    assert "@call (call_expression)  go()" in asked.out
    assert "javascript in element" in asked.out


def test_inspect_fits_a_terminal_and_shows_what_is_written(
    ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = "<p>{{ item.name | escape | truncate: 120 | default: 'a very long expression of a template' }} and</p>\n"
    (tmp_path / "page.html").write_text(text + "<script>f(" + "a" * 100 + ")</script>", "utf-8")
    for options in ((), ("--select", "script"), ("--query", "(text) @text"), ("--at", "2:12")):
        out = ecolint("inspect", "page.html", *options, *(("--language", "html") if options else ())).out
        assert max(map(len, out.splitlines())) <= 80
    assert "(text)  {{ item.name" in ecolint("inspect", "page.html").out


def test_inspect_shows_a_place_in_the_documents_that_reach_there(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<p onclick="f(1)"></p><script>g(2)</script>', "utf-8")
    out = ecolint("inspect", "page.html", "--at", "1:31").out
    assert "g(2)" in out
    assert "javascript in attribute" not in out
