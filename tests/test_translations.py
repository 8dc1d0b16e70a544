"""Catalogues hold all that people read, translated; texts are found in them where they are said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, tool

from ecolint.model.finding import Finding
from ecolint.model.rule import Rule
from ecolint.model.wording import Phrase
from ecolint.testing import installed
from ecolint.testing.snapshots import results_of

TOOL = tool("translations")
HOW = """

Texts have changed, or are new. What to do (CONTRIBUTING.md, "Translations"):
  1. python tools/translations.py update
  2. translate the msgstr of the lines that it names
  3. python tools/translations.py update
  4. ecolint docs build --lang fr
"""


@pytest.mark.parametrize("package", TOOL.PACKAGES, ids=lambda package: str(package.name))
def test_a_package_is_translated(package: Path) -> None:
    faults = list(TOOL.faults_of(package, "fr"))
    assert not faults, "\n".join(faults).replace(f"{ROOT}/", "") + HOW


def test_what_rules_say_of_their_examples_is_in_the_catalogue_of_their_package() -> None:
    known = {package: {text.english for text in TOOL.texts_of(package)} for package in TOOL.PACKAGES}
    core = known[ROOT / "ecolint"]
    missing = {
        f"{rule.name}: {text!r}"
        for rule in installed().rules.values()
        for finding in _findings(rule)
        for text in _said(finding)
        if text not in core | known[_package(rule)]
    }
    assert not missing, "\n".join(sorted(missing)) + "\nWrite texts as constants: f-strings can't be translated."


def _package(rule: Rule) -> Path:
    return next(package for package in TOOL.PACKAGES if package in Path(rule.pattern.file).parents)


def _findings(rule: Rule) -> Iterator[Finding]:
    for example in rule.docs.examples:
        if example.bad:
            yield from results_of(rule, example).findings


def _said(finding: Finding) -> Iterator[str]:
    yield finding.message.template
    read = [value for _, value in finding.message.values if isinstance(value, Phrase)]
    read += [finding.fix.title] if finding.fix else []
    read += [related.message for related in finding.related]
    yield from (text.template if isinstance(text, Phrase) else text for text in read if text)
