from ecolint import Document, Report, report, rule


@rule(
    "css",
    mentions=["{", "@"],
    saves=["network", "cpu"],
    evidence="measured",
    severity="note",
    refs=[
        "rgesn:6.1",
        "rgesn:6.5",
        "wsg:modularize-bandwidth-heavy-components",
        "wsg:use-a-design-system-for-interface-consistency",
        "rweb:0036",
    ],
)
def oversized_stylesheet(doc: Document, *, max_kilobytes: int = 150) -> Report | None:
    """A style sheet is so large that most of it can't be for the page at hand.

    Nothing is shown before all of it has been fetched and read. Split by part of the service, or taken from the
    design system component by component, a page gets what it uses.

    Evidence: the rule weighs the file, uncompressed, in kB of 1,000 bytes; more than `max_kilobytes` is told. The limit
    is ours: a large framework with everything in it has about 200 kB.

    Sources of SCSS and Less are compiled first, and left alone, as are style blocks in pages.

    ```css bad max_kilobytes=0
    .card { color: red; }
    ```

    ```css bad max_kilobytes=0
    @import "all.css";
    ```

    ```css bad max_kilobytes=0
    a{background:url(data:image/png;base64,iVBORw0KGgo=)}
    ```

    ```css good apart
    .card { color: red; }
    ```

    ```scss good max_kilobytes=0
    .card { color: red; }
    ```

    ```html good max_kilobytes=0
    <style>.card { color: red; }</style>
    ```
    """
    size = len(doc.source.data)
    if doc.host is not None or doc.language.name != "css" or size <= max_kilobytes * 1000:
        return None
    return report(
        doc,
        "{size} kB of styles, which a page reads whole before it shows anything; split them by use",
        size=round(size / 1000),
        key="size",
    )
