"""python/uncached-constant-io"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import (
    argument,
    calls_named,
    calls_to,
    function,
    has_spread,
    keywords,
    method,
    name_place,
    positional,
    receiver,
    texts_of,
)
from ..circumstances import is_script
from ..edits import indentation, statement_around
from ..loops import identifiers, iterated, loop_around, loops_around
from ..names import bindings, bindings_of, function_of, origin, uses
from ..sizes import is_small, is_unbounded
from ..strings import constant
from ..tree import text
from ..views import is_view

# What reads or builds something large from a name, by the documentation of: the standard library, joblib 1.4,
# Jinja 3.1, PyTorch 2.5, Keras 3, spaCy 3.8, Transformers 4.47, sentence-transformers 3.3, pandas 2.2.
LOADS = frozenset(
    {
        "builtins.open",
        "io.open",
        "jinja2.Template",
        "joblib.load",
        "keras.models.load_model",
        "pandas.read_csv",
        "pandas.read_json",
        "pandas.read_parquet",
        "sentence_transformers.SentenceTransformer",
        "spacy.load",
        "tensorflow.keras.models.load_model",
        "torch.load",
        "transformers.pipeline",
    }
)
_PATHS = frozenset({"pathlib.Path"})


@rule(
    "python",
    words=(*texts_of(LOADS), "pathlib read_text", "pathlib read_bytes"),
    saves=["server", "cpu", "storage"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:7.1",
        "wsg:optimize-caching-and-support-offline-access",
        "rweb:0016",
        "rweb:0071",
    ],
)
def uncached_constant_io(doc: Document) -> Iterator[Report]:
    """The same file or model is read again for every request, or on every turn of a loop.

    A file whose name is a constant gives the same each time. Read when the module is loaded, or once by a function with
    `functools.cache`, it costs nothing afterwards; a model of some hundred megabytes costs seconds each time otherwise.

    Evidence: RGESN and RWEB ask to keep what is computed; how much is saved depends on the file.

    Speaks of files opened for reading, tables and models with a constant name, in a view or a long loop; not of a file
    that a response sends piece by piece, as Django's `FileResponse` does.

    ## When not to care

    Whether a file changes while the server runs the code doesn't tell; nor does it whether a view is ever asked twice.

    The fix moves a line that keeps what it reads in a variable: before the loop, or out of the view and to the module,
    which then takes longer to load. All turns and requests share the one object, so look that none changes it.

    ```python bad
    import jinja2

    @app.route("/hello")
    def hello():
        return jinja2.Template("Hello {{ name }}").render(name=name())
    ```

    ```python bad
    import json

    def towns(request):
        with open("data/towns.json") as file:
            return JsonResponse(json.load(file))
    ```

    ```python good
    import json

    with open("data/towns.json") as file:
        TOWNS = json.load(file)

    def towns(request):
        return JsonResponse(TOWNS)
    ```

    ```python bad
    from transformers import pipeline

    @app.post("/mood")
    def mood(text: str):
        return pipeline("sentiment-analysis")(text)
    ```

    ```python bad
    import pandas as pd

    def prices(orders):
        for order in orders:
            table = pd.read_csv("prices.csv")
            yield table.loc[order.code]
    ```

    ```python good
    import pandas as pd

    def prices(orders):
        table = pd.read_csv("prices.csv")
        for order in orders:
            yield table.loc[order.code]
    ```

    ```python bad
    import spacy

    @app.post("/words")
    def words(request):
        nlp = spacy.load("fr_core_news_sm")
        return JsonResponse({"words": [word.text for word in nlp(request.POST["text"])]})
    ```

    ```python good
    import spacy

    nlp = spacy.load("fr_core_news_sm")

    @app.post("/words")
    def words(request):
        return JsonResponse({"words": [word.text for word in nlp(request.POST["text"])]})
    ```

    ```python bad
    import pandas as pd

    def prices(orders):
        for order in orders:
            table = pd.read_csv("prices.csv")
            table["due"] = order.amount * table["price"]
            yield table
    ```

    ```python bad
    from pathlib import Path

    class Page(View):
        def get(self, request):
            return HttpResponse(Path("static/page.html").read_text())
    ```

    ```python good
    def upload(request):
        with open("log.txt", "a") as file:
            file.write("upload")
        with open(request.GET["name"]) as file:
            return HttpResponse(file.read())
    ```

    ```python good
    from django.http import FileResponse
    from flask import send_file

    def report(request):
        return FileResponse(open("report.pdf", "rb"))

    @app.route("/plan")
    def plan():
        plan = open("plan.pdf", "rb")
        return send_file(plan, mimetype="application/pdf")
    ```

    ```python good
    from functools import cache

    @cache
    def towns():
        return open("towns.json").read()

    def show(request):
        return HttpResponse(towns())
    ```

    ```python good
    for attempt in range(3):
        open("ready").close()
    for path in paths:
        open(path).read()
    ```
    """
    if is_script(doc):
        return
    for call, source in calls_to(doc, LOADS, _names_a_constant):
        if _only_reads(doc, call, source):
            yield from _told(doc, call)
    for call in calls_named(doc, "read_text", "read_bytes"):
        path = receiver(call)
        if origin(doc, function(path)) in _PATHS and constant(doc, argument(path, 0, "")) is not None:
            yield from _told(doc, call)


def _names_a_constant(call: Node) -> bool:
    given = positional(call)
    return bool(given) and given[0].type in ("string", "concatenated_string", "identifier")


def _only_reads(doc: Document, call: Node, source: str) -> bool:
    given = positional(call)
    if has_spread(call) or not given or constant(doc, given[0]) is None:
        return False
    if not source.endswith(".open"):
        return all(constant(doc, one) is not None for one in given)
    mode = argument(call, 1, "mode")
    return mode is None or (constant(doc, mode) or "w").startswith("r")


def _told(doc: Document, call: Node) -> Iterator[Report]:
    loop = loop_around(call)
    if loop is not None:
        if loop.type != "while_statement" and not is_small(doc, loop) and is_unbounded(doc, iterated(loop)):
            outermost = [*loops_around(call)][-1]
            message = "the same is read on every turn; read it once, before the loop"
            yield report(name_place(call), message, fix=_moved(doc, call, loop, outermost))
    elif (view := function_of(call)) is not None and is_view(view) and not (_is_kept(call) or _is_sent(doc, call)):
        outermost = view.parent if view.parent is not None and view.parent.type == "decorated_definition" else view
        message = "the same is read for each request; read it once, when the module is loaded"
        at_the_top = outermost.parent == doc.root
        yield report(name_place(call), message, fix=_moved(doc, call, view, outermost) if at_the_top else None)


def _moved(doc: Document, call: Node, around: Node, outermost: Node) -> Fix | None:
    """`name = read("…")`, a statement of a loop or view, moved before it; None if what it reads may change."""
    assignment = call.parent
    statement = assignment.parent if assignment is not None and assignment.type == "assignment" else None
    before = statement_around(doc, outermost)
    if assignment is None or statement is None or before is None or before != outermost or _is_open_file(doc, call):
        return None
    if statement.parent != around.child_by_field_name("body") or indentation(doc, statement) is None:
        return None
    name = assignment.child_by_field_name("left")
    if name is None or assignment.child_by_field_name("type") is not None or len(bindings_of(doc, text(name))) != 1:
        return None
    if any(_may_change(doc, use) for use in uses(doc, name)) or any(
        _is_local(doc, one, before) for one in identifiers(call)
    ):
        return None
    taken_out = doc.remove(statement, "")
    if taken_out is None:
        return None
    apart = "\n\n" if around.type == "function_definition" else f"\n{indentation(doc, before)}"
    added = Edit(Span(before.start_byte, before.start_byte), f"{text(statement)}{apart}")
    return Fix("Read it once", (added, *taken_out.edits))


def _is_open_file(doc: Document, call: Node) -> bool:
    return origin(doc, function(call)).endswith(".open")


def _is_local(doc: Document, name: Node, before: Node) -> bool:
    """Whether a name means nothing yet before a statement."""
    return any(binding.name.start_byte > before.start_byte for binding in bindings(doc, name))


_MAY_CHANGE = frozenset({"add", "append", "clear", "extend", "insert", "pop", "remove", "setdefault", "sort", "update"})


def _may_change(doc: Document, use: Node) -> bool:
    """Whether a use may change what was read, or hand it to who does."""
    node, parent = use, use.parent
    called = False
    while parent is not None and parent.type in ("attribute", "subscript", "call"):
        if parent.type == "subscript" and parent.child_by_field_name("value") != node:
            break
        if parent.type == "call":
            called = True
            if function(parent) != node or "inplace" in keywords(parent) or method(parent) in _MAY_CHANGE:
                return True
        node, parent = parent, parent.parent
    if parent is None or parent.type in ("delete_statement", "augmented_assignment"):
        return True
    if parent.type == "assignment":
        return parent.child_by_field_name("left") == node
    return node == use or (parent.type in ("argument_list", "keyword_argument") and not called)


def _is_kept(call: Node) -> bool:
    """`if self.model is None: self.model = load("…")`: read at the first request only."""
    assignment = call.parent
    target = assignment.child_by_field_name("left") if assignment is not None else None
    around = assignment.parent if assignment is not None else None
    while around is not None and around.type != "if_statement":
        around = around.parent
    return target is not None and around is not None and text(target) in text(around.child_by_field_name("condition"))


_SENDS = frozenset({"FileResponse", "StreamingHttpResponse", "StreamingResponse", "send_file"})
"""What sends a file piece by piece: Django 5.2, Starlette 0.41, Flask 3.1."""


def _is_sent(doc: Document, call: Node) -> bool:
    """`FileResponse(open("…"))`, or of a variable that is the file."""
    around = call.parent
    name = around.child_by_field_name("left") if around is not None and around.type == "assignment" else None
    handed_over = uses(doc, name) if name is not None and name.type == "identifier" else [call]
    outer = (one.parent.parent for one in handed_over if one.parent is not None and one.parent.type == "argument_list")
    return any((origin(doc, function(one)) or text(function(one))).rpartition(".")[2] in _SENDS for one in outer)
