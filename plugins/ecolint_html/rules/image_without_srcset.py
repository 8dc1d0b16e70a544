"""Large pictures that come in one size."""

from collections.abc import Iterator
import re

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..addresses import written
from ..pictures import is_vector, is_zoomable, pixels
from ..weights import weight

_NARROW = 1000
_LOW = 400
"""Pixels of a place; its height says something where its width isn't given."""
_FIXED = re.compile(r"\b(?:max-)?width\s*:\s*\d+(?:\.\d+)?(?:px|em|rem)", re.IGNORECASE)


@fact("html", "javascript", select="img[src]:not([srcset])", dynamic=True)
def single_picture(image: Element) -> Fact | None:
    """A picture of one size for all screens."""
    source = image.attribute("src")
    if source is None or image.spread or image.get("srcset") is not None or image.closest("picture"):
        return None
    style = image.attribute("style")
    width, height = pixels(image, "width"), pixels(image, "height")
    small = width < _NARROW if width is not None else height is not None and height < _LOW
    fixed = small or (style is not None and _FIXED.search(style.known))
    if fixed or is_vector(image) or is_zoomable(image):
        return None
    return fact(source, address=written(image))


@rule(
    saves=["network"],
    evidence="consensus",
    facts=[single_picture],
    refs=["rgesn:6.4", "rgesn:5.2", "wsg:optimize-media-to-reduce-resource-use", "rweb:0048"],
)
def image_without_srcset(
    pictures: Facts, files: Files, *, min_width: int = 1000, size: int = 100_000
) -> Iterator[Report]:
    """A large picture comes in one size, on phones too.

    A phone shows some 400 px of layout and gets the pixels of a desktop screen, over the slowest network. `srcset` with
    two or three widths lets the browser take what fits.

    Evidence: agreed on by frameworks and browser makers; the Web Almanac of 2024 counts `srcset` on 42 % of pages.

    Reported once for a picture of the project of at least `min_width` pixels (1000) and `size` bytes (100,000), by its
    own header. Silent where the place is given as less than 1000 px wide, or 400 px high, in `<picture>`, and for
    pictures that a link shows in full.

    ```html bad file=index.html
    <img src="hall.jpg" alt="">
    ```
    ```picture file=hall.jpg
    1600x900 size=200000
    ```
    ```html bad file=index.html
    <IMG SRC='img/hall.webp?v=2' WIDTH=1200 HEIGHT=600 alt="">
    ```
    ```picture file=img/hall.webp
    2400x1200 size=200000
    ```
    ```django bad file=shop/templates/shop/hall.html
    {% load static %}<img src="{% static 'shop/hall.jpg' %}" alt="{{ hall.name }}">
    ```
    ```picture file=shop/static/shop/hall.jpg
    1600x900 size=200000
    ```
    ```jsx bad file=src/Hall.jsx
    export const Hall = () => <img src="/hall.png" className="wide" alt="" />
    ```
    ```picture file=public/hall.png
    1000x500 size=200000
    ```
    ```html good file=index.html
    <img src="logo.png" height="100" alt="The service">
    ```
    ```picture file=logo.png
    1180x600 size=200000
    ```
    ```html good file=index.html
    <img src="hall.jpg" srcset="hall-small.jpg 600w, hall.jpg 1600w" sizes="100vw" alt="">
    ```
    ```picture file=hall.jpg
    1600x900 size=200000
    ```
    ```html good file=index.html
    <img src="hall.jpg" width="400" height="225" alt=""><img src="hall.jpg" style="max-width: 30rem" alt="">
    ```
    ```picture file=hall.jpg
    1600x900 size=200000
    ```
    ```jsx good file=src/Hall.jsx
    export const Hall = (props) => <><img src="/hall.jpg" {...props} /><img src={props.photo} alt="" /></>
    ```
    ```picture file=public/hall.jpg
    1600x900 size=200000
    ```
    """
    seen = set()
    for one in pictures:
        file = files.resolve(one.path, str(one["address"]))
        if (
            file is None
            or file.path in seen
            or file.path.suffix == ".svg"
            or file.size < size
            or (file.width or 0) < min_width
        ):
            continue
        seen.add(file.path)
        yield report(
            one,
            "the picture is {width} px wide, {weight}, on phones too; offer smaller ones with srcset",
            width=file.width,
            weight=weight(file.size),
            key=str(file.path),
        )
