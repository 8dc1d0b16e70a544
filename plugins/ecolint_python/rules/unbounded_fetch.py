"""python/unbounded-fetch"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, method, name_place, receiver
from ..databases import QUERYSETS
from ..django import is_queryset
from ..tree import text
from ..views import view_around


@rule(
    "python",
    words=("fetchall", "query all", *QUERYSETS),
    saves=["memory", "network", "server"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:6.1",
        "rgesn:7.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0066",
        "rweb:0017",
        "creedengo:GCI24",
    ],
)
def unbounded_fetch(doc: Document) -> Iterator[Report]:
    """An answer to a request holds all rows of a table, however many there are.

    Memory, transfer and waiting grow with the table. A page of results, a slice or a LIMIT keeps them the same.

    Evidence: the frameworks' documentation advises pages for lists; how much is saved depends on the table.

    Small tables of reference and exports that are streamed are fine, and can't be told from others in the code: the
    rule is in the preset `all`.

    ```python bad
    def towns(request):
        return JsonResponse({"towns": list(Town.objects.all().values())})
    ```

    ```python good
    def towns(request):
        page = Paginator(Town.objects.all(), 50).get_page(request.GET.get("page"))
        return JsonResponse({"towns": list(page.object_list.values())})
    ```

    ```python bad
    @app.get("/towns")
    def towns():
        cursor.execute("SELECT name FROM town")
        return jsonify(cursor.fetchall())
    ```

    ```python bad
    @router.get("/towns")
    def towns(db):
        return Town.query.all()
    ```

    ```python good
    def towns(request):
        first = list(Town.objects.all()[:50])
        return JsonResponse({"count": Town.objects.all().count(), "towns": first})
    ```

    ```python good
    def load():
        return Town.query.all()
    ```

    ```python good
    @app.get("/towns")
    def towns():
        cursor.execute("SELECT name FROM town LIMIT 50")
        return jsonify(cursor.fetchall())
    ```
    """
    for call in calls_named(doc, "all", "fetchall"):
        view = view_around(call)
        if view is None or not _takes_all(doc, call):
            continue
        written = text(view).lower()
        if not any(sign in written for sign in ("paginat", "limit", "page", "stream")):
            yield report(name_place(call), "all rows are fetched, however many there are; fetch a page of them")


def _takes_all(doc: Document, call: Node) -> bool:
    if method(call) == "fetchall":
        return True
    obj, outer = receiver(call), call.parent
    if obj is not None and obj.type == "attribute" and text(obj.child_by_field_name("attribute")) == "query":
        return text(obj)[:1].isupper()
    if outer is not None and outer.type == "attribute":  # .values() and the like: what is called on it decides
        outer_call = outer.parent
        if method(outer_call) not in ("values", "values_list", "order_by", "select_related", "prefetch_related"):
            return False
        outer = outer_call.parent if outer_call is not None else None
    if outer is None or method(outer.parent).startswith("get_"):
        return False
    return is_queryset(doc, call) and outer.type in ("argument_list", "for_in_clause", "list_splat")
