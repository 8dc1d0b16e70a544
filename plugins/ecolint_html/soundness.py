"""Pages that are sound though the grammar says otherwise: it wants end tags that may be omitted there."""

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


def is_sound(doc: Document) -> bool:
    """Whether every error of the tree is an element that may stay open, and is never closed."""
    waiting = [doc.root] if doc.root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR":
            if not all(_is_sound_part(doc, child) for child in node.children):
                return False
        elif node.type == "element":
            if node.children[-1].type != "end_tag" and not _may_stay_open(doc, node.children[0]):
                return False
        elif node != doc.root:
            return False
        waiting += [child for child in node.children if child.has_error]
    return True


def _is_sound_part(doc: Document, node: Node) -> bool:
    return node.type in _PARTS and (node.type != "start_tag" or _may_stay_open(doc, node))


def _may_stay_open(doc: Document, start: Node) -> bool:
    name = next((child for child in start.children if child.type == "tag_name"), None)
    return name is not None and doc.text(name).lower() in _MAY_STAY_OPEN
