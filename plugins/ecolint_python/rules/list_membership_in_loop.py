"""python/list-membership-in-loop"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import function, positional
from ..circumstances import severity
from ..loops import iterated, loops_around
from ..names import origin, uses, value
from ..places import identifier_at
from ..sizes import FEW, is_unbounded, length
from ..tree import text

# What a comprehension makes that is hashable, as far as one can see: `town.code`, `line.strip()`, `f"{code}"`.
_HASHABLE = frozenset({"attribute", "call", "string", "concatenated_string"})
_IN = re.compile(rb"in[\s\\]+([A-Za-z_\x80-\xff][\w\x80-\xff]*)")
_MADE = re.compile(rb"=[\s\\]*(?:\[|(?:list|sorted)\s*\()")
_NAME = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")
_FAR = 200
"""Bytes in a line up to which a name stands before what it is given, with a type between them."""
_READS = frozenset({"count", "copy"})  # not `index`, nor `[…]`: a set has no places


@rule(
    "python",
    words=("for", "while"),
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def list_membership_in_loop(doc: Document) -> Iterator[Report]:
    """A loop searches a list from its beginning on every turn.

    `in` compares with each item until one fits; a set finds it at once, however many there are. For a long list in a
    long loop the work is the product of both lengths.

    Evidence: `docs/evidence/python_membership.py`, 2,000 look-ups in 2,000 items.

    Speaks of lists that are built before the loop from what nothing but the data limits, and that nobody changes. The
    items must be hashable for a set: lists and dictionaries are not. For ten items it makes no difference.

    The fix makes a set, whose items must be hashable and which keeps no order.

    ```python bad
    def unknown(rows, towns):
        known = [town.code for town in towns]
        return [row for row in rows if row.code not in known]
    ```

    ```python good
    def unknown(rows, towns):
        known = {town.code for town in towns}
        return [row for row in rows if row.code not in known]
    ```

    ```python bad
    def mark(self, rows):
        codes = list(self.codes)
        for row in rows:
            row.known = row.code in codes
    ```

    ```python bad
    names = sorted(open("names.txt").read().splitlines())
    for line in open("text.txt"):
        if line.strip() in names:
            print(line)
    ```

    ```python good
    def check(rows, colours):
        allowed = ["red", "green", "blue"]
        seen = []
        for row in rows:
            if row.colour in allowed and row.colour in colours and row.code not in seen:
                seen.append(row.code)
    ```

    ```python good
    def first(rows, towns):
        known = [town.code for town in towns]
        if rows[0].code in known:
            return rows[0]
        for row in known:
            pass
    ```

    ```python good
    def notify(rows, kinds):
        known = [kind.code for kind in kinds]
        for row in rows:
            if row.kind in known:
                row.place = known.index(row.kind)
    ```

    ```python good
    def unique(rows):
        for row in rows:
            codes = [code for code in row.codes]
            if row.code in codes:
                yield row
    ```
    """
    for name in _searched(doc):
        told = _judged(doc, name)
        if told is not None:
            yield told


def _searched(doc: Document) -> Iterator[Node]:
    """The names that stand after `in` in comparisons, of those that may be given a list: the text is asked first."""
    starts = (made.start() for made in _MADE.finditer(doc.data))
    before = (doc.data[max(doc.data.rfind(b"\n", 0, start), start - _FAR, 0) : start] for start in starts)
    lists = {name for line in before for name in _NAME.findall(line)}
    for found in _IN.finditer(doc.data) if lists else ():
        name = identifier_at(doc, found.start(1), found[1]) if found[1] in lists else None
        compared = name.parent if name is not None else None
        if compared is not None and compared.type == "comparison_operator" and compared.named_children[-1] == name:
            yield compared.named_children[-1]


def _judged(doc: Document, name: Node) -> Report | None:
    around = [loop for loop in loops_around(name) if is_unbounded(doc, iterated(loop))]
    built = value(doc, name) if around else None
    if built is None or not _is_long_list(doc, built):
        return None
    loops = [loop for loop in around if not (loop.start_byte <= built.start_byte < loop.end_byte)]
    if not loops or _is_changed(doc, name):
        return None
    return report(
        name,
        "`{list}` is searched from its beginning on every turn; make it a set",
        list=text(name),
        severity=severity(doc),
        fix=_as_set(doc, name, built),
    )


def _is_long_list(doc: Document, built: Node) -> bool:
    if built.type == "list":
        return (length(doc, built) or 0) > FEW
    if built.type == "list_comprehension":
        item = built.child_by_field_name("body")
        return item is not None and item.type in _HASHABLE and is_unbounded(doc, iterated(built))
    if origin(doc, function(built)) in ("builtins.list", "builtins.sorted"):
        given = positional(built)
        return len(given) == 1 and is_unbounded(doc, given[0])
    return False


def _is_changed(doc: Document, name: Node) -> bool:
    """Whether the list may change, or a set can't take its place."""
    for use in uses(doc, name):
        parent = use.parent
        if parent is None or parent.type in ("delete_statement", "list_splat"):
            return True
        if parent.type == "attribute" and text(parent.child_by_field_name("attribute")) not in _READS:
            return True
        if parent.type == "subscript":
            return True
    return False


def _as_set(doc: Document, name: Node, built: Node) -> Fix | None:
    """Braces for brackets, if the list is only ever searched."""
    if built.type != "list_comprehension":
        return None
    for use in uses(doc, name):
        parent = use.parent
        if parent is None or parent.type != "comparison_operator" or parent.named_children[-1] != use:
            return None
    return Fix(
        "Make it a set",
        (
            Edit(Span(built.start_byte, built.start_byte + 1), "{"),
            Edit(Span(built.end_byte - 1, built.end_byte), "}"),
        ),
    )
