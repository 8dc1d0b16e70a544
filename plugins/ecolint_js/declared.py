"""What types TypeScript declares for parameters and for members of classes."""

from ecolint import Document, Node

from .bindings import binding
from .syntax import ancestors


def declared_type(doc: Document, node: Node) -> str:
    """The type that a parameter, or a member of `this`, is declared with: "Repository<Order>"; empty if none is."""
    if node.type == "identifier":
        found = binding(doc, node)
        return _written_type(doc, found.node) if found is not None and found.kind == "parameter" else ""
    if node.type != "member_expression" or not doc.text(node).startswith("this."):
        return ""
    name = doc.text(node)[5:]
    body = next((parent for parent in ancestors(doc, node) if parent.type == "class_body"), None)
    for member in body.named_children if body is not None else ():
        key = member.child_by_field_name("name") or member.child_by_field_name("property")
        if key is not None and doc.text(key) == name:
            return _written_type(doc, member) or _injected(doc, member)
        given = member.child_by_field_name("parameters") if key is not None and doc.text(key) == "constructor" else None
        for parameter in given.named_children if given is not None else ():
            pattern = parameter.child_by_field_name("pattern")
            if pattern is not None and doc.text(pattern) == name:
                return _written_type(doc, parameter)
    return ""


def _written_type(doc: Document, node: Node) -> str:
    kind = node.child_by_field_name("type")
    return doc.text(kind).lstrip(": ") if kind is not None else ""


def _injected(doc: Document, member: Node) -> str:
    """`http = inject(HttpClient)`, as Angular has it."""
    text = doc.text(member.child_by_field_name("value") or member)
    return text[7:-1] if text.startswith("inject(") and text.endswith(")") else ""
