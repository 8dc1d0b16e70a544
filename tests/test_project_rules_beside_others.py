"""Rules about the project: silent where a rule that they name speaks, and on files that nobody asked about."""

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


def test_a_check_of_one_file_speaks_of_no_other(tmp_path: Path, ecolint: Command) -> None:
    """Rules about the project read all manifests, but a hook asks about what is committed."""
    manifest = tmp_path / "shop" / "package.json"
    manifest.parent.mkdir()
    manifest.write_text('{"dependencies": {"babel-polyfill": "^6.26.0", "vue": "^3.5.0"}}', "utf-8")
    (tmp_path / "a.js").write_text("go();\n", "utf-8")
    select = ("--select", "js/needless-polyfill", "-o", "concise")
    assert "shop/package.json" in ecolint("check", *select).out
    assert "package.json:1:" in ecolint("check", "shop/package.json", *select).out
    ended = ecolint("check", "a.js", *select)
    assert (ended.code, ended.out) == (0, "0 findings in 1 file\n")
