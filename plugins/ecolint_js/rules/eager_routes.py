from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import binding
from ..edits import mentions
from ..names import imported_modules
from ..syntax import key_of, nodes, parent_of

_ROUTERS = frozenset(
    {"vue-router", "@angular/router", "react-router", "react-router-dom", "@tanstack/react-router", "@ionic/vue-router"}
)
_SPLITTERS = frozenset({"next", "nuxt", "@remix-run/react", "@sveltejs/kit"})


@rule(
    "javascript",
    words=_ROUTERS,
    saves=["network", "cpu"],
    evidence="consensus",
    severity="note",
    preset="all",
    precision="medium",
    refs=["rgesn:6.5", "wsg:modularize-bandwidth-heavy-components", "rweb:0046", "rweb:0036"],
)
def eager_routes(doc: Document, *, routes: int = 5) -> Iterator[Report]:
    """All screens of an application are sent at the first visit.

    A table of routes that imports every screen puts all of them into one bundle: who comes for one screen fetches and
    parses them all. A dynamic import (`() => import("./Screen.vue")`) leaves each until it is opened. The makers of
    routers and bundlers agree on the advice.

    In preset `all` only: the tables that were found in published code were mostly short, of errors and sign-in.

    The fix imports the screens of Vue's router dynamically, those that a file names in its table only. Each is then
    fetched when it is opened, which takes a moment. For React and Angular there is none: there it depends on what is
    shown meanwhile, and on how the screens are made.

    ## When not to care
    Applications of a few light screens, and frameworks that split by themselves.

    Options: `routes`, the number of screens from which it is said.

    ```js bad
    import { createRouter } from "vue-router";
    import Home from "./Home.vue";
    import News, { latest } from "./News.vue";
    import Map from "@/views/Map.vue";
    import Team from "@/views/Team.vue";
    import About from "./About.vue";

    const routes = [
      { path: "/", component: Home },
      { path: "/news", component: News },
      { path: "/map", component: Map },
      { path: "/team", component: Team },
      { path: "/about", component: About, meta: { title: "About" } },
    ];
    ```

    ```js good
    import { createRouter } from "vue-router";
    import News, { latest } from "./News.vue";

    const routes = [
      { path: "/", component: () => import("./Home.vue") },
      { path: "/news", component: News },
      { path: "/map", component: () => import("@/views/Map.vue") },
      { path: "/team", component: () => import("@/views/Team.vue") },
      { path: "/about", component: () => import("./About.vue"), meta: { title: "About" } },
    ];
    ```

    ```js bad routes=2
    import { createRouter } from "vue-router";
    import Home from "./Home.vue";
    import News from "./News.vue";

    const routes = [
      { path: "/", component: Home },
      { path: "/news", component: News },
    ];
    ```

    ```js good routes=2
    import { createRouter } from "vue-router";

    const routes = [
      { path: "/", component: () => import("./Home.vue") },
      { path: "/news", component: () => import("./News.vue") },
    ];
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
            yield report(eager[0], message, count=len(eager), fix=_imported_when_opened(doc, eager))


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


def _imported_when_opened(doc: Document, screens: list[Node]) -> Fix | None:
    """`component: Home` → `component: () => import("./Home.vue")`, and the import is gone."""
    if not {"vue-router", "@ionic/vue-router"} & imported_modules(doc):
        return None
    edits: list[Edit] = []
    for pair in screens:
        name = pair.child_by_field_name("value")
        found = binding(doc, name) if name is not None and key_of(doc, pair) == "component" else None
        clause = parent_of(doc, found.node) if found is not None else None
        statement = parent_of(doc, clause) if clause is not None else None
        if name is None or found is None or clause is None or statement is None or mentions(doc, doc.text(name)) != 2:
            continue
        source = statement.child_by_field_name("source")
        taken_out = doc.remove(statement, "")
        if found.node.type == "identifier" and clause.named_child_count == 1 and taken_out and source is not None:
            written = f"() => import({doc.text(source)})"
            edits += [*taken_out.edits, Edit(Span(name.start_byte, name.end_byte), written)]
    return Fix("Import the screens when they are opened", tuple(edits)) if edits else None
