"""Projects that show carousels."""

from collections.abc import Iterator
from functools import cache
import re

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..addresses import written
from ..libraries import names_of, packages_of

_NAMED = re.compile(r"[\"']((?:@[\w.-]+/)?[\w.-]+)(?:/[^\"']*)?[\"']")


@fact("html", "javascript", mentions=["swiper", "slick", "splide", "glide", "carousel", "flickity", "slider"])
def carousel_in_use(doc: Document) -> Iterator[Fact]:
    """Libraries of carousels that a file loads or imports."""
    for script in doc.tagged("script"):
        found = _files().search(written(script))
        if found:
            yield fact(script, name=found[1].lower())
    for statement in doc.index("import"):
        for name in _NAMED.findall(doc.text(statement)):
            if name in packages_of("carousel"):
                yield fact(statement, name=name)


@cache
def _files() -> re.Pattern[str]:
    """The file of a carousel, wherever it is served from."""
    names = "|".join(map(re.escape, sorted(names_of("carousel"))))
    return re.compile(rf"(?:^|[/@.])({names})\b[\w.@/-]*\.js", re.IGNORECASE)


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
    Known libraries are data with source and date.

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
