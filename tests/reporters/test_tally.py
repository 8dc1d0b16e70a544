"""Counts for the end of a report."""

from reported import everything, results

from ecolint.reporters.tally import tally
from ecolint.reporters.words import files, listed


def test_findings_are_counted_by_level_rule_and_resource() -> None:
    counts = tally(everything())
    assert counts.files == 3
    assert counts.levels == {"error": 1, "warning": 2, "note": 1}
    assert counts.rules == {"html/image-not-lazy": 2, "css/import-chain": 1, "js/layout-read-in-loop": 1}
    assert next(iter(counts.rules)) == "html/image-not-lazy"
    assert list(counts.saves.items()) == [("network", 3), ("cpu", 1), ("device", 1)]
    assert (counts.safe_fixes, counts.unsafe_fixes) == (1, 1)
    assert counts.suppressed == {"in-source": 1}


def test_nothing_found_counts_nothing() -> None:
    counts = tally(results())
    assert counts.levels == {"error": 0, "warning": 0, "note": 0}
    assert (counts.files, counts.rules, counts.saves, counts.suppressed) == (0, {}, {}, {})


def test_numbers_are_said_as_people_say_them() -> None:
    assert [files(number) for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    assert listed({"network": 12, "cpu": 0, "device": 3}) == "network 12, device 3"
