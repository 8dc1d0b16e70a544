"""Texts fixed with all rules, as the tests of fixes do it."""

import codecs
from functools import cache
from pathlib import Path, PurePosixPath

from ecolint.model.docs import Example
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.rule import Rule
from ecolint.run.discovery import Discovered
from ecolint.run.files import Files
from ecolint.run.fixing import Fixed, fix, on_disk
from ecolint.run.reading import decode
from ecolint.run.session import Session
from ecolint.testing import installed, lint_text

RULES = [rule for rule in installed().rules.values() if not rule.is_project and rule.pattern.languages]
BAD = [(rule, example) for rule in RULES for example in rule.docs.examples if example.bad and not example.options]


@cache
def fixing() -> list[tuple[Rule, Example]]:
    """Bad examples that are fixed."""
    return [
        (rule, example)
        for rule, example in BAD
        for findings in [lint_text(example.files[0].language, example.files[0].text, rule, name=example.files[0].name)]
        if any(finding.fix for finding in findings)
    ]


_templates: dict[str, str] = {}
"""Stem of a file's name → the template syntax it is written in."""


@cache
def _session(registry: Registry, reverse: bool = False) -> Session:
    rules = RuleSet.of(sorted(RULES, key=lambda rule: rule.name, reverse=reverse))
    return Session(registry, Path(), lambda _: rules, Files(Path()), lambda path: _templates.get(path.stem, ""))


@cache
def fixed(raw: bytes, language: str, name: str = "", *, reverse: bool = False) -> Fixed:
    """What all fixes of all rules make of a file's bytes; nothing is written."""
    known = installed().language(language)
    host = known or next(
        one for one in installed().languages.values() if any(syntax.name == language for syntax in one.templates)
    )
    stem = f"as-{language}"
    _templates[stem] = "" if known else language
    source = decode(raw, PurePosixPath(name or f"{stem}{host.extensions[0]}"))
    assert source is not None
    return fix(_session(installed(), reverse), Discovered(()), [source], unsafe=True, write=False)


def after(done: Fixed, raw: bytes) -> bytes:
    """The file's bytes as they are then."""
    return on_disk(done.files[0].after) if done.files else raw


def check(done: Fixed, raw: bytes, language: str, name: str = "") -> None:
    """What was mended still parses, no pass was undone, and a second run finds nothing to do.

    What didn't parse is left as it was, and a byte order mark stays.
    """
    assert not done.results.problems, done.results.problems
    if done.before.summary.syntax_errors:
        assert not done.files
    for file in done.files:
        text = after(done, raw)
        assert text.startswith(codecs.BOM_UTF8) == raw.startswith(codecs.BOM_UTF8)
        again = fixed(text, language, name)
        assert not again.results.problems, again.results.problems
        assert not again.files, file.after.data.decode()
        assert not again.results.summary.syntax_errors, file.after.data.decode()
