"""For pytest: `--ecolint-update` and the fixture `ecolint_snapshot`; at the end, what to do about left-over snapshots.

Every pytest loads this where ecolint is installed, so it imports nothing until the fixture is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ecolint import Rule

    from .testing import Snapshot


@dataclass
class _Seen:
    """What a session compared."""

    folders: set[str] = field(default_factory=set)
    narrowed: bool = False
    """Some tests that compare snapshots were left out."""
    told: list[str] = field(default_factory=list)
    """Lines for the end of the run."""


_SEEN = pytest.StashKey[_Seen]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--ecolint-update`."""
    parser.getgroup("ecolint").addoption(
        "--ecolint-update",
        action="store_true",
        help="write the snapshots of ecolint's rules anew, and delete those of rules that are gone",
    )


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """A run that leaves snapshots out deletes none."""
    for item in items:
        if "ecolint_snapshot" in getattr(item, "fixturenames", ()):
            _seen(item.config).narrowed = True
            return


@pytest.fixture
def ecolint_snapshot(request: pytest.FixtureRequest) -> "Snapshot":
    """A function that compares what a rule says of its bad examples with `snapshots/` beside the test's file."""
    from .testing import check_snapshot

    update = request.config.getoption("--ecolint-update", default=False)
    folder = request.path.parent / "snapshots"

    def compare(rule: "Rule") -> None:
        _seen(request.config).folders.add(str(folder))
        check_snapshot(rule, folder, update=update)

    return compare


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker of pytest-xdist compared."""
    if found := getattr(node, "workeroutput", {}).get("ecolint"):
        seen = _seen(node.config)
        seen.folders.update(found["folders"])
        seen.narrowed |= found["narrowed"]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Name the snapshots of rules that are gone, which fails a run; with `--ecolint-update`, delete them."""
    config = session.config
    seen = _seen(config)
    if hasattr(config, "workeroutput"):
        config.workeroutput["ecolint"] = {"folders": sorted(seen.folders), "narrowed": seen.narrowed}
        return
    stale = list(_stale(seen.folders))
    if not stale:
        return
    narrowed = seen.narrowed or session.shouldstop or session.shouldfail or _asked_for_some(config)
    if narrowed:
        advice = "pytest --ecolint-update deletes them when all tests run"
    elif config.getoption("--ecolint-update"):
        for path in stale:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        advice = "deleted"
    else:
        advice = "delete them with pytest --ecolint-update"
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    seen.told = [f"snapshots of rules that are gone: {advice}", *(f"  {_relative(path, config)}" for path in stale)]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say it at the end."""
    for number, line in enumerate(_seen(config).told):
        if not number:
            terminalreporter.section("ecolint", sep="-")
        terminalreporter.line(line)


def _seen(config: pytest.Config) -> _Seen:
    return config.stash.setdefault(_SEEN, _Seen())


def _stale(folders: set[str]) -> Iterator[Path]:
    if folders:
        from .testing import rules, stale_snapshots

        known = rules()
        for folder in sorted(folders):
            yield from stale_snapshots(Path(folder), known)


def _asked_for_some(config: pytest.Config) -> bool:
    """Tests were named, or only those that failed the last time ran."""
    return any("::" in argument for argument in config.args) or bool(config.getoption("lf", default=False))


def _relative(path: Path, config: pytest.Config) -> Path:
    return path.relative_to(config.rootpath) if path.is_relative_to(config.rootpath) else path
