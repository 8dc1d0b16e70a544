"""The table, made of results as a run gives them."""

from io import StringIO

from ecolint_table import write

from ecolint import Problem, Results
from ecolint.testing import lint_text


def table(results: Results) -> list[str]:
    stream = StringIO()
    write(results, stream)
    return stream.getvalue().splitlines()


def test_a_line_for_each_rule() -> None:
    findings = lint_text("html", '<meta http-equiv="refresh" content="30"><meta http-equiv="refresh" content="9">')
    assert "     2      1  html/meta-refresh" in table(Results(root="", findings=findings))


def test_problems_are_never_hidden() -> None:
    results = Results(root="", findings=(), problems=(Problem("plugin x", "failed"),))
    assert table(results) == ["problem: plugin x: failed"]
