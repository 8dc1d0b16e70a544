from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Phrase, Report, Span, report, rule

from ..sheet import Declaration, sheet
from ..values import has_variable, split_words

_SIDES = ("top", "right", "bottom", "left")
_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})


@rule(
    "css",
    words=["margin-left", "padding-left"],
    saves=["network"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:6.3", "wsg:minify-and-remove-unused-code", "rweb:0118", "creedengo:GCI26"],
)
def longhand_group(doc: Document) -> Iterator[Report]:
    """Four sides are written one by one where one declaration would do.

    A few bytes on each first visit, and three lines fewer to read.

    Evidence: contested. After compression the gain is below what can be measured; hence in no preset but `all`.

    Only `margin` and `padding` are looked at, as their short form resets nothing else, and only if all four sides
    follow each other in one rule.

    The fix writes the same values once, unless a comment stands between them. Look whether a rule elsewhere meant to
    keep one of the four sides.

    ```css bad
    .a { margin-top: 0; margin-right: auto; margin-bottom: 1rem; margin-left: auto; }
    ```

    ```css good
    .a { margin: 0 auto 1rem; }
    ```

    ```css bad
    .a{padding-left:1px;padding-right:2px;padding-top:3px;padding-bottom:4px}
    ```

    ```css good
    .a{padding:3px 2px 4px 1px}
    ```

    ```css bad
    .a { padding-top: 0; padding-right: 0; /* rtl:ignore */ padding-bottom: 0; padding-left: 1px; }
    ```

    ```html bad
    <p style="margin-top:0;margin-right:0;margin-bottom:0;margin-left:0">Hello</p>
    ```

    ```css good
    .a { margin-top: 0; margin-bottom: 0; }
    ```

    ```css good
    .a { margin-top: 0; margin-right: 0 !important; margin-bottom: 0; margin-left: 0; }
    .b { margin-top: 0; margin-right: inherit; margin-bottom: 0; margin-left: 0; }
    ```

    ```css good
    .a { padding-top: 0; padding-right: 0; color: red; padding-bottom: 0; padding-left: 0; }
    ```
    """
    for property_name in ("margin", "padding"):
        names = [f"{property_name}-{side}" for side in _SIDES]
        read = sheet(doc)
        blocks = set.intersection(*(read.blocks_with(name) for name in names))
        declared = read.declarations(*names, among=blocks) if blocks else []
        for start in range(len(declared) - 3):
            group = declared[start : start + 4]
            if _is_complete(group, doc):
                value = _shortest([next(one.value for one in group if one.name.endswith(side)) for side in _SIDES])
                text = (
                    f"{property_name}: {value}"
                    if b": " in doc.source.data[slice(*group[0].span)]
                    else f"{property_name}:{value}"
                )
                whole = Span(group[0].span.start, group[3].span.end)
                comments = b"/*" in doc.source.data[slice(*whole)] or b"//" in doc.source.data[slice(*whole)]
                fix = Fix(Phrase("Write {name} once", name=property_name), (Edit(whole, text),))
                yield report(
                    group[0],
                    "four declarations where {name} would do; write one",
                    name=property_name,
                    fix=None if comments else fix,
                )


def _is_complete(group: list[Declaration], doc: Document) -> bool:
    if len({one.name for one in group}) < 4 or len({one.block for one in group}) > 1:
        return False
    texts = [doc.text(one.span) for one in group]
    whole = doc.text(Span(group[0].span.start, group[3].span.end))
    together = len(whole.split(";")) == 4 and "{" not in whole and all(text in whole for text in texts)
    plain = all(
        one.words not in _KEYWORDS and not has_variable(one.value) and len(split_words(one.value)) == 1 for one in group
    )
    return together and plain and not any("!" in text or "/*" in text or "//" in text for text in texts)


def _shortest(values: list[str]) -> str:
    top, right, bottom, left = values
    if right == left:
        if top == bottom:
            return top if top == right else f"{top} {right}"
        return f"{top} {right} {bottom}"
    return " ".join(values)
