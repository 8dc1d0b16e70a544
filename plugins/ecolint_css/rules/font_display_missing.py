from collections.abc import Iterator

from ecolint import Document, Phrase, Report, Span, report, rule

from ..fonts import faces
from ..icons import is_icon_font


@rule(
    "css",
    words=["font-face"],
    saves=["network"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=["rgesn:4.8", "rgesn:2.3", "wsg:use-optimized-web-typography", "rweb:0032"],
)
def font_display_missing(doc: Document, *, display: str = "swap") -> Iterator[Report]:
    """Text stays invisible until its font is here.

    Without `font-display`, browsers show nothing for up to three seconds; on a slow network the visitor waits, or
    leaves. With `swap` the text can be read at once; with `optional` a slow network is spared the font altogether.

    Evidence: browser makers agree on the speed; the gain in energy is small. `display` is what the fix writes. Icon
    fonts are left alone: their letters make no sense in another font. So are fonts written into the sheet.

    ```css bad
    @font-face { font-family: A; src: url(a.woff2); }
    ```

    ```css good
    @font-face { font-display: swap; font-family: A; src: url(a.woff2); }
    ```

    ```css bad
    @font-face{font-family:"B";src:local("B"),url(b.woff2)}
    ```

    ```scss bad
    @font-face { src: url("c.woff"); font-weight: bold; }
    ```

    ```css good
    @font-face { font-family: A; src: url(a.woff2); font-display: block; }
    ```

    ```css good
    @font-face { font-family: "Font Awesome"; src: url(fa.woff2); }
    ```

    ```css good
    @font-face { font-family: A; src: local("Arial"); }
    @font-face { font-family: B; src: url(data:font/woff2;base64,d09GMg); }
    ```
    """
    for face in faces(doc):
        fetched = [source for source in face.sources if not source.address.startswith("data:")]
        if (
            not fetched
            or face.display
            or is_icon_font(f"{face.family} {fetched[0].address.lower()}")
            or b"@include" in doc.data[face.block.begin : face.block.end]
        ):
            continue
        begin = Span(face.block.begin, face.block.begin)
        yield report(
            face.block,
            "text waits for the font; say font-display: {display}",
            display=display,
            fix=doc.insert_after(
                begin, f"font-display: {display};", Phrase("Add font-display: {display}", display=display)
            ),
        )
