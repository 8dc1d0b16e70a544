"""Several processes check files: the same reports as from one, and no worker's death takes more than its file."""

import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys
import time

import pytest
from support import CLEAN, WASTEFUL, Command, MakePlugin

from ecolint.reporters import BUILT_IN
from ecolint.run import jobs
from ecolint.run.discovery import FoundFile

DEMO = Path(__file__).parent.parent / "demo"
FRAIL = """
    import os, time
    from ecolint import hookimpl, rule

    @rule("html", select="i", saves=["cpu"], evidence="deterministic", preset="core")
    def frail(i):
        '''Fails in the way that the page names.

        So that it can be seen what that costs.
        '''
        print("a plugin writes to standard output")
        what = i.get("class")
        if what == "raises":
            raise ValueError("on purpose")
        if what == "dies":
            os._exit(7)
        if what == "is-killed":
            os.kill(os.getpid(), 9)
        if what == "is-slow":
            end = time.process_time() + 30
            while time.process_time() < end:
                pass
        return "is told"

    @hookimpl
    def ecolint_rules():
        return [frail]
"""
UNCOMPILABLE = """
    from ecolint import hookimpl, rule

    @rule("css", "html", query="(no_such_node) @node", saves=["cpu"], evidence="deterministic", preset="core")
    def lost(node):
        '''Its query is for no grammar.

        Which is told once.
        '''
        return "never"

    @hookimpl
    def ecolint_rules():
        return [lost]
"""


def pages(folder: Path, *kinds: str) -> None:
    for number, kind in enumerate(kinds):
        (folder / f"{number}-{kind}.html").write_text(CLEAN.replace("<p>", f'<p><i class="{kind}">x</i>'), "utf-8")


def test_one_process_and_several_write_the_same_bytes_in_every_format(
    ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    install(FRAIL)
    install(UNCOMPILABLE, "lost")
    tree = tmp_path / "tree"
    shutil.copytree(DEMO, tree)
    pages(tree, "plain", "raises", "plain", "raises")
    (tree / "binary.css").write_bytes(b"a\0b")
    (tree / "latin.html").write_bytes(WASTEFUL.replace("Hello", "Hé").encode("latin-1"))
    (tree / "own.toml").write_text(
        '[[rule]]\nname = "blinking"\ntitle = "Blinks."\nwhy = "Repaints."\nmessage = "blinks"\nlanguages = ["html"]\n'
        'select = "i"\nsaves = ["cpu"]\nbad = ["<i>x</i>"]\ngood = ["<p>x</p>"]\n',
        "utf-8",
    )
    (tree / "ecolint.toml").write_text(
        'rule-files = ["own.toml"]\nextends = ["all"]\n[[overrides]]\nfiles = ["0-*"]\nignore = ["acme/frail"]\n'
        '[rules."acme/frail"]\nseverity = "error"\n',
        "utf-8",
    )
    written = []
    for count in (1, 2):
        out = tmp_path / f"out-{count}"
        out.mkdir()
        outputs = [part for one in BUILT_IN for part in ("-o", f"{one.name}={out / one.name}")]
        assert ecolint("check", tree, "--jobs", count, *outputs).code == 3
        written.append({one.name: (out / one.name).read_bytes() for one in BUILT_IN})
    assert written[0] == written[1]
    text = written[1]["text"].decode()
    assert "on purpose" in text
    assert "rule lost/lost" in text
    assert "own/blinking" in text
    assert "1 binary" in text


def test_a_worker_that_dies_costs_the_file_it_was_at(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(FRAIL)
    pages(tmp_path, "plain", "dies", "plain", "is-killed", "plain", "plain")
    ended = ecolint("check", "--jobs", 2, "--select", "acme/*", "-o", "concise")
    assert ended.code == 3
    assert ended.out.count("is told") == 4
    assert "file 1-dies.html: was not checked: the process that checked it died (exit code 7)" in ended.out
    assert "file 3-is-killed.html: was not checked: the process that checked it died (SIGKILL)" in ended.out


def test_if_workers_keep_dying_the_rest_is_given_up(
    ecolint: Command, install: MakePlugin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecolint.run import workers

    monkeypatch.setattr(workers, "_MOST_DEATHS", 2)
    install(FRAIL)
    pages(tmp_path, *["dies"] * 5)
    ended = ecolint("check", "--jobs", 2, "--select", "acme/*")
    assert ended.code == 3
    assert 2 <= ended.out.count("the process that checked it died") <= 3
    assert "given up, after too many crashes" in ended.out


def test_each_file_has_its_time(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    install(FRAIL.replace("+ 30", "+ 0.3"))
    (tmp_path / "ecolint.toml").write_text("time-limit = 0.2\n", "utf-8")
    pages(tmp_path, "plain", "is-slow")
    ended = ecolint("check", "--jobs", 2, "--select", "acme/*")
    assert "longer than 0.2 s: 1-is-slow.html" in ended.out
    assert "0-plain.html" in ended.out


def test_plugins_of_the_command_line_are_loaded_in_workers_too(ecolint: Command, tmp_path: Path) -> None:
    plugin = tmp_path / "house.py"
    plugin.write_text(
        'from ecolint import rule\n@rule("html", select="i", saves=["cpu"], evidence="deterministic")\n'
        'def italic(i):\n    """Leans.\n\n    It is hard to read.\n    """\n    return "leans"\n',
        "utf-8",
    )
    pages(tmp_path, "plain", "plain")
    ended = ecolint("check", "--jobs", 2, "--plugin", plugin, "--select", "house/*", "-o", "concise")
    assert ended.out.count("house/italic leans") == 2, ended


def test_files_are_fixed_by_this_process(ecolint: Command, tmp_path: Path) -> None:
    unused = CLEAN.replace("<p>", "<!-- ecolint: ignore[html/meta-refresh] x -->\n<p>")
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(unused, "utf-8")
    ended = ecolint("check", "--jobs", 2, "--fix")
    assert "fixed 2 findings in 2 files" in ended.err, ended
    assert all("ecolint: ignore" not in (tmp_path / name).read_text("utf-8") for name in ("a.html", "b.html"))


def test_without_workers_the_check_goes_on(ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    (tmp_path / "a.html").write_text(WASTEFUL, "utf-8")
    (tmp_path / "b.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "--jobs", 2, "-o", "concise")
    assert ended.code == 1
    assert ended.out.count("html/meta-refresh") == 2


def test_a_linted_folder_cannot_bring_modules_to_workers(ecolint_process: Command, tmp_path: Path) -> None:
    for name in ("pickle", "ecolint", "signal", "sitecustomize", "multiprocessing"):
        (tmp_path / f"{name}.py").write_text(f"open('{name}-was-run', 'w')\n", "utf-8")
    (tmp_path / "a.html").write_text(WASTEFUL, "utf-8")
    assert ecolint_process("check", "--jobs", 2, cwd=tmp_path).code == 1
    assert not list(tmp_path.glob("*-was-run"))


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_ends_all_processes(install: MakePlugin, tmp_path: Path) -> None:
    folder = install(FRAIL)
    pages(tmp_path, "is-slow", "is-slow", "is-slow")
    program = subprocess.Popen(
        [Path(sys.executable).with_name("ecolint"), "check", "--jobs", "2", "--select", "acme/*"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    tasks = Path(f"/proc/{program.pid}/task")
    workers: list[str] = []
    end = time.monotonic() + 20
    while len(workers) < 2 and time.monotonic() < end:
        workers = [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert b"Traceback" not in err
    assert workers
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_processes_are_started_where_they_pay_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "usable_processors", lambda: 8)

    def found(*sizes: int) -> list[FoundFile]:
        for number, size in enumerate(sizes):
            with (tmp_path / f"{number}.css").open("wb") as file:
                file.truncate(size)
        return [FoundFile(tmp_path, Path(f"{number}.css"), ".css") for number in range(len(sizes))]  # type: ignore[arg-type]

    assert jobs.processes_for(found(400_000, 400_000), None) == 1
    assert jobs.processes_for(found(*[900_000] * 5), None) == 2
    assert jobs.processes_for(found(*[900_000] * 50), None) == 8
    assert jobs.processes_for(found(5_000_000), None) == 1
    assert jobs.processes_for(found(10, 10, 10), 2) == 2
    assert jobs.processes_for(found(10, 10), 5) == 2
    assert jobs.processes_for([], None) == 0
    assert jobs.processes_for([FoundFile(tmp_path, Path("gone.css"), ".css")] * 2, None) == 1  # type: ignore[list-item]


def test_a_quota_of_a_container_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_QUOTA", str(tmp_path / "cpu.max"))
    free = jobs.usable_processors()
    for quota, expected in (("max 100000\n", free), ("50000 100000\n", 1), ("100000 100000\n", 1), ("", free)):
        (tmp_path / "cpu.max").write_text(quota)
        assert jobs.usable_processors() == expected


def test_a_small_run_imports_nothing_for_it() -> None:
    code = "import sys; from ecolint.cli import run; run(['check', '-q']); print('ecolint.run.workers' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=DEMO)
    assert ended.stdout.split() == [b"False"]
