"""What must hold for the fixes of every rule, on its examples."""

import re

from mending import after, check, fixed, fixing
import pytest

from ecolint.model.docs import Example
from ecolint.model.rule import Rule
from ecolint.testing import installed

EACH = pytest.mark.parametrize(("rule", "example"), fixing(), ids=lambda value: getattr(value, "name", ""))
PROJECT_RULES_THAT_FIX = ("css/missing-reduced-motion", "html/download-without-weight", "html/image-without-dimensions")


@EACH
def test_with_all_rules_the_fixed_example_is_settled(rule: Rule, example: Example) -> None:
    file = example.files[0]
    done = fixed(file.text.encode(), file.language, file.name)
    assert done.files or not any(finding.fix for finding in done.before.findings), rule.name
    check(done, file.text.encode(), file.language, file.name)


@EACH
def test_the_order_of_rules_doesnt_matter(rule: Rule, example: Example) -> None:
    file = example.files[0]
    raw = file.text.encode()
    first, second = (fixed(raw, file.language, file.name, reverse=reverse) for reverse in (False, True))
    assert after(first, raw) == after(second, raw)


@EACH
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_with_other_line_ends_and_a_byte_order_mark_the_fix_is_the_same(rule: Rule, example: Example, end: str) -> None:
    file = example.files[0]
    plain, other = (file.text.encode(), ("\ufeff" + file.text.replace("\n", end)).encode())
    done = fixed(other, file.language, file.name)
    if done.before.summary.syntax_errors:  # Python's grammar, for one, knows no lone carriage returns
        assert not done.files
        return
    wanted = after(fixed(plain, file.language, file.name), plain).decode().replace("\n", end)
    assert after(done, other).decode() == f"\ufeff{wanted}"


@pytest.mark.parametrize("name", [*sorted({rule.name for rule, _ in fixing()}), *PROJECT_RULES_THAT_FIX])
def test_the_page_of_a_rule_says_what_its_fix_may_change(name: str) -> None:
    assert re.search(r"\b(fix|fixes)\b", installed().rules[name].docs.text)


def safe_fixes() -> list[str]:
    """Rules with a safe fix in an example."""
    found = set()
    for rule, example in fixing():
        file = example.files[0]
        findings = fixed(file.text.encode(), file.language, file.name).before.findings
        found |= {
            finding.rule for finding in findings if finding.rule == rule.name and finding.fix and finding.fix.safe
        }
    return sorted(found)


@pytest.mark.parametrize("name", safe_fixes())
def test_the_page_of_a_safe_fix_says_why_it_is_safe(name: str) -> None:
    text = " ".join(installed().rules[name].docs.text.split())
    assert "The fix is safe" in text
