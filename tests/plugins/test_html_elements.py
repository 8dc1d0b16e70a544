"""What rules for markup ask about elements: known beginnings of addresses, what hides or delays them, weights."""

from ecolint_html.addresses import address, written
from ecolint_html.surroundings import has_media, is_hidden, is_on_demand
from ecolint_html.third_parties import uses
from ecolint_html.weights import weight
import pytest

from ecolint import Element, Report, Rule, report, rule
from ecolint.testing import lint_text

FIRST = ("html", "javascript")


@rule(*FIRST, select="iframe", dynamic=True, saves=["network"], evidence="consensus")
def seen(iframe: Element) -> Report:
    """Tells what is known.

    For tests.
    """
    return report(
        iframe,
        "{address}|{written}|{hidden}|{on_demand}",
        address=address(iframe),
        written=written(iframe),
        hidden=is_hidden(iframe),
        on_demand=is_on_demand(iframe),
    )


def told(language: str, text: str, of: Rule = seen) -> list[str]:
    """What the rule says of an iframe: four values."""
    (finding,) = lint_text(language, text, of)
    return str(finding.message).split("|")


@pytest.mark.parametrize(
    ("language", "text", "known"),
    [
        ("html", '<iframe src=" https://a.example/b "></iframe>', "https://a.example/b"),
        ("django", '<iframe src="https://a.example/{{ id }}/x"></iframe>', "https://a.example/"),
        ("django", '<iframe src="{{ url }}"></iframe>', ""),
        ("jsx", "<iframe src={`https://a.example/${id}`} />", "https://a.example/"),
        ("jsx", "<iframe src={'https://a.example/' + id} />", "https://a.example/"),
        ("jsx", "<iframe src={url} />", ""),
        ("jsx", "<iframe src={open ? 'https://a.example/' : ''} />", ""),
        ("vue", "<template><iframe :src=\"'https://a.example/' + id\"></iframe></template>", "https://a.example/"),
        ("svelte", '<iframe src="https://a.example/{id}"></iframe>', "https://a.example/"),
        ("svelte", "<iframe src={url}></iframe>", ""),
        ("html", "<iframe></iframe>", ""),
    ],
)
def test_the_beginning_of_an_address_is_known_up_to_the_first_expression(language: str, text: str, known: str) -> None:
    assert told(language, text)[0] == known


def test_an_address_that_a_template_completes_is_also_given_as_it_is_written() -> None:
    assert told("django", "<iframe src=\"{% static 'a.html' %}\"></iframe>")[1] == "{% static 'a.html' %}"


@pytest.mark.parametrize(
    "text",
    [
        "<iframe hidden></iframe>",
        '<iframe width="0" height="0"></iframe>',
        '<iframe style="DISPLAY: none"></iframe>',
        '<iframe class="a d-none"></iframe>',
    ],
)
def test_an_element_says_itself_that_it_is_hidden(text: str) -> None:
    assert told("html", text)[2] == "True"


def test_a_visible_element_is_not_hidden() -> None:
    assert told("html", '<iframe width="10%" style="border: 0" class="frame"></iframe>')[2] == "False"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("html", "<details><summary>Map</summary><iframe></iframe></details>"),
        ("html", "<dialog><p><iframe></iframe></p></dialog>"),
        ("vue", '<template><div v-if="open"><iframe></iframe></div></template>'),
        ("jsx", "const A = ({open}) => <p>{open && <iframe />}</p>"),
        ("jsx", "const A = ({open}) => open ? <iframe /> : null"),
        ("svelte", "{#if open}<iframe></iframe>{/if}"),
        ("html", '<p *ngIf="open"><iframe></iframe></p>'),
        ("html", '<ng-template [ngIf]="open"><iframe></iframe></ng-template>'),
    ],
)
def test_what_appears_after_an_action_is_on_demand(language: str, text: str) -> None:
    assert told(language, text)[3] == "True"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("html", "<details open><iframe></iframe></details>"),
        ("django", "{% if map %}<iframe></iframe>{% endif %}"),
        ("jsx", "const A = () => <p><iframe /></p>"),
        ("svelte", "{#if open}<p></p>{/if}<iframe></iframe>"),
    ],
)
def test_what_the_page_brings_along_is_not_on_demand(language: str, text: str) -> None:
    assert told(language, text)[3] == "False"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('<video src="a.webm"></video>', True),
        ('<video><source src="a.webm"></video>', True),
        ('<video id="camera"></video>', False),
    ],
)
def test_a_video_without_a_source_may_be_a_camera(text: str, answer: bool) -> None:
    @rule("html", select="video", saves=["network"], evidence="consensus")
    def fed(video: Element) -> Report:
        """Tells whether there is a source.

        For tests.
        """
        return report(video, "{answer}", answer=has_media(video))

    assert told("html", text, fed) == [str(answer)]


def test_addresses_are_found_in_elements_and_strings_of_scripts_but_not_in_comments() -> None:
    from ecolint import Document

    @rule("html", "javascript", "css", saves=["network"], evidence="consensus")
    def addresses(doc: Document) -> list[Report]:
        """Tells all addresses.

        For tests.
        """
        return [
            report(use.span, "{address} {deferred}", address=use.address, deferred=use.deferred) for use in uses(doc)
        ]

    page = """<link href="//a.example/a.css"><script type="text/plain" src="https://b.example/b.js"></script>
    <iframe data-src="https://c.example/c"></iframe><script>// "https://no.example/x"
    load("https://d.example/d.js", "no address")</script>
    <style>/* url(//no.example/x) */@import "//e.example/e.css";</style>
    <img src="https://no.example/x.png"><script src="/own.js"></script>"""
    assert [str(finding.message) for finding in lint_text("html", page, addresses)] == [
        "//a.example/a.css False",
        "https://b.example/b.js True",
        "https://c.example/c True",
        "https://d.example/d.js False",
        "//e.example/e.css False",
    ]


@pytest.mark.parametrize(("size", "text"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "2 kB"), (1_900_000, "1.9 MB")])
def test_weights_are_decimal(size: int, text: str) -> None:
    assert weight(size) == text
