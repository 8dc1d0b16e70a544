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
    ("python", "a()\nb()\n\nc()\n", "b()", "a()\n\nc()\n"),
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


# Every helper in every place where elements are written: language of the file, and what is around.
MARKUP = {
    "a page": ("html", "<main>@</main>\n"),
    "a template": ("django", "{% load x %}{% if y %}<main>@</main>{% endif %}\n"),
    "a component": ("vue", "<template><main>@</main></template>\n"),
    "a component of Svelte": ("svelte", "{#if a}<main id={b}>@</main>{:else}<p>c</p>{/if}\n"),
    "JSX": ("tsx", "const a = <main>@</main>;\n"),
    "a literal": ("js", "const a = html`<main>@</main>`;\n"),
    "SVG": ("svg", "<svg>@</svg>\n"),
}
ELEMENT_HELPERS = {
    "add": (lambda it: it.with_attribute("title", "a"), '<b class="x">a</b>', '<b title="a" class="x">a</b>'),
    "set": (lambda it: it.with_attribute("title", "b"), '<b class="x" title="a">a</b>', '<b class="x" title="b">a</b>'),
    "drop": (lambda it: it.without_attribute("title"), '<b class="x" title="a">a</b>', '<b class="x">a</b>'),
    "replace": (
        lambda it: it.replace_value("title", 'a "b" & c'),
        "<b class='x' title='a'>a</b>",
        "<b class='x' title='a \"b\" &amp; c'>a</b>",
    ),
    "remove": (lambda it: it.remove(), '<i><b class="x">a</b></i>', "<i></i>"),
    "rename": (lambda it: it.rename("em"), '<b class="x"><b>a</b></b>', '<em class="x"><b>a</b></em>'),
    "wrap": (lambda it: it.wrap("<i>", "</i>"), '<b class="x">a</b>', '<i><b class="x">a</b></i>'),
    "unwrap": (lambda it: it.unwrap(), '<i><b class="x"><u>a</u></b></i>', "<i><u>a</u></i>"),
}


@pytest.mark.parametrize("helper", ELEMENT_HELPERS)
@pytest.mark.parametrize("place", MARKUP)
def test_elements_are_changed_alike_wherever_they_are_written(place: str, helper: str) -> None:
    language, around = MARKUP[place]
    make, *texts = ELEMENT_HELPERS[helper]
    before, after = (
        around.replace("@", text.replace("class=", "className=") if language == "tsx" else text) for text in texts
    )
    assert with_element(language, before, make) == after


STYLES = {
    "a sheet": ("css", "p { @ }\n"),
    "SCSS": ("scss", "p { &:hover { @ } }\n"),
    "Less": ("less", ".a { .b { @ } }\n"),
    "a page": ("html", "<style>\np { @ }\n</style>\n"),
    "a template": ("django", "{% load x %}<style>p { color: {{ c }}; } q { @ }</style>\n"),
    "a component of Svelte": ("svelte", "<p>{a}</p>\n<style>\np { @ }\n</style>\n"),
    "a component": ("vue", "<template><p></p></template>\n<style scoped>\np { @ }\n</style>\n"),
    "a literal": ("js", "const a = css`p { @ }`;\n"),
    "an attribute": ("html", '<p style="@"></p>\n'),
    "an attribute of a component": ("vue", "<template><p style='@'></p></template>\n"),
}
SCRIPTS = {
    "a script": ("js", "@\n"),
    "TypeScript": ("ts", "const a: number = 1;\n@\n"),
    "TSX": ("tsx", "const a = <p></p>;\n@\n"),
    "a page": ("html", "<script>\n@\n</script>\n"),
    "a template": ("jinja", "{% block x %}<script>@</script>{% endblock %}\n"),
    "a component of Svelte": ("svelte", "<script>\n@\n</script>\n<p>{a}</p>\n"),
    "a component": ("vue", '<script setup lang="ts">\n@\n</script>\n'),
    "an attribute": ("html", '<p onclick="@"></p>\n'),
}


@pytest.mark.parametrize("place", STYLES)
def test_declarations_go_with_their_separator_wherever_they_are_written(place: str) -> None:
    language, around = STYLES[place]
    before, last, first = (around.replace("@", text) for text in ("color: red; top: 0", "color: red;", "top: 0"))
    assert with_node(language, before, "top: 0", lambda doc, node: doc.remove(node, "Remove")) == last
    assert with_node(language, before, "color: red", lambda doc, node: doc.remove(node, "Remove")) == first


@pytest.mark.parametrize("place", SCRIPTS)
def test_code_is_changed_alike_wherever_it_is_written(place: str) -> None:
    language, around = SCRIPTS[place]
    quote = "&quot;" if "onclick" in around else '"'
    before, removed, replaced, added = (
        around.replace("@", text)
        for text in (
            "f(1); /* why */ g(2);",
            "f(1); /* why */",
            f"f(1); /* why */ h({quote}b{quote});",
            f"f(1); h({quote}b{quote}); /* why */ g(2);",
        )
    )
    assert with_node(language, before, "g(2)", lambda doc, node: doc.remove(node, "Remove")) == removed
    assert with_node(language, before, "g(2)", lambda doc, node: doc.replace(node, 'h("b");', "Replace")) == replaced
    assert with_node(language, before, "f(1)", lambda doc, node: doc.insert_after(node, 'h("b");', "Add")) == added
