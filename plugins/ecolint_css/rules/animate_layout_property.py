from collections import Counter
from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..layout import is_layout
from ..sheet import Block, Declaration, sheet
from ..values import split_list, split_words, times


@rule(
    "css",
    words=["transition", "keyframes"],
    saves=["cpu", "device"],
    evidence="consensus",
    refs=[
        "rgesn:2.2",
        "rgesn:4.1",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0052",
        "rweb:0009",
    ],
)
def animate_layout_property(doc: Document, *, short: int = 200) -> Iterator[Report]:
    """A property that decides the layout is animated.

    For each of sixty pictures a second the browser has to work out again where everything on the page goes, and to
    paint it. `transform` and `opacity` are done by the graphics chip, on a picture that is painted once.

    Evidence: it follows from how browsers draw, and their makers agree; the yearly Web Almanac counts it.

    Sizes, distances, insets, `font-size` and `line-height` count, physical and logical alike; what is only painted
    anew (`box-shadow`, `filter`) doesn't. A transition of less than `short` milliseconds is a note. Contents of
    `<details>` have no other way, and are left alone.

    ```css bad
    .menu { transition: max-height 0.3s ease; }
    ```

    ```css bad
    .panel { transition-property: opacity, inset-inline-start; transition-duration: 1s; }
    ```

    ```css bad
    @keyframes grow { from { width: 0 } to { width: 100% } }
    ```

    ```html bad
    <div style="transition:left .5s linear"></div>
    ```

    ```scss bad
    .bar { transition: width $duration, opacity $duration; }
    ```

    ```css good
    .menu { transition: transform 0.3s ease, box-shadow 1s, border-color 1s; }
    ```

    ```css good
    @keyframes grow { from { transform: scaleX(0) } to { transform: none } }
    @keyframes still { from { width: 10px; opacity: 0 } to { width: 10px; opacity: 1 } }
    ```

    ```css good
    @-webkit-keyframes grow { from { width: 0 } to { width: 9px } }
    @-moz-keyframes grow { from { width: 0 } to { width: 9px } }
    ```

    ```css good
    @keyframes fade { from { opacity: 0; visibility: hidden } }
    ```

    ```css good
    details::details-content { transition: block-size 0.3s; }
    .a { transition: width 0s; }
    ```

    ```html good
    <style media="print">.menu { transition: max-height 0.3s }</style>
    ```

    ```css good
    @media print { .menu { transition: max-height 0.3s } }
    ```

    ```less good
    .menu { transition: @property 0.3s; }
    ```
    """
    if _is_printed(doc):
        return
    read = sheet(doc)
    for declaration in read.declarations("transition", "transition-property"):
        if "details-content" in declaration.block.selectors or _is_for_paper(declaration.block):
            continue
        for part in split_list(declaration.words):
            name = next((word for word in split_words(part) if is_layout(word)), "")
            time = next(iter(times(part)), None)
            if name and time != 0:
                severity = "note" if time is not None and time < short else None
                yield report(declaration, _TRANSITION, property=name, severity=severity)
                break
    yield from _frames(doc)


def _is_printed(doc: Document) -> bool:
    """Whether it is a `<style media="print">`."""
    host = doc.host
    if host is None or host.place != "element":
        return False
    around = (one for one in host.document.tagged("style") if one.start < host.span.start <= one.content_end)
    return any(one.get("media") == "print" for one in around)


def _is_for_paper(block: Block) -> bool:
    """Whether it is in `@media print`: paper doesn't move."""
    within: Block | None = block
    while within is not None:
        if within.at == "media" and within.values.strip().lower() in ("print", "only print"):
            return True
        within = within.parent
    return False


_TRANSITION = "{property} lays the page out anew at each frame; use transform or opacity"


def _frames(doc: Document) -> Iterator[Report]:
    """Animations whose frames differ in a property of layout; each told once, without those for old browsers."""
    read = sheet(doc)
    steps = [
        block
        for block in read.blocks_in("keyframes")
        if block.parent and block.parent.at == "keyframes" and not block.parent.prelude.startswith("@-")
        if not _is_for_paper(block)
    ]
    frames = Counter(block.parent for block in steps)
    animated: dict[Block, dict[str, list[Declaration]]] = {}
    layout = (name for name in read.names if is_layout(name)) if steps else ()
    for one in read.declarations(*layout, among=steps):
        if one.block.parent is not None:
            animated.setdefault(one.block.parent, {}).setdefault(one.name, []).append(one)
    for animation, by_name in animated.items():
        for name, declared in by_name.items():
            if len({one.words for one in declared}) > 1 or len(declared) < frames[animation]:
                yield report(declared[0], _TRANSITION, property=name)
                break
