"""From a text to a tree: first what the grammar is known not to know is written over, then what it stumbled on."""

from collections.abc import Callable, Sequence

from tree_sitter import Parser, Range, Tree

from ..model.language import Language
from ..model.source import Span
from .document import never, parse
from .gaps import bridged
from .stray import without_stray

_ATTEMPTS = 3
"""Stray characters may hide others."""


def parsed(
    parser: Parser,
    data: bytes,
    language: Language,
    spans: Sequence[Span],
    ranges: Sequence[Range] = (),
    expired: Callable[[], bool] = never,
) -> Tree:
    """The tree of the parts of a text that are `spans`, which are `ranges` to the parser; without these, of all of it.

    Raises TimedOutError when `expired` says so.
    """
    text = bridged(data, language.gaps, spans)
    tree = parse(parser, text, ranges, expired)
    if language.rare_gaps and tree.root_node.has_error:
        mended = bridged(text, language.rare_gaps, spans)
        if mended != text:
            text, tree = mended, parse(parser, mended, ranges, expired)
    for _ in range(_ATTEMPTS if language.stray else 0):
        if not tree.root_node.has_error or (mended := without_stray(text, tree, language)) == text:
            break
        text, tree = mended, parse(parser, mended, ranges, expired)
    return tree
