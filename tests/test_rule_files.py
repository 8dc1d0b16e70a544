"""Rules as data: a TOML file says what a Python rule would, and can do no harm."""

from pathlib import Path
import re
import textwrap
from typing import Any

import pytest
from support import RULE_FILE as FILE
from support import Command

from ecolint.model.data_rule import KEYS, REQUIRED, rule_of
from ecolint.model.declaration import RuleError
from ecolint.reporters.rule_help import plain
from ecolint.testing import cases_of, lint_text

PLAYER: dict[str, Any] = {
    "name": "old-player",
    "title": "The old player is used.",
    "why": "It fetches two megabytes before anyone presses play.",
    "message": "{tag} with {data-src}: the old player; use video",
    "languages": ["html"],
    "select": "div.player[data-src]",
    "saves": ["network"],
    "bad": ['<div class="player" data-src="a.mp4"></div>'],
    "good": ['<video src="a.mp4"></video>'],
}
LOOP: dict[str, Any] = {
    "name": "query-in-loop",
    "title": "A query runs on every turn of a loop.",
    "why": "Each turn waits for the database.",
    "message": "{call} runs on every turn; fetch all at once",
    "languages": ["python"],
    "query": '(call function: (attribute attribute: (identifier) @name) (#eq? @name "fetch_one")) @call',
    "at": "call",
    "inside": ["loop"],
    "saves": ["server"],
    "bad": ["for a in b:\n    db.fetch_one(a)\n"],
    "good": ["db.fetch_one(a)\n", "for a in b:\n    def later():\n        db.fetch_one(a)\n"],
}


def made(table: dict[str, Any], **changed: Any) -> Any:
    return rule_of(
        {**table, **{name.replace("_", "-"): value for name, value in changed.items()}}, "house", "a.toml", 3
    )


@pytest.mark.parametrize("table", [PLAYER, LOOP], ids=lambda table: table["name"])
def test_examples_are_tests_as_for_a_python_rule(table: dict[str, Any]) -> None:
    assert [case.failure() for case in cases_of([made(table)])] == [""] * (2 + len(table["bad"] + table["good"]) - 1)


def test_the_outermost_capture_is_reported_if_no_other_is_named() -> None:
    rule = made({key: value for key, value in LOOP.items() if key != "at"})
    (finding,) = lint_text("python", LOOP["bad"][0], rule)
    assert LOOP["bad"][0][slice(*finding.span)] == "db.fetch_one(a)"


def test_what_its_author_did_not_say_is_told_nowhere(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(FILE, "utf-8")
    (tmp_path / "ecolint.toml").write_text('rule-files = ["house.toml"]', "utf-8")
    page = ecolint("explain", "house/old-player").out
    assert "Saves: network." in page
    assert not re.search("evidence|precision|consensus|ecolint explain", page, re.IGNORECASE)
    (tmp_path / "page.html").write_text('<div class="player"></div>', "utf-8")
    log = ecolint("check", "-o", "sarif", "--select", "house/old-player").out
    assert '"house/old-player"' in log
    assert '"precision"' not in log
    (tmp_path / "house.toml").write_text(f'{FILE}\nevidence = "official"\nprecision = "high"\n', "utf-8")
    assert "Saves: network. Evidence: official. Precision: high." in ecolint("explain", "house/old-player").out


def test_a_message_shows_captures_and_attributes() -> None:
    (finding,) = lint_text("html", PLAYER["bad"][0], made(PLAYER))
    assert (finding.rule, str(finding.message)) == ("house/old-player", "div with a.mp4: the old player; use video")
    (finding,) = lint_text("python", LOOP["bad"][0], made(LOOP))
    assert str(finding.message) == "db.fetch_one(a) runs on every turn; fetch all at once"


def test_its_page_shows_examples_as_those_of_python_rules_do() -> None:
    rule = made(PLAYER, bad=['<div class="player" data-src="a"></div>', '<div class="player" data-src="b"></div>'])
    page = [line for line in "\n".join(plain(rule)).splitlines() if line.startswith(("Wasteful", "Better", "Fine"))]
    assert page == ["Wasteful:", "Better:", "Wasteful:"]
    assert [example.fixed for example in rule.docs.examples] == [None, None, None]


def test_outside_of_a_group_is_the_opposite() -> None:
    once = made(LOOP, inside=[], not_inside=["loop"])
    assert not lint_text("python", LOOP["bad"][0], once)
    assert lint_text("python", LOOP["good"][0], once)


@pytest.mark.parametrize(
    ("table", "fix", "fixed"),
    [
        (PLAYER, {"remove": "data-src"}, '<div class="player"></div>'),
        (PLAYER, {"set": {"data-src": "b.mp4"}}, '<div class="player" data-src="b.mp4"></div>'),
        (LOOP, {"replace": "cached({call})"}, "for a in b:\n    cached(db.fetch_one(a))\n"),
    ],
    ids=["remove", "set", "replace"],
)
def test_a_fix_is_data_too(table: dict[str, Any], fix: dict[str, Any], fixed: str) -> None:
    from ecolint.analysis.fixing import apply_edits

    (finding,) = lint_text(table["languages"][0], table["bad"][0], made(table, fix=fix))
    assert finding.fix is not None
    assert apply_edits(table["bad"][0].encode(), finding.fix.edits).decode() == fixed
    assert not finding.fix.safe
    (titled,) = lint_text(table["languages"][0], table["bad"][0], made(table, fix={**fix, "title": "Mend it"}))
    assert titled.fix is not None
    assert titled.fix.title == "Mend it"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"titel": "x"}, "unknown key 'titel'; did you mean 'title'?"),
        ({"bad": []}, "a rule needs bad"),
        ({"name": "Old Player"}, "lower case letters"),
        ({"saves": ["money"]}, "saves='money' is not one of"),
        ({"languages": "html"}, "languages must be a list of strings"),
        ({"query": "(a) @b"}, "give one of select, xpath and query"),
        ({"inside": ["loop"]}, "for queries only"),
        ({"message": "{tag.__class__} is wasted"}, "is no name"),
        ({"message": "{tag!r} is wasted"}, "only plain {names}"),
        ({"message": "{tag:>1000000000} is wasted"}, "only plain {names}"),
        ({"message": "a { is wasted"}, "write {{ for a brace"),
        ({"message": "wasted " * 30}, "message is longer than 200"),
        ({"select": "p " * 600}, "select is longer than 1000"),
        ({"fix": {"replace": "x"}}, "for an element, use set or remove"),
        ({"fix": {}, "severity": "error"}, "a team's choice"),
    ],
)
def test_every_mistake_is_told_with_its_place(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(RuleError) as failed:
        made(PLAYER, **changed)
    assert str(failed.value).startswith("a.toml:3: ")
    assert told in str(failed.value)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("(program (_)* @a (_)* @b (_)* @c (_)* @d)", "repeats"),
        ("(program (_)+ @a)", "repeats"),
        ("(program (_) @a (_) @b)", "two children"),
        ("(program (_) @a [(if_statement) (_)] @b)", "two children"),
        ("((_) @a (_) @b)", "two children"),
        ("(identifier) @a (#eq? @a " + '"x"' * 2000 + ")", "query is longer than 4000"),
        ('((identifier) @a (#ends? @a "x"))', "unknown predicate"),
        ("(identifier)", "captures nothing"),
    ],
)
def test_a_query_that_explodes_is_refused(query: str, told: str) -> None:
    with pytest.raises(RuleError, match=re.escape(told)):
        made({**LOOP, "message": "wasted"}, query=query, at="")


@pytest.mark.parametrize(
    "query",
    [
        "(binary_operator left: (_) @a right: (_) @b) @c",
        "(block (expression_statement (call function: (attribute) @a)))",
        "(block . (_) @a . (_) @b)",
        '((call function: (identifier) @a arguments: (argument_list . (string) @b)) (#any-of? @a "x") (#eq? @b "z"))',
        "[(for_statement) (while_statement)] @a",
        "(comparison_operator (identifier) @a) ; (two) (comments)",
    ],
)
def test_a_query_that_grows_with_the_file_is_taken(query: str) -> None:
    assert made({**LOOP, "message": "wasted"}, query=query, at="a")


def write(folder: Path, text: str = FILE, name: str = "eco/house.toml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(textwrap.dedent(text), "utf-8")
    (folder / "ecolint.toml").write_text('rule-files = ["eco/*.toml"]\n', "utf-8")
    return path


def test_a_configuration_names_rule_files(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "page.html").write_text('<div class="player"></div>', "utf-8")
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 1, ended.err
    assert "house/old-player the old player; use video" in ended.out
    assert "The old player is used." in ecolint("explain", "house/old-player").out
    assert "house/old-player" in ecolint("rules").out
    assert ecolint("test-rules").code == 0


def test_rules_of_a_rule_file_are_configured_as_any(ecolint: Command, tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "ecolint.toml").open("a", encoding="utf-8") as config:
        config.write('[rules."house/old-player"]\nseverity = "error"\n')
    (tmp_path / "page.html").write_text('<div class="player"></div>', "utf-8")
    assert "error house/old-player" in ecolint("check", "-o", "concise").out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILE.replace("select", "selekt"), "house.toml:2: unknown key 'selekt'"),
        ("[[rule]\n", "not valid TOML"),
        ("", "holds no [[rule]]"),
        (FILE + FILE, "house/old-player is in"),
        ("rules = 3\n", "unknown key 'rules'"),
        ("rule = [3]\n", "a rule is a table"),
    ],
)
def test_a_rule_file_with_a_mistake_is_wrong_use(ecolint: Command, tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, text)
    ended = ecolint("check")
    assert ended.code == 2
    assert told in ended.err


@pytest.mark.parametrize(("name", "told"), [("html", "a plugin is called html"), ("A b", "named after their file")])
def test_a_rule_file_has_a_name_of_its_own(ecolint: Command, tmp_path: Path, name: str, told: str) -> None:
    write(tmp_path, name=f"eco/{name}.toml")
    (tmp_path / "page.html").write_text('<div class="player"></div>', "utf-8")
    ended = ecolint("check", "-o", "concise")
    assert ended.code in (2, 3)
    assert told in ended.out + ended.err
    assert "old-player" not in ended.out


def test_a_rule_file_outside_of_the_root_is_refused(ecolint: Command, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    write(tmp_path)
    (project / "ecolint.toml").write_text('rule-files = ["link.toml"]\n', "utf-8")
    (project / "link.toml").symlink_to(tmp_path / "eco" / "house.toml")
    ended = ecolint("check", "project")
    assert ended.code == 2
    assert "lies outside" in ended.err


@pytest.mark.parametrize(
    ("pattern", "told"),
    [("xpath = '//p['", "xpath: Invalid expression"), ("query = '(nothing) @a'", "doesn't compile for html")],
)
def test_a_pattern_that_is_none_is_told_once_with_its_place(
    ecolint: Command, tmp_path: Path, pattern: str, told: str
) -> None:
    write(tmp_path, FILE.replace('select = "div.player"', pattern))
    for name in "abc":
        (tmp_path / f"{name}.html").write_text("<p>a</p>", "utf-8")
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 3
    (line,) = [line for line in (ended.out + ended.err).splitlines() if "house/old-player" in line]
    assert "house.toml:2: " in line
    assert told in line
    assert ecolint("test-rules").code == 1


def test_an_example_that_fails_is_shown(ecolint: Command, tmp_path: Path) -> None:
    path = write(tmp_path, FILE.replace("div.player", "div.other"))
    ended = ecolint("test-rules", path)
    assert ended.code == 1
    assert "FAILED house/old-player bad 1" in ended.out
    assert "no finding in text 1 of `bad`:\n" in ended.out


def test_examples_are_named_after_the_list_that_they_are_in() -> None:
    table = {**PLAYER, "bad": ["<b></b>", "<b>x</b>"], "fixed": ["<i></i>"], "good": ["<p></p>", "<u></u>"]}
    names = [str(case).removeprefix("house/old-player ") for case in cases_of([made(table)])]
    assert names == ["declaration", "bad 1", "fixed 1", "bad 2", "good 1", "good 2"]


def test_the_schema_for_editors_knows_the_keys() -> None:
    import json

    import ecolint

    schema = json.loads((Path(ecolint.__file__).parent / "run" / "rules.schema.json").read_text("utf-8"))
    described = schema["properties"]["rule"]["items"]
    assert set(described["properties"]) == set(KEYS)
    assert set(described["required"]) == set(REQUIRED)


GOOD_TABLES = [PLAYER, LOOP, {**PLAYER, "fix": {"remove": "data-src", "safe": True}}, {**LOOP, "fix": {"replace": "x"}}]
BAD_TABLES = [
    {**PLAYER, "titel": "x"},
    {**PLAYER, "saves": ["money"]},
    {**PLAYER, "name": "Old Player"},
    {**PLAYER, "query": "(a) @b"},
    {name: value for name, value in PLAYER.items() if name != "bad"},
    {**PLAYER, "languages": "html"},
    {**PLAYER, "severity": "error"},
    {**PLAYER, "message": "long " * 50},
    {**PLAYER, "fix": {"remove": "a", "set": {}}},
    {**PLAYER, "select": ["p"]},
]


def test_the_schema_for_editors_takes_what_we_take_and_refuses_what_we_refuse(ecolint: Command) -> None:
    import json

    import jsonschema

    schema = json.loads(ecolint("config", "schema", "--rule-files").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for table in GOOD_TABLES:
        made(table)
        validator.validate({"rule": [table]})
    for table in BAD_TABLES:
        with pytest.raises(RuleError):
            made(table)
        assert not validator.is_valid({"rule": [table]}), table
