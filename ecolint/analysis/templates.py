"""Template masking: tags of a template language become filler of equal length, so that the host's grammar parses."""

from collections.abc import Sequence
from functools import cache
import re

from ..model.language import TemplateSyntax
from .unknowns import Unknowns


def choose_syntax(
    syntaxes: Sequence[TemplateSyntax], name: str, data: bytes, configured: str = ""
) -> TemplateSyntax | None:
    """The template language of a file: as configured, by its name's ending, or by the first signs that it shows."""
    if not syntaxes:
        return None
    if configured:
        return next((syntax for syntax in syntaxes if syntax.name == configured), None)
    name = name.lower()
    endings = [
        (len(end), syntax)
        for syntax in syntaxes
        if name.endswith(syntax.extensions)
        for end in syntax.extensions
        if name.endswith(end)
    ]
    if endings:
        return max(endings, key=lambda ending: ending[0])[1]
    all_marks, with_signs = _signs(tuple(syntaxes))
    there = {mark for mark in all_marks if mark in data}
    for marks, signs, syntax in with_signs if there else ():
        if not marks.isdisjoint(there) and signs.search(data):
            return syntax
    return None


@cache
def _signs(
    syntaxes: Sequence[TemplateSyntax],
) -> tuple[frozenset[bytes], list[tuple[frozenset[bytes], re.Pattern[bytes], TemplateSyntax]]]:
    """How tags begin; and of each syntax that has signs how its own do, and these."""
    some = [
        (frozenset(tag.open[:2] for tag in syntax.tags), re.compile(syntax.signs.encode()), syntax)
        for syntax in syntaxes
        if syntax.signs
    ]
    return frozenset[bytes]().union(*(marks for marks, _, _ in some)), some


def mask(data: bytes, syntax: TemplateSyntax) -> tuple[bytes, Unknowns]:
    """The text with its template tags overwritten, byte for byte, line ends kept; and what they leave unknown.

    Never fails: what isn't understood stays as it is.
    """
    if not syntax.bare and not any(tag.open in data for tag in syntax.tags):
        return data, Unknowns()
    from .markup_areas import without_code
    from .template_filler import fill
    from .template_tags import find_branches, find_tags

    tags = find_tags(data if syntax.code else without_code(data), syntax)
    masked, holes = fill(data, tags, code=syntax.code, quotes=syntax.quotes)
    comments = tuple(hole.span for hole in holes if hole.kind == "comment")
    return masked, Unknowns(tuple(holes), tuple(find_branches(tags)), comments)
