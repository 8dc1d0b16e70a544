from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..sheet import sheet


@fact("css", mentions=["width"])
def width_query(doc: Document) -> Iterator[Fact]:
    """A media query on the width, and whether it is for narrow or wide screens."""
    for block in sheet(doc).at_rules:
        if block.at == "media":
            narrow = bool(re.search(r"max-(?:device-)?width|width\s*<", block.values))
            wide = bool(re.search(r"min-(?:device-)?width|width\s*>", block.values))
            if narrow != wide:
                yield fact(block, narrow=narrow)


@rule(
    saves=["device", "cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:2.5", "wsg:ensure-layouts-work-for-different-devices-and-requirements", "rweb:0004"],
    facts=[width_query],
)
def not_mobile_first(queries: Facts, *, min: int = 10, ratio: float = 3.0) -> Iterator[Report]:
    """The styles are made for wide screens, and undone for narrow ones.

    The smallest devices then read and match the most rules. Starting with the narrow layout and adding to it under
    `min-width` gives them the least work.

    Evidence: contested; the gain is small. Hence in no preset but `all`.

    Reported once for a project, if there are at least `min` queries for narrow screens, and `ratio` times as many as
    for wide ones. A tool that is only used at desks is right to be made for them.

    ```css bad file=main.css min=2
    @media (max-width: 60em) { .a { top: 0 } }
    @media (max-width: 40em) { .a { top: 1px } }
    ```

    ```scss bad file=main.scss min=1
    .a { @media screen and (max-width: 40em) { top: 1px } }
    ```

    ```html bad file=index.html min=1
    <style>@media (width < 600px) { p { top: 0 } }</style>
    ```

    ```css good file=main.css
    @media (max-width: 60em) { .a { top: 0 } }
    ```

    ```css good file=main.css min=1
    @media (min-width: 60em) { .a { top: 0 } }
    @media (max-width: 40em) { .a { top: 1px } }
    ```

    ```css good file=main.css min=1
    @media (min-width: 40em) and (max-width: 60em) { .a { top: 0 } }
    ```
    """
    narrow = [one for one in queries if one["narrow"]]
    wide = len(queries) - len(narrow)
    if len(narrow) >= min and len(narrow) > ratio * wide:
        yield report(
            narrow[0],
            "queries for narrow screens: {narrow}, for wide ones: {wide}; start with the narrow layout",
            narrow=len(narrow),
            wide=wide,
        )
