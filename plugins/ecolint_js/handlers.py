"""Functions that answer the requests a server gets, by their parameters."""

import re

from ecolint import Document, Node

from .syntax import ancestors

_REQUEST = re.compile(r"_?req(?:uest)?")
_RESPONSE = re.compile(r"_?res(?:ponse)?")


def parameters(function: Node) -> list[Node]:
    """The parameters of a function, as patterns with their types and defaults."""
    given = function.child_by_field_name("parameters")
    return given.named_children if given is not None else []


def answers_requests(doc: Document, function: Node) -> bool:
    """`(req, res) => …`, `function (request, response, next)`, as Node and Express call their handlers."""
    given = [doc.text(one.child_by_field_name("pattern") or one) for one in parameters(function)]
    if not 2 <= len(given) <= 3 or (len(given) == 3 and given[2].strip("_") not in ("next", "done")):
        return False
    return _REQUEST.fullmatch(given[0]) is not None and _RESPONSE.fullmatch(given[1]) is not None


def is_in_handler(doc: Document, node: Node) -> bool:
    """Whether a node is in a function that answers requests."""
    return any(answers_requests(doc, parent) for parent in ancestors(doc, node))
