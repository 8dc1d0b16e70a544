from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Report, Span, fact, report, rule

from ..icons import icon_set
from ..loading import loaded_sheet

_SHOWN_OFF = re.compile(
    r"(?:^|/)(?:demos?|examples?|samples?|docs?|documentation)/|cheat-?sheet/|(?:icons?|examples?|demos?)[^/]*\.html?$",
    re.IGNORECASE,
)
"""Paths of pages that show how something is used, or show icons."""
_IMPORT = re.compile(rb"""^\s*(?:import\s+|require\(\s*)["']([^"'\n]+\.css)["']""", re.MULTILINE)


@fact("javascript", mentions=[".css"])
def imported_style(doc: Document) -> Iterator[Fact]:
    """A style sheet that a script imports."""
    if doc.host is None and b".css" in doc.code:
        for found in _IMPORT.finditer(doc.data):
            yield fact(Span(*found.span(1)), url=found[1].decode("utf-8", "replace"))


@rule(
    saves=["network", "cpu"],
    evidence="measured",
    refs=[
        "rgesn:6.5",
        "rgesn:4.8",
        "rgesn:2.9",
        "wsg:use-a-design-system-for-interface-consistency",
        "wsg:use-optimized-web-typography",
        "rweb:0015",
        "rweb:0050",
    ],
    facts=[loaded_sheet, imported_style],
)
def icon_font_full_set(loaded: Facts, imported: Facts, *, sheets: tuple[str, ...] = ()) -> Iterator[Report]:
    """A whole set of icons is loaded for the few that are shown.

    Thousands of drawings and rules come with each first visit, and the browser matches the rules against every element.
    A dozen icons are a dozen small SVGs, or a subset made at build time.

    Evidence: measured on the icons of the French design system (DSFR): 356 kB of style sheet, 29 kB once compressed.

    Known are the sets' usual addresses, as data with source and date; `sheets` adds ends of addresses. One finding for
    a set, where it is first loaded. Documentation, examples and pages named after icons are left alone. A back office
    that shows most of a set is right to load it: accept the finding there.

    ```html bad file=index.html
    <link rel="stylesheet" href="https://cdn.example/font-awesome/6.5.0/css/all.min.css">
    ```

    ```css bad file=main.css
    @import url("https://fonts.googleapis.com/icon?family=Material+Icons");
    ```

    ```js bad file=main.js
    import "@fortawesome/fontawesome-free/css/all.css";
    ```

    ```html bad file=base.html
    {% load static %}<LINK REL="stylesheet" HREF="{% static 'dsfr/utility/icons/icons.min.css' %}">
    ```

    ```html bad file=index.html sheets=our-icons.css
    <link rel="stylesheet" href="/fonts/our-icons.css?v=2">
    ```

    ```html good file=index.html
    <link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Material+Symbols+Outlined&icon_names=home,search">
    ```

    ```html good file=pages/icons.html
    <link rel="stylesheet" href="/font-awesome/css/all.min.css"><i class="fa fa-bell"></i>
    ```

    ```css good file=main.css
    @import "icons.css";
    ```

    ```js good file=main.js
    // import "@fortawesome/fontawesome-free/css/all.css";
    import { faCoffee } from "@fortawesome/free-solid-svg-icons";
    ```
    """
    told = set()
    for one in sorted((*loaded, *imported), key=lambda one: (one.path, one.span)):
        url = str(one["url"])
        name = icon_set(url) or next((sheet for sheet in sheets if url.partition("?")[0].endswith(sheet)), "")
        if name and name not in told and not _SHOWN_OFF.search(str(one.path)):
            told.add(name)
            yield report(
                one, "all icons of {name} are loaded for the few that are shown; take only those", name=name, key=name
            )
