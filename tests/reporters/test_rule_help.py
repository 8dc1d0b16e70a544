"""A rule's page."""

from dataclasses import replace
from typing import Any

import pytest
from reported import RULES

from ecolint.model.declaration import rule
from ecolint.reporters.rule_help import first_sentence, markdown, plain

LAZY = RULES[1]


@rule("javascript", query="(call_expression) @call", saves=["cpu"], evidence="measured")
def odd_page(call: Any, *, names: tuple[str, ...] = ("a", "b"), strict: bool = True, word: str = "x") -> None:
    """A page with everything.

    ```js bad max=10
    handlers[name](event);
    ```

    ~~~html bad file=a/page.html
    <p>

    <b>
    ~~~

    ```css file=a/b.css
    p {}
    ```

    ## When not to care

    ```
    no language
    ```

    Sometimes; see [a
    page](https://a.example).
    """


PLAIN = """\
Wasteful, `max=10`:

    handlers[name](event);

Wasteful, `a/page.html`:

    <p>

    <b>

`a/b.css`:

    p {}

When not to care:

    no language

Sometimes; see a
page (https://a.example).

Saves: cpu. Evidence: measured. Precision: high.

Options: `names = ["a", "b"]`, `strict = true`, `word = "x"`

To ignore one finding: `ecolint: ignore[odd-page] reason` in a comment at the end of its line, or above it."""


def test_without_markdown_examples_are_indented_and_links_written_out() -> None:
    assert "\n\n".join(plain(odd_page)) == PLAIN


@rule("css", saves=["cpu"], evidence="measured")
def long_page(doc: Any) -> None:
    """A page on which the remedy is far down.

    Why it
    costs.

    Evidence: much.

    ```css bad
    a {}
    ```

    ```html bad
    <a>
    ```

    ```css good
    b {}
    ```

    ```css good
    c {}
    ```
    """


def test_what_is_wrong_why_and_what_to_do_come_first() -> None:
    first, rest = plain(long_page)
    assert first == "Why it\ncosts.\n\nWasteful:\n\n    a {}\n\nBetter:\n\n    b {}"
    assert rest.startswith("Evidence: much.\n\nWasteful:\n\n    <a>\n\nNot reported:\n\n    c {}\n\nSaves:")


def test_in_markdown_a_line_says_what_a_fence_hides() -> None:
    page = markdown(LAZY)
    assert 'Wasteful:\n\n```html\n<img src="map.png">\n```\n\nBetter:\n\n```html\n<img loading' in page
    assert "html bad" not in page
    assert "[RGESN 6.4](https://ecoresponsable" in page
    assert page.endswith("[More about html/image-not-lazy](https://ecolint.example/rules/html/image-not-lazy)")


def test_a_rule_without_an_address_ends_with_how_to_ignore_it() -> None:
    nowhere = replace(LAZY, url="")
    assert plain(nowhere).rest.endswith("or above it.")
    assert markdown(nowhere).endswith("or above it.")


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        ("One. Two.", "One."),
        ("About 1.5 times, e.g. on phones, is lost! `b` follows.", "About 1.5 times, e.g. on phones, is lost!"),
        ("See [the page](https://a.example). More.", "See the page."),
        ("no stop at all", "no stop at all"),
        ("", ""),
    ],
)
def test_a_paragraph_begins_with_its_first_sentence(paragraph: str, sentence: str) -> None:
    assert first_sentence(paragraph) == sentence
