"""What a query hands over, as its text tells it without a grammar."""

import re

_TEXT_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*')
_PREDICATE = re.compile(r"\(\s*#[^)]*\)")
_BRACKET_OR_CAPTURE = re.compile(r"@(?P<capture>[A-Za-z][\w.-]*)|[()\[\]]")


def patterns(query: str) -> str:
    """A query without its predicates and comments, its texts emptied."""
    return _PREDICATE.sub("", _TEXT_OR_COMMENT.sub('""', query))


def captured(query: str) -> tuple[str, ...]:
    """The names of what is handed over, in order, but the outermost first: that is what the query is about."""
    depths: dict[str, int] = {}
    depth = 0
    for found in _BRACKET_OR_CAPTURE.finditer(patterns(query)):
        if name := found["capture"]:
            depths[name] = min(depth, depths.get(name, depth))
        else:
            depth += 1 if found[0] in "([" else -1
    if not depths:
        return ()
    outermost = min(depths, key=depths.__getitem__)
    return (outermost, *(name for name in depths if name != outermost))
