from collections.abc import Iterator

from ecolint import Document, Fix, Report, Span, report, rule

from ..fixes import without_block
from ..sheet import Block, sheet


@rule(
    "css",
    mentions=["{"],
    saves=["network"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.3", "wsg:avoid-redundancy-and-duplication-in-code", "rweb:0119"],
)
def duplicate_block(doc: Document, *, min: int = 4) -> Iterator[Report]:
    """The same declarations are written twice in a style sheet.

    They are sent twice, parsed twice, and one of them will be forgotten at the next change. A list of selectors, or a
    class, says it once.

    Evidence: agreed on; compression hides most of the bytes, so this is a note.

    Reported for rules with the same `min` or more declarations, and for a selector that repeats all it said before; at
    the second place, and only under the same media queries.

    The fix is safe: it deletes a repetition that follows directly on the same selector and so decides nothing.

    ```css bad
    .a { color: red; margin: 0; padding: 0; border: 0 }
    .b { top: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0; }
    ```

    ```css bad
    .a { color: red }
    .a { color: red }
    ```

    ```css good
    .a { color: red }
    ```

    ```html bad
    <style>.a{top:0}.b{top:1px}.a{top:0}</style>
    ```

    ```css good
    .a { color: red }
    .b { color: red }
    ```

    ```css good
    .a { color: red }
    @media print { .a { color: red } }
    ```

    ```css good
    .a::-webkit-slider-thumb { color: red; margin: 0; padding: 0; border: 0 }
    .a::-moz-range-thumb { color: red; margin: 0; padding: 0; border: 0 }
    ```

    ```css good
    @keyframes a { 0% { top: 0 } }
    @keyframes b { 0% { top: 0 } }
    @font-face { font-family: A; }
    @font-face { font-family: A; }
    ```

    ```css good
    .a { color: red }
    .a { color: blue }
    .a { color: red }
    ```
    """
    by_content: dict[object, Block] = {}
    last: dict[object, object] = {}
    previous: Block | None = None
    read = sheet(doc)
    nesting = {block.parent for block in read.blocks}
    for block in read.blocks:
        if not block.selector or block in nesting:
            continue
        written = b" ".join(doc.data[block.begin : block.end].strip(b" \t\r\n\f;").split())
        context = block.parent
        content = (context, written)
        subject = (context, block.prelude)
        repeated = last.get(subject) == content
        first = by_content.setdefault(content, block)
        again = repeated or (first is not block and written.count(b";") + 1 >= min)
        if written and again and _counts(block, doc):
            adjacent = repeated and previous is not None and _follows(previous, block, doc)
            fix = Fix("Delete the repetition", (without_block(doc, block),), safe=True) if adjacent else None
            selector = " ".join(first.selector.split())[:40]
            yield report(block, "the same declarations as {selector}; write them once", selector=selector, fix=fix)
        last[subject] = content
        previous = block


def _counts(block: Block, doc: Document) -> bool:
    vendor = ":-" in block.selector  # in a list with others it would take them along in browsers that don't know it
    return (
        not vendor
        and not block.within("keyframes", "mixin", "include")
        and not doc.is_unknown(Span(block.start, block.end))
    )


def _follows(previous: Block, block: Block, doc: Document) -> bool:
    """Whether nothing stands between two blocks of the same selector."""
    between = doc.source.data[previous.end + 1 : block.start]
    closed = doc.source.data[block.end : block.end + 1] == b"}"
    return closed and not between.strip() and previous.selector == block.selector
