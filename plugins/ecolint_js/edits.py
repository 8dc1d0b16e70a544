"""Edits that several fixes need."""

import re

from ecolint import Document, Edit, Node, Span

from .names import text
from .syntax import FUNCTIONS, ancestors

_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default"})
_MODULE = frozenset({"import_statement", "export_statement"})


def mentions(doc: Document, name: str, within: Node | None = None) -> int:
    """How many times a word is written in the code or in a node, whatever it means there."""
    searched = text(doc) if within is None else doc.text(within)
    return len(re.findall(rf"(?<![\w$]){re.escape(name)}(?![\w$])", searched))


def statement_around(doc: Document, node: Node) -> Node | None:
    """The statement of a block that a node is or belongs to; None if a function or class without one is between."""
    for parent in ancestors(doc, node):
        if parent.type in _BLOCKS:
            return node
        if parent.type in FUNCTIONS or parent.type == "class_body":
            return None
        node = parent
    return None


def may_declare_beside(doc: Document, statement: Node) -> bool:
    """Whether a new name can be declared beside a statement: other scripts of a page share those at the very top."""
    if any(parent.type in FUNCTIONS for parent in ancestors(doc, statement)):
        return True
    return any(child.type in _MODULE for child in doc.root.named_children)


def before(doc: Document, statement: Node, written: str) -> Edit:
    """A statement written before another, on a line of its own if that one begins its line."""
    start = Span(statement.start_byte, statement.start_byte)
    return Edit(start, f"{written}{_apart(doc, statement)}")


def after(doc: Document, statement: Node, written: str) -> Edit:
    """A statement written after another, on a line of its own if that one begins its line."""
    end = Span(statement.end_byte, statement.end_byte)
    return Edit(end, f"{_apart(doc, statement)}{written}")


def _apart(doc: Document, statement: Node) -> str:
    blanks = re.split(rb"[\r\n]", doc.data[max(statement.start_byte - 400, 0) : statement.start_byte])[-1]
    return " " if blanks.strip(b" \t") else f"\n{blanks.decode()}"
