from collections.abc import Iterator
from pathlib import PurePosixPath
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..origins import is_brought_along
from ..packages import dependencies, packages_of
from ..sheet import Block, Declaration, sheet
from ..values import addresses

_LEGACY = re.compile(r"\.(jpe?g|png|gif)(?:[?#].*)?", re.IGNORECASE)
_OLD = re.compile(r"(?:^|[-_.])(?:lt-?)?ie\d*(?:$|[-_.])", re.IGNORECASE)
"""Names of sheets for Internet Explorer, which reads no other format."""
_NOT_SHOWN_LONG = re.compile(r"sprite|spin|load|wait|progress", re.IGNORECASE)
"""Names of sheets of pictures, and of signs of waiting."""
_MODERN = re.compile(r"image-set\(|\.(?:webp|avif|jxl)\b|image/(?:webp|avif|jxl)", re.IGNORECASE)


@fact("css", mentions=[".png", ".jp", ".gif"])
def background_picture(doc: Document) -> Iterator[Fact]:
    """A picture that a style sheet shows, of a type from before WebP and AVIF."""
    if _OLD.search(doc.path.stem) or is_brought_along(doc.path):
        return
    grouped: dict[Block, list[Declaration]] = {}
    for one in sheet(doc).declarations(
        "background", "background-image", "border-image", "list-style-image", "content", having=b"("
    ):
        grouped.setdefault(one.block, []).append(one)
    for declared in grouped.values():
        if any(_MODERN.search(one.value) for one in declared):
            continue
        for one in declared:
            for address, _ in addresses(one.value):
                if _LEGACY.search(address) and not _NOT_SHOWN_LONG.search(address):
                    yield fact(one, url=address)


@rule(
    saves=["network"],
    evidence="official",
    refs=["rgesn:5.1", "wsg:optimize-media-to-reduce-resource-use", "rweb:0049", "rweb:0037"],
    facts=[background_picture],
)
def legacy_background_image(
    pictures: Facts, files: Files, *, min_kilobytes: int = 20, converters: tuple[str, ...] = ()
) -> Iterator[Report]:
    """A style sheet shows a picture as JPEG, PNG or GIF.

    WebP and AVIF show the same with a quarter to a half fewer bytes, in every browser of the last years. `image-set()`
    offers both, where older browsers still have to be served.

    Evidence: the French RGESN (5.1) wants three of four bitmaps in such a format.

    Reported once for a picture of more than `min_kilobytes` kB, where it is first shown. Fine are pictures that lie
    beside a WebP or AVIF of the same name, rules that offer one, sprites, signs of waiting (`spinner.gif`), sheets
    named after Internet Explorer, folders of widgets and editors that others made (`plugins`, `lib`), and projects
    whose build converts pictures. Packages that do are data with source and date; `converters` adds others.

    ```css bad file=css/main.css
    .hero { background: #123 url("../img/hero.jpg") center / cover; }
    ```

    ```picture file=img/hero.jpg
    1600x900 size=240000
    ```

    ```html bad file=index.html
    <div style="background-image:url(hero.png)"></div>
    ```

    ```picture file=hero.png
    1600x900 size=240000
    ```

    ```scss bad file=main.scss
    .hero { &::before { content: url('/img/hero.gif?v=2'); } }
    ```

    ```picture file=img/hero.gif
    300x300 size=90000
    ```

    ```css good file=theme-ie8.css
    .hero { background: url(hero.png); }
    ```

    ```picture file=hero.png
    1600x900 size=240000
    ```

    ```css good file=static/umeditor/emotion.css
    .face { background: url(face.gif); }
    ```

    ```picture file=static/umeditor/face.gif
    400x400 size=50000
    ```

    ```css good file=main.css
    .wait { background-image: url(loading.gif); }
    ```

    ```picture file=loading.gif
    64x64 frames=12 size=30000
    ```

    ```css good file=main.css
    .dot { background-image: url(dot.png); }
    ```

    ```picture file=dot.png
    16x16
    ```

    ```css good file=main.css
    .hero { background-image: url(hero.jpg); background-image: image-set(url(hero.avif), url(hero.jpg)); }
    ```

    ```picture file=hero.jpg
    1600x900 size=240000
    ```

    ```css good file=main.css
    .hero { background-image: url(hero.jpg); }
    .webp .hero { background-image: url(hero.webp); }
    ```

    ```picture file=hero.jpg
    1600x900 size=240000
    ```

    ```picture file=hero.webp
    1600x900 size=120000
    ```
    """
    if not packages_of("converter").union(converters).isdisjoint(dependencies(files)):
        return
    seen: set[PurePosixPath] = set()
    for one in pictures:
        file = files.resolve(one.path, str(one["url"]))
        if file is None or file.path in seen or file.size <= min_kilobytes * 1000:
            continue
        seen.add(file.path)
        if not any(files.get(file.path.with_suffix(ending)) for ending in (".webp", ".avif", ".jxl")):
            yield report(
                one,
                "{name}: {size} kB as {type}; WebP or AVIF shows the same with less",
                name=file.path.name,
                size=round(file.size / 1000),
                type=file.path.suffix[1:].upper(),
                key=str(file.path),
            )
