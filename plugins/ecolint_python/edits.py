"""Edits that several fixes need."""

import re

from ecolint import Document, Edit, Node, Span

from .names import bindings_of, imports
from .tree import descendants, text

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


def without_brackets(doc: Document, items: Node) -> tuple[Edit, ...]:
    """The brackets of the only argument of a call taken out, with lines that hold nothing else, and the comma after it.

    What stood in them moves left by as much as they took, unless a text of several lines would change with it.
    """
    lines = _Lines(doc)
    start, end = items.start_byte, items.end_byte
    comma = items.next_sibling
    while comma is not None and comma.type == "comment":
        comma = comma.next_sibling
    comma = comma if comma is not None and comma.type == "," else None  # a generator may not be followed by one
    opening, closing = Span(start, start + 1), Span(end - 1, comma.end_byte if comma else end)
    if comma and doc.data[end : comma.start_byte].strip():  # a comment
        return tuple(Edit(span, "") for span in (opening, Span(end - 1, end), Span(comma.start_byte, comma.end_byte)))
    alone = lines.alone(opening)
    moved = _moved(doc, items, lines, alone)
    first = lines.whole(opening) if alone else opening
    last = lines.whole(closing) if lines.alone(closing) and lines.start(end) > start and alone else closing
    return (Edit(first, ""), *(Edit(span, "") for span in moved if span.end <= last.start), Edit(last, ""))


def _moved(doc: Document, items: Node, lines: "_Lines", alone: bool) -> list[Span]:
    """The blanks to take out at the beginnings of lines between brackets."""
    inner = lines.starts(items.start_byte, items.end_byte - 1)
    first = next((child for child in items.named_children), items)
    if not inner or any(one.start_point.row != one.end_point.row for one in descendants(items, "string")):
        return []
    if alone:
        less = lines.indent(inner[0]) - lines.indent(lines.start(items.start_byte))
    else:
        less = 1 if first.start_byte == items.start_byte + 1 else 0
        column = items.start_byte + 1 - lines.start(items.start_byte)
        if any(lines.indent(at) < column for at in inner):
            return []
    spans = [Span(at, at + less) for at in inner]
    held = [span for span in spans if not doc.data[span.start : lines.end(span.start)].isspace()]
    if less <= 0 or any(doc.data[span.start : span.end].strip(b" \t") for span in held):
        return []
    return held


class _Lines:
    """Lines of a document, by offsets."""

    def __init__(self, doc: Document) -> None:
        self._source = doc.source

    def start(self, at: int) -> int:
        return self._source.line_starts[self._source.line_at(at) - 1]

    def end(self, at: int) -> int:
        """After the line end."""
        line, starts = self._source.line_at(at), self._source.line_starts
        return starts[line] if line < len(starts) else len(self._source.data)

    def indent(self, start: int) -> int:
        line = self._source.data[start : self.end(start)]
        return len(line) - len(line.lstrip(b" \t"))

    def starts(self, start: int, end: int) -> list[int]:
        """Where lines begin between two places."""
        first, last = self._source.line_at(start), self._source.line_at(end)
        return self._source.line_starts[first:last]

    def whole(self, span: Span) -> Span:
        return Span(self.start(span.start), self.end(span.end))

    def alone(self, span: Span) -> bool:
        """Whether nothing else stands on its line."""
        data, start = self._source.data, self.start(span.start)
        return (
            start == self.start(span.end) and not (data[start : span.start] + data[span.end : self.end(start)]).strip()
        )


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
