from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..sheet import sheet

_BLUR = re.compile(r"\bblur\(\s*(\d*\.?\d+)(px|rem|em)\s*\)")


@rule(
    "css",
    words=["blur"],
    saves=["cpu", "device"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0052"],
)
def expensive_filter(doc: Document, *, min_radius: int = 20) -> Iterator[Report]:
    """A wide blur is computed again whenever something under it moves.

    For each pixel the graphics chip mixes all those within the radius, and a wide `backdrop-filter` does so at each
    step of scrolling. A half-transparent colour looks much the same from a certain radius on.

    Evidence: browser makers agree that cost grows with radius and area; how large an element is can't be seen in its
    style, so this is a hint, for radiuses of `min_radius` pixels and more.

    ```css bad
    .bar { backdrop-filter: saturate(180%) blur(20px); }
    ```

    ```css bad
    .photo { filter: blur(2rem); }
    ```

    ```html bad
    <div style="-webkit-backdrop-filter:blur(40px)"></div>
    ```

    ```css good
    .bar { backdrop-filter: blur(6px); }
    ```

    ```css good
    .photo { filter: grayscale(1) drop-shadow(0 0 30px); }
    ```

    ```scss good
    .photo { filter: blur($radius); }
    ```
    """
    names = ("backdrop-filter", "filter", "-webkit-backdrop-filter", "-webkit-filter")
    told = set()
    for one in sorted(sheet(doc).declarations(*names), key=lambda one: one.name.startswith("-")):
        for number, unit in _BLUR.findall(one.words):
            radius = float(number) * (1 if unit == "px" else 16)
            if radius >= min_radius and one.block not in told:
                told.add(one.block)
                yield report(
                    one,
                    "the filter blurs {radius} px around each pixel; a half-transparent colour is free",
                    radius=round(radius),
                )
