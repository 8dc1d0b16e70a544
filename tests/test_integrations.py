"""What users copy: the GitHub action, the GitLab component, the image, and the examples of the documentation."""

import os
from pathlib import Path
import re
import shutil
import subprocess
import sys

import pytest
from support import WASTEFUL
import yaml

from ecolint.cli.check import command as check
from ecolint.cli.convert import command as convert

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HEADER, JOBS = (ROOT / "templates" / "ecolint.yml").read_text("utf-8").split("\n---\n")
PAGES = sorted((ROOT / "docs" / "hosts").glob("*.md"))
EXAMPLES = [
    (page.name, match[1], match[2])
    for page in PAGES
    for match in re.finditer(r"^```yaml file=(\S+)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
]
SCHEMAS = {
    ".github/workflows/ecolint.yml": ["vendor.github-workflows"],
    ".gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "azure-pipelines.yml": ["vendor.azure-pipelines", "--regex-variant", "python"],
}


def tool(name: str, *arguments: object) -> None:
    """Run a validator of the development environment; it must be content."""
    program = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert program, f"{name} is missing; it comes with the extra `dev`"
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# The GitHub action


@pytest.mark.slow
def test_the_action_is_valid_and_safe() -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    tool("zizmor", "--offline", "--no-progress", "--pedantic", ROOT / "action.yml")


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.slow
@pytest.mark.parametrize("step", ACTION["runs"]["steps"], ids=lambda step: step["name"])
def test_its_scripts_are_sound(step: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "step.sh"
    script.write_text(f"#!/usr/bin/env bash\n{step['run']}", "utf-8")
    tool("shellcheck", script)


def run_action(folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """The step that checks, as a runner would run it: exit code, outputs, log."""
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    programs = folder / "runner" / "ecolint" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    program = programs / "ecolint"
    program.unlink(missing_ok=True)
    program.symlink_to(Path(sys.executable).with_name("ecolint"))
    outputs = folder / "runner" / "outputs"
    outputs.write_text("", "utf-8")
    given = {name: settings["default"] for name, settings in ACTION["inputs"].items()} | inputs
    environ = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    runner = {
        "RUNNER_TEMP": str(folder / "runner"),
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder / "site"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB", "CI"))}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder / "site",
        env={**kept, **environ, **runner},
        capture_output=True,
        text=True,
        check=False,
    )
    told = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    return done.returncode, told, done.stdout + done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "a b").mkdir(parents=True)
    for name in ("page.html", "a b/other.html"):
        (tmp_path / "site" / name).write_text(WASTEFUL, "utf-8")
    return tmp_path


def test_the_action_fails_on_findings_after_it_told_its_outputs(site: Path) -> None:
    code, outputs, log = run_action(site)
    assert (code, outputs) == (1, {"sarif-file": "ecolint.sarif", "exit-code": "1"})
    assert "::group::ecolint" in log
    assert (site / "site" / "ecolint.sarif").exists()


def test_the_action_passes_where_findings_must_not_fail_it(site: Path) -> None:
    assert run_action(site, fail="false")[:2] == (0, {"sarif-file": "ecolint.sarif", "exit-code": "1"})
    assert run_action(site, fail="false", args="--nonsense")[0] == 2


def test_paths_and_arguments_of_the_action_have_a_line_each_and_are_never_run(site: Path) -> None:
    code, outputs, log = run_action(
        site, paths="a b\n", args="--select=html/meta-refresh\n--fail-on=never", **{"sarif-file": "x;touch y\n"}
    )
    assert (code, outputs["sarif-file"]) == (0, "x;touch y")
    assert "a b/other.html" in log
    assert "page.html" not in log
    code, _, log = run_action(site, paths="$(touch evil)\n--exit-zero", category="`touch evil`")
    assert code == 2
    assert not list(site.rglob("evil"))


# The GitLab component


def test_the_component_declares_the_inputs_that_it_uses() -> None:
    declared = yaml.safe_load(HEADER)["spec"]["inputs"]
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", JOBS)) == set(declared)
    assert all("default" in one and one["description"] for one in declared.values())


def test_no_input_of_the_component_is_pasted_into_a_script() -> None:
    assert not any("[[" in line for line in yaml.safe_load(JOBS)["ecolint"]["script"])


@pytest.mark.slow
def test_the_component_is_valid(tmp_path: Path) -> None:
    defaults = {name: one["default"] for name, one in yaml.safe_load(HEADER)["spec"]["inputs"].items()}
    filled = re.sub(
        r"\$\[\[ inputs\.([\w-]+) \]\]",
        lambda match: str(defaults[match[1]]).lower() if isinstance(defaults[match[1]], bool) else defaults[match[1]],
        JOBS,
    )
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(filled, "utf-8")
    tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", file)


def test_the_command_of_the_component_gives_gitlab_its_reports(site: Path) -> None:
    (line,) = [line for line in yaml.safe_load(JOBS)["ecolint"]["script"] if line.startswith("ecolint ")]
    done = subprocess.run(
        ["sh", "-e", "-c", line],
        cwd=site / "site",
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "ECOLINT_ARGS": "--select html/meta-refresh",
            "ECOLINT_PATHS": "page.html",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    reports = yaml.safe_load(JOBS)["ecolint"]["artifacts"]["reports"]
    assert all((site / "site" / name).exists() for name in reports.values())


# The image


def test_the_image_has_git_and_no_root() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8")
    last = lines.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 1000$", last, re.MULTILINE)
    assert "useradd --create-home --uid 1000 ecolint" in last
    assert "install --yes --no-install-recommends git" in last
    assert last.startswith("python:3.13-slim")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="hadolint comes with the extra `dev` on Linux only")
def test_the_image_follows_good_practice() -> None:
    tool("hadolint", ROOT / "Dockerfile")


def test_the_image_is_built_from_what_the_package_needs() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert kept == {"ecolint", "plugins", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE"}
    assert 'readme = "README.md"' in project
    assert all((ROOT / name).exists() for name in kept)


# The documentation


@pytest.mark.slow
@pytest.mark.parametrize(("page", "name", "text"), EXAMPLES, ids=lambda value: value if value.count("\n") == 0 else "")
def test_examples_are_valid(page: str, name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    assert yaml.safe_load(text)
    if name in SCHEMAS:
        tool("check-jsonschema", "--builtin-schema", *SCHEMAS[name], file)
    if "workflows" in name:
        rules = tmp_path / "zizmor.yml"  # readers pin the actions to what they have looked at
        rules.write_text("rules:\n  unpinned-uses:\n    disable: true\n", "utf-8")
        tool("zizmor", "--offline", "--no-progress", "--config", rules, file)


def test_every_kind_of_example_is_checked() -> None:
    assert SCHEMAS.keys() <= {name for _, name, _ in EXAMPLES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_options_and_formats_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    known = {name for one in (check, convert) for parameter in one.params for name in parameter.opts}
    calls = re.findall(r"ecolint (?:check|convert)((?:[^\n`|]|\\\n)*)", text)
    named = {option for call in calls for option in re.findall(r"(?<!\S)--[a-z-]+", call)} - {"--"}
    assert named <= known | {"--prune"}
    from ecolint.reporters import BUILT_IN

    formats = set(re.findall(r"-o ([a-z]+)", text)) | set(re.findall(r"- ([a-z]+)=\S+\.(?:sarif|json|xml)$", text))
    assert formats <= {reporter.name for reporter in BUILT_IN}


def test_every_page_is_listed_and_says_what_its_users_see() -> None:
    index = (ROOT / "docs" / "hosts" / "README.md").read_text("utf-8")
    for page in PAGES:
        if page.name != "README.md":
            assert f"({page.name})" in index
            if page.stem != "shell":
                assert "## What people see" in page.read_text("utf-8")
