"""For authors of rules: every example in a rule's docstring is a test.

```python
@pytest.mark.parametrize("case", cases("html", "css"), ids=str)
def test_rule(case: Case) -> None:
    case.check()
```
"""

from .bench import installed, lint_text
from .cases import Case, cases, cases_of
from .faults import faults_of
from .limits import failures_of

__all__ = ["Case", "cases", "cases_of", "failures_of", "faults_of", "installed", "lint_text"]
