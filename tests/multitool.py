"""The SARIF Multitool, which code hosts trust: what it says of a report, and the line hashes that it computes."""

import json
from pathlib import Path
import shutil
import subprocess
from typing import Any

import pytest

PACKAGE = "@microsoft/sarif-multitool@5.7.0"
_LOG = ("--log", "ForceOverwrite;PrettyPrint")


def install_multitool(folder: Path) -> Path:
    """The Multitool's own program; its npm wrapper passes options through a shell."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is missing: the SARIF Multitool is installed with it")
    subprocess.run([npm, "install", "--no-save", "--prefix", folder, PACKAGE], check=True, capture_output=True)
    (program,) = (
        file
        for file in folder.glob("node_modules/@microsoft/sarif-multitool-*/*")
        if file.name in ("Sarif.Multitool", "Sarif.Multitool.exe")
    )
    program.chmod(0o755)
    return program


def verdict(multitool: Path, log: str, folder: Path) -> list[str]:
    """The rules that the Multitool finds broken, hints left out. Its exit code says nothing."""
    given, answer = folder / "ecolint.sarif", folder / "verdict.sarif"
    given.write_text(log, encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", *_LOG]
    subprocess.run([multitool, "validate", given, *options, "--output", answer], check=True, capture_output=True)
    run = _only_run(answer)
    assert not run["invocations"][0].get("toolExecutionNotifications")
    return [result["ruleId"] for result in run["results"] if result.get("level") != "note"]


def line_hashes_of(multitool: Path, log: str, folder: Path) -> tuple[list[str], list[str]]:
    """The line hashes of a report, and those that the Multitool computes from the sources."""
    report = json.loads(log)
    ours = [one["partialFingerprints"].pop("primaryLocationLineHash") for one in report["runs"][0]["results"]]
    given, hashed = folder / "ecolint.sarif", folder / "hashed.sarif"
    given.write_text(json.dumps(report), encoding="utf-8")
    insert = ["--insert", "RollingHashPartialFingerprints", *_LOG]
    subprocess.run([multitool, "rewrite", given, *insert, "--output", hashed], check=True, capture_output=True)
    return ours, [one["partialFingerprints"]["primaryLocationLineHash"] for one in _only_run(hashed)["results"]]


def _only_run(file: Path) -> dict[str, Any]:
    """The only run of a log that the Multitool wrote; it begins with a byte order mark."""
    run: dict[str, Any] = json.loads(file.read_text("utf-8-sig"))["runs"][0]
    return run
