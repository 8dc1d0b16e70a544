"""Rules and declarations that are deleted take their own white space with them, and nobody else's."""

import pytest

from ecolint.analysis.fixing import apply_edits, edits_of
from ecolint.testing import installed, lint_text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a { top: 0 }\n\nb { }\n\nc { top: 0 }\n", "a { top: 0 }\n\nc { top: 0 }\n"),
        ("a { top: 0 }\n\nb { }\nc { top: 0 }\n", "a { top: 0 }\n\nc { top: 0 }\n"),
        ("a { top: 0 }\nb { }\n\nc { top: 0 }\n", "a { top: 0 }\n\nc { top: 0 }\n"),
        ("a { top: 0 } \t\r\n\r\nb { }\r\nc { top: 0 }\r\n", "a { top: 0 } \t\r\n\r\nc { top: 0 }\r\n"),
        ("a { top: 0 } b { } c { top: 0 }\n", "a { top: 0 } c { top: 0 }\n"),
        ("/* a */\nb{}c{top:0}\n", "/* a */\nc{top:0}\n"),
        ("b {}\n\nc { top: 0 }\n", "c { top: 0 }\n"),
        ("@media print {\n  a { top: 0 }\n\n  b { }\n}\n", "@media print {\n  a { top: 0 }\n}\n"),
        ("a { top: 0 }\n\nb { }\n", "a { top: 0 }\n"),
    ],
)
def test_a_rule(before: str, after: str) -> None:
    assert fixed("css/empty-rule", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "a {\n  top: 0;\n  -moz-transition: top 1s; transition: top 1s;\n}\n",
            "a {\n  top: 0;\n  transition: top 1s;\n}\n",
        ),
        ("a { -moz-transition: top 1s; transition: top 1s }\n", "a { transition: top 1s }\n"),
        ("a {\n  -moz-transition: top 1s;\n  transition: top 1s;\n}\n", "a {\n  transition: top 1s;\n}\n"),
        (
            "a {\n  -moz-transition: top 1s; /* old */\n  transition: top 1s;\n}\n",
            "a {\n   /* old */\n  transition: top 1s;\n}\n",
        ),
    ],
)
def test_a_declaration(before: str, after: str) -> None:
    assert fixed("css/obsolete-prefix", before) == after


def fixed(rule: str, text: str) -> str:
    found = [one for one in lint_text("css", text, installed().rules[rule]) if one.fix]
    assert len(found) == 1
    return apply_edits(text.encode(), edits_of(found)).decode()
