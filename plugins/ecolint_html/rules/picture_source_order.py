"""Better pictures that are never chosen."""

import re

from ecolint import Document, Edit, Element, Fix, Report, report, rule

from ..addresses import written

_RANKS = {"avif": 0, "jxl": 0, "webp": 1, "jpeg": 2, "jpg": 2, "png": 2, "gif": 2}
_EXTENSION = r"(?i)\.(avif|jxl|webp|jpe?g|png|gif)\b"
_BOUND = ("v-", ":", "*ng", "x-")
"""How attributes begin that a component or script decides about."""


@rule(
    "html",
    "javascript",
    select="picture",
    saves=["network"],
    evidence="deterministic",
    preset="all",
    refs=["rgesn:5.1", "rgesn:5.2", "wsg:optimize-media-to-reduce-resource-use", "rweb:0049"],
)
def picture_source_order(picture: Element, doc: Document) -> Report | None:
    """A picture has a better source that no browser ever chooses.

    Browsers take the first `<source>` that they can show. The lighter file exists, was made and stored, and is not
    sent.

    Evidence: the HTML standard sets the order.

    A source is never chosen after the `<img>`, after a source without `type` and `media`, or, within the same
    `media`, when JPEG or PNG comes before WebP or AVIF, or WebP before AVIF. The fix exchanges the two.

    ## When not to care

    Sources for other `media` are compared among themselves. What a template or a component decides is not compared.

    Nobody seems to write so: in the code of five thousand packages one picture was found, and that one
    was sound. So the rule is in the preset `all`.

    ```html bad
    <picture><source srcset="a.webp" type="image/webp"><source srcset="a.avif" type="image/avif"><img src="a.jpg">
    </picture>
    ```
    ```html good
    <picture><source srcset="a.avif" type="image/avif"><source srcset="a.webp" type="image/webp"><img src="a.jpg">
    </picture>
    ```
    ```html bad
    <PICTURE><IMG SRC="a.jpg"><SOURCE SRCSET='a.webp' TYPE=image/webp></PICTURE>
    ```
    ```jsx bad
    const P = () => <picture>
      <source srcSet="/a.jpg" type="image/jpeg" /><source srcSet="/a.webp" type="image/webp" /></picture>
    ```
    ```django bad
    <picture><source srcset="{{ any.url }}"><source srcset="{{ avif.url }}" type="image/avif"><img src="a.jpg">
    </picture>
    ```
    ```html good
    <picture><source media="(min-width: 60em)" srcset="wide.webp" type="image/webp">
    <source srcset="small.avif" type="image/avif"><img src="a.jpg"></picture>
    ```
    ```html good
    <picture><source srcset="a.webp 1x" type="image/webp"><img src="a.jpg"></picture>
    ```
    ```html good
    <picture><template v-for="one in sources"><source :srcset="one"></template><source v-else :srcset="any"></picture>
    ```
    ```twig good
    <picture>{% if old %}<source srcset="a.webp" type="image/webp">{% endif %}<source srcset="a.avif" type="image/avif">
    <img src="a.jpg"></picture>
    ```
    """
    before: list[Element] = []
    for child in picture.children:
        if child.conditional or child.spread or any(name.startswith(_BOUND) for name in child.attributes):
            return None
        if child.tag == "source":
            if any(other.tag == "img" for other in before):
                return report(child, "the source is never chosen after the img; move it before")
            first = next((other for other in before if other.tag == "source" and _wins(other, child)), None)
            if first is not None:
                return report(
                    child,
                    "the source is never chosen, since the one before it is; exchange them",
                    fix=_exchanged(doc, first, child),
                )
        before.append(child)
    return None


def _wins(first: Element, second: Element) -> bool:
    """Whether browsers that can show both never get to the second, which is the better one."""
    if first.get("type") is None and first.get("media") is None:
        return True
    if first.get("media") != second.get("media") or not isinstance(first.get("media") or "", str):
        return False
    ranks = _rank(first), _rank(second)
    return None not in ranks and ranks[0] > ranks[1]  # type: ignore[operator]


def _rank(source: Element) -> int | None:
    kind = source.get("type")
    if isinstance(kind, str):
        return _RANKS.get(kind.lower().removeprefix("image/"))
    found = re.search(_EXTENSION, written(source, "srcset")) if kind is None else None
    return _RANKS[found[1].lower()] if found else None


def _exchanged(doc: Document, first: Element, second: Element) -> Fix:
    edits = (Edit(first.span, doc.text(second)), Edit(second.span, doc.text(first)))
    return Fix("Exchange the two sources", edits)
