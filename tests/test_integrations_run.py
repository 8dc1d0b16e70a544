"""What users copy, run from the first step to the last in a repository of theirs, with what is installed from scratch.

There is no runner, no agent and no engine for images here: their part is played as they document it.
"""

from collections.abc import Mapping
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import NamedTuple
import venv

import pytest
from repository import repository
from support import WASTEFUL
import yaml

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


class Done(NamedTuple):
    """How a script ended."""

    code: int
    log: str


def run(script: str, folder: Path, path: Path | None = None, shell: tuple[str, ...] = ("sh", "-e"), **env: str) -> Done:
    """Run a script as a job would: nothing of this machine's CI, perhaps the programs of an environment first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB", "CI", "PYTHON"))}
    if path:
        kept["PATH"] = f"{path}{os.pathsep}{kept['PATH']}"
    done = subprocess.run(
        [*shell, "-c", script], cwd=folder, env={**kept, **env}, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout + done.stderr)


def environment(folder: Path) -> Path:
    """The programs of a fresh virtual environment."""
    venv.create(folder, with_pip=True)
    return folder / "bin"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return repository(tmp_path / "site", page_html=WASTEFUL)


def instructions(stage: int) -> list[tuple[str, str]]:
    """The instructions of a stage of the image: name and rest, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", "")
    stages = re.split(r"^(?=FROM )", text, flags=re.MULTILINE)[1:]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in stages[stage].splitlines() if line]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first stage of the image builds, from what its context holds."""
    context, found = tmp_path_factory.mktemp("context"), tmp_path_factory.mktemp("wheels")
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if line.startswith("!"):
            place = ROOT / line[1:]
            copy = shutil.copytree if place.is_dir() else shutil.copy
            copy(place, context / place.name)
    for name, rest in instructions(0):
        if name == "RUN":
            done = run(rest.replace("/wheels", str(found)), context, Path(sys.executable).parent)
            assert done.code == 0, done.log
    return found


@pytest.fixture
def offline(wheels: Path) -> Mapping[str, str]:
    """As if ecolint and what it needs were on the package index."""
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}


def test_the_image_installs_what_it_built_and_checks(wheels: Path, tmp_path: Path, site: Path) -> None:
    programs = environment(tmp_path / "image")
    steps = instructions(1)
    (install,) = [rest for name, rest in steps if name == "RUN" and "pip install" in rest]
    command = re.sub(r"--mount=\S+\s+", "", install).replace("/wheels", str(wheels))
    assert run(command, tmp_path, programs).code == 0
    entry = [*json.loads(dict(steps)["ENTRYPOINT"]), *json.loads(dict(steps)["CMD"])]
    done = run(" ".join(entry), site, programs)
    assert done.code == 1
    assert "html/meta-refresh" in done.log
    assert list((tmp_path / "image").rglob("ecolint_html/rules/_rules.index"))


def test_every_step_of_the_action_runs(site: Path, tmp_path: Path) -> None:
    runner = tmp_path / "runner"
    runner.mkdir()
    outputs, summary = runner / "output", runner / "summary"
    given = {name: settings["default"] for name, settings in ACTION["inputs"].items()}
    context = {
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(site),
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_SHA": "1a2b3c",
    }
    ended = []
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        env = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
            for name, value in step["env"].items()
        }
        shell = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
        ended.append(run(step["run"], site, shell=shell, **context, **env))
    assert [done.code for done in ended] == [0, 1], ended
    told = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    assert told == {"sarif-file": "ecolint.sarif", "exit-code": "1"}
    (sarif,) = json.loads((site / "ecolint.sarif").read_text("utf-8"))["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["html/meta-refresh"]
    assert "::warning title=ecolint (html/meta-refresh),file=page.html,line=3" in ended[1].log
    assert "https://github.com/o/r/blob/1a2b3c/page.html#L3" in summary.read_text("utf-8")


def test_the_script_of_the_component_runs(site: Path, tmp_path: Path, offline: Mapping[str, str]) -> None:
    job = yaml.safe_load((ROOT / "templates" / "ecolint.yml").read_text("utf-8").split("\n---\n")[1])["ecolint"]
    programs = environment(tmp_path / "python")
    variables = {"ECOLINT_VERSION": "", "ECOLINT_PATHS": "", "ECOLINT_ARGS": ""}
    ci = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(site)}
    done = run("\n".join(job["script"]), site, programs, **variables, **ci, **offline)
    assert done.code == 1, done.log
    (entry,) = json.loads((site / "gl-code-quality-report.json").read_text("utf-8"))
    assert entry["location"] == {"path": "page.html", "lines": {"begin": 3, "end": 3}}
    assert all((site / name).exists() for name in job["artifacts"]["reports"].values())


def test_the_scripts_for_azure_run(site: Path, tmp_path: Path, offline: Mapping[str, str]) -> None:
    text = (ROOT / "docs" / "hosts" / "azure.md").read_text("utf-8")
    match = re.search(r"^```yaml file=azure-pipelines.yml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert match
    scripts = [step["script"] for step in yaml.safe_load(match[1])["steps"] if "script" in step]
    programs = environment(tmp_path / "python")
    (programs / "pipx").write_text('#!/bin/sh\nexec "$(dirname "$0")/pip" "$@"\n', "utf-8")  # an agent has it
    (programs / "pipx").chmod(0o755)
    staging = tmp_path / "staging"
    staging.mkdir()
    agent = {"TF_BUILD": "True", "BUILD_SOURCESDIRECTORY": str(site), **offline}
    done = [
        run(script.replace("$(Build.ArtifactStagingDirectory)", str(staging)), site, programs, **agent)
        for script in scripts
    ]
    assert [one.code for one in done] == [0, 1], done
    assert "##vso[task.logissue type=warning;sourcepath=page.html;linenumber=3;" in done[1].log
    assert json.loads((staging / "ecolint.sarif").read_text("utf-8"))["runs"][0]["results"]


def test_the_shell_example_runs(site: Path, tmp_path: Path, offline: Mapping[str, str]) -> None:
    text = (ROOT / "docs" / "hosts" / "shell.md").read_text("utf-8")
    match = re.search(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert match
    done = run(match[1], site, environment(tmp_path / "python"), **offline)
    assert done.code == 1, done.log
    names = set(re.findall(r"=(\S+\.(?:json|xml))", match[1]))
    assert names == {path.name for path in site.iterdir()} - {".git", "page.html"}
