from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..sheet import sheet

_PAGE = frozenset({b"body", b"html", b":root", b"html, body", b"body, html", b"html,body"})


@fact("css", words=["background"])
def page_ground(doc: Document) -> Iterator[Fact]:
    """A colour behind the whole page."""
    read = sheet(doc)
    pages = {read.block(one.number) for one in read.written if one.prelude in _PAGE}
    for one in read.declarations("background", "background-color", among=pages) if pages else ():
        yield fact(one)


@fact("css", "html", "javascript", words=["color-scheme", "light-dark"])
def asks_about_colors(doc: Document) -> Fact | None:
    """A file that asks for, or offers, light and dark colours."""
    known = doc.host is None and (b"color-scheme" in doc.code or b"light-dark(" in doc.code)
    return fact(doc.span) if known else None


@rule(
    saves=["device"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:4.15", "wsg:use-media-queries-that-support-sustainability-goals"],
    facts=[page_ground, asks_about_colors],
    whole=True,
)
def missing_color_scheme(grounds: Facts, asked: Facts) -> Iterator[Report]:
    """The pages have light colours only, whatever the visitor's device is set to.

    On OLED screens, those of most phones, dark pixels draw less power, and a visitor who has chosen dark colours
    everywhere gets a bright page all the same. `color-scheme: light dark` and a few custom properties are enough for
    many services.

    Evidence: contested. It saves on OLED screens only, and little at usual brightness; hence in no preset but `all`.

    One finding for a project, where the ground of its pages is set.

    ```css bad file=main.css
    body { background: white; color: #111; }
    ```

    ```css bad file=main.css
    html, body { background-color: #fff }
    ```

    ```html bad file=index.html
    <style>:root{background:#fafafa}</style>
    ```

    ```css good file=main.css
    :root { color-scheme: light dark; background: Canvas; }
    ```

    ```css good file=main.css
    body { background: white; }
    @media (prefers-color-scheme: dark) { body { background: black; } }
    ```

    ```css good file=main.css
    .card { background: white; }
    ```
    """
    if grounds and not asked:
        yield report(grounds[0], "pages are light or dark for everyone; offer both with color-scheme")
