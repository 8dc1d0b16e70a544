from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..bindings import binding
from ..names import imported_modules
from ..syntax import key_of, nodes, parent_of

_ROUTERS = frozenset(
    {"vue-router", "@angular/router", "react-router", "react-router-dom", "@tanstack/react-router", "@ionic/vue-router"}
)
_SCREEN = re.compile(rb"""\b(?:[cC]omponent|element)\b["']?\s*[:=]""")
_SPLITTERS = frozenset({"next", "nuxt", "@remix-run/react", "@sveltejs/kit"})


_ROUTE_TAGS = frozenset({"Routes", "Switch", "IonRouterOutlet"})


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

    The fix imports the screens of Vue's router dynamically, those that a file uses in its table only. Each is then
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

    ```tsx bad routes=2
    import { Route, Routes } from "react-router-dom";
    import { Home } from "./Home";
    import News from "./News";

    export const App = () => (
      <Routes>
        <Route path="/" element={<Home />} />
        <Route path="/news" Component={News} />
      </Routes>
    );
    ```

    ```tsx good routes=2
    import { lazy } from "react";
    import { Route, Switch } from "react-router-dom";
    import Home from "./Home";
    import Team from "./Team";

    const News = lazy(() => import("./News"));

    export const App = () => (
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/team" component={Team} />
        <Route path="/news" component={News} />
      </Switch>
    );
    ```

    ```js good routes=2
    import { createRouter } from "vue-router";

    const routes = [
      { path: "/", component: () => import("./Home.vue") },
      { path: "/news", component: () => import("./News.vue") },
    ];
    ```

    ```js bad routes=4
    import Router from "vue-router";
    import Home from "@/views/Home";
    import Event from "@/views/Event";
    import Team from "@/views/Team";
    import Map from "@/views/Map";

    export default new Router({
      routes: [
        { path: "/", name: "Home", component: Home }, // Home begins
        { path: "/events/new", name: "NewEvent", component: Event },
        {
          path: "/events/:id",
          component: Event,
          children: [{ path: "map", name: "Map", component: Map }],
        },
        { path: "/team", name: "Team", component: Team, beforeEnter: Team.guard },
      ],
    });
    ```

    ```js good routes=4
    import Router from "vue-router";
    import Team from "@/views/Team";

    export default new Router({
      routes: [
        { path: "/", name: "Home", component: () => import("@/views/Home") }, // Home begins
        { path: "/events/new", name: "NewEvent", component: () => import("@/views/Event") },
        {
          path: "/events/:id",
          component: () => import("@/views/Event"),
          children: [{ path: "map", name: "Map", component: () => import("@/views/Map") }],
        },
        { path: "/team", name: "Team", component: Team, beforeEnter: Team.guard },
      ],
    });
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
    if len(_SCREEN.findall(doc.data)) < routes:
        return
    modules = imported_modules(doc)
    if not _ROUTERS & modules or _SPLITTERS & modules:
        return
    for table in _tables(doc):
        eager, lazy = _screens(doc, table)
        if not lazy and len(eager) >= routes:
            message = "one of {count} screens that are all sent at the first visit; import them dynamically"
            yield report(eager[0], message, count=len(eager), fix=_imported_when_opened(doc, table, eager))


def _tables(doc: Document) -> Iterator[Node]:
    """The outermost lists of objects, and elements that hold routes: `<Routes>`."""
    waiting = [doc.root]
    while waiting:
        node = waiting.pop()
        if _is_table(doc, node):
            yield node
        else:
            waiting.extend(node.named_children[::-1])


def _screens(doc: Document, table: Node) -> tuple[list[Node], bool]:
    """The screens of a table that are imported statically, each once, and whether any is loaded on demand."""
    eager: dict[str, Node] = {}
    for node in nodes(table):
        if node.type == "import":
            return [], True
        if node.type == "jsx_attribute":
            key, value = _attribute(doc, node)
        elif node.type == "pair":
            key, value = key_of(doc, node), node.child_by_field_name("value")
        else:
            continue
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


def _is_table(doc: Document, node: Node) -> bool:
    if node.type == "jsx_element":
        return _tag(doc, node) in _ROUTE_TAGS
    return node.type == "array" and bool(node.named_children) and node.named_children[0].type == "object"


def _tag(doc: Document, element: Node) -> str:
    opening = element.named_children[0]
    name = opening.child_by_field_name("name")
    return doc.text(name) if name is not None else ""


def _attribute(doc: Document, attribute: Node) -> tuple[str, Node | None]:
    """`component={Home}`: the name, and the expression."""
    name, value = attribute.named_children[0], attribute.named_children[-1]
    written = value.named_children[0] if value.type == "jsx_expression" and value.named_children else None
    return doc.text(name), written


def _imported_when_opened(doc: Document, table: Node, screens: list[Node]) -> Fix | None:
    """`component: Home` → `component: () => import("./Home.vue")`, and the import is gone."""
    if doc.host is not None or not {"vue-router", "@ionic/vue-router"} & imported_modules(doc):
        return None  # what a script of a component imports, its template may use
    written = _names(doc)
    edits: list[Edit] = []
    for pair in screens:
        name = pair.child_by_field_name("value")
        found = binding(doc, name) if name is not None else None
        clause = parent_of(doc, found.node) if found is not None else None
        statement = parent_of(doc, clause) if clause is not None else None
        if name is None or found is None or clause is None or statement is None:
            continue
        source, taken_out = statement.child_by_field_name("source"), doc.remove(statement, "")
        if found.node.type != "identifier" or clause.named_child_count != 1 or source is None or taken_out is None:
            continue
        uses = [use for use in written[doc.text(name)] if use != found.node]
        if all(_is_screen_of(doc, table, use) for use in uses):
            edits += taken_out.edits
            edits += [Edit(Span(use.start_byte, use.end_byte), f"() => import({doc.text(source)})") for use in uses]
    return Fix("Import the screens when they are opened", tuple(edits)) if edits else None


def _names(doc: Document) -> dict[str, list[Node]]:
    """Name → where the file uses it, whatever it means there. What a string or a comment says is no use."""
    found: dict[str, list[Node]] = {}
    for node in nodes(doc.root):
        if node.type in ("identifier", "shorthand_property_identifier", "type_identifier"):
            found.setdefault(doc.text(node), []).append(node)
    return found


def _is_screen_of(doc: Document, table: Node, use: Node) -> bool:
    """Whether a name is the screen of a route: `component: Home`."""
    pair = parent_of(doc, use)
    inside = table.start_byte <= use.start_byte and use.end_byte <= table.end_byte
    return inside and pair is not None and pair.type == "pair" and key_of(doc, pair) == "component"
