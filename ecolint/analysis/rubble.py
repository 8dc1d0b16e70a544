"""Syntax errors that a query would search for ever: long rows of bare tokens, as in a megabyte of `[`."""

from tree_sitter import Node

MOST = 30_000
"""Tokens in a row. The time to look through them grows with their square: at this length, about two seconds."""


def is_rubble(root: Node) -> bool:
    """Whether tokens stand in a row too long to search.

    For each of them tree-sitter looks for a named node among all that follow. Only what isn't understood has such rows.
    """
    if not root.has_error or root.descendant_count <= MOST:
        return False
    left = MOST * MOST
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.descendant_count <= MOST // 10:
            continue
        row = 0
        for child in node.children:
            if child.is_named:
                left -= row * row
                row = 0
                waiting.append(child)
            else:
                row += 1
        left -= row * row
        if left < 0:
            return True
    return False
