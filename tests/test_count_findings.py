"""tools/count_findings.py: counts of the ledger and the sample to read, from unpacked packages."""

import json
from pathlib import Path
import subprocess
import sys
import tomllib

TOOL = Path(__file__).parent.parent / "tools" / "count_findings.py"


def package(folder: Path, name: str, pages: int) -> Path:
    """An npm package as it is unpacked, with pages that hold one finding each."""
    inside = folder / name / "package"
    inside.mkdir(parents=True)
    (inside / "package.json").write_text(json.dumps({"name": name, "version": "1.2.3"}))
    for number in range(pages):
        (inside / f"{number}.html").write_text('<h1>News</h1>\n<img src="#" alt="">\n')
    return folder / name


def count(*arguments: str | Path) -> str:
    command = [sys.executable, TOOL, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_it_counts_where_a_rule_speaks_and_keeps_what_was_judged(tmp_path: Path) -> None:
    table = tmp_path / "html-held-out.toml"
    table.write_text(
        '# Read by people.\n\ndate = 2026-11-26\nlooked_at = []\n\n[[rule]]\nname = "html/empty-image-source"\n'
        'code_bases = []\nfound = 0\nread = 2\nright = 1\nremark = "A \\"placeholder\\"."\n'
    )
    count(table, package(tmp_path, "one", 2), package(tmp_path, "two", 1), "--write")
    assert table.read_text().startswith("# Read by people.\n")
    written = tomllib.loads(table.read_text())
    assert written["looked_at"] == ["one 1.2.3", "two 1.2.3"]
    rows = {row["name"]: row for row in written["rule"]}
    assert rows["html/empty-image-source"] == {
        "name": "html/empty-image-source",
        "code_bases": ["one 1.2.3", "two 1.2.3"],
        "found": 3,
        "read": 2,
        "right": 1,
        "remark": 'A "placeholder".',
    }


def test_a_sample_is_the_same_each_time_and_takes_code_bases_in_turn(tmp_path: Path) -> None:
    folders = (package(tmp_path, "large", 5), package(tmp_path, "small", 1))
    arguments = (tmp_path / "html.toml", *folders, "--sample", "2", "--rule", "html/empty-image-source")
    shown = count(*arguments)
    assert "html/empty-image-source: 6 found" in shown
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("---")] == ["large", "small"]
    assert '>     2 <img src="#" alt="">' in shown
    assert shown == count(*arguments)
    assert not (tmp_path / "html.toml").exists()
