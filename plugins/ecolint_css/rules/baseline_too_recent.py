from collections.abc import Iterator
import re

from ecolint import Document, Element, Fact, Facts, Files, Report, fact, report, rule

from ..baseline import AVAILABLE, DAY
from ..packages import dependencies, has_browserslist, packages_of
from ..recent import CLUES, uses
from ..recent_code import CALLS, code_uses

_WRITTEN = re.compile(rb"/\*! tailwindcss v\d")
"""The first line of a sheet that Tailwind wrote, whose version chose the browsers."""
_HEAD = 200


@fact("css", mentions=CLUES)
def recent_feature(doc: Document) -> Iterator[Fact]:
    """A CSS feature of the last years that a style sheet needs, at its first place."""
    if _WRITTEN.search(doc.data, 0, _HEAD):
        return
    seen = set()
    for use in sorted(uses(doc), key=lambda use: use.place):
        if use.day and use.name not in seen:
            seen.add(use.name)
            yield fact(use.place, name=use.name, day=use.day)


@fact("html", "javascript", select="button[commandfor]", dynamic=True, words=["commandfor"])
def recent_attribute(button: Element, doc: Document) -> Fact | None:
    """A button that does nothing in a browser without the attribute, unless a script does its work there."""
    attribute = button.attribute("commandfor")
    if attribute is None or b"commandForElement" in doc.source.data:
        return None
    return fact(attribute, name="commandfor of a button", day=AVAILABLE["attributes"].get("button.commandfor", ""))


@fact("javascript", words=CALLS)
def recent_code(doc: Document) -> Iterator[Fact]:
    """A feature of JavaScript of the last years that a page needs, at its first place."""
    seen = set()
    for use in code_uses(doc):
        if use.name not in seen:
            seen.add(use.name)
            yield fact(use.place, name=use.name, day=use.day)


@rule(
    saves=["device"],
    evidence="official",
    preset="core",
    refs=[
        "rgesn:2.4",
        "rgesn:2.2",
        "wsg:provide-cross-platform-compatibility-support",
        "wsg:ensure-layouts-work-for-different-devices-and-requirements",
        "rweb:0058",
    ],
    facts=[recent_feature, recent_attribute, recent_code],
)
def baseline_too_recent(
    features: Facts, buttons: Facts, code: Facts, files: Files, *, months: int = 24
) -> Iterator[Report]:
    """A page needs a browser that is less than two years old.

    Those who can't update, because the maker of their phone has stopped to, see a broken page and, sooner or later,
    buy another phone. Making a device weighs more than years of its use, so two years of patience are the cheapest
    saving there is.

    Evidence: the French RGESN (2.4, a priority criterion) asks that services work with browsers of the last two
    years. When a feature came to all main browsers comes from the web-features data of the WebDX Community Group, in
    a table that `tools/renew_baseline.py` renews; the `months` (up to 30) are counted back from the day it was made.

    Only features whose lack breaks something are looked at: rules and declarations that an older browser drops. What
    merely adds finish and leaves a sane default (`text-wrap: balance`, `field-sizing`, view transitions…) is fine at
    any age. Fine, too: what `@supports` guards, anywhere in the sheet, a declaration that an earlier one of the same
    property in the same block covers, and a class that offers a value and is named after it. One finding for a feature
    and a file; silent where a build translates (`postcss-preset-env` for styles, `core-js` and packages called polyfill
    for scripts) and in sheets that Tailwind wrote, whose version chooses the browsers; a note where the project
    declares its browsers (browserslist), as that is a choice made.

    Of HTML, attributes count without which a button does nothing (`commandfor`). Of JavaScript, calls count whose
    name can't be mistaken, such as `Promise.try(…)` or `new URLPattern(…)`: in scripts of pages, and in files that use
    `document` or `window` and nothing of a server. A test anywhere in the project (`typeof URLPattern`) is a guard, and
    so is `try` around the call. Methods of objects (`.union(…)`) are not looked at, as others have such names, too.

    ```css bad file=main.css
    @scope (.card) { img { border: 0 } }
    ```

    ```css bad file=main.css
    .menu { position-anchor: --button; top: anchor(bottom); }
    ```

    ```css good file=main.css
    /*! tailwindcss v4.3.2 | MIT License | https://tailwindcss.com */
    @scope (.join) { :scope > .btn { z-index: 1 } }
    ```

    ```scss good file=main.scss
    .a { color: contrast-color($back, darken($back, 10%), lighten($back, 10%)); }
    ```

    ```scss bad file=main.scss
    .stairs li { margin-left: calc(sibling-index() * 1rem); }
    ```

    ```html bad file=index.html
    <p style="color: contrast-color(red)">Read me</p>
    ```

    ```css bad file=main.css months=30
    .page { color: oklch(from var(--ink) l c h); }
    ```

    ```html bad file=index.html
    <button type="button" commandfor="news" command="show-modal">News</button><dialog id="news">None</dialog>
    ```

    ```js bad file=app.js
    const route = new URLPattern({ pathname: "/book/:id" });
    if (route.test(window.location)) show();
    ```

    ```html bad file=index.html
    <script>Promise.try(() => load()).catch(show)</script>
    ```

    ```js good file=copy.js
    document.onclick = () => { try { write([new URLPattern({ pathname: "/a" })]) } catch { write(null) } }
    ```

    ```js good file=app.js
    const route = typeof URLPattern === "undefined" ? null : new URLPattern({ pathname: "/" });
    import { Highlight } from "./marks.js";
    const marks = new Highlight(window.find("a")); const both = groups.union(others); Iterator.from?.(both);
    ```

    ```js good file=app.js
    show(RegExp.escape(window.name));
    ```

    ```js file=older.js
    RegExp.escape ??= (text) => quoted(text);
    ```

    ```js good file=server.js
    import { createServer } from "node:http";
    const safe = RegExp.escape(window.name);
    ```

    ```css good file=main.css
    .form:has(:invalid) { border-color: red; }
    h1 { text-wrap: balance; field-sizing: content; view-transition-name: title; }
    ```

    ```css good file=main.css
    @supports (position-anchor: --x) {
      .menu { position-anchor: --button; }
    }
    ```

    ```css good file=main.css
    .box[align-self="anchor-center"] { align-self: anchor-center; }
    ```

    ```css good file=main.css
    .text { color: black; color: contrast-color(var(--ground)); }
    ```

    ```scss good file=main.scss
    .half { width: round(10.4px); margin: abs(-3px); }
    ```

    ```css good file=main.css
    .text { color: contrast-color(red); }
    ```

    ```json file=package.json
    {"devDependencies": {"postcss-preset-env": "^10.0.0"}}
    ```
    """
    packages = dependencies(files)
    tested = {one["name"] for one in code if not one["day"]}
    needed = [one for one in code if one["name"] not in tested]
    since = _months_before(DAY, months)
    filled = any(name == "core-js" or "polyfill" in name for name in packages)
    for one in (
        *(() if packages & packages_of("translator") else features),
        *(() if filled else (*_first_of_each(buttons), *needed)),
    ):
        if str(one["day"]) > since:
            yield report(
                one,
                "{name} came to all main browsers in {month} only; guard it with @supports, or do without"
                if one in features
                else "{name} came to all main browsers in {month} only; test for it, or do without",
                name=one["name"],
                month=str(one["day"])[:7],
                key=str(one["name"]),
                severity="note" if has_browserslist(files, one.path) else None,
            )


def _first_of_each(facts: Facts) -> Iterator[Fact]:
    """The first fact of each file."""
    seen = set()
    for one in facts:
        if one.path not in seen:
            seen.add(one.path)
            yield one


def _months_before(day: str, months: int) -> str:
    year, month, rest = day.split("-")
    count = int(year) * 12 + int(month) - 1 - months
    return f"{count // 12}-{count % 12 + 1:02}-{rest}"
