"""Golden reports: what a reader sees, reviewed by eye, in `golden/`."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a report with the file of that name; `--ecolint-update` writes it."""

    def compare(name: str, report: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--ecolint-update", default=False):
            file.write_text(report, encoding="utf-8", newline="")
        assert report == file.read_bytes().decode()

    return compare
