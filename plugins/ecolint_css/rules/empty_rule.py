from collections.abc import Iterator
import re

from ecolint import Document, Fix, Report, Span, report, rule

from ..fixes import without_block
from ..sheet import sheet

_EMPTY = re.compile(rb"\{\s*\}")


@rule(
    "css",
    mentions=["{"],
    saves=["network"],
    evidence="deterministic",
    severity="note",
    refs=["rgesn:6.3", "wsg:minify-and-remove-unused-code", "rweb:0077"],
)
def empty_rule(doc: Document) -> Iterator[Report]:
    """A rule has a selector and no declaration.

    It is sent to every visitor and does nothing.

    Evidence: it follows from the code; the gain is tiny, so this is a note.

    A comment between the braces is a reason to be there. SCSS and Less drop empty rules when they are compiled.

    The fix is safe: a rule without declarations changes nothing on a page.

    ```css bad
    .card { color: red }
    .card__title { }
    .card__text { margin: 0 }
    ```

    ```css good
    .card { color: red }
    .card__text { margin: 0 }
    ```

    ```css bad
    a{}b{top:0}
    ```

    ```css good
    b{top:0}
    ```

    ```html bad
    <style>@media print { nav {
    } }</style>
    ```

    ```css good
    .hook { /* set by the theme */ }
    ```

    ```css good
    @keyframes still { from { } to { opacity: 0 } }
    ```

    ```scss good
    %button { }
    .card { }
    ```

    ```jinja good
    <style>.card { {# colours come from the theme #} }</style>
    ```
    """
    if doc.language.name != "css" or not _EMPTY.search(doc.data):
        return
    for block in sheet(doc).blocks[1:]:
        inside = Span(block.begin, block.end)
        if doc.data[block.begin : block.end].strip() or doc.data[block.end : block.end + 1] != b"}":
            continue
        if block.selector and not block.within("keyframes") and not doc.is_unknown(Span(block.start, inside.end)):
            yield report(
                block,
                "the rule is sent and does nothing; delete it",
                fix=Fix("Delete the rule", (without_block(doc, block),), safe=True),
            )
