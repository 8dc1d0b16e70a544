"""A rule about the project that is silent where a rule that it names speaks."""

import json
from pathlib import Path

from support import Command

IMPORTED_FONT = '@import url("https://fonts.googleapis.com/css?family=Lato");\n'
BOTH = ("--select", "css/import-chain", "--select", "html/third-party-font")


def told(ecolint: Command, *rules: str) -> set[str]:
    ended = ecolint("check", "--output", "json", *rules)
    return {f"{one['start']['line']} {one['rule']}" for one in json.loads(ended.out)["findings"]}


def test_one_cause_is_one_finding(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "main.css").write_text(IMPORTED_FONT, "utf-8")
    assert told(ecolint, *BOTH) == {"1 html/third-party-font"}


def test_it_speaks_where_the_other_rule_is_off(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "main.css").write_text(IMPORTED_FONT, "utf-8")
    assert told(ecolint, "--select", "css/import-chain") == {"1 css/import-chain"}


def test_it_speaks_of_another_place_beside(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "main.css").write_text(IMPORTED_FONT + '@import "grid.css";\n', "utf-8")
    (tmp_path / "grid.css").write_text(".grid { display: grid }\n", "utf-8")
    assert told(ecolint, *BOTH) == {"1 html/third-party-font", "2 css/import-chain"}
