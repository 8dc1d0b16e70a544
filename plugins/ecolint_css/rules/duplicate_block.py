from collections.abc import Iterator
import re

from ecolint import Document, Fix, Report, Span, report, rule

from ..fixes import without_block
from ..sheet import Block, Sheet, Written, sheet

_SPACE = re.compile(rb"\s+")


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
    read = sheet(doc)
    nesting = {one.parent for one in read.written}
    by_content: dict[object, int] = {}
    last: dict[object, object] = {}
    previous: int | None = None
    for one in read.written:
        if one.number in nesting or one.prelude.startswith(b"@"):
            continue
        said = doc.data[one.begin : one.end].strip(b" \t\r\n\f;").translate(None, b" \t\r\n\f")
        content, subject = (one.parent, said), (one.parent, one.prelude)
        repeated = last.get(subject) == content
        first = by_content.setdefault(content, one.number)
        again = repeated or (first != one.number and said.count(b";") + 1 >= min)
        if said and again and _is_same(doc, read, first, one) and _counts(block := read.block(one.number), doc):
            adjacent = repeated and previous is not None and _follows(read.block(previous), block, doc)
            fix = Fix("Delete the repetition", (without_block(doc, block),), safe=True) if adjacent else None
            selector = " ".join(read.block(first).selector.split())[:40]
            yield report(
                block, "the block has the same declarations as {selector}; write them once", selector=selector, fix=fix
            )
        last[subject] = content
        previous = one.number


def _is_same(doc: Document, read: Sheet, first: int, second: Written) -> bool:
    """Whether the white space in two blocks separates the same words."""
    before = read.block(first)
    texts = (doc.data[before.begin : before.end], doc.data[second.begin : second.end])
    one, other = (_SPACE.sub(b" ", text.strip(b" \t\r\n\f;")) for text in texts)
    return one == other


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
