"""Components of user interfaces: where a file declares one, its methods, and what runs when it comes and goes."""

from ecolint import Document, Node

from .bindings import declared
from .running import function_of
from .syntax import FUNCTIONS, arguments, bare, entries


def component_options(program: Node) -> Node | None:
    """The object of options that a Vue component is declared with: `export default { … }`."""
    for statement in program.named_children:
        value = statement.child_by_field_name("value") if statement.type == "export_statement" else None
        if value is None:
            continue
        value = bare(value)
        if value.type == "call_expression":
            value = next((node for node in arguments(value) if node.type == "object"), value)
        if value.type == "object":
            return value
    return None


def component_function(doc: Document, program: Node, name: str) -> Node | None:
    """The function that a template means by a name: one of the script's top level, or of the component's methods."""
    found = declared(doc, program, name)
    if found is not None:
        if found.kind == "function":
            return found.node
        value = found.node.child_by_field_name("value") if found.node.type == "variable_declarator" else None
        return function_of(doc, value) if found.path == () else None
    options = component_options(program)
    methods = entries(options, doc).get("methods") if options is not None else None
    method = entries(methods, doc).get(name) if methods is not None else None
    return method if method is not None and method.type in FUNCTIONS else None


def is_setup(doc: Document) -> bool:
    """Whether a document is Vue's `<script setup>`, or a script of Svelte's: they run for each component."""
    if doc.host is None or doc.host.place != "element":
        return False
    element = doc.host.document.elements.at(doc.host.span.start - 1)
    if element is None or element.tag != "script":
        return False
    if doc.host.document.language.name == "svelte":
        return element.attribute("module") is None and element.get("context") != "module"
    return element.attribute("setup") is not None
