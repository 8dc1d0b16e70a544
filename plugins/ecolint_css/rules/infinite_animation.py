from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..motion import LOADING, animation_names, asks_for_motion, is_loading, selectors_of, still_selectors
from ..sheet import sheet

_CHEAP = re.compile(r"paused|step-(?:start|end)|steps\(\s*1\b")
"""Stopped, or drawn anew twice a turn only, as the caret of a text field is."""


@rule(
    "css",
    words=["infinite"],
    saves=["cpu", "device"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:4.1",
        "rgesn:4.6",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0009",
        "creedengo:GCI29",
    ],
)
def infinite_animation(doc: Document, *, loading: tuple[str, ...] = LOADING) -> Iterator[Report]:
    """An animation never ends.

    As long as the page is open, a new picture is drawn sixty times a second: the processor, the graphics chip and the
    screen never come to rest, on a phone at the expense of its battery. A movement that has been seen two or three
    times has said what it has to say; `animation-iteration-count` takes a number.

    Evidence: frameworks and browser makers agree on it; the W3C's Web Sustainability Guidelines ask for a maximum
    number of repeats. How much it saves depends on the size of what moves.

    Signs of waiting go by many names: of what was read in code that the rule had not been tried on, one in ten to one
    in two were such signs, or carets. So it is in the preset `all` only.

    ## When not to care

    A sign of waiting ends with the wait: selectors, animation names, file names and classes with a word of `loading`
    are left alone, and so are `aria-busy` and strokes that are drawn
    (`stroke-dasharray`). What runs only under the pointer, or is stopped under
    `prefers-reduced-motion` for the same selector or for `*`, is left alone too, and what jumps in one step, as a caret
    does.

    ```css bad
    .notice { animation: nudge 1.2s ease-in-out infinite alternate; }
    ```

    ```css bad
    .live { animation-name: beat; animation-duration: 2s; animation-iteration-count: INFINITE; }
    ```

    ```html bad
    <style>.banner{animation:slide 8s linear infinite}</style>
    ```

    ```html bad
    <p style="animation: blink 1s infinite">New!</p>
    ```

    ```scss bad
    .card { &__badge { animation: pulse $slow infinite; } }
    ```

    ```js bad
    const banner = css`animation: glow 3s infinite;`;
    ```

    ```css good
    .notice { animation: nudge 1.2s ease-in-out 3 alternate; }
    ```

    ```css good
    .button[aria-busy="true"]::after { animation: turn 1s linear infinite; }
    .spinner { animation: turn 1s linear infinite; }
    .box { animation: skeleton-glow 2s infinite; }
    .row.is-pending { animation: stripes 1s infinite; }
    .plugin .icon { animation: rotation 2s linear infinite; }
    ```

    ```css good
    .caret { animation: blink 1s step-end infinite; }
    .caret { animation: blink 1s steps(1) infinite; }
    .path { stroke-dasharray: 187; animation: turn 1.4s ease-in-out infinite; }
    .disc { animation: turn 24s linear infinite; animation-play-state: paused; }
    ```

    ```css good
    .star:hover { animation: turn 2s infinite; }
    ```

    ```css good
    @media (prefers-reduced-motion: no-preference) {
      .cloud { animation: drift 60s linear infinite; }
    }
    ```

    ```css good
    .cloud { animation: drift 60s linear infinite; }
    @media (prefers-reduced-motion: reduce) {
      *, ::before, ::after { animation-duration: 0.01ms !important; }
    }
    ```

    ```scss good
    .cloud {
      animation: drift 60s infinite;
      @media (prefers-reduced-motion: reduce) { animation: none; }
    }
    ```

    ```html good
    <div class="loader" style="animation: turn 1s infinite"></div>
    ```
    """
    read = sheet(doc)
    spared = {one.block for one in read.declarations("animation-play-state") if one.words == "paused"}
    spared |= {one.block for one in read.declarations("stroke-dasharray", "stroke-dashoffset")}
    for declaration in read.declarations("animation", "animation-iteration-count"):
        block = declaration.block
        if block in spared:
            continue
        if not re.search(r"(?<![\w-])infinite(?![\w-])", declaration.words) or _CHEAP.search(declaration.words):
            continue
        if asks_for_motion(block) or re.search(r":(?:hover|focus|active)", block.selectors):
            continue
        still = still_selectors(doc)
        if "*" in still or not still.isdisjoint(selectors_of(block)):
            continue
        if not is_loading(doc, block, animation_names(doc, declaration), loading):
            yield report(
                declaration,
                "the animation never ends, so the screen is drawn anew all the time; give it a number of turns",
            )
