"""Prefixed properties and hacks that no browser reads any more."""

import re

from .sheet import Declaration

_EVERYWHERE = (
    "animation",
    "animation-delay",
    "animation-direction",
    "animation-duration",
    "animation-fill-mode",
    "animation-iteration-count",
    "animation-name",
    "animation-play-state",
    "animation-timing-function",
    "backface-visibility",
    "background-size",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-radius",
    "border-top-left-radius",
    "border-top-right-radius",
    "box-shadow",
    "box-sizing",
    "column-count",
    "column-gap",
    "columns",
    "opacity",
    "perspective",
    "transform",
    "transform-origin",
    "transform-style",
    "transition",
    "transition-delay",
    "transition-duration",
    "transition-property",
    "transition-timing-function",
)
"""Plain in Chrome 36, Firefox 52, Safari 9 and Edge 12, the last of them in 2017; written down on 2026-11-23."""

_FLEX = (
    "align-content",
    "align-items",
    "align-self",
    "flex",
    "flex-direction",
    "flex-flow",
    "flex-wrap",
    "justify-content",
)
"""Plain in Safari 9 (2015)."""

_OBSOLETE = re.compile(
    rf"-(?:webkit|moz|ms|o|khtml)-(?:{'|'.join((*_EVERYWHERE, *_FLEX))})"
    r"|-o-(?:object-fit|object-position|text-overflow)|-moz-outline-radius|-khtml-\S+|-ms-filter"
)


def is_obsolete(name: str) -> bool:
    """Whether a prefixed property has been plain everywhere for ten years or so."""
    return _OBSOLETE.fullmatch(name) is not None


def is_hack(declaration: Declaration) -> bool:
    """Whether only Internet Explorer ever read a declaration."""
    if declaration.name.startswith(("*", "_")):
        return True
    if declaration.name == "-ms-filter":
        return True
    return declaration.name == "filter" and declaration.words.startswith(("progid:", "alpha(opacity="))
