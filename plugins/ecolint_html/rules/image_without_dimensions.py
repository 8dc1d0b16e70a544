"""Pictures whose place is known only when they arrive."""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Element, Fact, Facts, Files, Fix, Report, Span, fact, report, rule

from ..addresses import written
from ..pictures import is_pixel
from ..surroundings import is_inert, is_mail

_SIZED = r"(?:width|height|aspect-ratio|inset)\s*:"


@fact("html", "javascript", select="img[src]:not([width]):not([height])", dynamic=True)
def unsized_picture(image: Element, doc: Document) -> Fact | None:
    """A picture without dimensions, with the place where they can be written."""
    style = image.attribute("style")
    if image.attribute("src") is None or image.spread or is_pixel(image) or is_inert(image) or is_mail(doc):
        return None
    if image.get("width") is not None or image.get("height") is not None:
        return None
    if style is not None and style.value_span and re.search(_SIZED, doc.text(style.value_span)):
        return None
    return fact(image, address=written(image), at=image.name_span.end)


@rule(
    saves=["cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    facts=[unsized_picture],
    refs=["rgesn:6.4", "wsg:optimize-media-to-reduce-resource-use", "rweb:0048", "rweb:0052"],
)
def image_without_dimensions(pictures: Facts, files: Files) -> Iterator[Report]:
    """A picture doesn't say how large it is.

    The browser lays the page out without it and again when it arrives; what people read jumps away.

    Evidence: Lighthouse measures the shift; RGESN 6.4 asks for the dimensions. The effect on energy is small.

    `<img>` without `width` and `height` counts, unless its `style` gives a size. Style sheets may do so too, which
    this rule doesn't see: so it is a note of medium precision, in the preset `all`. Where the file is found, the
    fix writes its size; a style sheet should then say `height: auto`.

    ## When not to care

    Pictures whose box a style sheet sets (a grid, `aspect-ratio`).

    ```html bad file=index.html
    <img src="hall.png" alt="">
    ```
    ```picture file=hall.png
    640x480
    ```
    ```django bad file=list.html
    <IMG SRC="{{ photo.url }}" CLASS='photo'>
    ```
    ```jsx bad file=Photo.jsx
    export const Photo = () => <img src="/hall.webp" alt="" />
    ```
    ```html good file=index.html
    <img src="hall.png" width="640" height="480" alt=""><img src="a.png" style="width: 3em; height: 3em" alt="">
    ```
    ```jsx good file=Photo.jsx
    export const Photo = (props) => <><img {...props} /><img src="/a.webp" width={props.width} height={9} /></>
    ```
    ```html good file=index.html
    <noscript><img src="hall.png"></noscript><img src="count.gif" width="1" height="1"><img data-src="a.png">
    ```
    """
    for place in pictures:
        file = files.resolve(place.path, str(place["address"]))
        if file is None or not file.width or not file.height:
            yield report(place, "the page is laid out again when the picture arrives; give width and height")
            continue
        at = int(str(place["at"]))
        size = f' width="{file.width}" height="{file.height}"'
        yield report(
            place,
            "the page is laid out again when the picture arrives; give its size, {width} × {height}",
            width=file.width,
            height=file.height,
            fix=Fix("Add width and height", (Edit(Span(at, at), size),)),
        )
