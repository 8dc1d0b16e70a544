"""For authors of rules: every example in a rule's docstring is a test.

```python
@pytest.mark.parametrize("case", cases("html", "css"), ids=str)
def test_rule(case: Case) -> None:
    case.check()
```
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
import re
import tempfile
import time

from .analysis.fixing import apply_edits, choose, edits_of
from .analysis.lint import lint
from .analysis.plan import Plans
from .model.docs import Example
from .model.finding import Finding
from .model.language import Language
from .model.option import OPTION_TYPES, Option, OptionValue
from .model.problem import Problem, problem
from .model.registry import Enabled, Registry, RuleSet
from .model.results import FileReport
from .model.rule import Rule
from .model.source import SourceFile
from .run.entry_points import DISTRIBUTION, EntryPoint, entry_points
from .run.guard import CutOffError, Guard
from .run.plugins import load

_PASSES = 10


@cache
def installed() -> Registry:
    """All that is installed here."""
    return load(entry_points())


def lint_text(language: str, text: str, *rules: Rule, name: str = "") -> tuple[Finding, ...]:
    """Findings of `rules` (all installed ones, if none is given) on a text.

    `language` is a language's name or alias ("html", "ts") or that of a template syntax ("jinja").
    """
    report = _lint(text.encode(), language, Plans(installed(), RuleSet.of(rules or installed().rules.values())), name)
    assert not report.problems, "\n".join(problem.detail or problem.message for problem in report.problems)
    return report.findings


@dataclass(frozen=True)
class Case:
    """One thing that must hold for a rule: its declaration, or one of its examples."""

    rule: Rule
    number: int = 0
    """The example, from 1; 0 for the declaration."""

    def __str__(self) -> str:
        if not self.number:
            return f"{self.rule.name} declaration"
        return f"{self.rule.name} {'bad' if self.example.bad else 'good'} {self.number}"

    @property
    def example(self) -> Example:
        return self.rule.docs.examples[self.number - 1]

    def check(self) -> None:
        """Raise AssertionError, saying what doesn't hold."""
        if not self.number:
            _check_declaration(self.rule)
        elif self.rule.is_project:
            _check_project(self.rule, self.example)
        else:
            _check_example(self.rule, self.example)

    def failure(self) -> str:
        """What doesn't hold, in words; empty if all does."""
        told: list[Problem] = []
        with problem(str(self), told):
            self.check()
        return told[0].message.removeprefix("AssertionError: ") if told else ""


def cases(*families: str) -> list[Case]:
    """Every case of the installed rules of these plugins; of all plugins, if none is given."""
    registry = installed()
    for family in families:
        failed = [problem for problem in registry.problems if problem.source.startswith(f"plugin {family} ")]
        assert not failed, "\n".join(f"{problem.source}: {problem.message}\n{problem.detail}" for problem in failed)
    return cases_of(rule for rule in registry.rules.values() if rule.family in families or not families)


def cases_of(rules: Iterable[Rule]) -> list[Case]:
    """Every case of these rules."""
    return [Case(rule, number) for rule in rules for number in range(len(rule.docs.examples) + 1)]


LONGEST = 30.0
"""Seconds of processor time for a case of a rule file."""


def failures_of(cases: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Each case with what doesn't hold, if anything; one that takes for ever is stopped, the rule's others left out."""
    guard = Guard(lambda number: cases[number].failure(), LONGEST)
    endless = ""
    for number, case in enumerate(cases):
        if case.rule.name == endless:
            continue
        try:
            told = guard(number)
        except CutOffError as error:
            endless, told = case.rule.name, str(error)
        yield case, told


SLOW = 0.05
"""Seconds of processor time that a rule's examples, cut off at each byte, may take on average."""


def faults_of(entry: EntryPoint) -> Iterator[str]:
    """What a plugin does wrong, a line each: loading, name, stated version, each rule's declaration and examples."""
    registry = installed()
    for failed in registry.problems:
        if failed.source.startswith(entry.source):
            yield f"{failed.source}: {failed.message}"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", entry.name):
        yield f"the name {entry.name!r}: lower case letters, digits and hyphens, as rules are named after it"
    if entry.distribution != DISTRIBUTION and not entry.needs:
        yield 'its metadata name no range of ecolint: dependencies = ["ecolint>=…,<…"]'
    rules = [rule for rule in registry.rules.values() if rule.family == entry.name]
    for case in cases_of(rules):
        started = time.process_time()
        if told := case.failure():
            yield f"{case} ({case.rule.pattern.place}): {told}"
        size = sum(len(file.text) for file in case.example.files) if case.number else 0
        if size and (time.process_time() - started) / size > SLOW:
            yield f"{case} ({case.rule.pattern.place}): more than {SLOW * 1000:g} ms each time it is linted"


def _check_declaration(rule: Rule) -> None:
    docs = rule.docs
    assert docs.title.endswith("."), "the docstring begins with a sentence that says what is wrong, and a full stop"
    assert len(docs.title) <= 120, "the title is longer than 120 characters"
    assert docs.reason, "after the title, the docstring says why it costs"
    for option in rule.options:
        assert f"`{option.name}`" in docs.text, f"option `{option.name}` isn't documented in the docstring"
    name = Path(rule.pattern.file).stem
    named_after_it = rule.is_data or name == rule.pattern.function.__name__
    assert named_after_it, f"the file is named {name}.py, not after the rule"
    assert any(example.bad for example in docs.examples), "there is no bad example"
    assert any(not example.bad for example in docs.examples), "there is no good example"
    registry = installed()
    plans = _alone(rule)
    for name in rule.pattern.languages:
        language = registry.language(name)
        assert language is not None, f"there is no language {name!r}"
        for member in [language, *(one for one in registry.languages.values() if one.family == language.name)]:
            plans[member]
    assert not plans.problems, "\n".join(problem.message for problem in plans.problems)


def _check_example(rule: Rule, example: Example) -> None:
    file = example.files[0]
    data = file.text.encode()
    plans = _alone(rule, _options(rule, example))
    report = _lint(data, file.language, plans, file.name)
    assert not report.problems, "\n".join(problem.detail or problem.message for problem in report.problems)
    mine = [finding for finding in report.findings if finding.rule == rule.name]
    if example.bad:
        assert mine, f"no finding in the bad example (docstring line {example.line}):\n{file.text}"
    else:
        told = "\n".join(str(finding.message) for finding in mine)
        assert not mine, f"a finding in the good example (docstring line {example.line}): {told}\n{file.text}"
    assert not report.syntax_errors, f"the example doesn't parse (docstring line {example.line}):\n{file.text}"
    if not example.options:
        together = _lint(data, file.language, _merged(rule), file.name)
        merged = [one for one in together.findings if one.rule == rule.name]
        if not rule.unless:
            assert merged == mine, "the findings differ when all rules run together"
    _check_fix(rule, example, mine, plans)
    for end in range(len(data)):
        cut = _lint(data[:end], file.language, plans, file.name)
        raised = "\n".join(problem.detail for problem in cut.problems)
        assert not cut.problems, f"raises on {data[:end].decode('utf-8', 'replace')!r}:\n{raised}"


def _check_fix(rule: Rule, example: Example, findings: Sequence[Finding], plans: Plans) -> None:
    if not any(finding.fix for finding in findings):
        return
    file = example.files[0]
    data = file.text.encode()
    for _ in range(_PASSES):
        chosen = choose(findings, unsafe=True)
        if not chosen:
            break
        data = apply_edits(data, edits_of(chosen))
        again = _lint(data, file.language, plans, file.name)
        assert not again.syntax_errors, f"after the fix the example doesn't parse:\n{data.decode()}"
        left = [finding for finding in again.findings if finding.rule == rule.name]
        assert len(left) <= len(findings) - len(chosen), f"after the fix the finding is still there:\n{data.decode()}"
        findings = left
    else:
        raise AssertionError(f"the fix is made again and again:\n{data.decode()}")
    if example.fixed is not None:
        assert data.decode() == example.fixed, f"the fix gives:\n{data.decode()}"


def _check_project(rule: Rule, example: Example) -> None:
    from .run.fixing import fix
    from .run.session import check_tree, on_tree

    with tempfile.TemporaryDirectory() as folder:
        for file in example.files:
            assert file.name, "an example of a rule about the project names its files: ```html bad file=index.html"
            path = Path(folder, file.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture(file.name, file.text) if file.language == "picture" else file.text.encode())
        enabled = Enabled(rule, rule.severity, _options(rule, example))
        results = check_tree(Path(folder), installed(), RuleSet((enabled,)))
        if any(finding.fix for finding in results.findings):
            left = fix(*on_tree(Path(folder), installed(), RuleSet((enabled,))), unsafe=True).results
            assert not left.problems, "\n".join(problem.detail or problem.message for problem in left.problems)
            assert not any(finding.fix for finding in left.findings), "after the fix the finding is still there"
    assert not results.problems, "\n".join(problem.detail or problem.message for problem in results.problems)
    told = "\n".join(f"{finding.path}: {finding.message}" for finding in results.findings)
    if example.bad:
        assert results.findings, f"no finding in the bad example (docstring line {example.line})"
    else:
        assert not results.findings, f"a finding in the good example (docstring line {example.line}): {told}"


def picture(name: str, text: str) -> bytes:
    """A picture file as an example describes it: "1600x1200", "800x600 frames=3", "1600x1200 size=2000000" (bytes)."""
    dimensions, *words = text.split()
    width, height = (int(number) for number in dimensions.split("x"))
    settings = dict(word.split("=") for word in words)
    data = _picture_header(PurePosixPath(name).suffix, width, height, int(settings.get("frames", 1)))
    return data.ljust(int(settings.get("size", 0)), b"\0")


def _picture_header(suffix: str, width: int, height: int, frames: int) -> bytes:
    if suffix == ".gif":
        frame = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
        return (
            b"GIF89a"
            + width.to_bytes(2, "little")
            + height.to_bytes(2, "little")
            + b"\0\0\0"
            + frame * frames
            + b"\x3b"
        )
    if suffix == ".png":
        header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\2\0\0\0"
        return b"\x89PNG\r\n\x1a\n\0\0\0\r" + header + b"\0\0\0\0" + b"\0\0\0\0IEND\xaeB`\x82"
    if suffix in (".jpg", ".jpeg"):
        frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\3\1\x22\0\2\x11\1\3\x11\1"
        return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + frame + b"\xff\xd9"
    if suffix == ".webp":
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunk = b"VP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size
        return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk
    raise ValueError(f"pictures of type {suffix} aren't made for examples; use .png, .jpg, .gif or .webp")


def _alone(rule: Rule, options: tuple[tuple[str, OptionValue], ...] = ()) -> Plans:
    return Plans(installed(), RuleSet((Enabled(rule, rule.severity, options),)))


def _merged(rule: Rule) -> Plans:
    """All installed rules together, and this one if it isn't among them."""
    rules = installed().rules
    return _together() if rule.name in rules else Plans(installed(), RuleSet.of([*rules.values(), rule]))


@cache
def _together() -> Plans:
    return Plans(installed(), RuleSet.of(installed().rules.values()))


def _options(rule: Rule, example: Example) -> tuple[tuple[str, OptionValue], ...]:
    known = {option.name: option for option in rule.options}
    for name, _ in example.options:
        assert name in known, f"the example sets {name}, which is no option of the rule"
    return tuple((name, _parsed(known[name], text)) for name, text in example.options)


def _parsed(option: Option, text: str) -> OptionValue:
    if option.type == "bool":
        return option.check(text == "true")
    if option.type == "tuple[str, ...]":
        return option.check(text.split(","))
    return option.check(OPTION_TYPES[option.type](text))


def _lint(data: bytes, language: str, plans: Plans, name: str = "") -> FileReport:
    found, template = _language(plans.registry, language)
    path = PurePosixPath(name or f"example{found.extensions[0]}")
    return lint(SourceFile(path, data), found, plans, template=template)


def _language(registry: Registry, name: str) -> tuple[Language, str]:
    language = registry.language(name)
    if language is not None:
        return language, ""
    for candidate in _with_template(registry, name):
        return candidate, name
    raise AssertionError(f"there is no language or template syntax {name!r}")


def _with_template(registry: Registry, name: str) -> Iterator[Language]:
    for language in registry.languages.values():
        if any(syntax.name == name for syntax in language.templates):
            yield language
