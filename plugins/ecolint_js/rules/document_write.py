from ecolint import Document, Node, Report, report, rule

from ..names import is_global
from ..syntax import callee, calls, name_of


@rule(
    "javascript",
    query=calls("write", "writeln"),
    saves=["cpu", "network"],
    evidence="deterministic",
    refs=["rgesn:2.2", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0053"],
)
def document_write(call: Node, doc: Document) -> Report | None:
    """The page is written while it is read, which stops the browser from reading on.

    The browser reads ahead to fetch what a page needs. `document.write` may change all that follows, so it has to
    wait, throw away what it has read ahead and start over; after the page has loaded it wipes it out. Insert elements
    instead.

    A fallback such as `window.jQuery || document.write(…)`, which seldom runs, is silent.

    It follows from the HTML standard, which advises strongly against it.

    ```html bad
    <script>document.write('<script src="/stats.js"><\\/script>');</script>
    ```

    ```js bad
    document.writeln("<p>" + text + "</p>");
    ```

    ```ts bad
    window.document.write(`<link rel="stylesheet" href="${theme}">`);
    ```

    ```js good
    const view = window.open("", "print");
    view.document.write("<h1>Ticket</h1>");
    window.jQuery || document.write('<script src="/jquery.js"><\\/script>');
    ```

    ```js good
    stream.write(chunk);
    frame.contentDocument.write(page);
    ```

    ```js good
    function render(document) {
      document.write("x");
    }
    ```
    """
    if is_global(doc, callee(call), "document.write", "document.writeln") and not _is_fallback(call):
        return report(name_of(call), "the browser stops reading the page; insert an element instead")
    return None


def _is_fallback(call: Node) -> bool:
    """`window.jQuery || document.write(…)`: only if what should be there isn't."""
    outer = call.parent
    while outer is not None and outer.type == "parenthesized_expression":
        outer = outer.parent
    operator = (
        outer.child_by_field_name("operator") if outer is not None and outer.type == "binary_expression" else None
    )
    return operator is not None and operator.type in ("||", "??")
