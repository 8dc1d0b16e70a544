"""For pytest: `--ecolint-update` and the fixture `ecolint_snapshot`.

Every pytest loads this where ecolint is installed, so it imports nothing until the fixture is used.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import Snapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--ecolint-update`."""
    parser.getgroup("ecolint").addoption(
        "--ecolint-update", action="store_true", help="write the snapshots of ecolint's rules anew"
    )


@pytest.fixture
def ecolint_snapshot(request: pytest.FixtureRequest) -> "Snapshot":
    """A function that compares what a rule says of its bad examples with `snapshots/` beside the test's file."""
    from functools import partial

    from .testing import check_snapshot

    update = request.config.getoption("--ecolint-update", default=False)
    return partial(check_snapshot, folder=request.path.parent / "snapshots", update=update)
