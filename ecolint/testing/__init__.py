"""For authors of rules: every example in a rule's docstring is a test.

```python
@pytest.mark.parametrize("case", cases("html", "css"), ids=str)
def test_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("rule", rules("html", "css"), ids=str)
def test_what_it_says(rule: Rule, ecolint_snapshot: Snapshot) -> None:
    ecolint_snapshot(rule)
```

`lint_text("html", "<p>…")` is for tests of your own, `try_on(folder, "html")` for real code.
"""

from .bench import installed, lint_text
from .cases import Case, cases, cases_of
from .corpus import Tried, try_on
from .faults import faults_of
from .limits import failures_of
from .snapshots import Snapshot, check_snapshot, rules, snapshot_of, stale_snapshots

__all__ = [
    "Case",
    "Snapshot",
    "Tried",
    "cases",
    "cases_of",
    "check_snapshot",
    "failures_of",
    "faults_of",
    "installed",
    "lint_text",
    "rules",
    "snapshot_of",
    "stale_snapshots",
    "try_on",
]
