"""Characters that a language allows and its grammar doesn't: written over, so that the rest parses."""

from collections.abc import Iterator

from tree_sitter import Node, Tree

from ..model.language import Language

_FILLER = b"+"


def without_stray(data: bytes, tree: Tree, language: Language) -> bytes:
    """The text with the stray characters that stand where the tree has errors written over, at equal length."""
    copy = bytearray(data)
    for error in _errors(tree.root_node):
        start, end = error.start_byte, error.end_byte
        text = data[start:end]
        if text[:1] and text[:1] in language.stray and b"<" not in text:
            copy[start:end] = text.translate(bytes.maketrans(language.stray, _FILLER * len(language.stray)))
    return bytes(copy)


def _errors(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR":
            yield node
        waiting += [child for child in node.children if child.has_error]
