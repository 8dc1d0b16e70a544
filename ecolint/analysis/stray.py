"""Characters that a language allows and its grammar doesn't: written over, so that the rest parses."""

from collections.abc import Iterator

from tree_sitter import Node, Tree

from ..model.language import Language

_FILLER = b"+"


def without_stray(data: bytes, tree: Tree, language: Language) -> bytes:
    """The text with the stray characters that stand where the tree has errors written over, at equal length."""
    copy = bytearray(data)
    for node in _misunderstood(tree.root_node, language):
        start, end = node.start_byte, node.end_byte
        text = data[start:end]
        if text[:1] and text[:1] in language.stray and b"<" not in text:
            copy[start:end] = text.translate(bytes.maketrans(language.stray, _FILLER * len(language.stray)))
    return bytes(copy)


def _misunderstood(root: Node, language: Language) -> Iterator[Node]:
    """Errors; where what stands before tells what is stray, also what is in them."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        before: Node | None = None
        for child in node.children if node.has_error else ():
            if language.stray_after:
                if before and before.type in language.stray_after and "ERROR" in (node.type, child.type):
                    yield child
            elif child.type == "ERROR":
                yield child
            before = child
            waiting.append(child)
