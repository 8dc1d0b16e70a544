"""What a document is made of, as lines to read: tree, elements, what is embedded, what isn't known."""

from collections.abc import Iterator

import tree_sitter

from ..model.language import Language
from ..model.registry import Registry, RuleSet
from ..model.source import SourceFile
from .document import Document
from .lint import documents_of
from .plans import Plans, grammar_of
from .selectors import compile_selector

WIDTH = 100
_LEAST = 12
"""Characters of a text that are shown however deep it stands."""


def documents(source: SourceFile, language: Language, registry: Registry, template: str = "") -> list[Document]:
    """The document of a text, and those embedded in it, as they are there for all rules that are installed."""
    return documents_of(source, language, Plans(registry, RuleSet.of(registry.rules.values())), template)


def headline(document: Document) -> str:
    """What a document is, and where."""
    if document.host is None:
        return f"{document.language.name} document"
    line, column = _position(document, document.host.span.start)
    return f"{document.language.name} in {document.host.place} at {line}:{column}"


def unknown(document: Document, width: int = WIDTH) -> Iterator[str]:
    """The bytes that are known at run time only."""
    for hole in document.unknowns.holes:
        line, column = _position(document, hole.span.start)
        place = f"{line:>4}:{column:<3}  {hole.kind} in {hole.place}  "
        yield place + _text(document, hole.span.start, hole.span.end, width - len(place))


def tree(document: Document, width: int = WIDTH) -> Iterator[str]:
    """Named nodes, a line each, with field, place and text."""
    waiting = [(document.root, 0, "")]
    while waiting:
        node, depth, field = waiting.pop()
        line, column = _position(document, node.start_byte)
        label = f"{field}: ({node.type})" if field else f"({node.type})"
        shown = f"{line:>4}:{column:<3} {'  ' * depth}{label}"
        if not node.named_child_count:
            shown += f"  {_text(document, node.start_byte, node.end_byte, width - len(shown) - 2)}"
        yield shown
        waiting += [
            (child, depth + 1, node.field_name_for_child(index) or "")
            for index, child in reversed(list(enumerate(node.children)))
            if child.is_named
        ]


def path_to(document: Document, offset: int, width: int = WIDTH) -> Iterator[str]:
    """The nodes around a byte, outermost first; none if the document doesn't reach there."""
    if document.host is not None and not any(span.start <= offset < span.end for span in document.host.spans):
        return
    node = document.root.named_descendant_for_byte_range(offset, offset)
    around = []
    while node is not None:
        around.append(node)
        node = node.parent
    for depth, one in enumerate(reversed(around)):
        line, column = _position(document, one.start_byte)
        shown = f"{line:>4}:{column:<3} {'  ' * depth}({one.type})  "
        yield shown + _text(document, one.start_byte, one.end_byte, width - len(shown))


def captures(document: Document, query: str, width: int = WIDTH) -> Iterator[str]:
    """What a query captures, match by match, a line each. Raises ValueError for a query that doesn't compile."""
    try:
        compiled = tree_sitter.Query(grammar_of(document.language), query)
    except tree_sitter.QueryError as error:
        raise ValueError(f"not a query of {document.language.name}: {error}") from None
    matches = (match for _, match in tree_sitter.QueryCursor(compiled).matches(document.root))
    by_match = (sorted(_captured(match), key=lambda one: (one[1].start_byte, -one[1].end_byte)) for match in matches)
    for captured in sorted(filter(None, by_match), key=lambda captured: captured[0][1].start_byte):
        for depth, (name, node) in enumerate(captured):
            line, column = _position(document, node.start_byte)
            shown = f"{line:>4}:{column:<3} {'  ' if depth else ''}@{name} ({node.type})  "
            yield shown + _text(document, node.start_byte, node.end_byte, width - len(shown))


def _captured(match: dict[str, list[tree_sitter.Node]]) -> list[tuple[str, tree_sitter.Node]]:
    return [(name, node) for name, nodes in match.items() for node in nodes]


def elements(document: Document, selector: str = "", width: int = WIDTH) -> Iterator[str]:
    """Elements with their places: all, or those that a selector matches ("?" where that depends on what is unknown)."""
    compiled = compile_selector(selector) if selector else None
    for element in document.elements:
        matched = compiled.match(element) if compiled else True
        if matched is not False:
            line, column = _position(document, element.span.start)
            sign = "?" if matched is None else " "
            shown = f"{line:>4}:{column:<3}{sign} "
            yield shown + _text(document, element.span.start, element.span.end, width - len(shown))


def _position(document: Document, offset: int) -> tuple[int, int]:
    position = document.source.position(offset)
    return position.line, position.column


def _text(document: Document, start: int, end: int, width: int) -> str:
    """What is written there, template tags too, in a line of at most so many characters."""
    width = max(width, _LEAST)
    text = " ".join(document.source.data[start:end].decode("utf-8", "replace").split())
    text = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return text if len(text) <= width else f"{text[: width - 1]}…"
