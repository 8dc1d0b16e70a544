"""Projects that show carousels."""

from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..addresses import written
from ..surroundings import tagged

_FILE = (
    r"(?i)(?:^|[/@.])(swiper|slick|splide|glide|owl\.carousel|flickity|keen-slider|tiny-slider|bxslider)\b[\w.@/-]*\.js"
)
_PACKAGE = (
    r"[\"'](swiper|slick-carousel|react-slick|vue-slick-carousel|@splidejs/[\w-]+|@glidejs/glide|owl\.carousel|flickity"
    r"|keen-slider|embla-carousel[\w-]*|tiny-slider|react-responsive-carousel|vue3-carousel|vue-carousel|nuka-carousel)"
    r"(?:/[^\"']*)?[\"']"
)


@fact("html", "javascript", mentions=["swiper", "slick", "splide", "glide", "carousel", "flickity", "slider"])
def carousel_in_use(doc: Document) -> Iterator[Fact]:
    """Libraries of carousels that a file loads or imports."""
    for script in tagged(doc, "script"):
        found = re.search(_FILE, written(script))
        if found:
            yield fact(script, name=found[1])
    for statement in doc.index("import"):
        found = re.search(_PACKAGE, doc.text(statement))
        if found:
            yield fact(statement, name=found[1])


@rule(
    saves=["network", "cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    facts=[carousel_in_use],
    refs=["rgesn:4.6", "rgesn:6.5", "wsg:design-to-assist-and-not-to-distract", "rweb:0010"],
)
def carousel_present(carousels: Facts) -> Iterator[Report]:
    """The project shows carousels, whose later slides few people see.

    The library and all slides are sent; studies of clicks found nearly all on the first one. A list or a single
    good picture costs less.

    Evidence: contested: it is a choice of design, so this is a note, once for each library, in the preset `all`.

    ## When not to care

    Galleries, where the pictures are the content.

    ```html bad file=index.html
    <script src="/vendor/swiper-bundle.min.js"></script>
    ```
    ```jsx bad file=News.jsx
    import Slider from "react-slick"
    ```
    ```ts bad file=news.ts
    import { Splide } from '@splidejs/splide'
    ```
    ```html good file=index.html
    <script src="/vendor/jquery.min.js"></script><div class="carousel"></div>
    ```
    ```jsx good file=Range.jsx
    import Slider from "rc-slider"
    ```
    ```jinja good file=index.html
    <script src="{{ swiper }}"></script>
    ```
    """
    told: set[object] = set()
    for use in carousels:
        if use["name"] not in told:
            told.add(use["name"])
            yield report(use, "a carousel ({library}); few people see more than its first slide", library=use["name"])
