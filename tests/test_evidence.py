"""What rules call measured can be measured again: the script that they name is there, and tells its last figures."""

from pathlib import Path
import re

import pytest

from ecolint.testing import installed

ROOT = Path(__file__).parent.parent
SCRIPTS = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "evidence").iterdir() if path.is_file()}
MEASURED = {name: rule for name, rule in installed().rules.items() if rule.evidence == "measured"}
NAMED = {
    name: set(re.findall(r"docs/evidence/\w+\.\w+", rule.docs.text + rule.docs.reason))
    for name, rule in installed().rules.items()
}


@pytest.mark.parametrize("name", sorted(MEASURED))
def test_a_measured_rule_names_its_script_or_who_measured(name: str) -> None:
    assert NAMED[name] <= SCRIPTS
    if name.startswith(("js/", "python/")):
        assert NAMED[name], f"{name} names no script of docs/evidence"


@pytest.mark.parametrize("script", sorted(SCRIPTS))
def test_a_script_serves_a_rule_and_tells_its_last_figures(script: str) -> None:
    text = (ROOT / script).read_text("utf-8")
    if "_timing." in script:  # what the others share
        return
    assert any(script in named for named in NAMED.values()), "no rule names it"
    assert re.search(r"last figures", text, re.IGNORECASE)
    assert re.search(r"C?Python 3\.\d+|Node \d+", text)
