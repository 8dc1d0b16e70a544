"""Small readings of the syntax tree that rules share: queries of common shapes, ways up and down, constants."""

from collections.abc import Iterator
import re

from ecolint import Document, Node

FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
)
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)


def calls(*names: str) -> str:
    """A query for calls of functions and methods with these names: `@call`.

    All rules about calls share this shape, so that the engine can look for all their names at once.
    """
    return (
        "(call_expression function: [(identifier) @_name (member_expression property: (property_identifier) @_name)] "
        f"(#any-of? @_name {_quoted(names)})) @call"
    )


def renamed(*names: str) -> str:
    """A query for other names that these are given: `{ get as ask }`, `{ get: ask } =`, `ask = axios.get`: `@call`.

    What calls them is told by `calls_through`.
    """
    return (
        "([(import_specifier name: (identifier) @_name alias: (identifier) @call) "
        "(pair_pattern key: (property_identifier) @_name value: (identifier) @call) "
        "(variable_declarator name: (identifier) @call "
        "value: (member_expression property: (property_identifier) @_name))] "
        f"(#any-of? @_name {_quoted(names)}))"
    )


def modules_named(*modules: str) -> str:
    """A query for the names that a file gives to whole modules, `import ask from "ky"`, `ask = require("ky")`: `@call`.

    What calls them is told by `calls_through`.
    """
    return (
        "([(import_statement (import_clause (identifier) @call) source: (string (string_fragment) @_name)) "
        "(variable_declarator name: (identifier) @call value: (call_expression "
        "arguments: (arguments . (string (string_fragment) @_name) .)))] "
        f"(#any-of? @_name {_quoted(modules)}))"
    )


def constructions(*names: str) -> str:
    """A query for `new Name(…)`: `@call`."""
    return (
        "(new_expression constructor: [(identifier) @_name (member_expression property: (property_identifier) @_name)] "
        f"(#any-of? @_name {_quoted(names)})) @call"
    )


def pairs(*keys: str) -> str:
    """A query for entries `key: value` of object literals: `@pair`, `@value`."""
    return (
        "(pair key: [(property_identifier) @_key (string (string_fragment) @_key)] value: (_) @value "
        f"(#any-of? @_key {_quoted(keys)})) @pair"
    )


def key_of(doc: Document, pair: Node) -> str:
    """The key of an entry."""
    key = pair.child_by_field_name("key")
    return "" if key is None else string(doc, key) or doc.text(key)


def assignments(*properties: str) -> str:
    """A query for `something.property = …`: `@assignment`, `@target`, `@value`."""
    return (
        "(assignment_expression left: (member_expression property: (property_identifier) @_name) @target "
        f"right: (_) @value (#any-of? @_name {_quoted(properties)})) @assignment"
    )


def _quoted(names: tuple[str, ...]) -> str:
    return " ".join(f'"{name}"' for name in names)


def bare(node: Node) -> Node:
    """An expression without parentheses, `await`, `as Type` and `!`."""
    while node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    return node


def parent_of(doc: Document, node: Node) -> Node | None:
    """A node's parent, remembered: the tree looks for it from its root, which takes long where it is deep."""
    known = doc.once(_parents)
    if node.id not in known:
        known[node.id] = node.parent
    return known[node.id]


def _parents(_doc: Document) -> dict[int, Node | None]:
    return {}


def ancestors(doc: Document, node: Node) -> Iterator[Node]:
    """The parent, its parent and so on."""
    parent = parent_of(doc, node)
    while parent is not None:
        yield parent
        parent = parent_of(doc, parent)


def enclosing_function(doc: Document, node: Node) -> Node | None:
    """The nearest function whose parameters or body hold a node."""
    return next((parent for parent in ancestors(doc, node) if parent.type in FUNCTIONS), None)


def arguments(call: Node) -> list[Node]:
    """What a call or construction is given, in order; comments left out."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "arguments":
        return []
    return [node for node in given.named_children if node.type != "comment"]


def callee(call: Node) -> Node | None:
    """What is called or constructed."""
    return call.child_by_field_name("function") or call.child_by_field_name("constructor")


def receiver(call: Node) -> Node | None:
    """The object of a method call."""
    function = callee(call)
    return function.child_by_field_name("object") if function and function.type == "member_expression" else None


def called_name(doc: Document, call: Node) -> str:
    """The last name of what is called: `get` of `axios.get(…)`; "" if it has none."""
    function = callee(call)
    if function is None:
        return ""
    if function.type == "member_expression":
        function = function.child_by_field_name("property")
    if function is None or function.type not in ("identifier", "property_identifier", "private_property_identifier"):
        return ""
    return doc.text(function)


def name_of(call: Node) -> Node:
    """The called name's place: where a finding about a call is shown."""
    function = callee(call)
    if function is None:
        return call
    return function.child_by_field_name("property") or function


def name_of_function(function: Node) -> Node:
    """Where a function gets its name, be it a variable's; else the function itself."""
    name = function.child_by_field_name("name")
    parent = function.parent
    if name is None and parent is not None:
        name = (
            parent.child_by_field_name("name")
            or parent.child_by_field_name("property")
            or parent.child_by_field_name("key")
        )
    return name if name is not None else function


def entries(node: Node, doc: Document) -> dict[str, Node]:
    """Key → value of an object literal; methods and shorthands stand for themselves. Spreads are left out."""
    found: dict[str, Node] = {}
    if node.type != "object":
        return found
    for child in node.named_children:
        if child.type == "shorthand_property_identifier":
            found[doc.text(child)] = child
            continue
        key = child.child_by_field_name("key") or child.child_by_field_name("name")
        value = child.child_by_field_name("value") or child
        if key is not None and key.type in ("property_identifier", "string"):
            found[string(doc, key) if key.type == "string" else doc.text(key)] = value
    return found


def has_spread(node: Node) -> bool:
    """Whether an object literal holds entries that aren't written there."""
    return any(child.type == "spread_element" for child in node.named_children)


def string(doc: Document, node: Node) -> str:
    """The text of a string literal or of a template without substitutions; "" for anything else."""
    node = bare(node)
    if node.type == "string" or (
        node.type == "template_string" and all(child.type != "template_substitution" for child in node.named_children)
    ):
        text = doc.text(node)[1:-1]
        return _ESCAPES.sub(r"\1", text) if "\\" in text else text
    return ""


def nodes(node: Node, *, into_functions: bool = True) -> Iterator[Node]:
    """All named nodes within a node, in document order; without `into_functions`, not those of functions in it."""
    waiting = node.named_children[::-1]
    while waiting:
        found = waiting.pop()
        yield found
        if into_functions or found.type not in FUNCTIONS:
            waiting.extend(found.named_children[::-1])
