"""Pictures with more pixels than their place can show."""

from collections.abc import Iterator

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..addresses import written
from ..pictures import is_vector, is_zoomable, pixels
from ..weights import weight


@fact("html", "javascript", select="img[width]:not([srcset])", dynamic=True)
def placed_picture(image: Element) -> Fact | None:
    """A picture with the size of its place."""
    source, width = image.attribute("src"), pixels(image, "width")
    if source is None or not width or image.closest("picture") or is_vector(image) or is_zoomable(image):
        return None
    if image.get("srcset") is not None:
        return None
    return fact(source, address=written(image), width=width, height=pixels(image, "height") or 0)


@rule(
    saves=["network", "memory"],
    evidence="measured",
    preset="core",
    facts=[placed_picture],
    refs=["rgesn:6.4", "rgesn:5.2", "wsg:optimize-media-to-reduce-resource-use", "rweb:0048"],
)
def image_oversized(pictures: Facts, files: Files, *, factor: float = 2.0, size: int = 10_000) -> Iterator[Report]:
    """A picture has more pixels than its place can show.

    The pixels are sent, decoded and thrown away. Twice the width on both sides is four times the data, and a dense
    screen shows at most two to three pixels for one of the layout.

    Evidence: measured by this rule on the picture's own header, against the `width` and `height` of the element.

    A picture is too large when both its sides exceed the place by more than `factor` (2: dense screens need that
    much) and its file has at least `size` bytes (10,000). If only `width` is given, that decides.

    ## When not to care

    A picture that can be zoomed is left alone: one in a link to the file, or with `data-zoom`, `lightbox` and the
    like. So are `srcset` and `<picture>`, where the browser chooses among several files, and vector drawings.

    ```html bad file=index.html
    <img src="img/hall.jpg" width="320" height="240" alt="">
    ```
    ```picture file=img/hall.jpg
    1600x1200 size=1900000
    ```
    ```django bad file=shop/templates/shop/list.html
    <IMG WIDTH="100" SRC="{% static 'shop/map.png' %}">
    ```
    ```picture file=shop/static/shop/map.png
    900x900 size=48000
    ```
    ```jsx bad file=src/Card.jsx
    export const Card = () => <img src="/photo.webp" width={200} height={100} />
    ```
    ```picture file=public/photo.webp
    1000x700 size=90000
    ```
    ```html good file=index.html
    <img src="img/hall.jpg" width="800" height="600" alt="">
    ```
    ```picture file=img/hall.jpg
    1600x1200 size=1900000
    ```
    ```html good file=index.html
    <img src="icon.png" width="16" height="16" alt=""><img src="missing.jpg" width="16">
    <a href="hall.jpg"><img src="hall.jpg" width="320" height="240" alt=""></a>
    ```
    ```picture file=icon.png
    64x64 size=900
    ```
    ```picture file=hall.jpg
    1600x1200 size=1900000
    ```
    ```jinja good file=index.html
    <img src="{{ photo }}" width="320"><img src="hall.jpg" width="{{ width }}"><img src="hall.jpg" width="50%">
    ```
    ```picture file=hall.jpg
    1600x1200 size=1900000
    ```
    ```html good file=index.html
    <img src="wide.jpg" width="300" height="300" style="object-fit: cover" alt="">
    ```
    ```picture file=wide.jpg
    1600x400 size=200000
    ```
    """
    for place in pictures:
        file = files.resolve(place.path, str(place["address"]))
        if file is None or file.size < size or not file.width or not file.height or file.path.suffix == ".svg":
            continue
        width, height = int(str(place["width"])), int(str(place["height"]))
        excess = min(file.width / width, file.height / height) if height else file.width / width
        if excess > factor:
            yield report(
                place,
                "the picture is {width} px wide, {weight}, for a place of {place} px; scale it down to {enough} px",
                weight=weight(file.size),
                width=file.width,
                place=width,
                enough=round(file.width / excess * factor),
            )
