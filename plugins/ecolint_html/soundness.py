"""Pages that are sound though the grammar says otherwise: it wants end tags that may be omitted, or are elsewhere."""

import re

from ecolint import Document, Node

_MAY_STAY_OPEN = frozenset(
    (
        *("html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "rp", "rt"),
        *("tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"),
    )
)
"""Elements whose end tag HTML lets authors omit."""
_PARTS = frozenset(
    (
        *("start_tag", "self_closing_tag", "element", "script_element", "style_element"),
        *("text", "entity", "doctype", "comment"),
    )
)
_LONE_END_TAGS = re.compile(rb"(?:[^<>]++|</[A-Za-z][^\s<>/]*+\s*+>)*+")


def is_sound(doc: Document) -> bool:
    """Whether every error of the tree is an element that is never closed, and may be, or an end tag that may be alone.

    In a part of a page, or where a template decides what is written, a tag's other half may be in another file or
    branch.
    """
    partial = not doc.complete or bool(doc.unknowns.holes)
    waiting = [doc.root] if doc.root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR":
            if not _are_lone_tags(doc, node, partial):
                return False
            waiting += [child for child in node.children if child.has_error and child.type != "ERROR"]
            continue
        if node.type == "element":
            if node.children[-1].type != "end_tag" and not (partial or _may_stay_open(doc, node.children[0])):
                return False
        elif node != doc.root:
            return False
        waiting += [child for child in node.children if child.has_error]
    return True


def _are_lone_tags(doc: Document, error: Node, partial: bool) -> bool:
    parts = [child for child in error.children if child.type in _PARTS]
    if not all(partial or child.type != "start_tag" or _may_stay_open(doc, child) for child in parts):
        return False
    if not partial:
        return len(parts) == len(error.children)
    ends = [error.start_byte, *(child.end_byte for child in parts)]
    starts = [*(child.start_byte for child in parts), error.end_byte]
    return all(_LONE_END_TAGS.fullmatch(doc.data, end, start) for end, start in zip(ends, starts, strict=True))


def _may_stay_open(doc: Document, start: Node) -> bool:
    name = next((child for child in start.children if child.type == "tag_name"), None)
    return name is not None and doc.text(name).lower() in _MAY_STAY_OPEN
