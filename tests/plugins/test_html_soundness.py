"""What is a syntax error in a page: not an end tag that HTML lets authors omit, also at the end of the file."""

from pathlib import PurePosixPath

import pytest

from ecolint.analysis.lint import documents_of
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

PLANS = Plans(installed(), RuleSet(()))


def is_broken(text: str) -> bool:
    html = installed().languages["html"]
    return documents_of(SourceFile(PurePosixPath("a.html"), text.encode()), html, PLANS)[0].is_broken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>a</p>",
        "<p>a",
        "<P>a <img src=a>",
        '<!doctype html><html lang="en"><title>a</title><p>b',
        "<p>a<ul><li>b</ul>",
        "<body><p>a<ul><li>b</ul>",
        "<tr><td>a<td>b",
        "{% if a %}<li>{{ b }}",
    ],
)
def test_end_tags_may_be_omitted(text: str) -> None:
    assert not is_broken(text)


@pytest.mark.parametrize(
    "text", ["<div>a", "<div><p>a", "<ul><li>a", '<p class="a', "<p><b", '<p class="a>b', "<p><<b>", "<a href='x><p>a"]
)
def test_others_may_not(text: str) -> None:
    assert is_broken(text)
