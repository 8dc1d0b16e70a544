from collections.abc import Iterator
from pathlib import PurePosixPath
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..packages import dependencies, packages_of
from ..sheet import sheet
from ..values import unquoted

_BUILT = re.compile(
    rb"""@import\s+(?:url\(\s*)?["']?(?:~|[^"')\s]*(?:node_modules/|\.(?:less|scss|sass)\b))""", re.IGNORECASE
)
"""An import that only a build understands: then it reads those beside it, too."""
_INDEX = 20
_OLD = re.compile(r"(?:^|[-_.])(?:ms|lt-?)?ie\d*(?:$|[-_.])", re.IGNORECASE)
"""Names of sheets for Internet Explorer."""
_ADDRESS = re.compile(r"""(?:url\(\s*([^)]*?)\s*\)|("[^"]*"|'[^']*'))\s*(.*)""", re.IGNORECASE | re.DOTALL)


@fact("css", mentions=["@import"])
def imported_sheet(doc: Document) -> Iterator[Fact]:
    """A style sheet that another one imports in the browser."""
    built = doc.path.suffix in (".pcss", ".postcss", ".vue", ".svelte") or _BUILT.search(doc.data)
    if doc.language.name != "css" or built or doc.host is not None or _OLD.search(doc.path.stem):
        return
    for statement in sheet(doc).statements:
        found = _ADDRESS.fullmatch(statement.values)
        if statement.at == "import" and found and found[3].lower() != "print" and not doc.is_unknown(statement.span):
            yield fact(statement, url=unquoted(found[1] or found[2]))


@rule(
    saves=["network", "device"],
    evidence="consensus",
    preset="all",
    precision="medium",
    refs=["rgesn:6.1", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0035"],
    facts=[imported_sheet],
    unless=["html/third-party-font"],
)
def import_chain(imports: Facts, files: Files, *, bundlers: tuple[str, ...] = ()) -> Iterator[Report]:
    """A style sheet is imported by another one, so that it is asked for late.

    The browser learns of it only when the first sheet has arrived and is read, and shows nothing until the second is
    here too: one more round trip to the server for each link of the chain, most felt on slow mobile networks. A
    `<link>` for each in the page lets them come side by side, a build step makes one file of them.

    Evidence: browser makers and performance tools agree; the delay is a round trip, which needs no measuring.

    Only plain CSS that browsers get is looked at: SCSS, Less, PostCSS files and Vue components go through a build, and
    so do projects whose `package.json` names a bundler (known ones are data with source and date; `bundlers` adds other
    packages), and sheets that import Less, Sass or packages, or twenty sheets and more: an index that something joins.
    An import in a page's own `<style>` is seen as early as a link; a sheet named after Internet Explorer has few
    readers. Addresses that lead to no file of the project, nor to another host, are left alone, as a build may know
    them.

    One finding for a sheet, however many it imports: at the first of its own, or at the first from another host if
    there is none. A font that is imported from elsewhere is reported by `html/third-party-font`: served from the own
    domain it needs no import.

    Some servers and builds join what a sheet imports, and nothing in the code shows it: each time other code was read,
    one finding in five to ten was such a sheet. So it is in the preset `all`, for those who know what joins theirs.

    ```css bad file=main.css
    @import url("tokens.css");
    body { margin: 0 }
    ```

    ```css file=tokens.css
    :root { --ink: #111 }
    ```

    ```css bad file=css/main.css
    @import 'parts/grid.css' screen;
    ```

    ```css file=css/parts/grid.css
    .grid { display: grid }
    ```

    ```css bad file=main.css
    @import url(//cdn.example/grid.css);
    ```

    ```css good file=editor_ie8.css
    @import url("editor.css");
    ```

    ```css file=editor.css
    .editor { color: #111 }
    ```

    ```html good file=index.html
    <style>@import url(//cdn.example/grid.css);</style>
    ```

    ```css bad file=main.css
    @import "tokens.css";
    @import "tokens.css" screen;
    ```

    ```css file=tokens.css
    :root { --ink: #111 }
    ```

    ```css good file=main.css
    @import "tokens.css";
    @import "grid.less";
    ```

    ```css file=tokens.css
    :root { --ink: #111 }
    ```

    ```css good file=main.css
    @import url("print.css") print;
    ```

    ```css file=print.css
    nav { display: none }
    ```

    ```scss good file=main.scss
    @import "tokens.css";
    ```

    ```css file=tokens.css
    :root { --ink: #111 }
    ```

    ```css good file=src/main.css
    @import "tokens.css";
    ```

    ```css file=src/tokens.css
    :root { --ink: #111 }
    ```

    ```json file=package.json
    {"devDependencies": {"vite": "^7.0.0"}}
    ```

    ```css good file=main.css
    @import url("https://fonts.googleapis.com/css?family=Lato");
    ```

    ```css good file=main.css bundlers=our-build
    @import "tokens.css";
    ```

    ```css file=tokens.css
    :root { --ink: #111 }
    ```

    ```json file=package.json
    {"devDependencies": {"our-build": "^1.0.0"}}
    ```

    ```css good file=main.css
    /* @import url("tokens.css"); */
    @import "tailwindcss";
    ```
    """
    joining = packages_of("bundler").union(bundlers)
    own: dict[PurePosixPath, list[Fact]] = {}
    remote: dict[PurePosixPath, list[Fact]] = {}
    for one in imports:
        url = str(one["url"])
        if re.match(r"https?:|//", url, re.IGNORECASE):
            remote.setdefault(one.path, []).append(one)
        elif files.resolve(one.path, url) and joining.isdisjoint(dependencies(files, one.path)):
            own.setdefault(one.path, []).append(one)
    for group in (remote | own).values():
        if len(group) >= _INDEX:
            continue
        yield report(
            group[0],
            "{count} sheets are asked for only when this one is here; link all from the page"
            if len(group) > 1
            else "{url} is asked for only when this sheet is here; link both from the page",
            count=len(group),
            url=group[0]["url"],
        )
