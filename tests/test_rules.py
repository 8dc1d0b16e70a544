"""Every example of every first-party rule, and what the rules say of the bad ones."""

from pathlib import Path
import re

import pytest

from ecolint import Rule
from ecolint.testing import Case, Snapshot, cases, rules, stale_snapshots

FAMILIES = ("html", "css", "js", "python")
SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("case", cases(*FAMILIES), ids=str)
def test_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("rule", rules(*FAMILIES), ids=str)
def test_what_it_says(rule: Rule, ecolint_snapshot: Snapshot) -> None:
    ecolint_snapshot(rule)


@pytest.mark.parametrize("rule", rules(*FAMILIES), ids=str)
def test_three_examples_show_what_it_means_and_three_what_not(rule: Rule) -> None:
    verdicts = [example.bad for example in rule.docs.examples]
    assert verdicts.count(True) >= 3
    assert verdicts.count(False) >= 3


@pytest.mark.parametrize("rule", rules(*FAMILIES), ids=str)
def test_a_preset_that_its_page_gives_reasons_for_is_its_own(rule: Rule) -> None:
    text = " ".join(rule.docs.text.split())
    assert set(re.findall(r"\bpreset (?:but )?`(core|recommended|all)`", text)) <= {rule.preset}


def test_no_snapshot_is_left_of_a_rule_that_is_gone() -> None:
    assert not stale_snapshots(SNAPSHOTS, rules(*FAMILIES))
