"""Choices of pictures whose place the browser doesn't know."""

import re

from ecolint import Element, Report, report, rule

from ..addresses import written

_WIDTH = r"\s\d+w\s*(?:,|$)"


@rule(
    "html",
    "javascript",
    select="img[srcset]:not([sizes]), source[srcset]:not([sizes])",
    dynamic=True,
    saves=["network"],
    evidence="deterministic",
    preset="core",
    refs=["rgesn:6.4", "wsg:optimize-media-to-reduce-resource-use", "rweb:0048"],
)
def srcset_without_sizes(image: Element) -> Report | None:
    """A picture is offered in several widths, but its place isn't told.

    Without `sizes` the browser takes the place to be as wide as the window, and picks a file for that: on a large
    screen a picture of 320 px comes in 1920.

    Evidence: the HTML standard sets `sizes` to `100vw` where it is missing.

    ## When not to care

    A picture that is as wide as the window: write `sizes="100vw"`. Lazy pictures may say `sizes="auto"`. Densities
    (`2x`) need no `sizes`.

    ```html bad
    <img src="a-480.webp" srcset="a-480.webp 480w, a-960.webp 960w" alt="">
    ```
    ```html bad
    <picture><SOURCE TYPE=image/avif SRCSET='a-480.avif 480w,a-960.avif 960w'><img src="a.jpg"></picture>
    ```
    ```django bad
    <img src="{{ small.url }}" srcset="{{ small.url }} 480w, {{ large.url }} 960w">
    ```
    ```jsx bad
    const Photo = () => <img src="/a.webp" srcSet="/a.webp 480w, /b.webp 960w" />
    ```
    ```html good
    <img srcset="a-480.webp 480w, a-960.webp 960w" sizes="(max-width: 40em) 100vw, 320px" src="a.webp">
    ```
    ```html good
    <img srcset="a.webp 1x, a-2x.webp 2x" src="a.webp"><img srcset="b.webp 480w" loading="lazy" sizes="auto">
    ```
    ```jinja good
    <img src="a.webp" srcset="{{ widths(photo) }}">
    ```
    ```jsx good
    const Photo = (props) => <img srcSet="/a.webp 480w, /b.webp 960w" {...props} />
    ```
    ```vue good
    <template><img srcset="/a.webp 480w, /b.webp 960w" :sizes="place"></template>
    ```
    """
    attribute = image.attribute("srcset")
    if attribute is None or image.get("sizes") is not None or not re.search(_WIDTH, written(image, "srcset")):
        return None
    return report(attribute, "srcset offers several widths for a place of unknown size; add sizes")
