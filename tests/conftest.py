"""The command line as tests use it, and plugins made on the spot."""

from collections.abc import Iterator
import os
from pathlib import Path
import subprocess
import sys
import textwrap

from hypothesis import settings
import pytest
from support import Command, Ended, MakePlugin
from trees import real_trees

from ecolint.cli import run
from ecolint.pytest_plugin import ecolint_snapshot  # noqa: F401 -- also where an older installation doesn't declare it

settings.register_profile("ecolint", deadline=None)  # a machine under load is no failure
settings.load_profile("ecolint")
for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(name, None)  # tests read English, wherever they run


@pytest.fixture(scope="session")
def trees(request: pytest.FixtureRequest) -> list[Path]:
    """Folders of real code, for slow tests."""
    return real_trees(Path(request.config.cache.mkdir("trees")))  # type: ignore[union-attr]


@pytest.fixture
def ecolint(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command line in an empty folder, in this process."""
    for name in (
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
        "BUILD_SOURCESDIRECTORY",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "TF_BUILD",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> Ended:
        code = run([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return command


@pytest.fixture
def ecolint_process(tmp_path: Path) -> Command:
    """Run the command line as a program."""

    def command(*arguments: object, cwd: Path = tmp_path, stdin: bytes = b"", **env: str) -> Ended:
        ended = subprocess.run(
            [str(Path(sys.executable).with_name("ecolint")), *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith(("GITHUB", "GITLAB", "TF_"))},
                **env,
            },
            capture_output=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode("utf-8", "replace"), ended.stderr.decode("utf-8", "replace"))

    return command


@pytest.fixture
def install(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePlugin]:
    """Install a plugin: its code as a module, with the metadata that a package would have."""
    added: list[str] = []

    def make(code: str, name: str = "acme", version: str = "1.0") -> Path:
        folder = tmp_path_factory.mktemp("site-packages")
        module = f"ecolint_{name}"
        (folder / f"{module}.py").write_text(textwrap.dedent(code), "utf-8")
        metadata = folder / f"ecolint_{name}-{version}.dist-info"
        metadata.mkdir()
        (metadata / "entry_points.txt").write_text(f"[ecolint]\n{name} = {module}\n", "utf-8")
        monkeypatch.syspath_prepend(str(folder))
        added.append(module)
        return folder

    yield make
    for module in added:
        sys.modules.pop(module, None)
