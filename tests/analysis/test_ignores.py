"""Ignore comments: what they cover, and how they are held to account."""

from pathlib import PurePosixPath

import pytest

from ecolint import Document, Node, Report, report, rule
from ecolint.analysis.fixing import apply_edits
from ecolint.analysis.ignores import CORE_RULES, Accounting, settle
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.finding import Finding
from ecolint.model.registry import Registry, RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed


@rule("python", query="(call function: (identifier) @name)", saves=["cpu"], evidence="deterministic", aliases=["old"])
def called(name: Node, doc: Document) -> Report:
    """Calls are counted.

    For the test.
    """
    return report(name, "calls {name}", name=doc.text(name))


@rule("html", "javascript", select="img", saves=["network"], evidence="deterministic")
def picture(img: object) -> str:
    """Pictures are counted.

    For the test.
    """
    return "a picture"


@rule("css", query="(declaration (property_name) @name)", saves=["cpu"], evidence="deterministic")
def declared(name: Node) -> str:
    """Declarations are counted.

    For the test.
    """
    return "a declaration"


MINE = {one.name: one for one in (called.named("t"), picture.named("t"), declared.named("t"))}
RULES = RuleSet.of([*MINE.values(), *CORE_RULES])
REGISTRY = Registry(installed().languages, {**MINE, **{one.name: one for one in CORE_RULES}})


def told(language: str, text: str, **accounting: object) -> list[Finding]:
    chosen = REGISTRY.language(language)
    assert chosen is not None
    source = SourceFile(PurePosixPath(f"file{chosen.extensions[0]}"), text.encode())
    report = lint(source, chosen, Plans(REGISTRY, RULES))
    assert not report.problems
    settings = {"today": "2026-12-01", **accounting}
    return settle(report, report.findings, source, RULES, Accounting(REGISTRY, **settings))  # type: ignore[arg-type]


def open_findings(language: str, text: str, **accounting: object) -> list[str]:
    return sorted(str(finding.message) for finding in told(language, text, **accounting) if not finding.suppression)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "f()  # ecolint: ignore[t/called] needed here"),
        ("python", "# ecolint: ignore[t/called] needed here\nf()"),
        ("python", "# ecolint: ignore[t/called] needed here\n\nfor x in y:\n    f()\n    g()"),
        ("python", "if a:\n    # ecolint: ignore[t/called] needed here\n    f()"),
        ("python", "# ecolint: ignore-file[t/called] generated\nf()\ng()"),
        ("python", '#!/usr/bin/env python\n# ecolint: ignore-file[t/called] generated\n"""Doc."""\nf()'),
        ("html", "<!-- ecolint: ignore[t/picture] logo --><img>"),
        ("html", "<!-- ecolint: ignore[t/picture] logo -->\n<figure><img><img></figure>"),
        ("html", "<!doctype html>\n<!-- ecolint: ignore-file[t/picture] mail -->\n<p><img></p>"),
        ("html", "{% load a %}\n{# ecolint: ignore[t/picture] logo #}\n<img>"),
        ("html", "{% load a %}\n{% comment %} ecolint: ignore[t/picture] logo {% endcomment %}\n<img>"),
        ("css", "a { color: red; /* ecolint: ignore[t/declared] logo */ }"),
        ("css", "/* ecolint: ignore[t/declared] logo */\na { color: red; margin: 0 }"),
        ("scss", "a {\n  // ecolint: ignore[t/declared] logo\n  color: red;\n}"),
        ("tsx", "x = <p>\n{/* ecolint: ignore[t/picture] logo */}\n<img /></p>"),
        ("javascript", "// ecolint: ignore[t/picture] logo\nx = <img />"),
        ("python", "f()  # ecolint: ignore[t/old] a former name"),
    ],
)
def test_an_ignore_covers_its_line_the_next_statement_or_the_file(language: str, text: str) -> None:
    findings = told(language, text)
    assert findings
    assert all(finding.suppression for finding in findings), findings
    assert findings[0].suppression is not None
    assert findings[0].suppression.reason


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# ecolint: ignore[t/called] once\nf()\ng()", ["calls g"]),
        ("f()  # ecolint: ignore[t/called] once\ng()", ["calls g"]),
        ("def h():\n    # ecolint: ignore[t/called] once\n    f()\n    g()", ["calls g"]),
    ],
)
def test_an_ignore_covers_no_more_than_that(text: str, left: list[str]) -> None:
    assert open_findings("python", text) == left


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# ecolint: ignore", "ignore comment names no rule; write ignore[family/rule] and a reason"),
        (
            "# ecolint ignore[t/called] why",
            "ignore comment isn't understood; write ecolint: ignore[family/rule] and a reason",
        ),
        (
            "# ecolint: disable t/called",
            "ignore comment isn't understood; write ecolint: ignore[family/rule] and a reason",
        ),
        (
            "# ecolint: ignore-next-line[t/called]",
            "ignore comment isn't understood; write ecolint: ignore[family/rule] and a reason",
        ),
        (
            "# ecolint: ignore[called]",
            "ignore comment names called, which no installed plugin brings; did you mean t/called?",
        ),
        (
            "# ecolint: ignore[t/*]",
            "ignore comment names t/*, which no installed plugin brings; name each rule by itself",
        ),
        ("# ecolint: ignore[]", "ignore comment names no rule; write ignore[family/rule] and a reason"),
        ("# ecolint: ignore[t/called] until=soon", "ignore comment has an end that is no date; write until=2027-06-01"),
        (
            "# ecolint: ignore[t/called] until=2026-11-30 later",
            "ignore comment has expired; fix the code or set a new date",
        ),
    ],
)
def test_an_ignore_that_says_not_what_it_must_ignores_nothing_and_is_told(comment: str, message: str) -> None:
    assert message in open_findings("python", f"f()  {comment}")
    assert "calls f" in open_findings("python", f"f()  {comment}")


def test_an_ignore_may_end_later() -> None:
    assert open_findings("python", "f()  # ecolint: ignore[t/called] until=2026-12-01 soon gone") == []


def test_a_reason_may_be_mandatory() -> None:
    assert open_findings("python", "f()  # ecolint: ignore[t/called]") == []
    left = open_findings("python", "f()  # ecolint: ignore[t/called]", require_reason=True)
    assert left == ["calls f", "ignore comment gives no reason; say why the waste is accepted"]


def test_an_unknown_rule_is_told_unless_only_some_rules_ran() -> None:
    text = "x = 1  # ecolint: ignore[acme/thing] why"
    assert open_findings("python", text) == ["ignore comment names acme/thing, which no installed plugin brings"]
    assert open_findings("python", text, complete=False) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("x = 1  # ecolint: ignore[t/called] why\n", "x = 1\n"),
        ("# ecolint: ignore[t/called] why\nx = 1\n", "x = 1\n"),
        ("f()  # ecolint: ignore[t/picture, t/called] why\n", "f()  # ecolint: ignore[t/called] why\n"),
    ],
)
def test_an_unused_ignore_is_told_with_its_fix(text: str, mended: str) -> None:
    (finding,) = [one for one in told("python", text) if one.rule == "ecolint/unused-ignore"]
    assert finding.fix is not None
    assert finding.fix.safe
    assert apply_edits(text.encode(), finding.fix.edits).decode() == mended
    assert not [one for one in told("python", mended) if one.rule == "ecolint/unused-ignore"]


def test_unused_is_not_said_when_only_some_rules_ran() -> None:
    assert open_findings("python", "x = 1  # ecolint: ignore[t/called] why", complete=False) == []
