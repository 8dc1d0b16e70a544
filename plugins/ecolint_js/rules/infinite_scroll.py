from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..bindings import imported_names, is_type_only
from ..clients import is_request
from ..libraries import table
from ..names import is_global
from ..running import function_of, runs
from ..syntax import arguments, called_name, callee, entries, has_spread, nodes, string

_TAGS = ("ion-infinite-scroll", "q-infinite-scroll", "infinite-loading")
_DIRECTIVES = ("v-infinite-scroll", "infinitescroll", "infinite-scroll")
_MESSAGE = "the list loads without end; offer pages, or a button that loads more"
_ADDS = frozenset({"append", "appendChild", "insertAdjacentHTML", "insertAdjacentElement", "push"})


@rule(
    "javascript",
    "html",
    mentions=["nfinite", "intersectionobserver"],
    saves=["network", "server", "device"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=["rgesn:4.2", "wsg:design-to-assist-and-not-to-distract", "rweb:0013"],
)
def infinite_scroll(doc: Document, *, heuristics: bool = False) -> Iterator[Report]:
    """The page loads more and more as the user scrolls, without end.

    Content is fetched that nobody asked for, the page grows in memory, its end is never reached and the visit has no
    natural end either. Pages, or a button that loads more, let the user decide.

    RGESN criterion 4.2 (2024), a priority criterion, asks for services without infinite scrolling.

    Spoken of are libraries and directives made for it. Lazy loading of pictures and virtual lists are fine. It is in
    preset `all`: in new code only libraries were found, which offer such scrolling or show it.

    Options: `heuristics` also looks for observers of the page's end that fetch and append by hand.

    ```jsx bad
    import InfiniteScroll from "react-infinite-scroll-component";

    export const News = ({ news, more }) => <InfiniteScroll next={more} hasMore>{news}</InfiniteScroll>;
    ```

    ```vue bad
    <script setup>
    import { useInfiniteScroll } from "@vueuse/core";

    useInfiniteScroll(list, loadMore);
    </script>
    ```

    ```html bad
    <ion-infinite-scroll><ion-infinite-scroll-content></ion-infinite-scroll-content></ion-infinite-scroll>
    ```

    ```vue bad
    <template><ul v-infinite-scroll="load"><li v-for="item in items">{{ item }}</li></ul></template>
    ```

    ```js bad heuristics=true
    new IntersectionObserver(async ([end]) => {
      const page = await fetch(`/news?page=${++number}`);
      list.insertAdjacentHTML("beforeend", await page.text());
    }).observe(last);
    ```

    ```ts good
    import { useIntersectionObserver } from "@vueuse/core";
    import type { Props } from "react-infinite-scroll-component";

    new IntersectionObserver(([picture]) => { picture.target.src = picture.target.dataset.url; });
    ```

    ```jsx good
    export const News = ({ news, more }) => <><ul>{news}</ul><button onClick={more}>More</button></>;
    ```

    ```tsx good
    export const Pictures = () => <Carousel infiniteScroll><img src="/a.webp" alt="" /></Carousel>;
    ```

    ```tsx good
    import { useInfiniteScroll } from "ahooks";

    export function Invoices() {
      const { data, loadMore } = useInfiniteScroll((before) => load(before), { reloadDeps: [customer] });
      return <><ul>{data.list.map(show)}</ul><button onClick={loadMore}>More</button></>;
    }
    ```

    ```tsx bad
    import { useInfiniteScroll } from "ahooks";

    export function Invoices() {
      const list = useRef(null);
      const { data } = useInfiniteScroll((before) => load(before), { target: list });
      return <ul ref={list}>{data.list.map(show)}</ul>;
    }
    ```

    ```html good
    <ul class="infinite-scroll-free"><li>One</li></ul><a href="?page=2" rel="next">Next</a>
    ```
    """
    if doc.host is not None and doc.host.place == "attribute":
        return
    if b"nfinite" in doc.data:
        if doc.language.markup is not None and doc.host is None:
            yield from _in_markup(doc)
        yield from _imports(doc)
    if heuristics and b"IntersectionObserver" in doc.data:
        yield from _by_hand(doc)


def _in_markup(doc: Document) -> Iterator[Report]:
    yield from (report(element, _MESSAGE) for element in doc.elements.tagged(*_TAGS))
    if doc.path.suffix in (".js", ".jsx", ".ts", ".tsx"):  # there, `infiniteScroll` is a property of anything
        return
    for element in doc.elements if doc.mentions(*_DIRECTIVES) else ():
        for directive in _DIRECTIVES:
            attribute = element.attribute(directive)
            if attribute is not None:
                yield report(attribute, _MESSAGE)


def _imports(doc: Document) -> Iterator[Report]:
    for statement in doc.index("import"):
        source = statement.child_by_field_name("source")
        if source is None or is_type_only(statement):
            continue
        module = string(doc, source)
        for library in table("infinite_scroll")["library"]:
            if library["module"] != module:
                continue
            clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
            found = list(imported_names(doc, clause)) if clause is not None else []
            if not library["names"] and (found or clause is None):
                yield report(source, _MESSAGE)
            option = library.get("option")
            for local, name, node in found:
                if name in library["names"] and (option is None or _is_given(doc, local, option)):
                    yield report(node, _MESSAGE)


def _is_given(doc: Document, function: str, option: str) -> bool:
    """Whether a call of an imported function has an option, as far as can be seen."""
    own = [one for one in nodes(doc.root) if one.type == "call_expression" and called_name(doc, one) == function]
    return any(option in entries(given, doc) or has_spread(given) for one in own for given in arguments(one)[1:])


def _by_hand(doc: Document) -> Iterator[Report]:
    """An observer whose callback both fetches and adds."""
    for node in nodes(doc.root):
        if node.type != "new_expression" or not is_global(doc, callee(node), "IntersectionObserver"):
            continue
        given = arguments(node)
        function = function_of(doc, given[0]) if given else None
        called = [one for one in runs(doc, function) if one.type == "call_expression"] if function else []
        if any(is_request(doc, one) for one in called) and any(called_name(doc, one) in _ADDS for one in called):
            yield report(node, _MESSAGE)
