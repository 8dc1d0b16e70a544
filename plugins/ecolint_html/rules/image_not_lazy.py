"""Pictures far down a page that are fetched before anybody scrolls."""

from collections.abc import Iterator
import re

from ecolint import Document, Element, Node, Report, report, rule

from ..addresses import written
from ..pictures import is_loaded_by_script, is_pixel, is_preloaded, is_vector, pixels
from ..surroundings import is_inert, is_mail

_ICON_FILE = re.compile(
    r"(?:^|/)(?:icons?/[^/]*|(?:icon|home|up|down|left|right|next|prev|previous|top|back|note|tip|hint|warning|caution"
    r"|important|info|arrow|bullet|close|search|print|mail|help|edit|delete|add|spinner|loader|loading"
    r"|[\w-]*[-_](?:icon|16|20|22|24|32))(?:[-_]?\d+)?)\.(?:png|gif)\b",
    re.IGNORECASE,
)
_ICON = 24
"""Up to so many pixels of the layout a picture is an icon, of which hundreds weigh as much as a photo."""


@rule(
    "html",
    "javascript",
    mentions=["<img"],
    saves=["network"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:6.5",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:defer-the-loading-of-non-critical-resources",
        "rweb:0051",
    ],
)
def image_not_lazy(doc: Document, *, spared: int = 3) -> Iterator[Report]:
    """A picture below the first ones is fetched at once, even if nobody scrolls to it.

    The browser starts with every picture of the page. With `loading="lazy"` it waits until one comes near the visible
    part, so that those never reached are never sent.

    Evidence: lazy loading is part of the HTML standard and supported everywhere; about a third of pages use it (Web
    Almanac 2024). How much it saves depends on how far people scroll.

    The first pictures of a document, `spared` (3) of them, are left alone: they are probably in view. A fragment
    doesn't show where its pictures end up; there the same count gives a note. In scripts each component is counted by
    itself. A picture that the page shows further up already is here.

    The fix is safe in a whole page: the picture is loaded before it is scrolled to, and looks the same. In a fragment
    it is a suggestion, since a picture that is in view from the start would come a little later.

    A small picture saves little, and a page alone doesn't show how large the file is: of what was read in code that
    the rule had not been tried on, one in five was an icon or a portrait of a few pixels, in manuals half. So it is in
    the preset `all` only.

    ## When not to care

    A large picture at the top: `fetchpriority="high"` or `loading="eager"` says so. Vector drawings, pictures in
    `<noscript>`, in a `<header>` or `<nav>`, icons (24 px, in a button, in a link within the page, or by the name of
    the file), counting pixels, e-mails and what a lazy loader of its own fetches are neither counted nor reported.

    ```html bad
    <!doctype html><img src="1.jpg"><img src="2.jpg"><img src="3.jpg"><img src="4.jpg">
    ```
    ```html good
    <!doctype html><img src="1.jpg"><img src="2.jpg"><img src="3.jpg"><img loading="lazy" src="4.jpg">
    ```
    ```html bad
    <HTML><IMG SRC='1.webp'><picture><source srcset="2.avif"><img src="2.jpg"></picture><img src=3.png><img
     src=4.png></HTML>
    ```
    ```django bad
    {% extends "base.html" %}
    <img src="{{ a }}"><img src="{{ b }}"><img src="{{ c }}"><img src="{{ d.url }}" alt="{{ d.title }}">
    ```
    ```jsx bad spared=1
    const Team = () => <div><img src="/a.webp" /><img src={photo} /></div>
    ```
    ```jsx good spared=1
    const Team = () => <div><img src="/a.webp" /><img loading="lazy" src={photo} /></div>
    ```
    ```vue bad spared=0
    <template><img :src="photo" alt=""></template>
    ```
    ```html good
    <!doctype html><img src="1.jpg"><img src="2.jpg"><img src="3.jpg">
    <img src="4.jpg" loading="eager"><img src="5.jpg" fetchpriority="high"><img src="6.svg"><img data-src="7.jpg">
    ```
    ```html good spared=0
    <!doctype html><header><img src="logo.png"></header><noscript><img src="count.gif?id=1"></noscript>
    <!-- <img src="old.jpg"> --><template><img src="card.jpg"></template><img src="pixel.gif" width="1" height="1">
    ```
    ```html good spared=0
    <!doctype html><link rel="preload" as="image" href="hall.webp"><img src="hall.webp">
    ```
    ```html good spared=1
    <!doctype html><img src="wait.gif"><img src="wait.gif"><img src="star.png" width="16" height="16">
    <button><img src="close.png" alt="Close"></button><a href="#top"><img src="a.gif" alt="Up"></a>
    <img src="images/note.png" alt="Note"><img src="/img/icons/star.png" alt="">
    ```
    ```jsx good spared=1
    const One = () => <img src="/a.webp" />
    function Two() { return photos.map((photo) => <img src={photo} />) }
    ```
    ```jsx good spared=0
    const Photo = (props) => <img src="/a.webp" {...props} />
    ```
    ```twig good spared=0
    <img src="{{ asset('logo.svg') }}"><img src="a.webp" {% if far %}loading="lazy"{% endif %}>
    ```
    """
    images = doc.tagged("img")
    if len(images) <= spared or is_mail(doc):
        return
    shown: set[tuple[int, object]] = set()
    passed: dict[int, int] = {}
    for image in images:
        component = _component(image)
        place = (component, image.get("src") if isinstance(image.get("src"), str) else image.start)
        if place in shown or not _counts(image):
            continue
        shown.add(place)
        passed[component] = passed.get(component, 0) + 1
        if passed[component] > spared and not (
            _is_told_when(image) or is_preloaded(doc, image) or image.closest("header", "nav")
        ):
            yield report(
                image,
                'the picture is fetched even if nobody scrolls to it; add loading="lazy"',
                fix=image.with_attribute("loading", "lazy", safe=doc.complete),
                severity=None if doc.complete else "note",
            )


def _counts(image: Element) -> bool:
    return (
        image.attribute("src") is not None
        and not is_vector(image)
        and not is_pixel(image)
        and not _is_icon(image)
        and not is_loaded_by_script(image)
        and not is_inert(image)
    )


def _is_icon(image: Element) -> bool:
    sides = [side for side in (pixels(image, "width"), pixels(image, "height")) if side is not None]
    if (sides and max(sides) <= _ICON) or image.closest("button"):
        return True
    if _ICON_FILE.search(written(image)):
        return True
    link = image.closest("a")
    return link is not None and str(link.get("href")).startswith("#")


def _component(image: Element) -> int:
    """Where the outermost function or class around an element of a script begins; 0 in pages and templates."""
    functions = image.document.kinds("function")
    node: Node | None = image.node.parent if functions else None
    start = 0
    while node is not None:
        if node.type in functions or node.type == "class_declaration":
            start = node.start_byte
        node = node.parent
    return start


def _is_told_when(image: Element) -> bool:
    return image.get("loading") is not None or image.get("fetchpriority") is not None
