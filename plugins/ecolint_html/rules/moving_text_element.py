"""Text that moves for ever."""

from ecolint import Element, Fix, Report, report, rule


@rule(
    "html",
    "javascript",
    select="marquee",
    saves=["cpu", "device"],
    evidence="consensus",
    refs=["rgesn:4.1", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0009"],
)
def moving_text_element(element: Element) -> Report | None:
    """Text moves for ever, and nobody can stop it.

    The browser paints it again for as long as the page is open. The element is obsolete. `<blink>`, which is too, does
    nothing in any browser of today.

    Evidence: RGESN 4.1, the Web Sustainability Guidelines and an RWEB practice agree.

    The fix makes it a `<div>` or `<span>`; the text then stands still.

    ## When not to care

    Never, as far as we know.

    ```html bad
    <marquee>Closed on Saturday</marquee>
    ```
    ```html good
    <div>Closed on Saturday</div>
    ```
    ```html bad
    <p>Today: <marquee>closed</marquee></p>
    ```
    ```html good
    <p>Today: <span>closed</span></p>
    ```
    ```django bad
    <marquee scrollamount="{{ speed }}">{{ news }}</marquee>
    ```
    ```jsx bad
    const News = () => <marquee behavior="scroll">{news}</marquee>
    ```
    ```html good
    <!-- <marquee>old</marquee> --><blink>New</blink><p class="marquee">Text</p>
    ```
    ```jsx good
    const News = () => <Marquee>{news}</Marquee>
    ```
    """
    return report(element, "the text moves for as long as the page is open; let it stand still", fix=_still(element))


_PHRASES = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
"""What may stand in a line of text."""


def _still(element: Element) -> Fix | None:
    """The element renamed to one that may stand there and hold what it holds."""
    inside = {one.tag for one in element.descendants()}
    around = {one.tag for one in element.ancestors()}
    if inside & around & {"a", "button", "p"}:
        return None  # within a marquee they may be nested
    in_a_line = not around.isdisjoint({"p", "h1", "h2", "h3", "h4", "h5", "h6", *_PHRASES})
    if inside <= _PHRASES and in_a_line:
        return element.rename("span")
    return None if in_a_line else element.rename("div")
