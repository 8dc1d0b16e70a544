"""python/pretty-json-response"""

from collections.abc import Iterator

from ecolint import Document, Fix, Node, Report, report, rule

from ..calls import calls_named, calls_to, keywords, method
from ..edits import keyword_argument, without_argument
from ..settings import entries, is_for_development, setting
from ..tree import text
from ..views import view_around

DUMPS = frozenset({"json.dumps"})


@rule(
    "python",
    words=("JsonResponse", *DUMPS, "JSONIFY_PRETTYPRINT_REGULAR"),
    saves=["network"],
    evidence="measured",
    preset="all",
    severity="note",
    refs=["rgesn:6.3", "wsg:minify-and-remove-unused-code", "rweb:0077"],
)
def pretty_json_response(doc: Document) -> Iterator[Report]:
    """JSON is sent with indents and line breaks that no program reads.

    Evidence: `docs/evidence/python_json_indent.py`: a third more without compression, 4 % after gzip. Hence the
    preset `all`: it matters only where answers are not compressed.

    Pages for debugging, files for people and logs are fine; only answers of views and their settings are looked at.

    The fix sends the same data on one line; a client that compares texts sees a difference.

    ```python bad
    def towns(request):
        return JsonResponse({"towns": TOWNS}, json_dumps_params={"indent": 2})
    ```

    ```python bad
    import json

    def towns(request):
        return HttpResponse(json.dumps(TOWNS, indent=2), content_type="application/json")
    ```

    ```python good
    import json

    def towns(request):
        return HttpResponse(json.dumps(TOWNS), content_type="application/json")
    ```

    ```python bad
    JSONIFY_PRETTYPRINT_REGULAR = True
    ```

    ```python good
    import json

    def towns(request):
        log.info(json.dumps(TOWNS, indent=2))
        return JsonResponse({"towns": TOWNS}, json_dumps_params={"ensure_ascii": False})
    ```

    ```python good
    import json

    def save(path, towns):
        path.write_text(json.dumps(towns, indent=2))
    ```

    ```python good
    JSONIFY_PRETTYPRINT_REGULAR = DEBUG
    ```
    """
    for call in calls_named(doc, "JsonResponse"):
        indent = entries(doc, keywords(call).get("json_dumps_params")).get("indent")
        if _is_set(indent) and indent is not None:
            yield report(indent, _MESSAGE)
    for call, _ in calls_to(doc, DUMPS):
        indent = keyword_argument(call, "indent")
        if indent is None or not _is_set(keywords(call).get("indent")):
            continue
        if _is_sent(call) and view_around(call) is not None and not _is_download(call):
            yield report(indent, _MESSAGE, fix=Fix("Drop the indent", (without_argument(indent),)))
    pretty = setting(doc, "JSONIFY_PRETTYPRINT_REGULAR")
    if text(pretty) == "True" and pretty is not None and not is_for_development(doc):
        yield report(pretty, _MESSAGE)


_MESSAGE = "indents are sent that no program reads; drop them, or compress the answer"


def _is_set(indent: Node | None) -> bool:
    return indent is not None and indent.type in ("integer", "string")


def _is_sent(call: Node) -> bool:
    outer = call.parent
    if outer is not None and outer.type == "return_statement":
        return True
    return outer is not None and method(outer.parent).endswith("Response")


def _is_download(call: Node) -> bool:
    """Whether the answer is a file to keep, which people open."""
    answer = call.parent.parent if call.parent is not None else None
    return "attachment" in text(answer)
