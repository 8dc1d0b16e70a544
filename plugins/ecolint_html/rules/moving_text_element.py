"""Text that moves or blinks for ever."""

from ecolint import Document, Edit, Element, Fix, Phrase, Report, Span, report, rule


@rule(
    "html",
    "javascript",
    select="marquee, blink",
    saves=["cpu", "device"],
    evidence="consensus",
    refs=["rgesn:4.1", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0009"],
)
def moving_text_element(element: Element, doc: Document) -> Report | None:
    """Text moves or blinks for ever, and nobody can stop it.

    The browser paints it again for as long as the page is open. Both elements are obsolete.

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
    <p><BLINK>New</BLINK></p>
    ```
    ```html good
    <p><span>New</span></p>
    ```
    ```django bad
    <marquee scrollamount="{{ speed }}">{{ news }}</marquee>
    ```
    ```jsx bad
    const News = () => <marquee behavior="scroll">{news}</marquee>
    ```
    ```html good
    <!-- <marquee>old</marquee> --><p class="marquee">Text</p>
    ```
    ```jsx good
    const News = () => <Marquee>{news}</Marquee>
    ```
    """
    return report(element, "moves for as long as the page is open; let the text stand still", fix=_still(element, doc))


def _still(element: Element, doc: Document) -> Fix | None:
    tag = "span" if element.tag == "blink" else "div"
    end_tag = doc.data.rfind(b"</", element.end, element.content_end)
    name = doc.data[end_tag + 2 : end_tag + 2 + len(element.tag)]
    if end_tag < 0 or name.decode("utf-8", "replace").lower() != element.tag:
        return None
    edits = (Edit(element.name_span, tag), Edit(Span(end_tag + 2, end_tag + 2 + len(name)), tag))
    return Fix(Phrase("Make it a {tag}", tag=tag), edits)
