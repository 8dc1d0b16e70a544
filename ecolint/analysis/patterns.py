"""The outermost patterns of a query, one by one."""

from collections.abc import Iterator
import re

import tree_sitter

_NODE_KIND = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*|\(\s*([A-Za-z]\w*)')
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*|[()\[\]]')


def split_patterns(query: str) -> Iterator[str]:
    """The outermost patterns of a query, each with the captures that follow it."""
    depth, starts = 0, []
    for found in _BRACKET.finditer(query):
        if found[0] in "([":
            if depth == 0:
                starts.append(found.start())
            depth += 1
        elif found[0] in ")]":
            depth -= 1
    for start, end in zip(starts, [*starts[1:], len(query)], strict=True):
        yield query[start:end].strip()


def known_patterns(query: str, grammar: tree_sitter.Language) -> str:
    """The patterns of a rule for a family's first language, without those that name nodes which a member lacks."""
    return "\n".join(
        pattern
        for pattern in split_patterns(query)
        if all(
            grammar.id_for_node_kind(found[1], True) is not None for found in _NODE_KIND.finditer(pattern) if found[1]
        )
    )
