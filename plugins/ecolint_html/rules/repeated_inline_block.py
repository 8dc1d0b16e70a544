"""Styles and scripts that are written into every page."""

from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Report, Span, fact, report, rule

from ..surroundings import is_mail
from ..weights import weight

_CODE = re.compile(r"|module|text/(?:css|javascript)|application/javascript", re.IGNORECASE)

_SHORTEST = 200
"""Bytes up to which a block isn't worth a file."""


@fact("html", mentions=["<style", "<script"])
def inline_block(doc: Document) -> Iterator[Fact]:
    """A style or script in a page, with its size and its text."""
    if not _has_long_blocks(doc.lowered) or is_mail(doc):
        return
    for element in doc.elements.tagged("style", "script"):
        kind = element.get("type")
        plain = kind is None or (isinstance(kind, str) and _CODE.fullmatch(kind.strip()))
        text = doc.source.data[element.end : element.content_end].rpartition(b"</")[0].strip()
        if plain and len(text) > _SHORTEST and element.get("src") is None and element.get("nonce") is None:
            known = not doc.unknowns.within(Span(element.end, element.content_end))
            yield fact(element, tag=element.tag, text=text.decode("utf-8", "replace") if known else "", size=len(text))


def _has_long_blocks(text: bytes) -> bool:
    """A quick first question: most blocks are short, or only name a file."""
    beginnings = re.finditer(rb"<(style|script)\b", text)
    return any(text.find(b"</" + tag[1], tag.end()) - tag.end() > _SHORTEST for tag in beginnings)


@rule(
    saves=["network"],
    evidence="consensus",
    precision="medium",
    preset="all",
    facts=[inline_block],
    refs=[
        "rgesn:6.2",
        "rgesn:6.5",
        "wsg:optimize-caching-and-support-offline-access",
        "wsg:avoid-redundancy-and-duplication-in-code",
        "rweb:0042",
    ],
)
def repeated_inline_block(blocks: Facts, *, pages: int = 3, size: int = 1_000, per_page: int = 0) -> Iterator[Report]:
    """The same style or script is written into several pages.

    It is sent again with each page, while a file of its own comes once and is then taken from the cache.

    Evidence: agreed on. A small style for what is seen first is fine in the page; where the limit lies is contested.

    Reported once for a block of more than `size` bytes (1,000) that stands in at least `pages` files (3), at its first
    place. `per_page` (0: off) also reports pages with more blocks than that of twice the size, whether they are
    repeated or not. Data blocks and scripts with a `nonce` are left alone, and so are e-mails.

    Half of what was read in real code stood in demonstrations, or in pages that a generator writes: so it is of medium
    precision, and in the preset `all`.

    ```html bad file=a.html size=200 pages=2
    <style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```html file=b.html
    <p>Other</p><style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```html bad file=a.html size=200 pages=2
    <script type="text/javascript">
    function a() { document.title = 'a'; } function b() { document.title = 'b'; } function c() { a(); b(); }
    function d() { document.title = 'd'; } function e() { document.title = 'e'; } function f() { d(); e(); }
    </script>
    ```
    ```html file=b.html
    <SCRIPT>
    function a() { document.title = 'a'; } function b() { document.title = 'b'; } function c() { a(); b(); }
    function d() { document.title = 'd'; } function e() { document.title = 'e'; } function f() { d(); e(); }
    </SCRIPT>
    ```
    ```django bad file=templates/a.html size=200 pages=2
    {% load static %}<style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```django file=templates/b.html
    <h1>{{ title }}</h1><style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```html bad file=a.html size=20 per_page=1
    <script>function a() { document.title = 'a'; } function b() { document.title = 'b'; } function c() { a(); b(); }
    function d() { document.title = 'd'; } function e() { document.title = 'e'; } function f() { d(); e(); }</script>
    <style>.a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }</style>
    ```
    ```html good file=a.html
    <style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```html file=b.html
    <style>
    .a { color: red; margin: 0; padding: 0; border: 0 } .b { color: blue; margin: 0; padding: 0; border: 0 }
    .c { color: red; margin: 0; padding: 0; border: 0 } .d { color: blue; margin: 0; padding: 0; border: 0 }
    </style>
    ```
    ```html good file=a.html size=200 pages=2
    <script nonce="r4nd0m">
    function a() { document.title = 'a'; } function b() { document.title = 'b'; } function c() { a(); b(); }
    function d() { document.title = 'd'; } function e() { document.title = 'e'; } function f() { d(); e(); }
    </script>
    ```
    ```html file=b.html
    <script nonce="0th3r">
    function a() { document.title = 'a'; } function b() { document.title = 'b'; } function c() { a(); b(); }
    function d() { document.title = 'd'; } function e() { document.title = 'e'; } function f() { d(); e(); }
    </script>
    ```
    ```html good file=a.html size=200 pages=2
    <script type="application/ld+json">
    {"name": "A service", "description": "many words many words many words many words many words ",
    "about": "more words more words more words more words more words ",
    "address": "even more words even more words even more words even more words even more words "}
    </script>
    ```
    ```html file=b.html
    <script type="application/ld+json">
    {"name": "A service", "description": "many words many words many words many words many words ",
    "about": "more words more words more words more words more words ",
    "address": "even more words even more words even more words even more words even more words "}
    </script>
    ```
    """
    places: dict[str, list[Fact]] = {}
    for one in blocks:
        if one["text"] and isinstance(bytes_ := one["size"], int) and bytes_ > size:
            places.setdefault(f"{one['tag']}:{one['text']}", []).append(one)
    for group in places.values():
        count = len({one.path for one in group})
        if count >= pages:
            yield report(
                group[0],
                "the block is written into each of {count} pages, {weight}; put it into a file that is cached",
                weight=weight(len(str(group[0]["text"]).encode())),
                count=count,
            )
    by_page: dict[object, list[Fact]] = {}
    for one in blocks if per_page else ():
        if isinstance(bytes_ := one["size"], int) and bytes_ > 2 * size:
            by_page.setdefault(one.path, []).append(one)
    for group in by_page.values():
        if len(group) > per_page:
            total = weight(sum(int(str(one["size"])) for one in group))
            message = "the page holds {count} blocks, {weight}; put them into files that are cached"
            yield report(group[per_page], message, count=len(group), weight=total, key="page")
