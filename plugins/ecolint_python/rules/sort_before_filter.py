"""python/sort-before-filter"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_to, function, name_place, positional, texts_of
from ..names import origin
from ..tree import child, descendants, text

SORTED = frozenset({"builtins.sorted"})


@rule(
    "python",
    words=texts_of(SORTED),
    saves=["cpu"],
    evidence="measured",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI91"],
)
def sort_before_filter(doc: Document) -> Iterator[Report]:
    """Items are sorted first and dropped afterwards.

    Sorting takes longest, and more than in proportion to the number of items. Those that are dropped need no place.

    Evidence: `docs/evidence/python_sort_filter.py`, where one item in ten is kept.

    A filter that names what it drops (`key != "id"`, `key not in known`) drops little, and nothing is gained. Most
    lists are short: hence the preset `all`. A filter that depends on the order, such as one that remembers what it has
    seen, is a reason to ignore the finding,
    and why the fix is not applied without being asked for.

    ```python bad
    late = [order for order in sorted(orders) if order.is_late]
    ```

    ```python good
    late = sorted([order for order in orders if order.is_late])
    ```

    ```python bad
    names = [town.name for town in sorted(towns, key=by_people) if town.people > 1000]
    ```

    ```python bad
    for order in filter(is_late, sorted(orders, key=by_day)):
        print(order)
    ```

    ```python good
    late = sorted((order for order in orders if order.is_late), key=by_day)
    names = [town.name for town in sorted(towns)]
    first = [order for order in sorted(orders)[:10] if order.is_late]
    ```

    ```python good
    keys = [row[key] for key in sorted(row) if key != "id"]
    ways = [names[way] for way in sorted(ways) if way and way != "free"]
    ```

    ```python good
    def unique(rows):
        seen = set()
        return [row for row in sorted(rows) if not (row in seen or seen.add(row))]
    ```

    ```python good
    def sorted(rows):
        return rows

    late = [order for order in sorted(orders) if order.is_late]
    ```
    """
    for call, _ in calls_to(doc, SORTED, _is_gone_through):
        outer = call.parent
        if outer is None:
            continue
        if outer.type == "for_in_clause" and outer.child_by_field_name("right") == call:
            whole, given = outer.parent, positional(call)
            if given and given[0].type == "identifier" and text(given[0])[:1].isupper():
                continue  # the few members of an enumeration
            conditions = [part for part in whole.named_children if part.type == "if_clause"] if whole else []
            if (
                whole is not None
                and len(conditions) == 1
                and not (_remembers(conditions[0]) or _drops_little(conditions[0]))
            ):
                yield report(name_place(call), _MESSAGE, fix=_fix(call, outer, whole))
        elif outer.type == "argument_list" and origin(doc, function(outer.parent)) == "builtins.filter":
            yield report(name_place(call), _MESSAGE)


_MESSAGE = "items are sorted that are dropped next; filter first"


def _is_gone_through(call: Node) -> bool:
    return call.parent is not None and call.parent.type in ("for_in_clause", "argument_list")


def _remembers(condition: Node) -> bool:
    return any(sign in text(condition) for sign in (".add(", ".append(", "seen", ":=", "await "))


def _drops_little(condition: Node) -> bool:
    """`name != "id"`, `"local" not in name`, `part and part != "free"`: all but a few that it names stay."""
    compared = [*descendants(condition, "comparison_operator")]
    constant = ("string", "integer", "none", "attribute")
    return bool(compared) and all(
        any(sign.type in ("!=", "not in") for sign in one.children)
        and any(side.type in constant for side in one.named_children)
        for one in compared
    )


def _fix(call: Node, clause: Node, whole: Node) -> Fix | None:
    """`[x for x in sorted(xs) if c]` → `sorted([x for x in xs if c])`."""
    item, variable, given = whole.child_by_field_name("body"), clause.child_by_field_name("left"), positional(call)
    loops = [part for part in whole.named_children if part.type == "for_in_clause"]
    if whole.type != "list_comprehension" or len(loops) != 1 or not given or text(item) != text(variable):
        return None
    arguments = call.child_by_field_name("arguments")
    if arguments is None or arguments.type != "argument_list" or child(arguments) != given[0]:
        return None
    others = "".join(f", {text(one)}" for one in arguments.named_children[1:])
    return Fix(
        "Filter first",
        (
            Edit(Span(whole.start_byte, whole.start_byte), f"{text(function(call))}("),
            Edit(Span(call.start_byte, call.end_byte), text(given[0])),
            Edit(Span(whole.end_byte, whole.end_byte), f"{others})"),
        ),
    )
