"""What is a list for sure, and whether it may be long."""

import re

from ecolint import Document, Node

from .calls import calls_named, function, method, receiver
from .names import Binding, bindings, origin
from .sizes import length
from .tree import child, text

# Built-in functions, methods of str, bytes, re, files and NumPy, and functions of os that return a list.
_FUNCTIONS = frozenset({"builtins.list", "builtins.sorted", "os.listdir", "glob.glob", "re.findall", "re.split"})
_METHODS = frozenset({"findall", "readlines", "rsplit", "split", "splitlines", "tolist"})
_TYPE = re.compile(r"(?:typing\.)?(?:list|List|MutableSequence)\b")
_GROWS = ("append", "extend", "insert")


def is_list(doc: Document, node: Node | None, *, deep: int = 4) -> bool:
    """Whether an expression is a list, whatever its variables were given where."""
    if node is None or not deep:
        return False
    match node.type:
        case "list" | "list_comprehension":
            return True
        case "parenthesized_expression":
            return is_list(doc, child(node), deep=deep)
        case "call":
            if node.child_by_field_name("function") is None:
                return False
            return origin(doc, function(node)) in _FUNCTIONS or (
                method(node) in _METHODS and receiver(node) is not None
            )
        case "binary_operator":
            sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
            operator = text(node.child_by_field_name("operator"))
            return operator == "+" and any(is_list(doc, side, deep=deep - 1) for side in sides)
        case "identifier":
            found = bindings(doc, node)
            return bool(found) and all(_gives_list(doc, binding, deep) for binding in found)
        case "attribute":
            return _is_list_attribute(doc, node)
    return False


def may_be_long(doc: Document, node: Node) -> bool:
    """Whether a list is not plainly short: it grows somewhere, or nothing says how long it is."""
    if length(doc, node) is None:
        return True
    written = text(node)
    return any(text(receiver(call)) == written for call in calls_named(doc, *_GROWS))


def is_parameter(doc: Document, node: Node) -> bool:
    """Whether a name is a parameter without a type, and nothing else."""
    found = bindings(doc, node) if node.type == "identifier" else []
    return len(found) == 1 and found[0].by.type in ("parameters", "default_parameter")


def _gives_list(doc: Document, binding: Binding, deep: int) -> bool:
    by = binding.by
    if by.type in ("assignment", "typed_parameter", "typed_default_parameter") and _TYPE.match(
        text(by.child_by_field_name("type"))
    ):
        return True
    if by.type == "augmented_assignment":
        return True  # what it is added to decides
    if by.type != "assignment" or by.child_by_field_name("left") != binding.name:
        return False
    return is_list(doc, by.child_by_field_name("right"), deep=deep - 1)


def _is_list_attribute(doc: Document, node: Node) -> bool:
    """`self.queue`, if the file gives it a list somewhere."""
    assigned = rf"(?<![\w.]){re.escape(text(node))}\s*(?::\s*{_TYPE.pattern}|=\s*(?:\[|list\(|sorted\())"
    return re.search(assigned.encode(), doc.data) is not None
