from ecolint import Document, Node, Report, report, rule

from ..loops import is_compressed
from ..names import is_global
from ..syntax import FUNCTIONS, ancestors, arguments, callee, calls, name_of


@rule(
    "javascript",
    query=calls("write", "writeln"),
    saves=["cpu", "network"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=["rgesn:2.2", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0053"],
)
def document_write(call: Node, doc: Document) -> Report | None:
    """The page is written while it is read, which stops the browser from reading on.

    The browser reads ahead to fetch what a page needs. `document.write` may change all that follows, so it has to
    wait, throw away what it has read ahead and start over; after the page has loaded it wipes it out. Insert elements
    instead.

    A fallback such as `window.jQuery || document.write(…)`, which seldom runs, is silent; so are a `catch` block, a
    function that writes an answer over the page, and scripts that reload pages while they are developed.

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
    if (!window.Chart) {
      document.write("<p>The chart can't be shown.</p>");
    }
    ```

    ```js good
    stream.write(chunk);
    frame.contentDocument.write(page);
    ```

    ```js good
    try {
      start();
    } catch (error) {
      document.write("<p>Please update your browser.</p>");
    }
    request.onload = () => document.write(request.responseText);
    document.write('<script src="http://localhost:35729/livereload.js"><\\/script>');
    ```

    ```js good
    function render(document) {
      document.write("x");
    }
    ```
    """
    if is_global(doc, callee(call), "document.write", "document.writeln") and not (
        _is_fallback(call) or _comes_later(doc, call)
    ):
        return report(name_of(call), "the browser stops reading the page; insert an element instead")
    return None


def _is_fallback(call: Node) -> bool:
    """`window.jQuery || document.write(…)`, `if (!window.jQuery) …`: only if what should be there isn't."""
    outer = call.parent
    while outer is not None and outer.type in ("parenthesized_expression", "expression_statement", "statement_block"):
        outer = outer.parent
    if outer is None:
        return False
    if outer.type == "if_statement":
        asked = (outer.child_by_field_name("condition") or outer).text or b""
        return asked.startswith((b"(!window.", b"(! window.", b"(typeof ", b"(window."))
    operator = outer.child_by_field_name("operator") if outer.type == "binary_expression" else None
    return operator is not None and operator.type in ("||", "??")


def _comes_later(doc: Document, call: Node) -> bool:
    """Whether it shows an error or an answer, once the page has been read, or is there for development only."""
    written = "".join(doc.text(one) for one in arguments(call))
    if is_compressed(doc, call):
        return True
    inside = [parent.type for parent in ancestors(doc, call)]
    return (
        "catch_clause" in inside
        or "livereload" in written.lower()
        or (not FUNCTIONS.isdisjoint(inside) and "<" not in written)
    )
