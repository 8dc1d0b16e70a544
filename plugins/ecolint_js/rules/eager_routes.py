from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..names import binding, imported_modules
from ..syntax import key_of, nodes

_ROUTERS = frozenset(
    {"vue-router", "@angular/router", "react-router", "react-router-dom", "@tanstack/react-router", "@ionic/vue-router"}
)
_SPLITTERS = frozenset({"next", "nuxt", "@remix-run/react", "@sveltejs/kit"})


@rule(
    "javascript",
    saves=["network", "cpu"],
    evidence="consensus",
    severity="note",
    refs=["rgesn:6.5", "wsg:modularize-bandwidth-heavy-components", "rweb:0046", "rweb:0036"],
)
def eager_routes(doc: Document, *, routes: int = 5) -> Iterator[Report]:
    """All screens of an application are sent at the first visit.

    A table of routes that imports every screen puts all of them into one bundle: who comes for one screen fetches and
    parses them all. A dynamic import (`() => import("./Screen.vue")`) leaves each until it is opened. The makers of
    routers and bundlers agree on the advice.

    ## When not to care
    Applications of a few light screens, and frameworks that split by themselves.

    Options: `routes`, the number of screens from which it is said.

    ```js bad routes=2
    import { createRouter } from "vue-router";
    import Home from "./Home.vue";
    import News from "./News.vue";

    const routes = [{ path: "/", component: Home }, { path: "/news", component: News }];
    ```

    ```ts bad routes=2
    import { Routes } from "@angular/router";
    import { HomeComponent } from "./home.component";
    import { NewsComponent } from "./news.component";

    export const routes: Routes = [
      { path: "", component: HomeComponent },
      { path: "news", component: NewsComponent },
    ];
    ```

    ```tsx bad routes=2
    import { createBrowserRouter } from "react-router-dom";
    import { Home } from "./Home";
    import { News } from "./News";

    createBrowserRouter([{ path: "/", element: <Home /> }, { path: "/news", element: <News /> }]);
    ```

    ```js good routes=2
    import { createRouter } from "vue-router";
    import Home from "./Home.vue";

    const routes = [{ path: "/", component: Home }, { path: "/news", component: () => import("./News.vue") }];
    ```

    ```ts good routes=2
    import { Routes } from "@angular/router";

    export const routes: Routes = [
      { path: "", loadComponent: () => import("./home.component") },
      { path: "news", loadChildren: () => import("./news.routes") },
    ];
    ```

    ```js good
    const menu = [{ path: "/", component: Home }, { path: "/news", component: News }];
    ```
    """
    if (doc.host is not None and doc.host.place == "attribute") or b"router" not in doc.data:
        return
    modules = imported_modules(doc)
    if not _ROUTERS & modules or _SPLITTERS & modules:
        return
    for table in _tables(doc):
        eager, lazy = _screens(doc, table)
        if not lazy and len(eager) >= routes:
            message = "one of {count} screens that are all sent at the first visit; import them dynamically"
            yield report(eager[0], message, count=len(eager))


def _tables(doc: Document) -> Iterator[Node]:
    """The outermost lists of objects."""
    waiting = [doc.root]
    while waiting:
        node = waiting.pop()
        if node.type == "array" and node.named_children and node.named_children[0].type == "object":
            yield node
        else:
            waiting.extend(node.named_children[::-1])


def _screens(doc: Document, table: Node) -> tuple[list[Node], bool]:
    """The screens of a table that are imported statically, each once, and whether any is loaded on demand."""
    eager: dict[str, Node] = {}
    for node in nodes(table):
        if node.type == "import":
            return [], True
        if node.type != "pair":
            continue
        key, value = key_of(doc, node), node.child_by_field_name("value")
        if value is None or key not in ("component", "element", "Component"):
            continue
        name = value
        if value.type in ("jsx_self_closing_element", "jsx_element"):
            name = next((one for one in nodes(value) if one.type == "identifier"), value)
        found = binding(doc, name) if name.type == "identifier" else None
        if found is not None and found.origin is not None and found.origin.module.startswith((".", "@/", "~", "#")):
            eager.setdefault(doc.text(name), node)
        elif found is not None and found.node.type == "variable_declarator":
            return [], True  # lazy(() => import(…)), or who knows
    return list(eager.values()), False
