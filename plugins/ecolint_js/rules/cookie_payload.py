from ecolint import Document, Node, Report, report, rule

from ..names import is_global, origin
from ..surroundings import on_server
from ..syntax import arguments, assignments, bare, callee, calls, name_of, nodes, string

_CONSENT = ("consent", "cookie", "privacy", "gdpr", "rgpd", "tarteaucitron", "preference")
_MODULES = frozenset(
    {"js-cookie", "cookies-js", "vue-cookies", "universal-cookie", "react-cookie", "nookies", "cookies-next"}
)


@rule(
    "javascript",
    query=f"""
    {calls("set", "setCookie")}
    {assignments("cookie")}
    """,
    words=("cookie", *sorted(_MODULES)),
    saves=["network"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=["rgesn:6.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0062", "rweb:0081"],
)
def cookie_payload(
    call: Node | None, target: Node | None, value: Node | None, doc: Document, *, max: int = 1000
) -> Report | None:
    """Data is kept in a cookie, which travels with every request.

    The browser sends a site's cookies along with each request, for pictures, styles and scripts too. What only the page
    needs belongs in `localStorage` or `sessionStorage`; the server needs no more than a short identifier.

    It follows from how cookies work. Spoken of are objects written as JSON, and texts over a length; what a user has
    consented to may be kept so.

    Options: `max`, the length in bytes of a text from which it is long.

    ```js bad
    document.cookie = "basket=" + encodeURIComponent(JSON.stringify(basket));
    ```

    ```ts bad
    import Cookies from "js-cookie";

    Cookies.set("filters", JSON.stringify(filters), { expires: 30 });
    ```

    ```js bad max=40
    document.cookie = "welcome=a text that is much too long for this";
    ```

    ```js good
    document.cookie = `theme=${theme}; max-age=31536000; samesite=lax`;
    localStorage.setItem("basket", JSON.stringify(basket));
    ```

    ```js good
    document.cookie = "consent=" + JSON.stringify(consent);
    ```

    ```ts good
    import store from "./store";

    store.set("filters", JSON.stringify(filters));
    ```
    """
    if on_server(doc):
        return None
    if call is not None:
        found = origin(doc, callee(call) or call)
        given = arguments(call)
        if found is None or found.module not in _MODULES or len(given) < 2:
            return None
        return _judged(doc, name_of(call), given[1], doc.text(given[0]), max)
    if target is not None and value is not None and is_global(doc, target, "document.cookie"):
        return _judged(doc, target, value, doc.text(value), max)
    return None


def _judged(doc: Document, place: Node, value: Node, name: str, max: int) -> Report | None:
    if any(word in name.lower() for word in _CONSENT):
        return None
    serialised = any(
        is_global(doc, callee(node), "JSON.stringify")
        for node in [value, *nodes(value)]
        if node.type == "call_expression"
    )
    if serialised:
        return report(
            place, "the cookie travels with every request; keep data in localStorage, and an identifier in it"
        )
    length = len(string(doc, bare(value)).encode())
    if length > max:
        return report(
            place, "the cookie sends {length} bytes with every request; keep them in localStorage", length=length
        )
    return None
