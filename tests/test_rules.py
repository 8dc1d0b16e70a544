"""Every example of every first-party rule."""

import pytest

from ecolint.testing import Case, cases


@pytest.mark.parametrize("case", cases("html", "css", "js", "python"), ids=str)
def test_rule(case: Case) -> None:
    case.check()
