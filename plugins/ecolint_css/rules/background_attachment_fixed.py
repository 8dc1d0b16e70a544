from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..sheet import Block, sheet
from ..values import split_words

_LARGE = re.compile(r"min-width|width\s*>|hover")


@rule(
    "css",
    words=["fixed"],
    saves=["cpu", "device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0052"],
)
def background_attachment_fixed(doc: Document) -> Iterator[Report]:
    """A background stays behind while the page scrolls.

    The browser can't move a painted picture up the screen: at each step of scrolling it paints the whole area anew. A
    filter over the whole screen that stands still has the same cost.

    Evidence: browser makers agree; phones mostly ignore the property for this reason.

    What is under a media query for wide screens or mice is left alone.

    ```css bad
    .hero { background-attachment: fixed; }
    ```

    ```css bad
    body { background: url(sky.webp) no-repeat FIXED center; }
    ```

    ```html bad
    <section style="background-attachment: scroll, fixed"></section>
    ```

    ```css bad
    .veil { position: fixed; inset: 0; backdrop-filter: blur(4px); }
    ```

    ```css good
    .hero { background-attachment: local; }
    ```

    ```css good
    @media (min-width: 60rem) { .hero { background-attachment: fixed; } }
    ```

    ```css good
    .bar { position: fixed; top: 0; backdrop-filter: blur(4px); }
    .hero { background: url(fixed.webp); }
    ```
    """
    read = sheet(doc)
    wanted = b"FIXED" if b"FIXED" in doc.code else b"fixed"
    for one in read.declarations("background-attachment", "background", having=wanted):
        words = one.words.replace(",", " ") if one.name == "background-attachment" else one.words
        if "fixed" in split_words(words) and not _for_large_screens(one.block):
            yield report(one, "the background is painted anew at each step of scrolling; let it scroll")
    blurred = read.declarations("backdrop-filter")
    if blurred:
        fixed = {one.block for one in read.declarations("position") if one.words == "fixed"}
        full = {one.block for one in read.declarations("inset") if one.words in ("0", "0px")}
        for one in blurred:
            if one.block in fixed & full and one.words != "none" and not _for_large_screens(one.block):
                yield report(one, "the whole screen is filtered anew at each step of scrolling; use a plain colour")


def _for_large_screens(block: Block) -> bool:
    return any(_LARGE.search(one.values) for one in block.around if one.at == "media")
