"""Brackets that are dropped: what stood in them moves along, where that changes nothing else."""

import ast

import pytest

from ecolint.analysis.fixing import apply_edits
from ecolint.model.finding import Finding
from ecolint.testing import lint_text


def without_brackets(code: str) -> str:
    found: list[Finding] = [one for one in lint_text("python", code) if one.rule == "python/materialised-short-circuit"]
    (fix,) = [one.fix for one in found]
    assert fix is not None
    return apply_edits(code.encode(), fix.edits).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("any([a(b) for b in c])\n", "any(a(b) for b in c)\n"),
        ("any([\n    a(b)\n    for b in c\n])\n", "any(\n    a(b)\n    for b in c\n)\n"),
        ("any(\n    [a(b) for b in c],\n)\n", "any(\n    a(b) for b in c\n)\n"),
        ("any(\n    [\n        a(b)\n        for b in c\n    ]\n)\n", "any(\n    a(b)\n    for b in c\n)\n"),
        ("any(\n\t[\n\t\ta(b)\n\n\t\tfor b in c\n\t]\n)\n", "any(\n\ta(b)\n\n\tfor b in c\n)\n"),
        ("any(\r\n  [\r\n    a(b)\r\n    for b in c\r\n  ],\r\n)", "any(\r\n  a(b)\r\n  for b in c\r\n)"),
        ("any([a(b)\n     for b in c])\n", "any(a(b)\n    for b in c)\n"),
        ("any([a(b)\n  for b in c])\n", "any(a(b)\n  for b in c)\n"),  # as it was
        ("any(\n  [  # why\n    a(b)\n    for b in c\n  ]\n)\n", "any(\n    # why\n    a(b)\n    for b in c\n)\n"),
        ("any([a(b) for b in c]  # why\n    ,)\n", "any(a(b) for b in c  # why\n    )\n"),
    ],
)
def test_lines_move_with_them(before: str, after: str) -> None:
    assert without_brackets(before) == after
    ast.parse(after)


def test_a_text_of_several_lines_stays_what_it_is() -> None:
    text = '"""\n          x"""'
    before = f"any(\n    [\n        a(b, {text})\n        for b in c\n    ]\n)\n"
    after = without_brackets(before)
    assert text in after
    assert ast.dump(ast.parse(after)) == ast.dump(ast.parse(f"any(a(b, {text}) for b in c)"))
