"""Edits that take things out of a style sheet."""

from ecolint import Document, Edit, Span

from .sheet import Block, Declaration


def without(doc: Document, declaration: Declaration) -> Edit:
    """Take a declaration out, with its semicolon and the space before it. A comment after it keeps its line."""
    data = doc.source.data
    start, end = declaration.span
    while data[end : end + 1].isspace():
        end += 1
    end = end + 1 if data[end : end + 1] == b";" else declaration.span.end
    if data[end : end + 40].lstrip(b" \t").startswith((b"/*", b"//")):
        return Edit(Span(start, end), "")
    while start > declaration.block.begin and data[start - 1 : start].isspace():
        start -= 1
    return Edit(Span(start, end), "")


def without_block(doc: Document, block: Block) -> Edit:
    """Take a block out, with its braces and the space before it."""
    data = doc.source.data
    start, begin = block.start, block.parent.begin if block.parent else 0
    while start > begin and data[start - 1 : start].isspace():
        start -= 1
    end = min(block.end + 1, len(data))
    if start == begin:
        while data[end : end + 1].isspace():
            end += 1
    return Edit(Span(start, end), "")
