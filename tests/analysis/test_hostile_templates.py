"""Whatever stands in a template: it is masked at equal length, in time that grows with its size only."""

import re
import time

from ecolint_html.svelte import SVELTE
from ecolint_html.templates import TEMPLATES
from hypothesis import given
from hypothesis import strategies as st
import pytest

from ecolint.analysis.templates import choose_syntax, mask
from ecolint.model.language import TemplateSyntax

ALL = (*TEMPLATES, *SVELTE.templates)
SYNTAXES = {syntax.name: syntax for syntax in ALL}
TAGS = sorted({mark.decode() for syntax in ALL for tag in syntax.tags for mark in (tag.open, tag.close)})
MARKS = [
    "<a ",
    "</a>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<style ",
    "=",
    "'",
    '"',
    ">",
    "\n",
    "\r",
    "é",
    " ",
    "/",
]
WORDS = [
    "if x",
    "else",
    "endif",
    "end",
    "{",
    "}",
    "} else {",
    "raw",
    "endraw",
    "comment",
    "endcomment",
    "@if(",
    ")",
    "name",
]
pieces = st.lists(st.sampled_from([*TAGS, *MARKS, *WORDS]), max_size=30).map("".join).map(str.encode)


@given(st.one_of(pieces, st.binary(max_size=60)), st.sampled_from(ALL))
def test_any_bytes_are_masked_at_equal_length_and_only_in_holes(data: bytes, syntax: TemplateSyntax) -> None:
    masked, found = mask(data, syntax)

    assert len(masked) == len(data)
    assert [data[at] for at in _line_ends(data)] == [masked[at] for at in _line_ends(data)]
    kept, position = [], 0
    for hole in found.holes:
        assert position <= hole.span.start < hole.span.end <= len(data)
        kept.append((position, hole.span.start))
        assert re.fullmatch(rb'"?[ f\r\n]*"?', masked[hole.span.start : hole.span.end])
        position = hole.span.end
    assert all(data[start:end] == masked[start:end] for start, end in [*kept, (position, len(data))])


@given(pieces, st.sampled_from(ALL))
def test_branches_nest_and_come_in_order(data: bytes, syntax: TemplateSyntax) -> None:
    _, found = mask(data, syntax)
    assert list(found.branches) == sorted(found.branches)
    for offset in range(len(data)):
        around = [branch for branch in found.branches if branch.start <= offset < branch.end]
        assert found.branch(offset) == min(around, key=lambda branch: branch.end - branch.start, default=None)


@given(st.one_of(pieces, st.binary(max_size=60)), st.sampled_from(["a.html", "a.php", "a"]))
def test_choosing_a_language_never_fails(data: bytes, name: str) -> None:
    choose_syntax(TEMPLATES, name, data)


def _line_ends(data: bytes) -> list[int]:
    return [at for at, byte in enumerate(data) if byte in b"\r\n"]


@pytest.mark.parametrize(
    ("name", "start", "unit", "end"),
    [
        ("django", "", "{{ ", "\n}}"),
        ("django", "{%", " ", "%}"),
        ("django", "", "<{{a}}x", ""),
        ("django", "<a b='", "=", "{{ a }}"),
        ("django", "", "<!--", "{{ a }}"),
        ("jinja", "", "{#", ""),
        ("jinja", "", "{% raw %}", ""),
        ("jinja", '{{ "', '\\"', "}}"),
        ("jinja", "", '{{ " }}', '"'),
        ("handlebars", "", "{{#", "}}"),
        ("php", "", "<?php /*", "?>"),
        ("php", "", "<?php <<<A\n", "?>"),
        ("php", "<?php a()", " ", "b ?>"),
        ("blade", "", '@if(\\"', ""),
        ("svelte", "", "{", ""),
        ("svelte", "", "{'`", ""),
        ("svelte", "", "{{{{{{a}}}}", ""),
        ("svelte", "", "<script>{", ""),
    ],
)
def test_hostile_texts_take_no_longer_than_others(name: str, start: str, unit: str, end: str) -> None:
    data = (start + unit * (200_000 // len(unit)) + end).encode()
    before = time.process_time()
    choose_syntax(TEMPLATES, "a.html", data)
    mask(data, SYNTAXES[name])
    assert time.process_time() - before < 4  # linear: 0.2; quadratic: from 10 on
