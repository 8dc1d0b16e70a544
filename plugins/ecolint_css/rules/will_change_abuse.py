from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..sheet import sheet
from ..values import split_list

_WIDE = re.compile(r"(?:.*[\s>+~])?(?:\*|(?!dialog\b)[a-z][a-z0-9]*)(?:::?(?:before|after))?", re.IGNORECASE)
_NOTHING = frozenset({"auto", "unset", "initial", "inherit", "revert", "revert-layer"})


@rule(
    "css",
    words=["will-change"],
    saves=["memory", "device"],
    evidence="consensus",
    refs=["rgesn:2.2", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0052"],
)
def will_change_abuse(doc: Document, *, max: int = 10) -> Iterator[Report]:
    """`will-change` stands on elements that hardly ever change.

    Each such element gets a layer of its own: a picture of it in the memory of the graphics chip, four bytes for each
    pixel of the screen, for as long as the page is open. Meant is the property for one or two elements, shortly
    before they move.

    Evidence: browser makers warn of it in their documentation.

    Reported for the universal selector, for `html`, `body` and other bare element names (but `dialog`), and once for a
    style sheet with more than `max` rules that have it. A script that sets it just before a movement is right to.

    ```css bad
    * { will-change: transform; }
    ```

    ```css bad
    .list li { will-change: opacity, transform }
    ```

    ```html bad
    <style>html,body{will-change:scroll-position}</style>
    ```

    ```css bad max=1
    .a { will-change: left; }
    .b { will-change: left; }
    ```

    ```css good
    .menu.is-opening { will-change: transform; }
    dialog { will-change: opacity; }
    ```

    ```css good
    * { will-change: auto; }
    ```

    ```scss good
    .card { &:hover { will-change: transform; } }
    ```

    ```html good
    <div style="will-change: transform"></div>
    ```
    """
    used = [one for one in sheet(doc).declarations("will-change") if one.words not in _NOTHING]
    for one in used:
        names = [name for name in split_list(one.block.selector) if _WIDE.fullmatch(name)]
        if names:
            yield report(
                one, "a layer in memory for each {selector}; set it on what is about to move", selector=names[0]
            )
    if len(used) > max:
        yield report(
            used[max],
            "{count} rules with will-change, each a layer in memory; keep those that are about to move",
            count=len(used),
        )
