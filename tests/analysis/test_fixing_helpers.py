"""What authors of rules fix with: elements and nodes, whose neighbours stay as they are."""

from collections.abc import Callable, Iterator

import pytest

from ecolint import Document, Element, Fix, Node, Report, report, rule
from ecolint.analysis.fixing import apply_edits, edits_of
from ecolint.testing import lint_text


def with_element(language: str, text: str, make: Callable[[Element], Fix | None]) -> str | None:
    @rule("html", "javascript", "svg", select=".x", saves=["cpu"], evidence="deterministic", dynamic=True)
    def element(it: Element) -> Report:
        """An element is changed.

        For the tests.
        """
        return report(it, "changed", fix=make(it))

    return _applied(language, text, element.named("t"))


def with_node(language: str, text: str, meant: str, make: Callable[[Document, Node], Fix | None]) -> str | None:
    @rule("python", "javascript", "css", saves=["cpu"], evidence="deterministic")
    def node(doc: Document) -> Iterator[Report]:
        """A node is changed.

        For the tests.
        """
        waiting = [doc.root]
        while waiting:
            one = waiting.pop()
            if one.is_named and doc.text(one).rstrip(";") == meant:
                yield report(one, "changed", fix=make(doc, one))
                return
            waiting += one.children[::-1]

    return _applied(language, text, node.named("t"))


def _applied(language: str, text: str, it: object) -> str | None:
    found = lint_text(language, text, it)  # type: ignore[arg-type]
    assert found, "the test's rule found nothing"
    fixes = [one for one in found if one.fix]
    return apply_edits(text.encode(), edits_of(fixes)).decode() if fixes else None


def jsx(element: str) -> str:
    return f"const a = {element};\n"


ADDED = [
    ("html", '<img class="x">', '<img loading="lazy" class="x">'),
    ("html", '<IMG CLASS="x">', '<IMG loading="lazy" CLASS="x">'),
    ("html", '<img class="x" LOADING=eager>', '<img class="x" loading="lazy">'),
    ("html", "<img class='x' loading='eager'>", "<img class='x' loading='lazy'>"),
    ("html", '<img class="x" loading>', '<img class="x" loading="lazy">'),
    ("tsx", jsx('<img className="x" />'), jsx('<img loading="lazy" className="x" />')),
    ("tsx", jsx('<img className="x" loading={"eager"} />'), jsx('<img className="x" loading="lazy" />')),
    ("vue", '<template><img class="x"></template>', '<template><img loading="lazy" class="x"></template>'),
    (
        "vue",
        """<template><img class="x" :loading="'eager'"></template>""",
        '<template><img class="x" loading="lazy"></template>',
    ),
    ("svg", '<svg><image class="x"/></svg>', '<svg><image loading="lazy" class="x"/></svg>'),
]


@pytest.mark.parametrize(("language", "before", "after"), ADDED)
def test_an_attribute_is_added_or_its_value_replaced(language: str, before: str, after: str) -> None:
    assert with_element(language, before, lambda it: it.with_attribute("loading", "lazy")) == after


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tsx", jsx('<img className="x" loading={null} />')),
        ("vue", '<template><img class="x" :loading="null"></template>'),
    ],
)
def test_no_attribute_is_added_beside_one_that_an_expression_turns_off(language: str, text: str) -> None:
    assert with_element(language, text, lambda it: it.with_attribute("loading", "lazy")) is None


def test_values_are_escaped_for_their_quotes() -> None:
    def write(it: Element) -> Fix:
        return it.replace_value("title", "a \"b\" & 'c'")

    expected = '<p class="x" title="a &quot;b&quot; &amp; \'c\'"></p>'
    assert with_element("html", '<p class="x" title="t"></p>', write) == expected
    expected = "<p class='x' title='a \"b\" &amp; &#39;c&#39;'></p>"
    assert with_element("html", "<p class='x' title='t'></p>", write) == expected


def test_jsx_attributes_are_spelled_as_jsx_does() -> None:
    assert with_element("tsx", jsx('<video className="x" />'), lambda it: it.with_attribute("autoplay")) == jsx(
        '<video autoPlay className="x" />'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<video autoplay class="x"></video>', '<video class="x"></video>'),
        ('<video class="x"\n       autoplay\n       controls></video>', '<video class="x"\n       controls></video>'),
        ("<video class=x autoplay/>", "<video class=x />"),
        ('<video class="x"autoplay="" controls></video>', '<video class="x" controls></video>'),
    ],
)
def test_an_attribute_goes_with_the_white_space_before_it(before: str, after: str) -> None:
    assert with_element("html", before, lambda it: it.without_attribute("autoplay")) == after


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("html", '<main>\n  <p class="x">a\n  b</p>\n  <p>c</p>\n</main>\n', "<main>\n  <p>c</p>\n</main>\n"),
        ("html", '<p>a <img class="x"> b</p>', "<p>a  b</p>"),
        ("tsx", jsx('<p><img className="x" /></p>'), jsx("<p></p>")),
    ],
)
def test_an_element_goes_with_the_lines_it_fills(language: str, before: str, after: str) -> None:
    assert with_element(language, before, lambda it: it.remove()) == after


def test_an_element_is_renamed_at_both_ends() -> None:
    assert with_element("html", '<DIV class="x"><div></div></DIV >', lambda it: it.rename("nav")) == (
        '<nav class="x"><div></div></nav >'
    )
    assert with_element("tsx", jsx('<Img className="x" />'), lambda it: it.rename("img")) == jsx(
        '<img className="x" />'
    )


def test_an_element_is_wrapped() -> None:
    def wrap(it: Element) -> Fix | None:
        return it.wrap("<picture>", "</picture>")

    assert with_element("html", '<img class="x">', wrap) == '<picture><img class="x"></picture>'
    assert with_element("vue", '<template><img class="x"></template>', wrap) == (
        '<template><picture><img class="x"></picture></template>'
    )


def test_an_element_is_unwrapped() -> None:
    before = '<main>\n  <div class="x">\n    <p>a</p>\n  </div>\n</main>\n'
    assert with_element("html", before, lambda it: it.unwrap()) == "<main>\n    <p>a</p>\n</main>\n"


@pytest.mark.parametrize("text", ['<ul><li class="x">a<li>b</ul>', '<ul><li class="x"><b>a</b><li>b</ul>'])
@pytest.mark.parametrize(
    "make", [lambda it: it.remove(), lambda it: it.rename("b"), lambda it: it.wrap("(", ")"), lambda it: it.unwrap()]
)
def test_an_element_whose_end_isnt_written_stays(text: str, make: Callable[[Element], Fix | None]) -> None:
    assert with_element("html", text, make) is None


REMOVED = [
    ("python", "a()\nb()\nc()\n", "b()", "a()\nc()\n"),
    ("python", "a()\r\nb()\r\nc()\r\n", "b()", "a()\r\nc()\r\n"),
    ("python", "a(); b(); c()\n", "b()", "a(); c()\n"),
    ("python", "a(); b()\n", "b()", "a()\n"),
    ("python", "if x:\n    a()\n    b()  # why\n", "b()", "if x:\n    a()\n    # why\n"),
    ("python", "if x:\n    b()\n", "b()", None),
    ("python", "f(a, b, c)\n", "a", "f(b, c)\n"),
    ("python", "f(a, b, c)\n", "b", "f(a, c)\n"),
    ("python", "f(a, b, c)\n", "c", "f(a, b)\n"),
    ("python", "f(a, b,)\n", "b", "f(a,)\n"),
    ("python", "f(a)\n", "a", "f()\n"),
    ("python", "f(\n    a,\n    b,  # why\n)\n", "a", "f(\n    b,  # why\n)\n"),
    ("javascript", "if (x) b();\n", "b()", None),
    ("javascript", "if (x) { a(); b(); }\n", "b()", "if (x) { a(); }\n"),
    ("javascript", "if (x) { b() }\n", "b()", "if (x) { }\n"),
    ("javascript", "a();\nb(/* why */);\n", "b(/* why */)", None),
    ("javascript", "f({ a: 1, b: 2 });\n", "b: 2", "f({ a: 1 });\n"),
    ("javascript", "f({ a: 1, b: 2 });\n", "a: 1", "f({ b: 2 });\n"),
    ("javascript", "f({\n  a: 1,\n  b: 2,\n});\n", "a: 1", "f({\n  b: 2,\n});\n"),
    ("css", "p { color: red; top: 0 }\n", "color: red", "p { top: 0 }\n"),
    ("css", "p { color: red; top: 0 }\n", "top: 0", "p { color: red; }\n"),
    ("css", "p {\n  color: red;\n  top: 0;\n}\n", "top: 0", "p {\n  color: red;\n}\n"),
    ("css", "p{color:red;top:0}", "color:red", "p{top:0}"),
    ("html", '<p style="color: red; top: 0"></p>', "color: red", '<p style="top: 0"></p>'),
    ("html", '<p style="color: red; top: 0"></p>', "top: 0", '<p style="color: red;"></p>'),
    ("html", '<p onclick="a(); b()"></p>', "b()", '<p onclick="a();"></p>'),
]


@pytest.mark.parametrize(("language", "before", "meant", "after"), REMOVED)
def test_a_node_goes_with_its_separator_and_comments_stay(
    language: str, before: str, meant: str, after: str | None
) -> None:
    assert with_node(language, before, meant, lambda doc, node: doc.remove(node, "Remove")) == after


def test_a_node_is_replaced_but_never_a_comment_in_it() -> None:
    def replace(doc: Document, node: Node) -> Fix | None:
        return doc.replace(node, "c()", "Replace")

    assert with_node("javascript", "a(b()); // why\n", "b()", replace) == "a(c()); // why\n"
    assert with_node("javascript", "a(b(/* why */));\n", "b(/* why */)", replace) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p class="x"></p>', '<p class="x"><b></b></p>'),
        ('<p class="x"> a</p>', '<p class="x"> <b></b> a</p>'),
        ('<p class="x">\n\n\t a</p>', '<p class="x">\n\t <b></b>\n\n\t a</p>'),
        ('<p class="x">\r\n  a</p>', '<p class="x">\r\n  <b></b>\r\n  a</p>'),
    ],
)
def test_what_is_inserted_gets_a_line_of_its_own_where_one_begins(before: str, after: str) -> None:
    assert with_element("html", before, lambda it: it.document.insert_after(it, "<b></b>", "Insert")) == after
