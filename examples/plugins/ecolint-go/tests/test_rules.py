"""Every example of every rule, and what the rules say of the bad ones: see `snapshots`."""

import pytest

from ecolint import Rule
from ecolint.testing import Case, Snapshot, cases, rules


@pytest.mark.parametrize("case", cases("go"), ids=str)
def test_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("rule", rules("go"), ids=str)
def test_what_it_says(rule: Rule, ecolint_snapshot: Snapshot) -> None:
    ecolint_snapshot(rule)
