from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..names import is_global
from ..surroundings import on_server
from ..syntax import FUNCTIONS, ancestors, callee, calls, name_of, nodes

_EXCUSES = (
    "serviceWorker",
    "registration",
    "logout",
    "signOut",
    "expired",
    "401",
    "session",
    "version",
    "locale",
    "language",
    "controllerchange",
)


@rule(
    "javascript",
    query=calls("reload"),
    saves=["network", "server", "cpu"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:6.5", "rweb:0034"],
)
def full_reload(call: Node, doc: Document) -> Report | None:
    """The whole page is loaded again to show a small change.

    After a request that changed one thing, the server builds the whole page again and the browser fetches, parses and
    runs it, where a part of it would do: change that part, or fetch it alone. Guides to frugal design agree on it.

    ## When not to care
    A new version of the application, a session that has ended, another language.

    ```js bad
    fetch(`/tickets/${id}`, { method: "DELETE" }).then(() => location.reload());
    ```

    ```js bad
    async function rename(name) {
      await fetch("/name", { method: "POST", body: name });
      window.location.reload();
    }
    ```

    ```html bad
    <script>
      $.post("/like", function () { location.reload(); });
    </script>
    ```

    ```js good
    fetch(`/tickets/${id}`, { method: "DELETE" }).then(() => row.remove());
    ```

    ```js good
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    ```

    ```vue good
    <template><button @click="router.reload()">Again</button></template>
    ```
    """
    if not is_global(doc, callee(call), "location.reload", "document.location.reload") or on_server(doc):
        return None
    function = _outermost(call)
    if function is None or any(excuse in doc.text(function) for excuse in _EXCUSES):
        return None
    for node in nodes(function):
        if node.type == "call_expression" and node.start_byte < call.start_byte and is_request(doc, node):
            return report(name_of(call), "loads the whole page for a small change; update the part that changed")
    return None


def _outermost(call: Node) -> Node | None:
    """The function around a call, or the statement of the page's script."""
    found = None
    for parent in ancestors(call):
        if parent.type in FUNCTIONS or (
            parent.type == "expression_statement" and (found is None or _is_argument(found))
        ):
            found = parent
    return found


def _is_argument(function: Node) -> bool:
    return function.parent is not None and function.parent.type == "arguments"
