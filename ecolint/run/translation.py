"""Texts in another language than English: gettext catalogues of ecolint and of each plugin.

A package's catalogue is `locale/<language>/LC_MESSAGES/<package>.mo` in its folder. What has no translation there is
looked up in ecolint's own catalogue, then left in English.
"""

from collections.abc import Mapping
from dataclasses import replace
import gettext
from pathlib import Path
from string import Formatter
from typing import Any

from ..model.finding import Finding, Fix, Related
from ..model.problem import Problem, problem
from ..model.registry import Registry
from ..model.results import Results
from ..model.rule import Rule
from ..model.wording import Message, Phrase, Value
from ..texts import Texts
from .plugins import DOCS

_OWN = Path(__file__).parent.parent
_MARKS = {"fr": str.maketrans({".": ",", ",": "\u202f"})}
"""What is written for the marks of a number: 1,234.5 is 1 234,5 in French."""


class CatalogueTexts(Texts):
    """The texts of one catalogue."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue
        self._filler = _Filler(self)

    def say(self, template: str, /, **values: Value) -> str:
        """See `Texts.say`."""
        found = self._catalogue.gettext(template) if template else template
        return self._filled(found, template, values)

    def plural(self, one: str, many: str, number: int, /, **values: Value) -> str:
        """See `Texts.plural`."""
        found = self._catalogue.ngettext(one, many, number)
        return self._filled(found, one if number == 1 else many, {"number": number, **values})

    def read(self, text: str) -> str:
        """A text, or a phrase with its values."""
        return self.say(text.template, **text.values) if isinstance(text, Phrase) else self.say(text)

    def _filled(self, found: str, english: str, values: Mapping[str, Value]) -> str:
        if not values:
            return found
        try:
            return self._filler.vformat(found, (), values)
        except (IndexError, KeyError, ValueError):  # a translation that can't be filled
            return english.format_map(values)


class _Filler(Formatter):
    """Fills templates with phrases translated, and numbers written as the language writes them."""

    def __init__(self, texts: CatalogueTexts) -> None:
        self._texts = texts
        self._marks = _MARKS.get(texts.language, {})

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Phrase):
            value = self._texts.read(value)
        written = str(super().format_field(value, format_spec))
        return written.translate(self._marks) if isinstance(value, int | float) else written


class Translation:
    """All that is said in a language: ecolint's words, and those of each rule's package."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.problems: list[Problem] = []
        """Catalogues that can't be read."""
        self._own = self._catalogue(_OWN, "ecolint")
        self.texts = CatalogueTexts(language, self._own)
        self._of_packages: dict[Path, CatalogueTexts] = {_OWN: self.texts}

    def of(self, rule: Rule) -> CatalogueTexts:
        """The texts of the package that brings a rule. A linted repository's own rules have none."""
        folder = _package(Path(rule.pattern.file)) if rule.trusted and rule.pattern.file else _OWN
        if folder not in self._of_packages:
            catalogue = self._catalogue(folder, folder.name)
            catalogue.add_fallback(self._own)
            self._of_packages[folder] = CatalogueTexts(self.language, catalogue)
        return self._of_packages[folder]

    def rule(self, rule: Rule) -> Rule:
        """The rule with its page in this language."""
        url = rule.url.replace(DOCS, DOCS.replace("/docs/", f"/docs/{self.language}/"))
        return replace(rule, translate=self.of(rule).say, url=url)

    def registry(self, registry: Registry) -> Registry:
        """What is installed, with all pages in this language."""
        return replace(registry, rules={name: self.rule(rule) for name, rule in registry.rules.items()})

    def results(self, results: Results) -> Results:
        """A run's outcome with sentences, fixes' titles and rules' pages in this language. Nothing else changes."""
        texts = {rule.name: self.of(rule) for rule in results.rules}

        def translated(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
            return tuple(_finding(finding, texts.get(finding.rule, self.texts)) for finding in findings)

        return replace(
            results,
            findings=translated(results.findings),
            suppressed=translated(results.suppressed),
            rules=tuple(map(self.rule, results.rules)),
        )

    def _catalogue(self, folder: Path, domain: str) -> gettext.NullTranslations:
        with problem(f"catalogue of {domain}", self.problems):
            return gettext.translation(domain, folder / "locale", [self.language], fallback=True)
        return gettext.NullTranslations()


def _package(file: Path) -> Path:
    """The outermost package that a file lies in."""
    folder = file.parent
    while (folder.parent / "__init__.py").is_file():
        folder = folder.parent
    return folder


def _finding(finding: Finding, texts: CatalogueTexts) -> Finding:
    template, values, _ = finding.message
    return finding._replace(
        message=Message(template, values, texts.say(template, **dict(values))),
        fix=finding.fix and _fix(finding.fix, texts),
        related=tuple(_related(one, texts) for one in finding.related),
    )


def _fix(fix: Fix, texts: CatalogueTexts) -> Fix:
    return fix._replace(title=texts.read(fix.title))


def _related(related: Related, texts: CatalogueTexts) -> Related:
    return related._replace(message=texts.read(related.message))
