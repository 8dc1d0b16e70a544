"""Syntax trees: what any node is asked."""

from collections.abc import Iterator

from ecolint import Node


def text(node: Node | None) -> str:
    """The text of a node; empty for None."""
    return "" if node is None else (node.text or b"").decode(errors="replace")


def child(node: Node | None) -> Node | None:
    """The first named child, if there is one."""
    return node.named_children[0] if node is not None and node.named_child_count else None


def descendants(node: Node, *kinds: str) -> Iterator[Node]:
    """The nodes of some kinds below a node, in the order of the text."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in kinds and one != node:
            yield one
        waiting += reversed(one.named_children)


def words(node: Node | None) -> set[str]:
    """The words that the names in an expression are made of: `user_chunk` → user, chunk."""
    written = text(node).lower()
    return {word for word in "".join(c if c.isalnum() else " " for c in written).split() if word}
