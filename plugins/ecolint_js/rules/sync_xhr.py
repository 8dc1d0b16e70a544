from ecolint import Document, Node, Report, report, rule

from ..bindings import binding
from ..loops import is_compressed
from ..surroundings import is_copied, is_for_developers, on_server
from ..syntax import arguments, called_name, calls, pairs, receiver


@rule(
    "javascript",
    query=f"""
    {calls("open")}
    {pairs("async")}
    """,
    words=("open false", "async false"),
    saves=["cpu", "device"],
    evidence="deterministic",
    preset="all",
    precision="medium",
    refs=["rgesn:2.2", "wsg:use-sustainable-javascript-and-apis", "rweb:0007"],
)
def sync_xhr(call: Node | None, pair: Node | None, value: Node | None, doc: Document) -> Report | None:
    """The page stands still until the server has answered.

    A request that isn't asynchronous blocks the page's only thread: no scrolling, no typing, no painting, for as long
    as the network takes. On a weak device and network that is what makes a page seem broken.

    In preset `all` only: much of what was found in published code stands in libraries that were copied.

    It is deprecated by the XMLHttpRequest standard for this reason. Workers may do so.

    ```js bad
    const request = new XMLHttpRequest();
    request.open("GET", "/towns.json", false);
    request.send();
    ```

    ```html bad
    <script>
      $.ajax({ url: "/towns.json", async: false, success: show });
    </script>
    ```

    ```ts bad
    export function load(url: string): string {
      let xhr = new XMLHttpRequest();
      xhr.open("POST", url, false);
      return xhr.responseText;
    }
    ```

    ```js good
    const request = new XMLHttpRequest();
    request.open("GET", "/towns.json", true);
    request.send();
    ```

    ```js good
    indexedDB.open("towns", 2);
    dialog.open("settings", "left", false);
    ```

    ```js good
    $.ajax({ url: "/towns.json", async: wait });
    const script = { src: "/map.js", async: false };
    ```
    """
    if on_server(doc) or is_copied(doc) or is_for_developers(doc) or is_compressed(doc, doc.root):
        return None
    if (
        b"evalScript" in doc.data or b"_evalUrl" in doc.data or b"jasmine." in doc.data
    ):  # jQuery itself, copied or bundled; tests
        return None
    if call is not None:
        given, target = arguments(call), receiver(call)
        if len(given) < 3 or given[2].type != "false" or target is None or not _is_xhr(doc, target):
            return None
        return report(given[2], "the page stands still until the answer comes; ask asynchronously")
    if pair is not None and value is not None and value.type == "false" and _is_ajax(doc, pair):
        return report(pair, "the page stands still until the answer comes; ask asynchronously")
    return None


def _is_xhr(doc: Document, target: Node) -> bool:
    found = binding(doc, target) if target.type == "identifier" else None
    if found is not None and found.node.type == "variable_declarator":
        value = found.node.child_by_field_name("value")
        if value is not None:
            return "XMLHttpRequest" in doc.text(value) or "ActiveXObject" in doc.text(value)
    return "xhr" in doc.text(target).lower() or "xmlhttp" in doc.text(target).lower()


def _is_ajax(doc: Document, pair: Node) -> bool:
    options = pair.parent
    given = options.parent if options is not None else None
    call = given.parent if given is not None and given.type == "arguments" else None
    return call is not None and call.type == "call_expression" and called_name(doc, call) in ("ajax", "ajaxSetup")
