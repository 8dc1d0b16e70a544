"""Properties that decide where things are and how large."""

import re

_LAYOUT = re.compile(
    r"""
    (?:min-|max-)? (?:width|height|inline-size|block-size)
    | top | right | bottom | left
    | inset (?:-(?:block|inline)(?:-(?:start|end))?)?
    | (?:margin|padding) (?:-(?:top|right|bottom|left|(?:block|inline)(?:-(?:start|end))?))?
    | border (?:-(?:top|right|bottom|left|(?:block|inline)(?:-(?:start|end))?))? -width
    | font-size | line-height | letter-spacing | word-spacing | text-indent
    | flex-basis | flex-grow | (?:row-|column-)?gap | grid-template-(?:rows|columns)
    """,
    re.VERBOSE,
)


def is_layout(name: str) -> bool:
    """Whether a change of this property moves or resizes things on the page."""
    return _LAYOUT.fullmatch(name) is not None
