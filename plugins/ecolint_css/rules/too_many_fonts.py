from collections.abc import Iterable, Iterator
import re
from typing import NamedTuple

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..fonts import chosen, faces, first_choice
from ..sheet import sheet
from ..values import unquoted

_NUMBER = re.compile(r"(?<![\w.#%-])([1-9]00|normal|bold)(?![\w.%-])")
_LATIN = re.compile(r"u\+(?:0{0,4}-|0020-|0?0\?\?)", re.IGNORECASE)
_NAMED = {"normal": 400, "bold": 700}


@fact("css")
def declared_face(doc: Document) -> Iterator[Fact]:
    """A face, and the file that a browser of today would take for it."""
    for face in faces(doc):
        source = first_choice(face)
        if source and face.family and not face.block.within("supports"):
            yield fact(
                face.block,
                family=face.family,
                weight=face.weight,
                style=face.style.split()[0] if face.style else "normal",
                range=face.range,
                url=source.address,
            )


@fact("css")
def used_font(doc: Document) -> Iterator[Fact]:
    """What a style sheet asks of fonts: families, weights, italics."""
    read = sheet(doc)
    names = [
        name for name in read.names if name in ("font", "font-family", "font-weight", "font-style") or name[:1] in "-$@"
    ]
    for one in read.declarations(*names):
        about_fonts = one.name.startswith("font") or re.search(r"font|family|weight", one.name) or "," in one.value
        if about_fonts and one.block.at != "font-face":
            yield fact(one, name=one.name, value=one.words)


class _Variant(NamedTuple):
    family: str
    weights: tuple[int, int]
    style: str


@rule(
    saves=["network"],
    evidence="official",
    preset="core",
    refs=["rgesn:4.8", "wsg:use-optimized-web-typography", "rweb:0032"],
    facts=[declared_face, used_font],
)
def too_many_fonts(
    declared: Facts,
    used: Facts,
    files: Files,
    *,
    max_families: int = 2,
    max_variants: int = 4,
    max_kilobytes: int = 400,
) -> Iterator[Report]:
    """Visitors download more fonts than the pages need.

    Each family and each weight is a file of its own, on the first visit to be waited for before the text has its form.
    Two families and four variants do for most services; a variable font or the system's own fonts do with less.

    Evidence: the thresholds of the French RGESN (4.8), which asks for at most `max_families` families and
    `max_variants` variants, or at most `max_kilobytes` kB (1 kB is 1,000 bytes). This rule speaks only if both fail.

    What is declared but not used isn't downloaded, and isn't counted: a face counts if its family is named in a
    `font-family`, and its weight and style are those that the browser would take for one that is asked for. Subsets of
    one face (`unicode-range`) count once, with the Latin one. Fonts of other hosts have no weight that could be known.

    ```css bad file=css/main.css max_kilobytes=0
    @font-face { font-family: A; src: url(a.woff2); }
    @font-face { font-family: B; src: url(../b.woff2?v=2); }
    @font-face { font-family: C; src: url("c.woff2") format("woff2"); }
    body { font: 1rem/1.5 A, sans-serif }
    h1 { font-family: "B" }
    code { font-family: C, monospace }
    ```

    ```text file=css/a.woff2
    stands for a font
    ```

    ```text file=b.woff2
    stands for a font
    ```

    ```text file=css/c.woff2
    stands for a font
    ```

    ```css bad file=a.css max_kilobytes=0 max_variants=1
    @font-face { font-family: A; src: url(a.woff2); }
    @font-face { font-family: A; font-weight: bold; src: url(b.woff2); }
    :root { --text: A, serif; }
    body { font-family: var(--text) }
    ```

    ```text file=a.woff2
    stands for a font
    ```

    ```text file=b.woff2
    stands for a font
    ```

    ```html bad file=index.html max_kilobytes=0 max_families=0
    <style>@font-face{font-family:"A";src:url(a.ttf)}p{font-family:a}</style>
    ```

    ```text file=a.ttf
    stands for a font
    ```

    ```css good file=main.css max_kilobytes=0 max_families=0
    @font-face { font-family: A; src: url(a.woff2); }
    p { font-family: Arial; }
    ```

    ```text file=a.woff2
    declared, never asked for
    ```

    ```css good file=main.css max_kilobytes=0 max_variants=1
    @font-face { font-family: A; src: url(a.woff2); unicode-range: U+0000-00FF; }
    @font-face { font-family: A; src: url(b.woff2); unicode-range: U+0370-03FF; }
    @font-face { font-family: A; src: url(b.woff2); font-style: italic; }
    p { font-family: A; }
    ```

    ```text file=a.woff2
    Latin
    ```

    ```text file=b.woff2
    Greek, and an italic that nobody asks for
    ```

    ```css good file=main.css max_families=0
    @font-face { font-family: A; src: url(a.woff2); }
    p { font-family: A; }
    ```

    ```text file=a.woff2
    light
    ```
    """
    variants = _downloaded(declared, used)
    sizes = {variant: _size(group, files) for variant, group in variants.items()}
    families = {variant.family for variant, size in sizes.items() if size}
    weighed = [variant for variant, size in sizes.items() if size]
    total = sum(sizes.values())
    if (len(families) > max_families or len(weighed) > max_variants) and total > max_kilobytes * 1000:
        first = min((one for group in variants.values() for one in group), key=lambda one: (one.path, one.span))
        yield report(
            first,
            "{families} families, {variants} variants, {size} kB of fonts; {max_families} and {max_variants} do",
            families=len(families),
            variants=len(weighed),
            size=round(total / 1000),
            max_families=max_families,
            max_variants=max_variants,
        )


def _downloaded(declared: Facts, used: Facts) -> dict[_Variant, list[Fact]]:
    """The declared faces that the style sheets make a browser fetch; the subsets of a face together."""
    values = [(str(one["name"]), str(one["value"])) for one in used]
    named = {unquoted(name) for _, value in values for name in re.findall(r"\"[^\"]+\"|'[^']+'|[^,\"']+", value)}
    weights = {400, 700}
    for name, value in values:
        if name == "font" or "weight" in name:
            weights.update(_NAMED.get(number) or int(number) for number in _NUMBER.findall(value))
    styles = {"normal"} | {"italic" for _, value in values if re.search(r"(?<![\w-])(?:italic|oblique)", value)}
    groups: dict[_Variant, list[Fact]] = {}
    for one in declared:
        family, style = str(one["family"]), str(one["style"])
        mentioned = family in named or any(name.endswith(f" {family}") for name in named)
        if mentioned and (span := _weights(str(one["weight"]))):
            groups.setdefault(_Variant(family, span, "italic" if style == "oblique" else style), []).append(one)
    taken: set[_Variant] = set()
    for family in {variant.family for variant in groups}:
        for style in styles:
            offered = [variant.weights for variant in groups if variant.family == family and variant.style == style]
            taken.update(_Variant(family, span, style) for weight in weights if (span := chosen(offered, weight)))
    return {variant: group for variant, group in groups.items() if variant in taken}


def _weights(written: str) -> tuple[int, int] | None:
    numbers = [int(_NAMED.get(word, word)) for word in written.split() if word in _NAMED or word.isdigit()]
    return (numbers[0], numbers[-1]) if numbers else None


def _size(group: Iterable[Fact], files: Files) -> int:
    """The weight of a face: of its Latin subset, or of its heaviest file."""
    found = [(one, file) for one in group if (file := files.resolve(one.path, str(one["url"])))]
    return max(((bool(_LATIN.match(str(one["range"]))), file.size) for one, file in found), default=(False, 0))[1]
