"""A fix in the words of the place it is made in."""

from collections.abc import Iterator

import pytest

from ecolint import Document, Edit, Fix, Node, Report, Rule, Span, report, rule
from ecolint.analysis.fixing import apply_edits, edits_of
from ecolint.testing import lint_text


def replacing(old: str, new: str, *languages: str) -> Rule:
    @rule(*languages or ("javascript", "css", "python"), saves=["cpu"], evidence="deterministic")
    def replaced(doc: Document) -> Iterator[Report]:
        """A word is replaced.

        For the tests.
        """
        for within in doc.spans:
            at = doc.source.data.find(old.encode(), *within)
            if at >= 0:
                span = Span(at, at + len(old.encode()))
                yield report(span, "word", fix=Fix("Replace", (Edit(span, new),), True))

    return replaced.named("t")


def fixed(language: str, text: str, old: str, new: str, *languages: str) -> str | None:
    found = [one for one in lint_text(language, text, replacing(old, new, *languages)) if one.fix]
    return apply_edits(text.encode(), edits_of(found)).decode() if found else None


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ('<p onclick="OLD()"></p>', 'f("a")', '<p onclick="f(&quot;a&quot;)()"></p>'),
        ("<p onclick='OLD()'></p>", "f('a')", "<p onclick='f(&#39;a&#39;)()'></p>"),
        ("<p onclick='OLD()'></p>", 'f("a")', "<p onclick='f(\"a\")()'></p>"),
        ('<p onclick="OLD()"></p>', "a && b < c", '<p onclick="a &amp;&amp; b &lt; c()"></p>'),
        ("<script>OLD()</script>", 'f("a" && b < c)', '<script>f("a" && b < c)()</script>'),
    ],
)
def test_quotes_and_entities_are_those_of_the_attribute(before: str, new: str, after: str) -> None:
    assert fixed("html", before, "OLD", new, "javascript") == after


def test_removing_works_beside_character_references() -> None:
    text = '<p style="font-family: &quot;A&quot;; color: red"></p>'
    assert fixed("html", text, "; color: red", "", "css") == '<p style="font-family: &quot;A&quot;"></p>'


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("<p onclick=OLD()></p>", "f()"),  # without quotes
        ('<p onclick="g(&quot;OLD&quot;)"></p>', "a &amp;&amp; b"),  # copied or new, nobody knows
        ("<script>OLD()</script>", 'f("</script>")'),
        ("<script>OLD()</script>", "f(/<!-- /)"),
        ('<p onclick="OLD("></p>', "f"),  # the code has an error
    ],
)
def test_no_fix_where_its_text_would_mean_something_else(text: str, new: str) -> None:
    assert fixed("html", text, "OLD", new, "javascript") is None


@pytest.mark.parametrize("new", ["`a`", "a\\b", "${a}"])
def test_no_fix_that_ends_a_literal(new: str) -> None:
    assert fixed("javascript", "css`a { color: OLD }`", "OLD", new, "css") is None
    assert fixed("javascript", "css`a { color: OLD }`", "OLD", "red", "css") == "css`a { color: red }`"


def test_no_fix_across_a_template_tag() -> None:
    page = '<p style="color: red; {% if a %}top: 0{% endif %}; left: 0"></p>'
    assert fixed("django", page, "red; {% if a %}top", "blue", "css") is None
    assert fixed("django", page, "left", "right", "css") == page.replace("left", "right")


def test_no_fix_that_writes_a_template_tag() -> None:
    assert fixed("html", "<script>OLD()</script>", "OLD", "f({{}})", "javascript") is None
    assert fixed("javascript", "OLD()", "OLD", "f({a: {{}}})", "javascript") is not None


def test_no_fix_in_a_file_with_syntax_errors() -> None:
    assert fixed("python", "OLD = 1\n", "OLD", "new") == "new = 1\n"
    assert fixed("python", "OLD = 1\nx = (\n", "OLD", "new") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_those_of_the_file(end: str) -> None:
    text = f"a {{{end}  top: OLD{end}}}{end}"
    assert fixed("css", text, "top: OLD", "top: 0;\n  left: 0") == f"a {{{end}  top: 0;{end}  left: 0{end}}}{end}"


def test_what_changes_nothing_is_no_fix() -> None:
    assert fixed("python", "OLD = 1\n", "OLD", "OLD") is None


@rule("python", query="(identifier) @name", saves=["cpu"], evidence="deterministic")
def crossing(name: Node) -> Report:
    """Edits cross each other.

    For the tests.
    """
    whole = Span(name.start_byte, name.end_byte)
    return report(name, "crossing", fix=Fix("Cross", (Edit(whole, "a"), Edit(whole, "b"))))


@rule("python", query="(string) @text", saves=["cpu"], evidence="deterministic")
def halving(text: Node) -> Report:
    """A character is cut in two.

    For the tests.
    """
    place = Span(text.start_byte + 2, text.start_byte + 3)
    return report(text, "halving", fix=Fix("Halve", (Edit(place, "a"),)))


@pytest.mark.parametrize(("text", "words"), [("name", "overlaps or is outside"), ('"é"', "cuts a character")])
def test_a_fix_that_cant_be_is_a_fault_of_the_rule(text: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        lint_text("python", text, crossing.named("t"), halving.named("t"))
