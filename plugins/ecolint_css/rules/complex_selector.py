from collections.abc import Iterator
from functools import cache
import re

from ecolint import Document, Report, report, rule

from ..sheet import sheet
from ..values import split_list

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]|\"[^\"]*\"")
_COMBINATOR = re.compile(r"\s*[>+~]\s*|\s+")


@rule(
    "css",
    mentions=["{"],
    saves=["cpu"],
    evidence="contested",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:set-goals-based-on-performance-and-energy-impact", "rweb:0041"],
)
def complex_selector(doc: Document, *, max: int = 4) -> Iterator[Report]:
    """A selector has many parts, or ends in a star.

    Browsers match selectors from the right: one that ends in `*` is tried on every element below, and each further part
    may have to be looked for up to the page's root. A class on the element itself is found at once.

    Evidence: contested. Engines of today are fast at it, and it only shows on pages of many thousand elements: measure
    first. Hence in no preset but `all`.

    More than `max` parts count; one finding for a rule. A star after `>` or `+` is fine: one look at the parent or the
    neighbour tells. Nested selectors of SCSS and Less are counted as they are written. What resets a whole subtree
    needs the star, so the rule is of medium precision.

    ```css bad
    .page .main .list > li a.link { color: red }
    ```

    ```css bad
    .grid * { margin: 0 }
    ```

    ```html bad
    <style>nav ul li ul li a{top:0}</style>
    ```

    ```css good
    .list > li a.link { color: red }
    ```

    ```css good
    * { box-sizing: border-box }
    .stack > * + * { margin-top: 1em }
    .grid > * { margin: 0 }
    *::before { content: "" }
    ```

    ```css good
    .a:not(.b .c .d .e .f) [title="a b c d e"] { top: 0 }
    ```

    ```scss good
    .card { .title { a { span { b { top: 0 } } } } }
    ```
    """
    for block in sheet(doc).blocks_with_prelude(_candidate(max)):
        selector = block.selector
        if block.within("keyframes") or re.search(r"[#@]\{|:$", selector) or doc.is_unknown(block.span):
            continue
        for one in split_list(selector):
            bare = _BRACKETS.sub("", _BRACKETS.sub("", one)).strip(" \t\n>+~")
            parts = [part for part in _COMBINATOR.split(bare) if part and part != "&"]
            if len(parts) > max:
                yield report(
                    block, "the selector has {count} parts to match for each element; use a class", count=len(parts)
                )
                break
            if len(parts) > 1 and parts[-1] == "*" and not re.search(r"[>+~]\s*\*$", bare):
                yield report(
                    block, "the selector is tried on every element, as it ends in *; give those it means a class"
                )
                break


@cache
def _candidate(parts: int) -> re.Pattern[bytes]:
    """What a selector of more than so many parts holds, or one that ends in `*`."""
    return re.compile(rb"\*|(?:[\s>+~]++[^\s>+~]*+){%d}" % parts)
