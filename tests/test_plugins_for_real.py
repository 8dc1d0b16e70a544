"""Plugins as their authors and users have them: packages, installed by pip in an environment of their own."""

import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


class Venv:
    """An environment with ecolint in it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")
        self.env = {**os.environ, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}", "ECOLINT_CACHE_DIR": "none"}
        self.env.pop("PYTHONPATH", None)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        self.run(f"pip install --quiet --disable-pip-version-check {ROOT}", ROOT)

    def run(self, command: str, cwd: Path, code: int = 0) -> str:
        """Run a line of shell; what it writes, errors too."""
        ended = subprocess.run(command, shell=True, cwd=cwd, env=self.env, capture_output=True, text=True, check=False)
        assert ended.returncode == code, f"{command}\n{ended.stdout}{ended.stderr}"
        return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Venv:
    return Venv(tmp_path_factory.mktemp("venv"))


def fences(path: Path, language: str) -> list[str]:
    """Blocks of code in a page."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(code) for _, code in found]


def test_the_readme_of_a_new_plugin_is_true(venv: Venv, tmp_path: Path) -> None:
    venv.run("ecolint new-plugin acme", tmp_path)
    plugin = tmp_path / "ecolint-acme"
    _, work = fences(plugin / "README.md", "sh")
    for line in work.splitlines():
        out = venv.run(line.partition("#")[0], plugin)
        assert "10 passed" in out if line.startswith("pytest") else "failed" not in out
    assert "acme: no faults" in out

    (snippet,) = fences(plugin / "README.md", "yaml")
    (tmp_path / ".pre-commit-config.yaml").write_text(snippet, "utf-8")
    here = Path(sys.executable).parent
    venv.run(f"{here / 'pre-commit'} validate-config .pre-commit-config.yaml", tmp_path)
    workflow = plugin / ".github" / "workflows" / "tests.yml"
    venv.run(f"{here / 'check-jsonschema'} --builtin-schema vendor.github-workflows {workflow}", tmp_path)

    (tmp_path / "page.html").write_text("<video autoplay src=a.mp4></video>", "utf-8")
    assert "acme/loud-autoplay" in venv.run("ecolint check page.html -o concise --extends recommended", tmp_path, 1)
    venv.run("pip uninstall --quiet --yes ecolint-acme", tmp_path)


@pytest.mark.parametrize("name", ["ecolint-go", "ecolint-table"])
def test_an_example_plugin_is_installed_and_used(venv: Venv, tmp_path: Path, name: str) -> None:
    plugin = tmp_path / name
    shutil.copytree(ROOT / "examples" / "plugins" / name, plugin)
    venv.run("pip install --quiet pytest ./" + name, tmp_path)
    assert f"{name} " in venv.run("ecolint plugins", tmp_path)
    assert "no faults" in venv.run(f"ecolint plugins check {name}", tmp_path)
    if (plugin / "tests").is_dir():
        assert "passed" in venv.run("pytest -q", plugin)
    (tmp_path / "a.go").write_text("package a\nfunc f() {\n\tfor {\n\t\tdefer g()\n\t}\n}\n", "utf-8")
    (tmp_path / "a.html").write_text('<meta http-equiv="refresh" content="30">', "utf-8")
    if name == "ecolint-go":
        assert "go/defer-in-loop" in venv.run("ecolint check a.go -o concise --extends go/server", tmp_path, 1)
    else:
        assert "1  html/meta-refresh" in venv.run("ecolint check a.html -o table", tmp_path, 1)


@pytest.mark.parametrize(("language", "docs"), [("en", "docs"), ("fr", "docs/fr")])
def test_a_first_rule_in_ten_minutes(language: str, docs: str, venv: Venv, tmp_path: Path) -> None:
    """The page, followed to the letter: what it shows to write is written, what it shows to run is run."""
    venv.env["LANG"] = f"{language}.UTF-8"
    page = ROOT / docs / "your-first-rule.md"
    first, config, second, *_ = fences(page, "toml")
    consoles = fences(page, "console")
    (tmp_path / "eco").mkdir()
    (tmp_path / "eco" / "house.toml").write_text(first, "utf-8")
    told = consoles[0].splitlines()
    assert venv.run(told[0].removeprefix("$ "), tmp_path).splitlines() == told[1:]
    (tmp_path / "ecolint.toml").write_text(config, "utf-8")
    (tmp_path / "eco" / "house.toml").write_text(first + second, "utf-8")
    venv.run("ecolint test-rules", tmp_path)
    (tmp_path / "page.html").write_text('<div class="player" data-src="tour.mp4"></div>', "utf-8")
    assert "house/old-player" in venv.run("ecolint check", tmp_path, 1)
    assert "two megabytes" in venv.run("ecolint explain house/old-player", tmp_path)

    folder, (rule_in_python,) = tmp_path, fences(page, "python")
    for console in consoles[1:]:
        for line in console.splitlines():
            command = line.removeprefix("$ ")
            if command == line:
                assert line in out  # noqa: F821 -- what the command before was said to write
            elif command.startswith("cd "):
                folder = folder / command[3:]
            else:
                if command.endswith(" tools/eco_rules.py"):
                    (folder / "tools").mkdir()
                    (folder / "tools" / "eco_rules.py").write_text(rule_in_python, "utf-8")
                out = venv.run(f"{command} 2>&1 || true", folder)  # noqa: F841
    rule = folder / "ecolint_acme" / "rules" / "large_favicon.py"
    text = rule.read_text("utf-8")
    assert "TODO" in text
    rule.write_text(
        text.replace(
            "TODO: what is wrong, as a sentence with a full stop\n",
            "The icon is heavy.\n\n    It is fetched with each page.\n",
        )
        .replace("TODO: code that is wasteful", '<link rel="icon" href="a.png">')
        .replace("TODO: the same, without the waste", '<link rel="help" href="a.html">')
        .replace("TODO: what is wasted; what to do", "fetched with each page; make it small"),
        "utf-8",
    )
    venv.run("pytest -q --ecolint-update", folder)
    snapshot = folder / "tests" / "snapshots" / "acme" / "large-favicon.txt"
    assert "fetched with each page" in snapshot.read_text("utf-8")
    venv.run("pytest -q", folder)
    venv.run("pip uninstall --quiet --yes ecolint-acme", tmp_path)
