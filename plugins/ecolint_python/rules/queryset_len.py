"""python/queryset-len"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Phrase, Report, Span, report, rule

from ..calls import calls_to, positional
from ..databases import QUERYSETS, querysets
from ..django import is_queryset
from ..names import function_of, uses, value
from ..tree import text

COUNTS = frozenset({"builtins.len"})
TESTS = frozenset({"builtins.bool"})
MATERIALISES = frozenset({"builtins.list", "builtins.tuple"})  # a set counts what differs


@rule(
    "python",
    words=QUERYSETS,
    saves=["server", "memory", "network"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:7.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0066",
        "rweb:0017",
    ],
)
def queryset_len(doc: Document) -> Iterator[Report]:
    """All rows are loaded only to count them, or to see whether there are any.

    `len(queryset)` and `if queryset:` read every row, build an object of each, and throw them away. `.count()` lets the
    database count, `.exists()` stops at the first row; neither moves a row.

    Evidence: Django's documentation says so of both methods ("QuerySet API reference", `count` and `exists`).

    A queryset that is read afterwards anyway is silent: there, `len` and `if` cost nothing more. So are related objects
    (`order.lines.all()`), which may have been prefetched.

    The fix asks the database to count. If the same query set is read afterwards, that is a second query.

    ```python bad
    waiting = len(Ticket.objects.filter(called_at=None))
    ```

    ```python good
    waiting = Ticket.objects.filter(called_at=None).count()
    ```

    ```python bad
    def is_known(self, email):
        if User.objects.filter(email=email):
            return True
    ```

    ```python good
    def is_known(self, email):
        if User.objects.filter(email=email).exists():
            return True
    ```

    ```python bad
    def report(request):
        open_orders = Order.objects.exclude(state="sent")
        return render(request, "report.html", {"open": len(open_orders)})
    ```

    ```python bad
    def closed(request):
        late = Order.objects.filter(late=True)
        if not late:
            return "closed"
        return "open"
    ```

    ```python good
    def closed(request):
        late = Order.objects.filter(late=True)
        if not late.exists():
            return "closed"
        return "open"
    ```

    ```python bad
    nobody = "closed" if get_user_model().objects.filter(active=True) else "open"
    ```

    ```python bad
    late = bool(Order.objects.filter(late=True))
    ```

    ```python good
    late = Order.objects.filter(late=True).exists()
    ```

    ```python bad
    count = len(list(models.Order.objects.all()))
    nothing = not models.Order.objects.filter(late=True)
    nobody = not len(User.objects.filter(active=True))
    ```

    ```python bad
    if len(Order.objects.filter(late=True)) == 0:
        rest()
    ```

    ```python good
    if not Order.objects.filter(late=True).exists():
        rest()
    ```

    ```python bad
    late = len(Order.objects.filter(late=True)) > 0
    ```

    ```python good
    late = Order.objects.filter(late=True).exists()
    ```

    ```python good
    sent = len(Letter.objects.log(mail))
    friends = len(Friend.objects.friends(user))  # may give a list
    ```

    Rows that are read anyway:

    ```python good
    def queue(request):
        tickets = Ticket.objects.filter(called_at=None)
        return JsonResponse({"waiting": len(tickets), "tickets": [ticket.number for ticket in tickets]})
    ```

    ```python good
    lines = len(order.lines.all())
    if order.lines.filter(late=True):
        pass
    first = len(Ticket.objects.all()[:10])
    rows = Ticket.objects.all() or []
    known = len(Ticket.objects.get_ids_set(desk))  # a method of one's own, which gives a set
    different = len(set(Ticket.objects.values_list("desk", flat=True)))
    ```

    ```python good
    def test_one_query(self):
        with self.assertNumQueries(1):
            len(Ticket.objects.annotate(waited=Now() - F("taken_at")))
    ```

    ```python good
    def len(things):
        return things.count()

    total = len(Ticket.objects.all())
    ```
    """
    if b"objects" not in doc.data:
        return
    for call, _ in calls_to(doc, COUNTS):
        given = positional(call)
        counted = _bare(doc, given[0]) if len(given) == 1 else None
        if counted is None or not _is_read_here_only(doc, counted) or _is_lost(call):
            continue
        asks, negated = _asks_for_any(call)
        if asks is not None:
            yield report(
                call,
                "all rows are loaded to see whether there are any; use `.exists()`",
                fix=_fix(asks, counted, ".exists()", "not " * negated) if counted.type == "call" else None,
            )
        else:
            yield report(
                call,
                "all rows are loaded to be counted; `.count()` lets the database count",
                fix=_fix(call, counted, ".count()") if counted.type == "call" else None,
            )
    tests = [test for test, _ in calls_to(doc, TESTS)]
    for call in querysets(doc):
        asked = _only_use(doc, call) or call
        test = next((test for test in tests if positional(test) == [asked]), asked)
        if (test != asked or _is_tested(asked)) and is_queryset(doc, call, own=False):
            yield report(
                test,
                "all rows are loaded to see whether there are any; use `.exists()`",
                fix=_fix(test, asked, ".exists()"),
            )


def _bare(doc: Document, node: Node) -> Node | None:
    """The queryset, perhaps inside `list(…)`."""
    if any(call == node for call, _ in calls_to(doc, MATERIALISES)) and len(positional(node)) == 1:
        node = positional(node)[0]
    return node if node.type in ("call", "identifier") else None


def _is_read_here_only(doc: Document, node: Node) -> bool:
    if not is_queryset(doc, node, own=False) or "get_queryset" in text(node):
        return False
    made = value(doc, node)
    return node.type == "call" or (made is not None and made.type == "call" and _only_use(doc, made) == node)


def _only_use(doc: Document, call: Node) -> Node | None:
    """The one place where a function reads the variable that holds a queryset; None if it may be read elsewhere."""
    above = call.parent
    held = above.child_by_field_name("left") if above is not None and above.type == "assignment" else None
    if held is None or value(doc, held) != call or function_of(held) is None or b"locals()" in doc.data:
        return None
    found = uses(doc, held)
    return found[0] if len(found) == 1 else None


def _is_lost(call: Node) -> bool:
    """`len(tickets)` as a statement: the rows are loaded on purpose, as tests of queries do."""
    return call.parent is not None and call.parent.type == "expression_statement"


def _is_tested(call: Node) -> bool:
    """Whether only the truth of a call's result is asked for, and the result is lost."""
    child, parent = call, call.parent
    while parent is not None and parent.type == "parenthesized_expression":
        child, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in ("if_statement", "while_statement", "elif_clause"):
        return parent.child_by_field_name("condition") == child
    if parent.type == "conditional_expression":
        return child in parent.named_children[1:2]
    return parent.type == "not_operator"


def _asks_for_any(call: Node) -> tuple[Node | None, bool]:
    """The expression that only asks a `len(…)` whether it is 0, and whether it is true if it is."""
    above = call.parent
    if above is None or above.type != "comparison_operator":
        return (call if _is_tested(call) else None), False
    first, *_ = above.children
    negated = _COMPARED_WITH_NOTHING.get(" ".join(text(part) for part in above.children[1:]))
    return (above, negated) if first == call and negated is not None else (None, False)


_COMPARED_WITH_NOTHING = {"== 0": True, "< 1": True, "!= 0": False, "> 0": False, ">= 1": False}


def _fix(place: Node, queryset: Node, ending: str, beginning: str = "") -> Fix:
    edits = [Edit(Span(queryset.end_byte, place.end_byte), ending)]
    if queryset.start_byte > place.start_byte:
        edits.insert(0, Edit(Span(place.start_byte, queryset.start_byte), beginning))
    return Fix(Phrase("Use {ending}", ending=ending), tuple(edits))
