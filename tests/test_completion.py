"""What a shell offers after the tab key."""

import os
from pathlib import Path
import subprocess
import sys

import pytest

PROGRAM = Path(sys.executable).with_name("ecolint")


def offered(line: str) -> list[str]:
    """What bash is told for a line whose last word is being written."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_ECOLINT_COMPLETE": "bash_complete"}
    ended = subprocess.run([PROGRAM], env=os.environ | words, capture_output=True, text=True, check=True)
    return [row.partition(",")[2] for row in ended.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ecolint che", "check"),
        ("ecolint check --fail-o", "--fail-on"),
        ("ecolint check --fail-on wa", "warning"),
        ("ecolint check -o sar", "sarif"),
        ("ecolint explain html/image-not", "html/image-not-lazy"),
        ("ecolint check --select saves:net", "saves:network"),
        ("ecolint check --ignore html/large-dom,css/import", "html/large-dom,css/import-chain"),
    ],
)
def test_commands_options_and_their_values(line: str, expected: str) -> None:
    assert offered(line) == [expected]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_asks_ecolint(shell: str) -> None:
    ended = subprocess.run([PROGRAM, "completion", shell], capture_output=True, text=True, check=True)
    assert f"_ECOLINT_COMPLETE={shell}_complete" in ended.stdout
