from collections.abc import Iterator
import re

from ecolint import Document, Fix, Report, report, rule

from ..fixes import without, without_block
from ..prefixes import is_hack, is_obsolete
from ..sheet import Block, Declaration, sheet

_KEYFRAMES = re.compile(r"@(-[a-z]+-)?keyframes\s+([\w-]+)", re.IGNORECASE)


@rule(
    "css",
    words=["webkit", "moz", "ms", "o", "khtml", "filter"],
    mentions=["*", "_"],
    saves=["network"],
    evidence="deterministic",
    preset="all",
    severity="note",
    refs=["rgesn:2.7", "rgesn:6.3", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0077"],
)
def obsolete_prefix(doc: Document) -> Iterator[Report]:
    """A property is written again for browsers that nobody uses any more.

    Prefixed copies and hacks for Internet Explorer are sent to every visitor and skipped by every browser.

    Evidence: it follows from the versions that needed them, all from before 2016. A service that must still serve such
    browsers turns the rule off.

    A prefixed property is reported only if the plain one stands in the same rule, so that deleting it changes nothing;
    one finding for a rule. SCSS and Less mixins that exist to write prefixes are left alone.

    The fix is safe: what it deletes is read by no browser of the last ten years, and the plain property stands beside
    it.

    ```css bad
    .a { -webkit-border-radius: 4px; -moz-border-radius: 4px; border-radius: 4px; }
    ```

    ```css good
    .a { border-radius: 4px; }
    ```

    ```css bad
    .a{color:red;filter:progid:DXImageTransform.Microsoft.gradient(enabled=false);top:0}
    ```

    ```css good
    .a{color:red;top:0}
    ```

    ```css bad
    @-webkit-keyframes turn { to { opacity: 0 } }
    @keyframes turn { to { opacity: 0 } }
    ```

    ```css good
    @keyframes turn { to { opacity: 0 } }
    ```

    ```html bad
    <div style="-ms-transform: none; transform: none"></div>
    ```

    ```css bad
    .a { box-sizing: border-box; -moz-box-sizing: border-box; -webkit-box-sizing: border-box;}
    ```

    ```css good
    .a { box-sizing: border-box; }
    ```

    ```css good
    .a { -webkit-line-clamp: 3; -webkit-backdrop-filter: blur(1px); backdrop-filter: blur(1px); }
    ```

    ```css good
    .a { -webkit-transform: none; }
    ```

    ```scss good
    @mixin transform($how) { -webkit-transform: $how; transform: $how; }
    ```
    """
    read = sheet(doc)
    candidates = [name for name in read.names if is_obsolete(name) or name.startswith(("*", "_")) or name == "filter"]
    if candidates:
        yield from _copies(doc, candidates)
    plain = {found[2] for block in read.at_rules if (found := _KEYFRAMES.match(block.prelude)) and not found[1]}
    for block in read.at_rules:
        found = _KEYFRAMES.match(block.prelude)
        closed = doc.data[block.end : block.end + 1] == b"}"
        if found and found[1] and found[2] in plain and closed and not block.within("mixin"):
            fix = Fix("Delete the prefixed animation", (without_block(doc, block),), safe=True)
            yield report(block, "no browser of the last ten years needs {name}; delete it", name=found[0], fix=fix)


def _copies(doc: Document, candidates: list[str]) -> Iterator[Report]:
    grouped: dict[Block, list[Declaration]] = {}
    read = sheet(doc)
    for one in read.declarations(*candidates):
        grouped.setdefault(one.block, []).append(one)
    plain = {name: read.blocks_with(name.split("-", 2)[2]) for name in candidates if name.startswith("-")}
    for block, declared in grouped.items():
        old = [one for one in declared if is_hack(one) or (is_obsolete(one.name) and block in plain[one.name])]
        if old and not block.within("mixin", "supports"):
            fix = Fix("Delete what no browser reads", without(doc, old), safe=True)
            told = ", ".join(dict.fromkeys(one.name for one in old))
            yield report(old[0], "no browser of the last ten years needs {names}; delete it", names=told[:60], fix=fix)
