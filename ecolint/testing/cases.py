"""What must hold for a rule: its declaration, and each example in its docstring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
import re
import tempfile

from ..analysis.fixing import apply_edits, choose, edits_of
from ..analysis.plans import Plans
from ..model.docs import Example
from ..model.finding import Finding
from ..model.option import OPTION_TYPES, Option, OptionValue
from ..model.problem import AuthorError, Problem, problem
from ..model.registry import Enabled, RuleSet
from ..model.rule import Rule
from ..model.wording import Phrase
from .bench import alone, installed, lint_data, together
from .pictures import picture

_PASSES = 10
_CUTS = 50
"""Places at which an example is cut off, at most: a check of each would grow with the square of its length."""
_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


@dataclass(frozen=True)
class Case:
    """One thing that must hold for a rule: its declaration, or one of its examples."""

    rule: Rule
    number: int = 0
    """The example, from 1; 0 for the declaration."""

    def __str__(self) -> str:
        if not self.number:
            return f"{self.rule.name} declaration"
        return f"{self.rule.name} {_label(self.rule, self.number)}"

    @property
    def example(self) -> Example:
        return self.rule.docs.examples[self.number - 1]

    def check(self) -> None:
        """Raise AssertionError, saying what doesn't hold."""
        if not self.number:
            _check_declaration(self.rule)
        elif self.rule.is_project:
            _check_project(self.rule, self.example, _place(self.rule, self.number))
        else:
            _check_example(self.rule, self.example, _place(self.rule, self.number))

    def failure(self) -> str:
        """What doesn't hold, in words; empty if all does."""
        told: list[Problem] = []
        with problem(str(self), told):
            try:
                self.check()
            except AssertionError as error:
                return str(error).strip()
        return told[0].message if told else ""


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


def _label(rule: Rule, number: int) -> str:
    """An example's name: its number among all of a docstring, or in the list of a table that it is from."""
    examples = rule.docs.examples[:number]
    kinds = ["bad" if one.bad else "good" for one in examples]
    if not rule.is_data:
        return f"{kinds[-1]} {number}"
    for index, before in enumerate(examples[:-1], 1):
        if before.fixed is not None:
            kinds[index] = "fixed"
    return f"{kinds[-1]} {kinds.count(kinds[-1])}"


def _place(rule: Rule, number: int) -> str:
    """Where an author finds an example, and what it is there to show."""
    example, label = rule.docs.examples[number - 1], _label(rule, number)
    if not rule.is_data:
        return f"the {'bad' if example.bad else 'good'} example (docstring line {example.line})"
    kind, _, index = label.partition(" ")
    return f"text {index} of `{kind}`"


def _check_declaration(rule: Rule) -> None:
    docs = rule.docs
    assert docs.title.endswith("."), "the title is a sentence that says what is wrong, with a full stop"
    assert len(docs.title) <= 120, "the title is longer than 120 characters"
    assert docs.reason, "after the title, the docstring says why it costs"
    for option in rule.options:
        assert f"`{option.name}`" in docs.text, f"option `{option.name}` isn't documented in the docstring"
    name = Path(rule.pattern.file).stem
    is_alone = rule.is_data or "." not in rule.module  # a file of rules, not a package
    named_after_it = is_alone or name == rule.pattern.function.__name__
    assert named_after_it, f"the file is named {name}.py, not after the rule"
    assert any(example.bad for example in docs.examples), "there is no bad example"
    assert any(not example.bad for example in docs.examples), "there is no good example"
    registry = installed()
    plans = alone(rule)
    for name in rule.pattern.languages:
        language = registry.language(name)
        assert language is not None, f"there is no language {name!r}"
        for member in [language, *(one for one in registry.languages.values() if one.family == language.name)]:
            plans[member]
    assert not plans.problems, "\n".join(problem.message for problem in plans.problems)


def _check_example(rule: Rule, example: Example, place: str) -> None:
    file = example.files[0]
    data = file.text.encode()
    plans = alone(rule, options_of(rule, example))
    report = lint_data(data, file.language, plans, file.name)
    assert not report.problems, _raised(report.problems)
    mine = [finding for finding in report.findings if finding.rule == rule.name]
    if example.bad:
        assert mine, f"no finding in {place}:\n{file.text}"
    else:
        told = "\n".join(str(finding.message) for finding in mine)
        assert not mine, f"a finding in {place}: {told}\n{file.text}"
    _check_words(rule, mine)
    assert not report.syntax_errors, f"{place} doesn't parse:\n{file.text}"
    if not example.options:
        all_together = lint_data(data, file.language, together(rule), file.name)
        then = [one for one in all_together.findings if one.rule == rule.name]
        if not rule.unless:
            assert then == mine, "the findings differ when all rules run together"
    _check_fix(rule, example, mine, plans)
    for end in range(0, len(data), 1 + len(data) // _CUTS):
        cut = lint_data(data[:end], file.language, plans, file.name)
        raised = "\n".join(problem.detail for problem in cut.problems)
        assert not cut.problems, f"raises on {data[:end].decode('utf-8', 'replace')!r}:\n{raised}"


def _raised(problems: Iterable[Problem]) -> str:
    """Tracebacks; none where ecolint itself says what is wrong with a rule."""
    return "\n".join(
        one.message if f"{AuthorError.__name__}: " in one.detail else one.detail or one.message for one in problems
    )


def _check_words(rule: Rule, findings: Iterable[Finding]) -> None:
    """A sentence without values is told as it stands, braces too: a name in it has been forgotten."""
    if rule.is_data:  # whose names were checked when it was read
        return
    for finding in findings:
        title = finding.fix.title if finding.fix else ""
        for what, text, is_filled, remedy in (
            ("the sentence", finding.message.template, finding.message.values, "report(…, {0}=value)"),
            ("the fix's title", title, isinstance(title, Phrase) and title.values, "Phrase(…, {0}=value)"),
        ):
            name = None if is_filled else _NAME.search(text)
            assert not name, (
                f"{what} {str(text)!r} needs a value for {name[1]!r}: {remedy.format(name[1])}; "
                f"braces that are meant are a value, too: {name[0]!r}"
            )


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
        again = lint_data(data, file.language, plans, file.name)
        assert not again.syntax_errors, f"after the fix the example doesn't parse:\n{data.decode()}"
        left = [finding for finding in again.findings if finding.rule == rule.name]
        assert len(left) <= len(findings) - len(chosen), f"after the fix the finding is still there:\n{data.decode()}"
        findings = left
    else:
        raise AssertionError(f"the fix is made again and again:\n{data.decode()}")
    if example.fixed is not None:
        assert data.decode() == example.fixed, f"the fix gives:\n{data.decode()}"


def _check_project(rule: Rule, example: Example, place: str) -> None:
    from ..run.fixing import fix
    from ..run.session import check_tree, on_tree

    with tempfile.TemporaryDirectory() as folder:
        write_files(example, Path(folder))
        enabled = Enabled(rule, rule.severity, options_of(rule, example))
        others = [one for one in installed().rules.values() if one.name in rule.unless]
        rules = RuleSet((enabled, *(Enabled(one, one.severity) for one in others)))
        results = check_tree(Path(folder), installed(), rules)
        findings = [finding for finding in results.findings if finding.rule == rule.name]
        if any(finding.fix for finding in findings):
            left = fix(*on_tree(Path(folder), installed(), RuleSet((enabled,))), unsafe=True).results
            assert not left.problems, _raised(left.problems)
            assert not any(finding.fix for finding in left.findings), "after the fix the finding is still there"
    assert not results.problems, _raised(results.problems)
    told = "\n".join(f"{finding.path}: {finding.message}" for finding in findings)
    if example.bad:
        assert findings, f"no finding in {place}"
    else:
        assert not findings, f"a finding in {place}: {told}"
    _check_words(rule, findings)


def write_files(example: Example, folder: Path) -> None:
    """The small tree of files that is an example of a rule about the project."""
    for file in example.files:
        assert file.name, "an example of a rule about the project names its files: ```html bad file=index.html"
        path = Path(folder, file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(file.name, file.text) if file.language == "picture" else file.text.encode())


def options_of(rule: Rule, example: Example) -> tuple[tuple[str, OptionValue], ...]:
    """The options that an example sets."""
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
