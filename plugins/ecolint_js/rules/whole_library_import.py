from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fact, Facts, Files, Fix, Node, Phrase, Report, Span, fact, report, rule

from ..bindings import binding, imported_names, is_type_only
from ..libraries import Whole, whole_library
from ..loops import is_compressed
from ..surroundings import asks_for_the_window, imports_for_pages, is_for_developers, on_server
from ..syntax import arguments, callee, calls, string

FIRST_PARTS = (
    "@ant-design/",
    "@babel/",
    "@fortawesome/",
    "@material-ui/",
    "@mdi/",
    "@mui/",
    "aws-sdk",
    "babel-",
    "core-js",
    "echarts",
    "highlight",
    "jquery-ui",
    "lodash",
    "lucide",
    "moment/",
    "react-icons",
    "rxjs/",
    "underscore",
)
"""How the modules of the table begin: most imports are none of them, and the query tells sooner."""
_FOR_PAGES = ("@ant-design/", "@fortawesome/", "@material-ui/", "@mdi/", "@mui/", "jquery-ui", "lucide", "react-icons")
"""What pages alone use."""
_COMPILED = (
    b'exports, "__esModule"',
    b"__toESM(",
    b"__reExport(",
    b"__importDefault(",
    b"_interopRequire",
    b" as _jsx",
)
"""What compilers write in place of imports: the source lies elsewhere."""
_NEED_UNDERSCORE = (b"ackbone", b"arionette")
"""Names of libraries that are built upon Underscore, which is there whoever imports it."""
_BUILT_FOLDERS = frozenset({"cjs", "commonjs", "es5", "lib"})


@fact(
    "javascript",
    query=f"""
    (import_statement source: (string (string_fragment) @_module) @source
      (#match? @_module "^({"|".join(FIRST_PARTS)})")) @statement
    (import_statement (_ source: (string (string_fragment) @_module) @source)
      (#match? @_module "^({"|".join(FIRST_PARTS)})")) @statement
    {calls("require")}
    """,
    words=FIRST_PARTS,
)
def whole_import(source: Node | None, statement: Node | None, call: Node | None, doc: Document) -> Fact | None:
    """An import of a whole library, whether the script is one for pages, and what a fix would write in its place."""
    if source is not None and statement is not None:
        library = whole_library(string(doc, source))
        if library is None or is_type_only(statement):
            return None
        names, how = _imported(doc, statement)
        if library.module.startswith("lodash") and names and all(name[:1].isupper() for name in names):
            return None  # its types are written so, its functions aren't
        if how == "types" or (library.imports == "namespace" and how != "namespace"):
            return None
        if how == "namespace" and _is_exported(doc, statement):
            return None
        return _stated(doc, source, library, names, _by_function(doc, statement, library))
    if call is None or len(arguments(call)) != 1:
        return None
    function, module = callee(call), arguments(call)[0]
    library = whole_library(string(doc, module))
    if library is None or library.imports == "namespace" or function is None or function.type != "identifier":
        return None
    if _is_built(doc) or b"typeof exports" in doc.data:
        return None
    if binding(doc, function) is not None or not imports_for_pages(doc) or _is_handed_on(doc, call):
        return None
    return _stated(doc, module, library, _destructured(doc, call), None)


@rule(
    facts=[whole_import],
    saves=["network", "cpu", "device"],
    evidence="measured",
    refs=[
        "rgesn:6.5",
        "rgesn:2.9",
        "wsg:use-dependencies-sparingly-and-maintain-them",
        "wsg:modularize-bandwidth-heavy-components",
        "rweb:0015",
        "creedengo:GCI9",
    ],
)
def whole_library_import(imports: Facts, files: Files) -> Iterator[Report]:
    """A whole library is bundled for a few of its functions.

    Bundlers drop unused functions only from libraries that are written for it. These aren't: whatever is imported, all
    of the library goes to every visitor, is parsed there and kept in memory.

    Measured by `docs/evidence/js_whole_library.mjs` with esbuild: `import { debounce } from "lodash"` brings 27 kB
    (gzip), `import debounce from "lodash/debounce"` under 2 kB; core-js as a whole over 100 kB.

    The fix imports function by function, which TypeScript allows with `esModuleInterop` or
    `allowSyntheticDefaultImports`. In tests that replace the whole library, the functions must be replaced one by one.

    ## When not to care
    Code for servers sends no bundle, and is left alone; so is a module that shows no sign of a page (an import of what
    pages alone use, JSX, the window) and has no neighbour in its folder that does and imports the same.
    Type-only imports are gone after compilation and are fine. A bundler plugin that rewrites such imports excuses
    lodash where `package.json` or Babel's configuration names it, and so does a host whose build is known to do it or
    that brings its own copy: Volto, and WordPress where `package.json` names its packages.

    ```js bad file=src/months.js
    import { debounce, throttle as slow } from "lodash";
    import { useState } from "react";
    ```

    ```js good file=src/months.js
    import debounce from "lodash/debounce";
    import slow from "lodash/throttle";
    import { useState } from "react";
    ```

    ```js bad file=src/months.js
    import _ from "lodash";

    export const byDay = (slots) => _.groupBy(slots, "day");
    window.addEventListener("hashchange", show);
    ```

    ```js good file=src/months.js
    import groupBy from "lodash-es/groupBy";
    import { uniq } from "lodash-es";

    export const byDay = (slots) => groupBy(slots, "day");
    ```

    ```js bad file=src/months.js
    const $ = require("jquery");
    const { pick } = require("lodash");

    document.title = pick(page, "title").title;
    ```

    ```tsx bad file=src/months.tsx
    import * as icons from "react-icons/fa";

    export const Icon = ({ name }) => icons[name]();
    ```

    ```tsx good file=src/months.tsx
    import { FaBeer } from "react-icons/fa";
    import type { DebouncedFunc } from "lodash";
    import { Cancelable } from "lodash";
    import { type Dictionary } from "lodash";

    export const Icon = () => <FaBeer />;
    ```

    ```vue bad file=src/months.vue
    <script setup>
    import "core-js";
    </script>
    ```

    ```js good file=src/months.js
    const { pick } = require("lodash");

    module.exports = (user) => pick(user, ["name"]);
    ```

    ```ts bad file=src/months.ts
    import $ = require("jquery");
    import _ = require("lodash");

    $("h1").text(_.capitalize(title));
    ```

    ```js good file=src/months.js
    if (typeof exports !== "undefined") factory(exports, require("underscore"), require("jquery"));
    ```

    ```js good file=src/Month.jsx
    const modules = { 42: (e, _, t) => { e.exports = require("lodash"); } };
    ```

    ```js bad file=src/events/tile.js
    import { pick } from "lodash";
    export const tile = (event) => document.createElement(pick(event, "tag").tag);
    ```
    ```js file=src/events/util.js
    import { omit } from "lodash";
    export const bare = (event) => omit(event, "tag");
    ```
    ```js file=src/model/util.js
    import { omit } from "lodash";
    export const bare = (event) => omit(event, "tag");
    ```

    ```tsx good file=src/components.tsx
    import * as Icons from "@ant-design/icons";
    export { Icons };
    ```

    ```tsx good file=benchmark.tsx
    import _ from "lodash";
    console.time("range");
    ```

    ```js good file=components/Select.cjs
    const React = require("react");
    const lodash = require("lodash");
    module.exports = ({ names }) => React.createElement("p", null, lodash.uniq(names));
    ```

    ```js good file=src/router.js
    import $ from "jquery";
    import _ from "underscore";
    import Backbone from "backbone";

    export default Backbone.Router.extend({ start: () => _.defer(() => $("body").show()) });
    ```

    ```js good file=lib/Month.js
    import { get } from "lodash";
    import { jsx as _jsx } from "react/jsx-runtime";
    ```

    ```ts good file=src/months.ts
    import { map } from "rxjs/operators";
    import "core-js/actual/array/group";
    ```

    ```js good file=src/months.js
    import { once } from "lodash";
    import React from "react";
    ```
    ```js file=babel.config.js
    module.exports = { plugins: ["lodash", "@babel/plugin-transform-runtime"] };
    ```

    ```jsx good file=src/Edit.jsx
    import { pick } from "lodash";
    import { RichText } from "@wordpress/block-editor";

    export const Edit = (props) => <RichText {...pick(props, "value")} />;
    ```
    ```json file=package.json
    { "devDependencies": { "@wordpress/scripts": "^30.0.0" } }
    ```

    ```jsx good file=src/View.jsx
    import { isEqual } from "lodash";
    import React from "react";
    ```
    ```json file=package.json
    { "keywords": ["plone", "volto-addon"] }
    ```

    ```ts good file=src/months.ts
    import { cloneDeep } from "lodash";
    import { rows } from "../database";

    export const copies = async () => cloneDeep(await rows());
    ```
    """
    rewritten = any(
        _is_rewritten(text) for pattern in _BUILDS for file in files.glob(pattern) if (text := files.text(file.path))
    )
    on_pages = {(one["library"], one.path.parent) for one in imports if one["page"]}
    for one in imports:
        if (one["library"], one.path.parent) not in on_pages:
            continue
        library, name, written = (str(one[key]) for key in ("library", "name", "written"))
        if rewritten and library.startswith("lodash"):
            continue
        entry = whole_library(library)
        if entry is None:
            continue
        edit = Edit(Span(int(str(one["start"])), int(str(one["end"]))), written)
        yield report(
            one,
            "all of {library} is bundled; {instead}",
            library=library,
            instead=Phrase(entry.instead, name=name),
            fix=Fix("Import by function", (edit,)) if written else None,
        )


_BUILDS = ("babel.config.*", "**/babel.config.*", ".babelrc*", "**/.babelrc*", "package.json", "**/package.json")
"""Where a build that rewrites imports is set up."""


_REWRITTEN = re.compile(r"""plugins[\s\S]{0,400}?["']lodash["'](?!\s*:)""")
_BROUGHT = re.compile(r'''"@wordpress/[\w-]+"\s*:|"@plone/volto"\s*:|"volto-addon"''')
"""WordPress gives lodash to all its scripts; Volto builds its add-ons with babel-plugin-lodash (18.33, babel.js)."""


def _is_rewritten(text: str) -> bool:
    return "babel-plugin-lodash" in text or any(sign.search(text) for sign in (_REWRITTEN, _BROUGHT))


def _imported(doc: Document, statement: Node) -> tuple[list[str], str]:
    """The imported names, and the form: "bare", "namespace", "names", or "types" if nothing is left at run time."""
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    if clause is None:
        return [], "bare"
    found = list(imported_names(doc, clause))
    if not found:
        return [], "types"
    if any(node.type == "namespace_import" for _, _, node in found):
        return [], "namespace"
    return [exported for _, exported, _ in found if exported], "names"


def _is_exported(doc: Document, statement: Node) -> bool:
    """`import * as icons from "…"; export { icons }`: a library that hands another on, whole as it is."""
    name = doc.text(statement).partition("* as ")[2].partition(" ")[0]
    return re.search(rb"\bexport\s*\{[^}]*\b%b\b" % re.escape(name.encode()), doc.data) is not None


def _is_built(doc: Document) -> bool:
    """Whether a file's place says that a compiler wrote its `require`, beside what bundlers read."""
    return doc.path.suffix == ".cjs" or not _BUILT_FOLDERS.isdisjoint(doc.path.parts[:-1])


def _is_handed_on(doc: Document, call: Node) -> bool:
    """`e.exports = require("lodash")`: what bundlers write for what they leave to others."""
    given = call.parent
    target = given.child_by_field_name("left") if given is not None and given.type == "assignment_expression" else None
    return target is not None and doc.text(target).endswith(".exports")


def _destructured(doc: Document, call: Node) -> list[str]:
    declarator = call.parent
    pattern = declarator.child_by_field_name("name") if declarator is not None else None
    if pattern is None or pattern.type != "object_pattern":
        return []
    return [doc.text(child.child_by_field_name("key") or child) for child in pattern.named_children]


def _stated(doc: Document, where: Node, library: Whole, names: list[str], edit: Edit | None) -> Fact | None:
    if on_server(doc) or is_for_developers(doc) or is_compressed(doc, where):
        return None
    if any(sign in doc.data for sign in _COMPILED):
        return None
    if library.module == "underscore" and any(sign in doc.data for sign in _NEED_UNDERSCORE):
        return None
    page = library.module.startswith(_FOR_PAGES) or imports_for_pages(doc) or asks_for_the_window(doc)
    if b"babel-plugin-lodash" in doc.data or b"optimizePackageImports" in doc.data:
        return None
    name, (start, end) = names[0] if len(names) == 1 else "…", edit.span if edit else (0, 0)
    written = edit.text if edit else ""
    return fact(where, library=library.module, name=name, written=written, start=start, end=end, page=page)


def _by_function(doc: Document, statement: Node, library: Whole) -> Edit | None:
    """`import { a, b as c } from "lodash"` → one import a function."""
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    if library.module not in ("lodash", "lodash/fp") or clause is None or len(clause.named_children) != 1:
        return None
    named = clause.named_children[0]
    found = list(imported_names(doc, clause))
    if named.type != "named_imports" or len(found) != len(named.named_children) or statement.has_error:
        return None
    text = doc.text(statement)
    quote, end = ("'" if "'" in text else '"'), (";" if text.endswith(";") else "")
    lines = [f"import {local} from {quote}{library.module}/{exported}{quote}{end}" for local, exported, _ in found]
    span = Span(statement.start_byte, statement.end_byte)
    return Edit(span, "\n".join(lines))
