"""Same input, same bytes out: whatever the working directory, the order of arguments or the hash seed."""

from pathlib import Path
import shutil

import pytest
from support import WASTEFUL, Command

DEMO = Path(__file__).parent.parent / "demo"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(DEMO, folder)
    (folder / ".git").mkdir()
    return folder


def test_reports_are_equal_to_the_byte(ecolint_process: Command, project: Path, tmp_path: Path) -> None:
    formats = ("concise", "json", "sarif")
    outputs = [part for format in formats for part in ("-o", f"{format}={tmp_path / format}")]

    def reports(*arguments: object, cwd: Path, seed: str) -> list[str]:
        chosen = ("--extends", "all", "-o", "text", *outputs)
        ended = ecolint_process("check", *chosen, *arguments, cwd=cwd, PYTHONHASHSEED=seed)
        assert ended.code == 1, ended.err
        return [ended.out, *((tmp_path / format).read_text("utf-8") for format in formats)]

    first = reports(cwd=project, seed="0")
    assert all(first)
    assert first == reports(".", cwd=project, seed="1")
    assert first == reports(project, cwd=project.parent, seed="2")
    inner = sorted(path for path in project.iterdir() if path.name != ".git")
    files = [path for path in inner if path.is_file()]
    folders = [path for path in inner if path.is_dir()]
    one = reports(*folders, *files, cwd=project, seed="3")
    assert one == reports(*reversed(files), *reversed(folders), cwd=project.parent, seed="4")


@pytest.mark.parametrize("format", ["checkstyle", "text"])
def test_what_programs_read_is_utf8_whatever_the_terminal_has(
    ecolint_process: Command, tmp_path: Path, format: str
) -> None:
    (tmp_path / "é🌱.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint_process("check", "-o", format, cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert "é🌱.html" in ended.out
