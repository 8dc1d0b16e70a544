"""python/uncached-constant-io"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, calls_to, function, has_spread, name_place, positional, receiver
from ..circumstances import is_script
from ..loops import iterated, loop_around
from ..names import function_of, origin
from ..sizes import is_small, is_unbounded
from ..strings import constant
from ..views import is_view

# What reads or builds something large from a name, by the documentation of: the standard library, joblib 1.4,
# PyTorch 2.5, Keras 3, spaCy 3.8, Transformers 4.47, sentence-transformers 3.3, pandas 2.2.
LOADS = frozenset(
    {
        "builtins.open",
        "io.open",
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
    saves=["server", "cpu", "storage"],
    evidence="consensus",
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

    Speaks of files opened for reading, tables and models with a constant name, in a view or a long loop. A file that is
    meant to change while the server runs is a reason to ignore the finding.

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
            yield report(name_place(call), "the same is read on every turn; read it once, before the loop")
    elif is_view(function_of(call)):
        yield report(name_place(call), "the same is read for each request; read it once, when the module is loaded")
