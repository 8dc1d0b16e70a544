"""Where names are bound: by blocks, functions, loops and imports, each of which is a table of names."""

from collections.abc import Iterator
from typing import NamedTuple

from ecolint import Document, Node

from .syntax import FUNCTIONS, ancestors, string

_BLOCKS = frozenset({"program", "statement_block", "class_static_block", "switch_case", "switch_default"})
_DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
_NAMED = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
    }
)


class Origin(NamedTuple):
    """Where a name comes from."""

    module: str
    """As written in the import; "" for globals."""
    name: str
    """Dotted path within the module; "" is the module itself, its default export or its namespace."""


class Binding(NamedTuple):
    """Where a name is bound."""

    kind: str
    """"import", "const", "let", "var", "function", "class" or "parameter"."""
    node: Node
    """The declarator, function, class, import specifier or parameter."""
    path: tuple[str, ...] | None = ()
    """Keys that lead to it in what is destructured; None if they don't tell."""
    origin: Origin | None = None
    """Of an import."""


_Table = dict[str, Binding]


def binding(doc: Document, node: Node) -> Binding | None:
    """Where the name of an identifier is bound; None for globals."""
    name, known = doc.text(node), doc.once(_lookups)
    found, passed = None, []
    for scope in ancestors(doc, node):
        if scope.type not in _BINDERS:
            continue
        if (scope.id, name) in known:
            found = known[scope.id, name]
            break
        passed.append(scope.id)
        found = _table(doc, scope).get(name)
        if found is not None:
            break
    known.update({(scope_id, name): found for scope_id in passed})
    return found


def _lookups(_doc: Document) -> dict[tuple[int, str], Binding | None]:
    return {}


def declared(doc: Document, scope: Node, name: str) -> Binding | None:
    """What a block, function, loop header or `catch` itself binds a name to."""
    return _table(doc, scope).get(name)


def bound_in(doc: Document, scope: Node) -> frozenset[str]:
    """The names that a block, function, loop header or `catch` binds itself."""
    return frozenset(_table(doc, scope))


def _memory(_doc: Document) -> dict[int, _Table]:
    return {}


def _table(doc: Document, scope: Node) -> _Table:
    """What a block, function, loop header or `catch` binds."""
    if scope.type not in _BINDERS:
        return _EMPTY
    tables = doc.once(_memory)
    found = tables.get(scope.id)
    if found is None:
        found = tables[scope.id] = dict(_BINDERS[scope.type](doc, scope))
    return found


_Bound = Iterator[tuple[str, Binding]]


def _block(doc: Document, block: Node) -> _Bound:
    for statement in block.named_children:
        inner = statement
        if statement.type == "export_statement":
            inner = statement.child_by_field_name("declaration") or statement
        if inner.type == "import_statement":
            yield from _imports(doc, inner)
        elif inner.type in _DECLARATIONS:
            yield from _declaration(doc, inner)
        elif inner.type in _NAMED:
            name = inner.child_by_field_name("name")
            if name is not None:
                yield doc.text(name), Binding("class" if "class" in inner.type else "function", inner)
        else:
            yield from _hoisted(doc, inner)


_HOLDS_STATEMENTS = frozenset(
    {
        "if_statement",
        "else_clause",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "do_statement",
        "try_statement",
        "catch_clause",
        "finally_clause",
        "switch_statement",
        "switch_body",
        "switch_case",
        "switch_default",
        "labeled_statement",
        "statement_block",
    }
)


def _hoisted(doc: Document, statement: Node) -> _Bound:
    """`var` in a nested statement belongs to the function."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        if node.type == "variable_declaration":
            yield from _declaration(doc, node)
        elif node.type in _HOLDS_STATEMENTS:
            if node.type == "for_in_statement" and any(child.type == "var" for child in node.children):
                yield from _header(doc, node)
            waiting.extend(node.named_children)


def _declaration(doc: Document, declaration: Node) -> _Bound:
    kind = declaration.children[0].type if declaration.children else "var"
    for declarator in declaration.named_children:
        name = declarator.child_by_field_name("name") if declarator.type == "variable_declarator" else None
        if name is not None:
            yield from _pattern(doc, name, kind, declarator, ())


def _pattern(doc: Document, pattern: Node, kind: str, node: Node, path: tuple[str, ...] | None) -> _Bound:
    """The names that a target of declaration binds."""
    waiting = [(pattern, path)]
    while waiting:
        target, keys = waiting.pop()
        if target.type == "identifier":
            yield doc.text(target), Binding(kind, node, keys)
        elif target.type == "shorthand_property_identifier_pattern":
            name = doc.text(target)
            yield name, Binding(kind, node, None if keys is None else (*keys, name))
        elif target.type == "pair_pattern":
            key, value = target.child_by_field_name("key"), target.child_by_field_name("value")
            known = keys is not None and key is not None and key.type == "property_identifier"
            if key is not None and value is not None:
                waiting.append((value, (*(keys or ()), doc.text(key)) if known else None))
        elif target.type in _INNER_TARGETS:
            inner = target.child_by_field_name(_INNER_TARGETS[target.type])
            if inner is not None:
                waiting.append((inner, keys))
        elif target.type == "object_pattern":
            waiting.extend((child, keys) for child in target.named_children)
        elif target.type in ("array_pattern", "rest_pattern"):
            waiting.extend((child, None) for child in target.named_children)


_INNER_TARGETS = {
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "required_parameter": "pattern",
    "optional_parameter": "pattern",
}


def _parameters(doc: Document, function: Node) -> _Bound:
    own = function.child_by_field_name("name") if function.type == "function_expression" else None
    if own is not None:
        yield doc.text(own), Binding("function", function)
    single = function.child_by_field_name("parameter")
    given = function.child_by_field_name("parameters")
    for pattern in [single] if single is not None else given.named_children if given is not None else ():
        yield from _pattern(doc, pattern, "parameter", pattern, ())


def _header(doc: Document, loop: Node) -> _Bound:
    start = loop.child_by_field_name("initializer") or loop.child_by_field_name("left")
    if start is None:
        return
    if start.type in _DECLARATIONS:
        yield from _declaration(doc, start)
    elif loop.child_by_field_name("kind") is not None:
        kind = loop.child_by_field_name("kind")
        yield from _pattern(doc, start, kind.type if kind is not None else "let", loop, None)


def _caught(doc: Document, clause: Node) -> _Bound:
    parameter = clause.child_by_field_name("parameter")
    if parameter is not None:
        yield from _pattern(doc, parameter, "parameter", clause, None)


def _imports(doc: Document, statement: Node) -> _Bound:
    if is_type_only(statement):
        return
    source = statement.child_by_field_name("source")
    for clause in statement.named_children:
        if clause.type == "import_require_clause":  # import x = require("y")
            required, local = clause.child_by_field_name("source"), clause.named_children[0]
            if required is not None:
                yield doc.text(local), Binding("import", clause, (), Origin(string(doc, required), ""))
        elif clause.type == "import_clause" and source is not None:
            for name, exported, node in imported_names(doc, clause):
                yield name, Binding("import", node, (), Origin(string(doc, source), exported))


def is_type_only(node: Node) -> bool:
    """Whether an import statement or specifier is gone after compilation: `import type`."""
    return any(child.type in ("type", "typeof") for child in node.children)


def imported_names(doc: Document, clause: Node) -> Iterator[tuple[str, str, Node]]:
    """Of an import clause: local name, exported name ("" for default and namespace), node. Types are left out."""
    for child in clause.named_children:
        if child.type == "identifier":
            yield doc.text(child), "", child
        elif child.type == "namespace_import":
            for local in child.named_children:
                yield doc.text(local), "", child
        elif child.type == "named_imports":
            for specifier in child.named_children:
                name = specifier.child_by_field_name("name")
                if name is None or is_type_only(specifier):
                    continue
                alias = specifier.child_by_field_name("alias")
                exported = doc.text(name)
                yield doc.text(alias or name), "" if exported == "default" else exported, specifier


_EMPTY: _Table = {}
_BINDERS = {
    **dict.fromkeys(_BLOCKS, _block),
    **dict.fromkeys(FUNCTIONS, _parameters),
    "for_statement": _header,
    "for_in_statement": _header,
    "catch_clause": _caught,
}
