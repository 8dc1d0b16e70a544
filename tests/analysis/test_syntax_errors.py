"""Where a report says that a syntax error is: the first token that became a part of nothing."""

from pathlib import PurePosixPath

import pytest

from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.results import FileReport
from ecolint.model.source import SourceFile
from ecolint.testing import installed

REGISTRY = installed()
PLANS = Plans(REGISTRY, RuleSet.of(REGISTRY.preset("all")))


def linted(name: str, text: str) -> FileReport:
    language = REGISTRY.languages[{"js": "javascript", "py": "python"}.get(name, name)]
    return lint(SourceFile(PurePosixPath(f"a.{name}"), text.encode()), language, PLANS, thorough=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("js", "a();\nlet x = ⟨;⟩\nb();\n"),
        ("js", "foo(1, 2⟨⟩;\nbar();\n"),
        ("js", "if (x) {\n  a();\n\nfunction g() { b(); }⟨⟩\n"),
        ("js", "a();\nfunction f( {\n  let ⟨x⟩ = 3;\n}\n"),
        ("py", "import a\ndef f(⟨⟩:\n    pass\n"),
        ("css", "a { color: red; }⟨}⟩\nb {\n"),
        ("html", '<div>\n⟨<⟩p class="a>\n</div>\n'),
        ("html", "<p>é</p>\n<script>\n  let a ⟨=⟩ ;\n</script>\n<div <p>x</p></div>\n"),
        ("html", "{% if a %}<b ⟨<⟩p>x</p></b>{% endif %}\n"),
    ],
)
def test_the_first_error_is_found(language: str, text: str) -> None:
    code = text.replace("⟨", "").replace("⟩", "")
    assert linted(language, code).first_error == len(text[: text.index("⟨")].encode())


@pytest.mark.parametrize(("language", "text"), [("js", "a();\n"), ("js", ""), ("html", "<p onclick='a('>b</p>\n")])
def test_a_file_without_errors_of_its_own_has_none(language: str, text: str) -> None:
    report = linted(language, text)
    assert (report.syntax_errors, report.first_error) == (0, None)
