from collections import Counter
from collections.abc import Iterator
import re

from ecolint import Document, Element, Fact, Facts, Node, Report, fact, report, rule

_START = re.compile(rb"<([A-Za-z][\w:.-]*)")
_LISTS = frozenset(("ul", "ol", "div", "section", "main"))
_LEAST = 20
"""Children that make a list long."""
_NODES = 10
"""In the tree of an element that holds another one, at least."""


@fact("html", "javascript", mentions=["<ul", "<ol", "<div", "<section", "<main"])
def long_list(doc: Document) -> Iterator[Fact]:
    """An element with many children of one kind that each hold more."""
    if doc.language.markup is None or not _has_many_of_a_kind(doc.lowered):
        return
    if doc.tags is not None and doc.lowered.count(b"</") <= _LEAST:
        return  # JSX writes an end tag for each child that holds something
    for element in _wide(doc):
        children = [child for child in element.children if child.children]
        kinds = {child.tag for child in children}
        if len(children) >= _LEAST and len(kinds) == 1:
            yield fact(element, count=len(children), tag=kinds.pop())


def _wide(doc: Document) -> Iterator[Element]:
    """The lists with many children of one kind, looked for in large parts of the tree only: few are."""
    kinds = doc.language.markup.element if doc.language.markup else ()
    waiting = [doc.root]
    while waiting:
        node = waiting.pop()
        inner = node.named_children
        waiting += [one for one in inner if one.descendant_count > _LEAST * _NODES]
        if len(inner) > _LEAST and node.type in kinds and _tag(doc, node) in _LISTS:
            alike = Counter(_tag(doc, one) for one in inner if one.type in kinds)
            if max(alike.values(), default=0) >= _LEAST and (element := doc.element_at(node.start_byte)) is not None:
                yield element


def _tag(doc: Document, node: Node) -> str:
    """The tag that an element's node begins with, in lower case."""
    found = _START.match(doc.data, node.start_byte)
    return found[1].decode().lower() if found else ""


def _has_many_of_a_kind(text: bytes) -> bool:
    """A quick first question: most pages are shorter."""
    if text.count(b"<") <= 2 * _LEAST:
        return False
    tags = _START.findall(text)
    return len(tags) > 2 * _LEAST and max(Counter(tags).values()) >= _LEAST


@fact("css", words=["contain", "content-visibility"])
def containment(doc: Document) -> Fact | None:
    """A style sheet that contains something."""
    known = b"content-visibility" in doc.code or b"contain:" in doc.code.replace(b" ", b"")
    return fact(doc.span) if known else None


@rule(
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:2.2", "wsg:set-goals-based-on-performance-and-energy-impact", "rweb:0039"],
    facts=[long_list, containment],
    whole=True,
)
def missing_containment(lists: Facts, contained: Facts, *, min: int = 50) -> Iterator[Report]:
    """A long list is laid out in full, though only its beginning is seen.

    `content-visibility: auto`, with `contain-intrinsic-size`, lets the browser skip what isn't on the screen.

    Evidence: browser makers have measured large gains on long pages; on short ones there is none. It is a piece of
    advice, and of medium precision: a look at the code doesn't show how much is shown, so it is in no preset but
    `all`.

    Reported for elements with at least `min` children of one kind, in projects whose style sheets contain nothing at
    all.

    ```html bad file=index.html min=20
    <ul>
    <li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a>
    <li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a><li><a>1</a>
    </ul>
    ```

    ```html bad file=index.html min=20
    <section>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    </section>
    ```

    ```jsx bad file=list.jsx min=20
    export const list = <div>
      <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
      <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
      <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
      <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    </div>;
    ```

    ```html good file=index.html
    <ul><li><a>1</a></li><li><a>1</a></li></ul>
    ```

    ```html good file=index.html min=20
    <section>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    <p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p><p><b>1</b></p>
    </section>
    ```

    ```css file=main.css
    p { content-visibility: auto; contain-intrinsic-size: auto 2em; }
    ```

    ```html good file=index.html min=20
    <ul>
    <li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1<li>1
    </ul>
    ```
    """
    for one in lists if not contained else ():
        if isinstance(count := one["count"], int) and count >= min:
            yield report(
                one,
                "{count} {tag} laid out at once; let them wait with content-visibility: auto",
                count=count,
                tag=one["tag"],
            )
