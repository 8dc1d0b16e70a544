"""What moves, for how long, and what lets a visitor stop it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
import re

from ecolint import Document

from .sheet import Block, Declaration, sheet
from .values import split_list, split_words, times

LOADING = (
    "spin",
    "load",
    "skeleton",
    "progress",
    "busy",
    "shimmer",
    "placeholder",
    "indeterminate",
    "throbber",
    "waiting",
    "processing",
    "caret",
    "cursor",
    "pending",
    "updating",
    "buffering",
    "rotat",
    "lds-",
    "sk-",
)
"""Words in selectors and names of animations that tell a sign of waiting, which is gone when the wait is over."""

_OFF = re.compile(r"none|0|0?\.?0*[01]m?s|1ms|paused|initial|unset|\d+")
_SIDE = r"(?:-(?:top|right|bottom|left|block|inline))?"
_CASUAL = re.compile(
    rf"(?:-(?:webkit|moz|o)-)?(?:(?:(?:background|border|outline|text-decoration|caret|accent){_SIDE}-?)?color"
    rf"|background|opacity|visibility|fill|stroke|(?:box|text)-shadow|outline|border{_SIDE}|none|filter|z-index"
    r"|content-visibility|all|inherit)"
)
"""Properties whose change moves nothing; `all` names none that does."""
_PROPERTY = re.compile(r"(?!(?:ease|linear|steps?|normal|allow-discrete)(?![a-z])|ease-)[a-z-]+")


def is_loading(doc: Document, block: Block, names: str, words: Iterable[str]) -> bool:
    """Whether an animation is the sign of a wait: its name, its selector, its element or its file says so."""
    texts = [names, *(one.prelude for one in block.around), doc.path.stem]
    if doc.host is not None and doc.host.place == "attribute":
        element = doc.host.document.elements.at(block.begin)
        texts += [str(element.get(name) or "") for name in ("class", "id", "role")] if element else []
    said = " ".join(texts).lower()
    return "aria-busy" in said or any(word in said for word in words)


def animation_names(doc: Document, declaration: Declaration) -> str:
    """The value of an animation, and the names its block gives elsewhere."""
    return " ".join((declaration.value, *doc.once(_animations).get(declaration.block, ())))


def _animations(doc: Document) -> dict[Block, list[str]]:
    """The animations that each block names."""
    found: dict[Block, list[str]] = {}
    for one in sheet(doc).declarations("animation-name", "animation"):
        found.setdefault(one.block, []).append(one.value)
    return found


def asks_for_motion(block: Block) -> bool:
    """Whether a block only counts under a condition about motion, whichever."""
    return any("motion" in one.prelude for one in block.around if one.at in ("media", "include"))


def moving_time(doc: Document, declaration: Declaration) -> float:
    """The longest time, in milliseconds, that a transition or animation moves something; 0 for fades of colour.

    An animation fades only if the frames that its sheet gives to one of its names say so, a transition moves only what
    it, or its block, names.
    """
    longest = 0.0
    if declaration.name == "transition-duration" and not _moves(doc.once(_transitioned).get(declaration.block, "")):
        return longest
    for part in split_list(declaration.words):
        duration = next(iter(times(part)), 0.0)
        words = split_words(part)
        if declaration.name == "transition" and not _moves(part):
            continue
        if declaration.name == "animation" and not doc.once(_fades).isdisjoint(words):
            continue
        longest = max(longest, duration)
    return longest


def _moves(properties: str) -> bool:
    """Whether one of the properties of a transition moves something."""
    for part in split_list(properties.lower()):
        named = next((word for word in split_words(part) if _PROPERTY.fullmatch(word)), "all")
        if not _CASUAL.fullmatch(named):
            return True
    return False


def _transitioned(doc: Document) -> dict[Block, str]:
    """The properties that each block names for its transitions."""
    return {one.block: one.value for one in sheet(doc).declarations("transition-property")}


def _fades(doc: Document) -> frozenset[str]:
    """Names of animations whose frames change colours and opacity alone."""
    read = sheet(doc)
    moved: Mapping[str, set[str]] = defaultdict(set)
    for one in read.declarations(*read.names, among=read.blocks_in("keyframes")):
        frames = one.block.within("keyframes")
        if frames is not None:
            moved[frames.values.lower()].add(one.name)
    return frozenset(name for name, changed in moved.items() if all(_CASUAL.fullmatch(one) for one in changed))


def still_selectors(doc: Document) -> frozenset[str]:
    """The selectors whose animations the sheet turns off for visitors who ask for less motion."""
    return doc.once(_still_selectors)


def _still_selectors(doc: Document) -> frozenset[str]:
    names = ("animation", "animation-name", "animation-duration", "animation-iteration-count", "animation-play-state")
    if b"motion" not in doc.code:
        return frozenset()
    return frozenset(
        selector
        for one in sheet(doc).declarations(*names)
        if asks_for_motion(one.block) and _OFF.fullmatch(one.words)
        for selector in selectors_of(one.block)
    )


def selectors_of(block: Block) -> Iterator[str]:
    """Each selector of a block's list, with those around it, in a form that can be compared."""
    rules = [one.selector for one in block.around if one.selector]
    inner = split_list(rules[0]) if rules else [""]
    outer = " ".join(reversed(rules[1:]))
    for one in inner:
        yield re.sub(r"\s+", " ", f"{outer} {one}").strip().lower()
