"""What html5lib and the standard library, which ecolint doesn't parse pages with, say of an edit of a page.

Each start tag is marked with the place where it stood before the edit. Two trees are compared by these marks: their
elements, attributes and texts may differ where the edits name them, and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from html.parser import HTMLParser
import re
from typing import NamedTuple
from xml.etree import ElementTree

from ecolint.model.finding import Edit
from ecolint.run import fixing

_MARK = "data-stood-at"


class Change(NamedTuple):
    """One pass of fixes over a file."""

    before: bytes
    edits: tuple[Edit, ...]
    after: bytes


@contextmanager
def recorded() -> Iterator[list[Change]]:
    """All edits that fixing applies meanwhile, those that it undoes too."""
    changes: list[Change] = []
    apply = fixing.apply_edits

    def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
        edits = tuple(sorted(set(edits)))
        changes.append(Change(data, edits, apply(data, edits)))
        return changes[-1].after

    fixing.apply_edits = applied
    try:
        yield changes
    finally:
        fixing.apply_edits = apply


def differences(change: Change) -> list[str]:
    """What of a page's tree differs without an edit that names it."""
    edits = [_in_characters(change.before, edit) for edit in change.edits]
    text, new = change.before.decode(), change.after.decode()
    tags, new_tags = _start_tags(text), _start_tags(new)
    stood_at = _stood_at(edits, len(text))
    kept = {at for at in tags if stood_at.holds(at)}
    old_tree = _tree(_marked(text, {at: at for at in tags}))
    new_tree = _tree(_marked(new, {at: stood_at.before(at) for at in new_tags}))
    survivors = {mark for mark in old_tree.elements if mark in kept}
    faults = [
        *_of_order(old_tree, new_tree, survivors),
        *(
            fault
            for mark in survivors & new_tree.elements.keys()
            for fault in _of_tag(tags[mark], old_tree.elements[mark], new_tree.elements[mark], edits)
        ),
    ]
    replaced = [(text[edit.start : edit.end], edit.text) for edit in edits]
    gone, come = (" ".join(parts) for parts in zip(*replaced, strict=True))
    for mark in [-1, *survivors]:
        words = [_words(mark, tree, survivors) for tree in (old_tree, new_tree)]
        faults += _of_words(*words, replaced)
    faults += _of_words(list(old_tree.comments), list(new_tree.comments), replaced)
    balance = _balance(come)
    balance.subtract(_balance(gone))
    faults += [f"<{tag}> opens or closes {abs(count)} times more" for tag, count in balance.items() if count]
    return faults


def _balance(text: str) -> Counter[str]:
    """Start tags less end tags, by name; those of elements without content left out."""
    found: Counter[str] = Counter()
    for end, name in re.findall(r"<(/?)([a-zA-Z][^\s/>]*)", text):
        if name.lower() not in _VOID:
            found[name.lower()] += -1 if end else 1
    return found


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def _in_characters(data: bytes, edit: Edit) -> _Edit:
    start = len(data[: edit.span.start].decode())
    return _Edit(start, start + len(data[edit.span.start : edit.span.end].decode()), edit.text)


class _Tag(NamedTuple):
    at: int
    text: str
    name: str


class _TagFinder(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: dict[int, _Tag] = {}
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        line, column = self.getpos()
        at = self.lines[line - 1] + column
        self.tags[at] = _Tag(at, self.get_starttag_text() or "", tag)


def _start_tags(text: str) -> dict[int, _Tag]:
    return _TagFinder(text).tags


def _marked(text: str, marks: Mapping[int, int]) -> str:
    parts, last = [], 0
    for at, mark in sorted(marks.items()):
        name_end = re.compile(r"[\s/>]").search(text, at + 1)
        place = name_end.start() if name_end else at + 1
        parts += [text[last:place], f" {_MARK}={mark} "]
        last = place
    return "".join([*parts, text[last:]])


@dataclass
class _Places:
    """Stretches that no edit touched: (start before, end before, start after)."""

    stretches: list[tuple[int, int, int]]

    def holds(self, at: int) -> bool:
        return any(start <= at < end for start, end, _ in self.stretches)

    def before(self, at: int) -> int:
        """Where a character stood; a negative number for one that is new."""
        for start, end, after in self.stretches:
            if after <= at < after + end - start:
                return at - after + start
        return -2 - at


def _stood_at(edits: Sequence[_Edit], length: int) -> _Places:
    stretches, last, shift = [], 0, 0
    for edit in edits:
        stretches.append((last, edit.start, last + shift))
        shift += len(edit.text) - (edit.end - edit.start)
        last = edit.end
    return _Places([*stretches, (last, length, last + shift)])


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    parents: tuple[str | int, ...]
    """Marks of what is around it, from the inside out; tags of what the parser added by itself."""


@dataclass
class _Tree:
    elements: dict[int, _Element]
    """By mark, in the order of the tree."""
    added: list[_Element]
    """What the parser added by itself: what may be left out, and copies of what wasn't closed."""
    texts: list[tuple[tuple[str | int, ...], str]]
    comments: Counter[str]


def _tree(marked: str) -> _Tree:
    import html5lib

    root = html5lib.parse(marked, treebuilder="etree", namespaceHTMLElements=False)
    tree = _Tree({}, [], [], Counter())
    waiting: list[tuple[ElementTree.Element | str, tuple[str | int, ...]]] = [(root, ())]
    while waiting:
        node, parents = waiting.pop()
        if isinstance(node, str):
            tree.texts.append((parents, node))
            continue
        if not isinstance(node.tag, str):
            tree.comments[" ".join((node.text or "").split())] += 1
            continue
        mark = node.attrib.pop(_MARK, None)
        me: str | int = node.tag
        if mark is not None and int(mark) not in tree.elements:
            me = int(mark)
            tree.elements[me] = _Element(node.tag, dict(node.attrib), parents)
        else:
            tree.added.append(_Element(node.tag, {}, parents))
        inside = (me, *parents)
        waiting.extend(
            part
            for child in reversed(node)
            for part in ((child.tail or "", (parents and inside) or inside), (child, inside))
        )
        waiting.append((node.text or "", inside))
    return tree


def _of_order(old: _Tree, new: _Tree, survivors: set[int]) -> Iterator[str]:
    def outline(tree: _Tree) -> list[tuple[int | str, tuple[str | int, ...]]]:
        kept = [(mark, element.parents) for mark, element in tree.elements.items() if mark in survivors]
        added = [
            (element.tag, element.parents)
            for element in tree.added
            if next((one for one in element.parents if isinstance(one, int)), -1) in {-1, *survivors}
        ]
        return [
            (one, tuple(parent for parent in parents if isinstance(parent, str) or parent in survivors))
            for one, parents in [*kept, *added]
        ]

    first, second = outline(old), outline(new)
    if first != second:
        one = next((pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]), (first[-1:], second[-1:]))
        yield f"elements are lost or stand elsewhere: {one}"


def _of_tag(tag: _Tag, old: _Element, new: _Element, edits: Sequence[_Edit]) -> Iterator[str]:
    end = tag.at + len(tag.text)
    inside = [edit for edit in edits if tag.at < edit.start <= edit.end < end + 1 and edit.start < end]
    if old.tag != new.tag and not any(edit.start <= tag.at + 1 + len(tag.name) for edit in inside):
        yield f"{tag.text}: became <{new.tag}>"
    for name in old.attributes.keys() | new.attributes.keys():
        if old.attributes.get(name) != new.attributes.get(name) and not any(_names(edit, name, tag) for edit in inside):
            yield f"{tag.text}: {name} became {new.attributes.get(name)!r}"


def _names(edit: _Edit, name: str, tag: _Tag) -> bool:
    """Whether an edit writes or takes out an attribute, or lies in its value."""
    old = tag.text[edit.start - tag.at : edit.end - tag.at]
    word = rf"(?i)(?<![\w:@.-]){re.escape(name)}(?![\w:.-])"
    if re.search(word, f"{old} {edit.text}"):
        return True
    written = rf"""{word}\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)"""
    found = re.search(written, tag.text)
    return found is not None and found.start() <= edit.start - tag.at <= edit.end - tag.at <= found.end()


def _words(mark: int, tree: _Tree, survivors: set[int]) -> list[str]:
    """The words that stand directly in an element, or in what came or went within it; -1 for those around all."""
    found: list[str] = []
    for parents, text in tree.texts:
        if next((one for one in parents if one in survivors), -1) == mark:
            found += text.split()
    return found


def _of_words(old: list[str], new: list[str], replaced: Sequence[tuple[str, str]]) -> Iterator[str]:
    if old == new:
        return
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = " ".join(old[start:end]), " ".join(new[other_start:other_end])
        if kind != "equal" and not (_explained(before, after, replaced) or _made_of(before, after, replaced)):
            yield f"the text {before!r} became {after!r}"


def _explained(before: str, after: str, replaced: Sequence[tuple[str, str]]) -> bool:
    """Whether the edits, made in the text one after the other, give what it became."""
    position = 0
    for old, new in replaced:
        at = before.find(old, position) if old else -1
        if at >= 0:
            before, position = before[:at] + new + before[at + len(old) :], at + len(new)
    return before.split() == after.split()


def _made_of(before: str, after: str, replaced: Sequence[tuple[str, str]]) -> bool:
    """Whether all that went is in the old text of edits, and all that came in the new one."""
    gone, come = (" ".join(" ".join(parts).split()) for parts in zip(*replaced, strict=True))
    gone, come = (f"{text} {unescape(text)}" for text in (gone, come))
    last = other_last = 0
    for here, there, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        if before[last:here].strip() not in gone or after[other_last:there].strip() not in come:
            return False
        last, other_last = here + size, there + size
    return True
