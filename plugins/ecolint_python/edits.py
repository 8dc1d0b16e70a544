"""Edits that several fixes need."""

import re

from ecolint import Document, Edit, Node, Span

from .names import bindings_of, imports
from .tree import text

_IMPORTS = frozenset({"import_statement", "import_from_statement"})
_BLOCKS = frozenset({"block", "module"})


def keyword_argument(call: Node, name: str) -> Node | None:
    """The whole `name=value` of a call."""
    given = call.child_by_field_name("arguments")
    for argument in given.named_children if given is not None else ():
        if argument.type == "keyword_argument" and text(argument.child_by_field_name("name")) == name:
            return argument
    return None


def without_argument(argument: Node) -> Edit:
    """An argument taken out, with the comma that parted it from the one before, or after."""
    before, after = argument.prev_sibling, argument.next_sibling
    if before is not None and before.type == ",":
        return Edit(Span(before.start_byte, argument.end_byte), "")
    if after is not None and after.type == ",":
        following = after.next_sibling
        return Edit(Span(argument.start_byte, following.start_byte if following else after.end_byte), "")
    return Edit(Span(argument.start_byte, argument.end_byte), "")


def with_argument(call: Node, written: str) -> Edit | None:
    """An argument added at the end of a call."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "argument_list" or given.end_byte <= given.start_byte + 1:
        return None
    arguments = [one for one in given.named_children if one.type != "comment"]
    if not arguments:
        return Edit(Span(given.start_byte + 1, given.start_byte + 1), written)
    end = arguments[-1].end_byte
    return Edit(Span(end, end), f", {written}")


def imported(doc: Document, module: str, name: str) -> tuple[str, tuple[Edit, ...]] | None:
    """How a name of a module can be written in this file, and the import that this needs.

    None if the name means something else here, or no place for an import is to be seen.
    """
    for written, wanted, suffix in _ways(doc, module, name):
        if imports(doc).get(written) == {wanted} and _is_bound_at_the_top(doc, written):
            return written + suffix, ()
    added = None if is_used(doc, name) else _import(doc, module, name)
    return (name, (added,)) if added is not None else None


def is_used(doc: Document, name: str) -> bool:
    """Whether a word is written anywhere in the file, whatever it means there."""
    return re.search(rf"(?<![\w.]){re.escape(name)}\b", doc.text(doc.root)) is not None


def free_name(doc: Document, wanted: str, taken: set[str]) -> str:
    """A name that the file doesn't use: the wanted one, or it with a number. It is added to those that are taken."""
    names = (f"{wanted}{number or ''}" for number in (0, *range(2, 1000)))
    name = next(one for one in names if one not in taken and not is_used(doc, one))
    taken.add(name)
    return name


def statement_around(doc: Document, node: Node) -> Node | None:
    """The statement of a block that a node is or belongs to, if it begins its line."""
    while node.parent is not None and node.parent.type not in _BLOCKS:
        node = node.parent
    return node if node.parent is not None and indentation(doc, node) is not None else None


def indentation(doc: Document, node: Node) -> str | None:
    """The blanks before a node that begins its line; None if something else does."""
    before = re.split(rb"[\r\n]", doc.data[max(node.start_byte - 400, 0) : node.start_byte])[-1]
    return None if before.strip(b" \t") else before.decode()


def _ways(doc: Document, module: str, name: str) -> list[tuple[str, str, str]]:
    """Local names that lead to it: (local name, what it must stand for, what is written after it)."""
    direct = [(local, f"{module}.{name}", "") for local, found in imports(doc).items() if f"{module}.{name}" in found]
    around = [(local, module, f".{name}") for local, found in imports(doc).items() if module in found]
    return direct + around


def _is_bound_at_the_top(doc: Document, name: str) -> bool:
    found = bindings_of(doc, name)
    return len(found) == 1 and found[0].by.parent is not None and _statement(found[0].by).parent == doc.root


def _statement(node: Node) -> Node:
    while node.type not in _IMPORTS and node.parent is not None:
        node = node.parent
    return node


def _import(doc: Document, module: str, name: str) -> Edit | None:
    """`from module import name`, added to one of the same module or before the first statement of code."""
    for statement in doc.root.named_children:
        if statement.type == "import_from_statement" and text(statement.child_by_field_name("module_name")) == module:
            names = statement.children_by_field_name("name")
            if names:
                return Edit(Span(names[-1].end_byte, names[-1].end_byte), f", {name}")
    for statement in doc.root.named_children:
        text_alone = statement.type == "expression_statement" and statement.named_children[0].type == "string"
        if statement.type not in ("comment", "future_import_statement") and not text_alone:
            apart = "" if statement.type in _IMPORTS else "\n"
            place = Span(statement.start_byte, statement.start_byte)
            written = f"from {module} import {name}\n{apart}"
            return Edit(place, written) if indentation(doc, statement) == "" else None
    return None
