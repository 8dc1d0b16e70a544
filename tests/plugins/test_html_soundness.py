"""What is a syntax error in a page: not an end tag that HTML lets authors omit, nor half a pair in a part of a page."""

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
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><p>a</html>',
        "<!-- a -->\n<!DOCTYPE html><p>a",
        "<!doctype html><p>a < b, c<0, d<=e",
        "@if (a < b) {\n<p>{{ a }} & {{ b }}</p>\n} @else {\n<br>\n}",
    ],
)
def test_end_tags_may_be_omitted(text: str) -> None:
    assert not is_broken(text)


PAGE = "<!doctype html>"


@pytest.mark.parametrize("text", ["<div>a", "<div><p>a", "<ul><li>a", "</div>", "<p>a</p></html></html>"])
def test_in_a_whole_page_others_may_not(text: str) -> None:
    assert is_broken(PAGE + text)


@pytest.mark.parametrize(
    "text",
    [
        "<div>a",
        "<p>a</p>\n</div>\n</body></html>",
        "</ul>a<div>",
        '{% if a %}<html lang="fr">{% endif %}<body></body></html>',
        "{% load a %}<!doctype html>{% if a %}<html>{% else %}<html class=b>{% endif %}<body></body></html>",
        "{% if a %}<div class=a>{% else %}<div class=b>{% endif %}<p>c</div>",
        "<!doctype html><?php head() ?></div></html>",
    ],
)
def test_the_other_half_of_a_pair_may_be_in_another_file_or_branch(text: str) -> None:
    assert not is_broken(text)


@pytest.mark.parametrize("page", ["", PAGE])
@pytest.mark.parametrize("text", ['<p class="a', "<p><b", '<p class="a>b', "<p><<b>", "<a href='x><p>a", "<i></>"])
def test_half_a_tag_is_an_error_anywhere(page: str, text: str) -> None:
    assert is_broken(page + text)
