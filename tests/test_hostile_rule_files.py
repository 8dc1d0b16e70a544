"""Rule files of a repository that nobody trusts: they are cut off, told about, and cost nobody's findings."""

import gc
import json
import os
from pathlib import Path
import time
from typing import Any

import pytest
from support import WASTEFUL, Command

from ecolint.model.problem import Problem
from ecolint.run.guard import CutOffError, Guard

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

RULE = {
    "name": "endless",
    "title": "It takes for ever.",
    "why": "To try.",
    "message": "wasted",
    "saves": ["cpu"],
    "bad": ["<p>a</p>"],
    "good": ["<b>a</b>"],
}
MANY = WASTEFUL.replace("</body>", "<p class='a'>x</p>" * 3_000 + "</body>")
SCRIPT = "[{}]\n".format(",\n".join("a" * 8_000))
HOSTILE = {
    "nested XPath": ("html", {"xpath": "//*[count(//*[count(//*)>0])>0]"}, MANY),
    "XPath that makes long texts": (
        "html",
        {"xpath": f"//p[contains(concat({','.join(['@title'] * 100)}),'zz')]"},
        WASTEFUL.replace("<p>", f"<p title='{'x' * 900_000}'>"),
    ),
    "siblings of siblings": ("html", {"select": "p:has(~ p ~ p ~ p ~ p.a:not(p))"}, MANY),
    "regular expression": (
        "html",
        {"query": '((attribute_value) @s (#match? @s "(a+)+!"))'},
        WASTEFUL.replace("<p>", f'<p title="{"a" * 60}b">'),
    ),
    "alternatives of anything": ("javascript", {"query": f"[{'(_) ' * 800}] @a"}, SCRIPT),
    "neighbours that may be": (
        "javascript",
        {"query": f"(array (_) @a {' '.join(f'. (_)? @{name}' for name in 'bcdefghijklmn')})"},
        SCRIPT,
    ),
}


def repository(folder: Path, language: str, pattern: dict[str, Any], text: str, limit: float = 0.3) -> None:
    rule = {**RULE, "languages": [language], **pattern}
    lines = [f"{key} = {json.dumps(value)}" for key, value in rule.items()]
    (folder / "eco").mkdir(exist_ok=True)
    (folder / "eco" / "house.toml").write_text("\n".join(["[[rule]]", *lines]), "utf-8")
    (folder / "ecolint.toml").write_text(f'rule-files = ["eco/*.toml"]\ntime-limit = {limit}\n', "utf-8")
    (folder / f"page.{'js' if language == 'javascript' else language}").write_text(text, "utf-8")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_pattern_that_explodes_is_cut_off_and_reported(ecolint: Command, tmp_path: Path, name: str) -> None:
    repository(tmp_path, *HOSTILE[name])
    started = time.monotonic()
    ended = ecolint("check", "-o", "concise", "--select", "house/*")
    assert time.monotonic() - started < 20
    assert ended.code == 3
    (line,) = [line for line in (ended.out + ended.err).splitlines() if "house.toml" in line]
    assert "took longer than 0.3 s" in line


def test_all_other_findings_are_still_there(ecolint: Command, tmp_path: Path) -> None:
    repository(tmp_path, *HOSTILE["regular expression"], limit=1)
    ended = ecolint("check", "-o", "concise")
    assert ended.code == 3
    assert "html/meta-refresh" in ended.out


def test_after_three_files_the_rule_files_are_left_out_for_good(ecolint: Command, tmp_path: Path) -> None:
    language, pattern, text = HOSTILE["regular expression"]
    repository(tmp_path, language, pattern, text)
    for number in range(5):
        (tmp_path / f"page{number}.html").write_text(text, "utf-8")
    ended = ecolint("check", "-o", "json", "--select", "house/*,html/meta-refresh")
    problems = [one["message"] for one in json.loads(ended.out)["problems"]]
    assert len(problems) == 3
    assert problems[-1].endswith("left out there and for all further files")
    assert ended.out.count('"html/meta-refresh"') >= 6


def test_more_matches_than_tree_sitter_keeps_are_reported(
    ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecolint.analysis.plan.MATCH_LIMIT", 100)
    query = {"query": "(array (_) @a . (string) @b)"}
    repository(tmp_path, "javascript", query, f"{'[' * 300}a{']' * 300};\n", limit=5)
    ended = ecolint("check", "-o", "concise", "--select", "house/*")
    assert ended.code == 3
    assert "more than 100 matches under way" in ended.out + ended.err


def test_a_search_for_rule_files_goes_round_in_no_circle(ecolint: Command, tmp_path: Path) -> None:
    repository(tmp_path, "html", {"select": "p.a"}, MANY)
    for name in "abcd":
        (tmp_path / "eco" / name).symlink_to(".")
    for pattern in ("*/" * 40 + "*.toml", "**/" * 8 + "*/**/*.none"):
        (tmp_path / "ecolint.toml").write_text(f'rule-files = ["{pattern}"]\n', "utf-8")
        ended = ecolint("check")
        assert ended.code == 2
        assert "names no file" in ended.err
    (tmp_path / "ecolint.toml").write_text('rule-files = ["**/house.toml"]\n', "utf-8")
    assert ecolint("check", "--select", "house/*").code == 1


def test_examples_that_take_for_ever_are_stopped(
    ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecolint.testing.limits.LONGEST", 1.0)
    pattern = {"query": '((attribute_value) @s (#match? @s "(a+)+!"))', "bad": [f'<p title="{"a" * 60}b">a</p>']}
    repository(tmp_path, "html", pattern, "")
    ended = ecolint("test-rules")
    assert ended.code == 1
    assert "FAILED house/endless bad 1" in ended.out
    assert "took longer than 1 s" in ended.out


def test_a_process_that_was_ended_is_followed_by_another() -> None:
    def count(number: int) -> int:
        while number < 0:
            pass
        return number + 1

    guard = Guard(count, 0.1)
    assert guard(1) == 2
    with pytest.raises(CutOffError, match=r"took longer than 0\.1 s"):
        guard(-1)
    assert guard(2) == 3


def test_a_process_ends_with_its_guard_whatever_else_was_forked() -> None:
    first = Guard(lambda number: number, 5)
    first(1)
    second = Guard(lambda number: number, 5)  # its process has the first one's pipe, too
    second(1)
    child = first._child
    del first
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert second(2) == 2


def test_memory_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecolint.run.guard.MEMORY", 100_000_000)
    guard = Guard(lambda size: len(bytes(size)), 5)
    assert guard(1_000) == 1_000
    with pytest.raises(CutOffError, match="too much memory"):
        guard(500_000_000)


def test_what_it_answers_may_be_large() -> None:
    guard = Guard(lambda size: [Problem("x", "y" * size)], 5)
    assert guard(3_000_000)[0].message == "y" * 3_000_000
