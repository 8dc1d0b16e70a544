"""What a name stands for: imports followed through aliases, and the one value a variable ever gets.

A name that is bound twice in its scope stands for nothing we know. Bindings of a name are looked for when it is first
asked about: most names never are.
"""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from ecolint import Document, Node

from .places import identifier_at, is_attribute, places
from .tree import child, text

SCOPES = frozenset(
    {
        "module",
        "function_definition",
        "lambda",
        "class_definition",
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
    }
)
COMPREHENSIONS = frozenset(scope for scope in SCOPES if scope.endswith(("comprehension", "expression")))
FUNCTIONS = frozenset({"function_definition", "lambda"})
_BUILTINS = frozenset(dir(builtins))
_PARTS_OF_TARGETS = frozenset(
    {
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "dictionary_splat_pattern",
        "as_pattern_target",
        "expression_list",
        "parenthesized_expression",
        "tuple",
        "list",
        "case_pattern",
        "splat_pattern",
    }
)
_DECLARED = frozenset({"global_statement", "nonlocal_statement", "delete_statement"})
_FIELDS = {
    "assignment": "left",
    "augmented_assignment": "left",
    "for_statement": "left",
    "for_in_clause": "left",
    "named_expression": "name",
    "as_pattern": "alias",
    "aliased_import": "alias",
    "default_parameter": "name",
    "typed_default_parameter": "name",
    "function_definition": "name",
    "class_definition": "name",
}
"""Node kind → the field whose name it binds."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A place that gives a name its value."""

    name: Node
    by: Node
    """The statement, clause, parameter or import that binds it."""
    scope: Node


def imports(doc: Document) -> dict[str, set[str]]:
    """Local name → the dotted origins that imports anywhere in the file give it. Relative imports begin with a dot."""
    return doc.once(_imports)


def modules(doc: Document) -> frozenset[str]:
    """The top-level packages that the file imports: "django" for `from django.db import models`."""
    return doc.once(_modules)


def origin(doc: Document, node: Node | None) -> str:
    """The dotted name that a name or attribute chain stands for: "numpy.sqrt", "builtins.len"; empty if unknown."""
    attributes: list[str] = []
    while node is not None and node.type == "attribute":
        attributes.append(text(node.child_by_field_name("attribute")))
        node = node.child_by_field_name("object")
    if node is None or node.type != "identifier":
        return ""
    root = _origin_of_name(doc, node)
    return ".".join((root, *reversed(attributes))) if root else ""


def value(doc: Document, name: Node | None) -> Node | None:
    """The expression that a variable is assigned, if that is its only binding in its scope."""
    if name is None or name.type != "identifier":
        return None
    found = bindings(doc, name)
    if len(found) != 1 or found[0].by.type != "assignment":
        return None
    left = found[0].by.child_by_field_name("left")
    return found[0].by.child_by_field_name("right") if left == found[0].name else None


def made_by(doc: Document, node: Node | None) -> str:
    """The origin of the function whose result an expression, or the variable it names, is: "requests.Session"."""
    if node is not None and node.type == "identifier":
        node = value(doc, node)
    if node is not None and node.type == "await":
        node = child(node)
    if node is None or node.type != "call":
        return ""
    return origin(doc, node.child_by_field_name("function"))


def bindings(doc: Document, name: Node) -> list[Binding]:
    """The bindings that a use of a name can see: those of the innermost scope that has any."""
    everywhere = bindings_of(doc, text(name))
    if not everywhere:
        return []
    for scope in visible_scopes(name):
        found = [binding for binding in everywhere if binding.scope == scope]
        if found:
            return found
    return []


def bindings_of(doc: Document, name: str) -> list[Binding]:
    """All bindings of a name in the file."""
    known = doc.once(_no_bindings)
    if name not in known:
        known[name] = list(_find_bindings(doc, name))
    return known[name]


def uses(doc: Document, name: Node) -> list[Node]:
    """Where the variable that a name stands for is read, this name included."""
    seen = bindings(doc, name)
    if not seen:
        return []
    scope, written = seen[0].scope, text(name).encode()
    bound = {binding.name.id for binding in bindings_of(doc, text(name))}
    return [
        node
        for at in places(doc.data, written, scope.start_byte, scope.end_byte)
        if not is_attribute(doc.data, at)
        and (node := identifier_at(doc, at, written)) is not None
        and node.id not in bound
        and not _is_only_a_label(node)
        and any(binding.name == seen[0].name for binding in bindings(doc, node))
    ]


def visible_scopes(node: Node) -> Iterator[Node]:
    """The scopes whose names a node sees, from the inside out."""
    below, part, parent, inner = node, node, node.parent, True
    while parent is not None:
        kind = parent.type
        if kind in SCOPES and _runs_within(parent, part, below):
            if kind != "class_definition" or inner:
                yield parent
            inner = kind in COMPREHENSIONS and inner
        below, part, parent = part, parent, parent.parent


def scope_of(node: Node) -> Node | None:
    """The innermost function, class or module that a node's code belongs to."""
    return next((scope for scope in visible_scopes(node) if scope.type not in COMPREHENSIONS), None)


def function_of(node: Node) -> Node | None:
    """The innermost function whose body holds a node."""
    return next((scope for scope in visible_scopes(node) if scope.type in FUNCTIONS), None)


def _runs_within(scope: Node, part: Node, below: Node) -> bool:
    """Whether a direct child of a scope is evaluated inside it: neither a default nor the first thing iterated over."""
    if scope.type in COMPREHENSIONS:
        if part.type != "for_in_clause" or below != part.child_by_field_name("right"):
            return True
        return part != next((one for one in scope.named_children if one.type == "for_in_clause"), None)
    if scope.type == "module":
        return True
    return part == scope.child_by_field_name("body")


def _origin_of_name(doc: Document, name: Node) -> str:
    written = text(name)
    origins = imports(doc).get(written)
    if origins is None:
        return f"builtins.{written}" if written in _BUILTINS and not bindings(doc, name) else ""
    if len(origins) != 1:
        return ""
    found = bindings(doc, name)
    if any(binding.by.type not in ("import_statement", "import_from_statement") for binding in found):
        return ""
    return next(iter(origins))


def _imports(doc: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in doc.index("import"):
        base = text(statement.child_by_field_name("module_name"))
        plain = statement.type == "import_statement"
        for imported in statement.children_by_field_name("name"):
            alias = text(imported.child_by_field_name("alias"))
            name = text(imported.child_by_field_name("name") if alias else imported)
            if plain:
                local, source = (alias, name) if alias else (name.partition(".")[0],) * 2
            else:
                local, source = alias or name, f"{base}{'' if base.endswith('.') else '.'}{name}"
            found.setdefault(local, set()).add(source)
    return found


def _modules(doc: Document) -> frozenset[str]:
    return frozenset(source.partition(".")[0] for sources in imports(doc).values() for source in sources)


def _no_bindings(_: Document) -> dict[str, list[Binding]]:
    return {}


def _find_bindings(doc: Document, name: str) -> Iterator[Binding]:
    written = name.encode()
    for at in places(doc.data, written):
        node = identifier_at(doc, at, written) if _may_bind(doc.data, at, len(written)) else None
        by = _binder(node) if node is not None else None
        if node is not None and by is not None and (scope := _scope_bound_by(by)) is not None:
            yield Binding(node, by, scope)


def _is_only_a_label(node: Node) -> bool:
    """The name of a keyword argument, which reads nothing."""
    parent = node.parent
    return parent is not None and parent.type == "keyword_argument" and parent.child_by_field_name("name") == node


def _may_bind(data: bytes, place: int, length: int) -> bool:
    """Whether a name is written in a way that may bind it: not called, indexed or looked into."""
    if is_attribute(data, place):
        return False
    following = data[place + length : place + length + 1]
    return following not in (b".", b"(", b"[") or data[max(0, place - 8) : place].rstrip().endswith((b"def", b"class"))


def _binder(name: Node) -> Node | None:
    """What binds a name here; None where it is only used."""
    part, parent = name, name.parent
    while parent is not None and (parent.type in _PARTS_OF_TARGETS or parent.type == "dotted_name"):
        part, parent = parent, parent.parent
    if parent is None:
        return None
    kind = parent.type
    if kind in _FIELDS:
        if part == parent.child_by_field_name(_FIELDS[kind]):
            bound = True
        else:  # `case x as name` has no field
            bound = kind == "as_pattern" and part == name and part == parent.named_children[-1]
        if not bound:
            return None
        return parent.parent if kind == "aliased_import" else parent
    if kind == "import_statement":
        return parent if part.named_children[0] == name else None
    if kind == "import_from_statement":
        return parent if part != parent.child_by_field_name("module_name") else None
    if kind in ("parameters", "lambda_parameters") or kind in _DECLARED:
        return parent
    if kind in ("case_clause", "class_pattern", "dict_pattern", "keyword_pattern"):
        return (
            parent
            if part.type in ("case_pattern", "splat_pattern") or (kind == "keyword_pattern" and part != name)
            else None
        )
    if kind == "typed_parameter":
        return parent if part != parent.child_by_field_name("type") else None
    return None


def _scope_bound_by(by: Node) -> Node | None:
    """The scope that a binding's name belongs to."""
    kind = by.type
    if kind in ("parameters", "lambda_parameters"):
        return by.parent
    if kind in ("typed_parameter", "default_parameter", "typed_default_parameter"):
        return by.parent.parent if by.parent else None
    node: Node | None = by.parent
    if kind == "global_statement":
        while node is not None and node.parent is not None:
            node = node.parent
        return node
    skip_comprehensions = kind == "named_expression"
    while node is not None and (node.type not in SCOPES or (skip_comprehensions and node.type in COMPREHENSIONS)):
        node = node.parent
    return node
