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
    marks, signs = _signs(tuple(syntaxes))
    if marks.search(data) is None:
        return None
    return next((syntax for sign, syntax in signs if sign.search(data)), None)


@cache
def _signs(
    syntaxes: Sequence[TemplateSyntax],
) -> tuple[re.Pattern[bytes], list[tuple[re.Pattern[bytes], TemplateSyntax]]]:
    """How tags begin, and the signs of each syntax that has some."""
    some = [syntax for syntax in syntaxes if syntax.signs]
    marks = sorted({tag.open[:2] for syntax in some for tag in syntax.tags})
    return (
        re.compile(b"|".join(map(re.escape, marks)) or b"(?!)"),
        [(re.compile(syntax.signs.encode()), syntax) for syntax in some],
    )


def mask(data: bytes, syntax: TemplateSyntax) -> tuple[bytes, Unknowns]:
    """The text with its template tags overwritten, byte for byte, line ends kept; and what they leave unknown.

    Never fails: what isn't understood stays as it is.
    """
    if not syntax.bare and not any(tag.open in data for tag in syntax.tags):
        return data, Unknowns()
    from .template_filler import fill
    from .template_tags import find_branches, find_tags

    tags = find_tags(data, syntax)
    masked, holes = fill(data, tags, code=syntax.code)
    comments = tuple(hole.span for hole in holes if hole.kind == "comment")
    return masked, Unknowns(tuple(holes), tuple(find_branches(tags)), comments)
