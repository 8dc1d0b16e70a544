"""The judge of pages that were fixed says when more differs than the edits name."""

import pytest
from second_opinion import Change, differences

from ecolint import Edit, Span
from ecolint.analysis.fixing import apply_edits

PAGE = (
    '<!doctype html><html><head><title>Té</title></head><body>\n<p id="a" class="b">One <b>two</b></p>'
    "<!-- note --><script>let x = 1;</script><table><tr><td>3</table>\n</body></html>"
)


def change(*edits: tuple[str, str]) -> Change:
    """Each text, which the page holds once, replaced."""
    data = PAGE.encode()
    made = [
        Edit(Span(at, at + len(old.encode())), new)
        for old, new in edits
        for at in [data.index(old.encode())]
        if data.count(old.encode()) == 1
    ]
    assert len(made) == len(edits)
    return Change(data, tuple(sorted(made)), apply_edits(data, made))


@pytest.mark.parametrize(
    "edits",
    [
        [('<p id="a" class="b">', '<p lang="en" id="a" class="b">')],
        [(' class="b"', "")],
        [("<b>", ""), ("</b>", "")],
        [("<b>two</b>", "<i>new</i>")],
        [("<!-- note -->", "")],
        [("x = 1", "y = 2")],
        [("One ", "One, ")],
        [("<b>", "<em>"), ("</b>", "</em>")],
    ],
)
def test_what_edits_name_may_differ(edits: list[tuple[str, str]]) -> None:
    assert differences(change(*edits)) == []


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([('class="b"', "class='b")], "lost or stand elsewhere"),  # a quote that swallows what follows
        ([('id="a" ', 'id="a')], "class"),
        ([("</b>", "")], "lost or stand elsewhere"),
        ([("</title>", "")], "lost or stand elsewhere"),
        ([("<!-- note -->", "<!-- note")], "lost or stand elsewhere"),
        ([("<td>", "")], "the text '3'"),
        ([("let x = 1;", "let x = '</script>';")], "<script> opens or closes"),
        ([("<b>", "<p>")], "the text 'two'"),
        ([("<tr>", "<tr><td><b>")], "<b> opens or closes"),
    ],
)
def test_whatever_else_differs_is_told(edits: list[tuple[str, str]], told: str) -> None:
    assert told in "\n".join(differences(change(*edits)))
