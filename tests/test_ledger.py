"""The ledger of what was read in other people's code, and the presets that it allows."""

import pytest
from support import tool

ledger = tool("ledger")


def reading(read: int, right: int) -> object:
    return ledger.Reading("Held out", found=100, read=read, right=right, remark="")


@pytest.mark.parametrize(
    ("preset", "read", "right", "below"),
    [
        ("core", 20, 19, False),
        ("core", 20, 18, True),
        ("core", 19, 18, True),
        ("core", 3, 3, False),
        ("recommended", 20, 18, False),
        ("recommended", 20, 17, True),
        ("recommended", 9, 8, True),
        ("all", 20, 0, False),
    ],
)
def test_a_preset_allows_one_wrong_finding_of_so_many(preset: str, read: int, right: int, below: bool) -> None:
    assert ledger.is_below(preset, reading(read, right)) is below


def test_a_reading_without_findings_says_nothing() -> None:
    assert ledger.last([reading(20, 20), reading(0, 0)]) == reading(20, 20)
    assert ledger.last([reading(0, 0)]) is None


def test_each_rule_is_in_a_preset_that_its_last_reading_allows() -> None:
    """Narrow it and read other code, or move it down; see docs/precision.md."""
    assert {rule.name: str(reading) for rule, reading in ledger.below_their_bars()} == {}
