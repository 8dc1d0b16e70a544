"""Pages with more elements than old devices handle."""

from collections.abc import Iterator
from itertools import accumulate
import re

from ecolint import Document, Element, Report, report, rule

from ..languages import MARKUP
from ..surroundings import is_example, is_mail

_VOID = "|".join(sorted(MARKUP.void))
_TAG = re.compile(rf"<(?:(/)|(?!(?:{_VOID})\b|[^<>]*/>)[a-z])".encode())
_STEPS = {b"": 1, b"/": -1}


@rule(
    "html",
    mentions=["<html", "<!doctype"],
    saves=["cpu", "memory", "network"],
    evidence="measured",
    preset="all",
    precision="medium",
    refs=["rgesn:2.2", "rgesn:6.1", "wsg:set-goals-based-on-performance-and-energy-impact", "rweb:0052", "rweb:0004"],
)
def large_dom(doc: Document, *, max: int = 1500, depth: int = 32) -> Iterator[Report]:
    """The page has more elements than a browser handles with ease.

    Each costs memory, and each change of style or layout walks through many of them: what a new phone hides, an old
    one can't.

    Evidence: measured elsewhere; the limits are those of Yellow Lab Tools (1,500 and 3,000), and EcoIndex draws on
    the number of elements for half of its score.

    More than `max` elements (1,500) count, or elements within more than `depth` others (32), in complete pages. A
    template is judged by what is written in it: its loops make more. Most pages of such a size in other people's code
    were documentation, some of which can't be told from pages of a service: so the precision is medium, and the rule in
    the preset `all`.

    ## When not to care

    Long laws or tables of data that people search as a whole: raise the limit. Better: split the page. Examples and
    documentation, which a program writes out of code, are left alone.

    ```html bad max=3
    <!doctype html><html><body><p>1</p><p>2</p></body></html>
    ```
    ```html bad depth=3
    <HTML><BODY><div><div><div><p>deep</p></div></div></div></BODY></HTML>
    ```
    ```django bad max=4
    <!doctype html><html><body>{% for a in b %}<p><b>{{ a }}</b></p>{% endfor %}<ul></ul></body></html>
    ```
    ```html good max=3
    <!doctype html><html><body><p>1</p><p>2</p><script src="scripts/linenumber.js"></script></body></html>
    ```
    ```html good max=5
    <!doctype html><html><body><p>1</p><p>2</p></body></html>
    ```
    ```html good max=1
    <p>a fragment</p><p>doesn't</p><p>show the page</p>
    ```
    ```html good max=4
    <!doctype html><html><body><!-- <p>1</p><p>2</p> --><template><p>3</p><p>4</p></template></body></html>
    ```
    """
    if not doc.complete or not _may_be_large(doc.lowered, max, depth) or is_mail(doc):
        return
    elements = doc.elements
    deep = _deeper_than(doc, depth) if len(elements) > depth else None
    if (len(elements) <= max and deep is None) or is_example(doc):
        return
    if len(elements) > max:
        yield report(
            elements[max], "the page has {count} elements, more than {max}; split it", count=len(elements), max=max
        )
    if deep:
        yield report(deep, "the element lies within more than {depth} others; flatten the page", depth=depth)


def _may_be_large(text: bytes, most: int, depth: int) -> bool:
    """Whether a text in lower case has so many tags, or so many that aren't closed yet: most pages haven't."""
    if text.count(b"<") - text.count(b"</") > most:
        return True
    return max(accumulate(map(_STEPS.__getitem__, _TAG.findall(text))), default=0) > depth


def _deeper_than(doc: Document, depth: int) -> Element | None:
    """The first element with more ancestors than that."""
    level = [element for element in doc.elements if element.parent is None]
    for _ in range(depth + 1):
        level = [child for element in level for child in element.children]
    return level[0] if level else None
