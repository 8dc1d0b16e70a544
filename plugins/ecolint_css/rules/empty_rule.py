from collections.abc import Iterator
import re

from ecolint import Document, Fix, Report, Span, report, rule

from ..fixes import without_block
from ..sheet import sheet

_EMPTY = re.compile(rb"\{\s*\}")
_MODULE = re.compile(rb"\bcomposes\s*:|:(?:global|local|export|import)\b")


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

    A comment between the braces is a reason to be there. SCSS and Less drop empty rules when they are compiled. In CSS
    modules a class is a name that scripts import and others compose: a sheet that is one (`card.module.css`,
    `composes`, `:global`) is left alone.

    The fix is safe where the selector has no class: a rule without declarations changes nothing on a page, but a tool
    that builds style sheets may give out the class. In a page it is safe always.

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

    ```css good file=card.module.css
    .card { }
    .late { composes: card; color: red }
    ```

    ```css good
    .card { }
    .late { composes: card; color: red }
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
    if ".module." in doc.path.name or _MODULE.search(doc.data):
        return
    in_page = doc.host is not None and doc.path.suffix != ".vue"
    for block in sheet(doc).blocks[1:]:
        inside = Span(block.begin, block.end)
        if doc.data[block.begin : block.end].strip() or doc.data[block.end : block.end + 1] != b"}":
            continue
        if block.selector and not block.within("keyframes") and not doc.is_unknown(Span(block.start, inside.end)):
            yield report(
                block,
                "the rule is sent and does nothing; delete it",
                fix=Fix("Delete the rule", (without_block(doc, block),), safe=in_page or "." not in block.selectors),
            )
