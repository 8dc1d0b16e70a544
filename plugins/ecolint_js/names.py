"""What a name means where it stands: an import, a global, or something of the file's own."""

from collections.abc import Iterator
import re

from ecolint import Document, Node

from .bindings import Origin, binding
from .syntax import arguments, bare, called_name, callee, string

_GLOBAL_OBJECTS = frozenset({"window", "globalThis", "self"})
_DEPTH = 6
_INSTANCES = {
    Origin("axios", "create"): Origin("axios", ""),  # https://axios-http.com/docs/instance
    Origin("", "axios.create"): Origin("", "axios"),
    Origin("ky", "create"): Origin("ky", ""),  # https://github.com/sindresorhus/ky
    Origin("ky", "extend"): Origin("ky", ""),
    Origin("got", "extend"): Origin("got", ""),  # https://github.com/sindresorhus/got
    Origin("ofetch", "ofetch.create"): Origin("ofetch", "ofetch"),  # https://github.com/unjs/ofetch
    Origin("ofetch", "$fetch.create"): Origin("ofetch", "$fetch"),
    Origin("", "$fetch.create"): Origin("", "$fetch"),
}
"""Functions that give what is used like the module they come from: `axios.create()` like `axios`. From general
knowledge in November 2026: the pages were not opened."""
_MAKERS = frozenset(maker.name.rpartition(".")[2] for maker in _INSTANCES)


def origin(doc: Document, node: Node, depth: int = _DEPTH) -> Origin | None:
    """What an identifier or a chain of members stands for, as far as imports and globals go.

    `window.x` is the global `x`. A name of the file's own, or one that is assigned again, is None: nobody knows.
    """
    node = bare(node)
    if depth == 0:
        return None
    if node.type == "identifier":
        return _identifier(doc, node, depth)
    if node.type == "member_expression":
        return _chain(doc, node, depth)
    if node.type == "call_expression":
        return _loaded(doc, node, depth)
    return None


def comes_from(doc: Document, node: Node | None, module: str, *names: str) -> bool:
    """Whether a node is the module (no names given) or one of its exports."""
    found = origin(doc, node) if node is not None else None
    return found is not None and found.module == module and (found.name in names or not (names or found.name))


def is_global(doc: Document, node: Node | None, *names: str) -> bool:
    """Whether a node is one of these globals: `fetch`, `window.fetch`, `document.body`."""
    return comes_from(doc, node, "", *names)


def calls_through(doc: Document, node: Node) -> Iterator[Node]:
    """What calls a thing: a call itself; of a name that an import or a declaration gives, the calls of that name."""
    if node.type != "identifier":
        yield node
        return
    for used in uses(doc, node, before=rb"\s*[(<]"):
        if used.parent is not None and callee(used.parent) == used:
            yield used.parent


def uses(doc: Document, node: Node, before: bytes = rb"\s*[,)]") -> Iterator[Node]:
    """Where a name that is bound stands again, before what a pattern finds: by default, where it is handed on."""
    known, name = binding(doc, node), doc.data[node.start_byte : node.end_byte]
    if known is None:
        return
    for found in re.compile(rb"(?<![\w$.])%b(?=%b)" % (re.escape(name), before)).finditer(doc.data):
        used = doc.root.descendant_for_byte_range(*found.span())
        if used is not None and binding(doc, used) == known:
            yield used


def constant(doc: Document, node: Node) -> Node | None:
    """The expression that a name stands for, if it is bound to one and never to another."""
    found = binding(doc, node)
    if found is None or found.path != () or found.node.type != "variable_declarator":
        return None
    if found.kind != "const" and assigned_again(doc, doc.text(node)):
        return None
    return found.node.child_by_field_name("value")


def assigned_again(doc: Document, name: str) -> bool:
    """Whether a name has more than one assignment in the text. Says yes too often rather than too seldom."""
    known = doc.once(_assigned_again)
    if name not in known:
        known[name] = _count_assignments(text(doc), name) > 1
    return known[name]


def _assigned_again(_doc: Document) -> dict[str, bool]:
    return {}


def _count_assignments(source: str, name: str) -> int:
    """How many times a name is followed by an assignment, up to two."""
    count, start, length = 0, source.find(name), len(name)
    while start >= 0 and count < 2:
        end = start + length
        if not (start and (source[start - 1].isalnum() or source[start - 1] in "_$.")):
            count += _ASSIGNED.match(source, end) is not None
        start = source.find(name, end)
    return count


_ASSIGNED = re.compile(r"\s*(?::[^=;,(){}]{1,80})?(?:[-+*/%&|^?<>]{0,3}=(?![=>])|\+\+|--)")


def imported_modules(doc: Document) -> frozenset[str]:
    """Everything that a file imports or requires, as written."""
    return doc.once(_modules)


def _modules(doc: Document) -> frozenset[str]:
    sources = (node.child_by_field_name("source") for node in doc.index("import"))
    found = {string(doc, source) for source in sources if source is not None}
    for called in _REQUIRED:
        found.update(called.findall(text(doc)))
    return frozenset(found)


# One by one: the beginning of a pattern that begins with a text is looked for very fast.
_REQUIRED = tuple(re.compile(rf"""{name}\(\s*["']([^"'\n]+)["']""") for name in ("require", "import"))


def text(doc: Document) -> str:
    """The whole text of a document."""
    return doc.once(_whole_text)


def _whole_text(doc: Document) -> str:
    return doc.text(doc.root)


def _identifier(doc: Document, node: Node, depth: int) -> Origin | None:
    name = doc.text(node)
    found = binding(doc, node)
    if found is None:
        return Origin("", "" if name in _GLOBAL_OBJECTS else name)
    if found.origin is not None:
        return found.origin
    if found.node.type != "variable_declarator" or found.path is None:
        return None
    value = found.node.child_by_field_name("value")
    above = origin(doc, value, depth - 1) if value is not None else None
    if above is None or (found.kind != "const" and assigned_again(doc, name)):
        return None
    for key in found.path:
        above = _member(above, key)
    return above


def _chain(doc: Document, node: Node, depth: int) -> Origin | None:
    """`a.b.c`, however long."""
    names: list[str] = []
    while node.type == "member_expression":
        above, last = node.child_by_field_name("object"), node.child_by_field_name("property")
        if above is None or last is None:
            return None
        names.append(doc.text(last))
        node = bare(above)
    found = origin(doc, node, depth - 1) if node.type in ("identifier", "call_expression") else None
    for name in reversed(names):
        found = _member(found, name) if found else None
    return found


def _member(above: Origin, name: str) -> Origin:
    if above.module == "" and above.name == "" and name in _GLOBAL_OBJECTS:
        return above
    if above.module and name == "default":
        return above
    return Origin(above.module, f"{above.name}.{name}" if above.name else name)


def _loaded(doc: Document, call: Node, depth: int) -> Origin | None:
    """`require("x")`, `import("x")`, and `axios.create()`, which is used like `axios`."""
    function, given = callee(call), arguments(call)
    if function is None:
        return None
    if called_name(doc, call) in _MAKERS:
        made = origin(doc, function, depth - 1)
        return _INSTANCES.get(made) if made is not None else None
    if len(given) != 1:
        return None
    if function.type == "import" or (doc.text(function) == "require" and function.type == "identifier"):
        module = string(doc, given[0])
        return Origin(module, "") if module else None
    if function.type == "identifier" and doc.text(function) in ("_interopRequireDefault", "__importDefault"):
        return origin(doc, given[0], depth - 1)
    return None
