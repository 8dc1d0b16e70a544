"""Every example of every rule."""

import pytest

from ecolint.testing import Case, cases


@pytest.mark.parametrize("case", cases("go"), ids=str)
def test_rule(case: Case) -> None:
    case.check()
