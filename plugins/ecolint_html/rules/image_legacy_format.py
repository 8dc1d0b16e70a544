"""Pictures in formats from before WebP and AVIF."""

from collections.abc import Iterator
from pathlib import PurePosixPath
import re

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..addresses import written
from ..libraries import packages_of
from ..weights import weight

_LEGACY = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?)(?:[?#'\"\s].*)?$", re.IGNORECASE)
_MODERN = re.compile(r"\.(?:webp|avif|jxl)\b|image/(?:webp|avif|jxl)", re.IGNORECASE)
_ICON = re.compile(r"favicon|touch-icon|android-chrome|mstile", re.IGNORECASE)
"""Icons of the site, whose format others decide."""
_LEGACY_FILE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?)$", re.IGNORECASE)
_MODERN_FILE = re.compile(r"\.(?:webp|avif|jxl)$", re.IGNORECASE)


@fact("html", "javascript", select="img[src], video[poster]", dynamic=True)
def shown_picture(element: Element) -> Fact | None:
    """A picture that a page shows, and whether the browser is offered it in a format of today."""
    name = "poster" if element.tag == "video" else "src"
    attribute, address = element.attribute(name), written(element, name)
    if attribute is None or not (_LEGACY.search(address) or _MODERN.search(address)):
        return None
    picture = element.closest("picture")
    sources = [child for child in picture.children if child.tag == "source"] if picture else [element]
    offers = " ".join(f"{written(one, 'srcset')} {written(one, 'type')}" for one in sources)
    unknown = any(one.spread for one in (element, *sources))
    return fact(attribute, address=address, modern=bool(_MODERN.search(f"{address} {offers}")) or unknown)


@rule(
    saves=["network"],
    evidence="official",
    preset="core",
    facts=[shown_picture],
    refs=[
        "rgesn:5.1",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:reduce-data-transfer-with-compression",
        "rweb:0049",
        "creedengo:GCI31",
    ],
)
def image_legacy_format(
    shown: Facts, files: Files, *, size: int = 10_000, share: float = 0.75, converters: tuple[str, ...] = ()
) -> Iterator[Report]:
    """A picture is served as JPEG, PNG or GIF only.

    WebP and AVIF show the same with a quarter to a half fewer bytes, and every browser of the last years reads them.
    `<picture>` offers them beside the old format where older browsers still have to be served.

    Evidence: the French RGESN (5.1) asks for such a format for three of four bitmaps.

    Reported once for a picture of the project with at least `size` bytes (10,000: below, what another format saves fits
    into one or two packets), where it is first shown. Where more than `share` (0.75) of the pictures that are shown
    are in a format of today, what is left is a note. Fine are pictures with a copy in such a format beside them, icons
    of the site, and projects whose build converts pictures: packages that do are data with source and date,
    `converters` adds others. GIFs that move are reported by `html/animated-gif`.

    ```html bad file=index.html
    <img src="img/hall.jpg" width="800" height="600" alt="">
    ```
    ```picture file=img/hall.jpg
    800x600 size=120000
    ```
    ```html bad file=index.html
    <video controls preload="none" POSTER='hall.png?v=2'></video>
    ```
    ```picture file=hall.png
    800x600 size=120000
    ```
    ```jsx bad file=src/Hall.jsx
    export const Hall = () => <picture><img src="/hall.jpeg" alt="" /></picture>
    ```
    ```picture file=public/hall.jpeg
    800x600 size=120000
    ```
    ```html good file=index.html
    <picture><source srcset="hall.avif" type="image/avif"><img src="hall.jpg" alt=""></picture>
    ```
    ```picture file=hall.jpg
    800x600 size=120000
    ```
    ```html good file=index.html
    <img src="hall.jpg" alt=""><img src="dot.png" alt=""><img src="https://elsewhere.example/hall.jpg" alt="">
    ```
    ```picture file=hall.jpg
    800x600 size=120000
    ```
    ```picture file=hall.webp
    800x600 size=60000
    ```
    ```picture file=dot.png
    64x64 size=4000
    ```
    ```html good file=index.html
    <img src="steps.gif" alt=""><img src="fetch.php?media=logo.png" alt="">
    ```
    ```picture file=steps.gif
    320x200 frames=12 size=90000
    ```
    ```text file=fetch.php
    a script of more than one byte
    ```
    ```jinja good file=index.html
    <img src="{{ photo }}.jpg" alt=""><img src="missing.jpg" alt="">
    ```
    ```html good file=index.html
    <img src="hall.jpg" alt="">
    ```
    ```picture file=hall.jpg
    800x600 size=120000
    ```
    ```json file=package.json
    {"dependencies": {"@11ty/eleventy-img": "^6.0.0"}}
    ```
    """
    found: dict[PurePosixPath, tuple[Fact, int, bool]] = {}
    for one in shown:
        file = files.resolve(one.path, str(one["address"]))
        if file and (_LEGACY_FILE.search(file.path.name) or _MODERN_FILE.search(file.path.name)):
            modern = bool(one["modern"]) or bool(_MODERN_FILE.search(file.path.name))
            copies = (files.get(file.path.with_suffix(ending)) for ending in (".webp", ".avif", ".jxl"))
            beside = (files.get(f"{file.path}{ending}") for ending in (".webp", ".avif"))
            found.setdefault(file.path, (one, file.size, modern or any(copies) or any(beside)))
    new = sum(modern for _, _, modern in found.values())
    severity = "note" if found and new / len(found) >= share else None
    for path, (one, bytes_, modern) in found.items():
        if (
            not modern
            and bytes_ >= size
            and not _moves(files, path)
            and not _ICON.search(path.name)
            and not _is_converted(path, files, packages_of("converter").union(converters))
        ):
            yield report(
                one,
                "{name}: {weight} as {type}; offer it as WebP or AVIF",
                name=path.name,
                weight=weight(bytes_),
                type=path.suffix[1:].upper(),
                severity=severity,
                key=str(path),
            )


def _moves(files: Files, path: PurePosixPath) -> bool:
    """Whether another rule tells the picture."""
    file = files.get(path) if path.suffix.lower() == ".gif" else None
    return file is not None and (file.frames or 1) > 1


def _is_converted(path: PurePosixPath, files: Files, converters: frozenset[str]) -> bool:
    for folder in path.parents:
        content = files.json(folder / "package.json")
        fields = (
            [content.get(field) for field in ("dependencies", "devDependencies")] if isinstance(content, dict) else []
        )
        if any(not converters.isdisjoint(field) for field in fields if isinstance(field, dict)):
            return True
    return False
