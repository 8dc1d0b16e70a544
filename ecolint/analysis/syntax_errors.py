"""Where a text stops being what its grammar knows: for people, who want to know where to look."""

from tree_sitter import Node


def first_error(root: Node) -> int:
    """Offset of the first syntax error below a node that has one.

    A parser that gives up wraps what it can't place, often far more than the mistake, so the innermost first error is
    the one to name, and in it the first token that became a part of nothing.
    """
    node = root
    while (inner := next((child for child in node.children if child.has_error), None)) is not None:
        node = inner
    if not node.is_error:
        return node.start_byte
    stray = next((child for child in node.children if not child.children), node)
    return stray.start_byte
