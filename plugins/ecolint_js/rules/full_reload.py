from ecolint import Document, Node, Report, report, rule

from ..clients import is_request
from ..names import is_global
from ..surroundings import on_server
from ..syntax import FUNCTIONS, ancestors, bare, callee, calls, name_of, nodes, receiver

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
    refs=["rgesn:6.5", "wsg:use-sustainable-javascript-and-apis", "rweb:0034"],
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
    if not _follows_a_request(doc, call):
        return None
    return report(name_of(call), "the whole page is loaded for a small change; update the part that changed")


def _follows_a_request(doc: Document, call: Node) -> bool:
    """Whether a request's answer leads here: in its callback or `then`, or after `await`."""
    for parent in ancestors(doc, call):
        if (
            parent.type == "call_expression"
            and parent.id != call.id
            and any(is_request(doc, one) for one in _chain(parent))
        ):
            return not _is_excused(doc, parent)
        if parent.type in FUNCTIONS and any(
            node.type == "await_expression" and node.start_byte < call.start_byte and is_request(doc, bare(node))
            for node in nodes(parent, into_functions=False)
        ):
            return not _is_excused(doc, parent)
    return False


def _chain(call: Node) -> list[Node]:
    """`c`, `b` and `a` of `a().b().c()`."""
    found = [call]
    above = receiver(call)
    while above is not None and above.type == "call_expression":
        found.append(above)
        above = receiver(above)
    return found


def _is_excused(doc: Document, node: Node) -> bool:
    return any(excuse in doc.text(node) for excuse in _EXCUSES)
