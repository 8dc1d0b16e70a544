from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
import re
from typing import NamedTuple

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..fonts import chosen, declared_face
from ..icons import is_icon_font
from ..loading import loaded_sheet, pages
from ..sheet import Block, Declaration, sheet
from ..values import split_list, unquoted

_NUMBER = re.compile(r"(?<![\w.#%-])([1-9]00|normal|bold)(?![\w.%-])")
_ASKING = frozenset({"font", "font-family", "font-weight", "font-style"})
_ABOUT_TEXT = re.compile(r"font|family|weight|type|text|sans|serif|mono|head|body|title")
_LATIN = re.compile(r"u\+(?:0{0,4}-|0020-|0?0\?\?)", re.IGNORECASE)
_NAMED = {"normal": 400, "bold": 700}


@fact("css", mentions=["font", "--", "$", "@", "-webkit-", "-moz-", "-ms-", "-o-"])
def used_font(doc: Document) -> Iterator[Fact]:
    """What a block of a style sheet asks of fonts: families, weight, style."""
    read = sheet(doc)
    names = [name for name in read.names if name in _ASKING or (name[:1] in "-$@" and _ABOUT_TEXT.search(name))]
    grouped: dict[Block, list[Declaration]] = {}
    for one in read.declarations(*names):
        if one.block.at != "font-face" and (one.name in _ASKING or "font" in one.name or "," in one.value):
            grouped.setdefault(one.block, []).append(one)
    for block, declared in grouped.items():
        families = ",".join(one.words for one in declared if one.name not in ("font-weight", "font-style"))
        weights = " ".join(one.words for one in declared if one.name == "font" or "weight" in one.name)
        italic = any(re.search(r"\b(?:italic|oblique)\b", one.words) for one in declared if one.name in _ASKING)
        heading = bool(re.search(r"\b(?:h[1-6]|th|strong|b)\b", block.selector))
        yield fact(declared[0], families=families, weights=weights, italic=italic, heading=heading)


class _Variant(NamedTuple):
    family: str
    weights: tuple[int, int]
    style: str


@rule(
    saves=["network"],
    evidence="official",
    preset="core",
    refs=["rgesn:4.8", "wsg:use-optimized-web-typography", "rweb:0032"],
    facts=[declared_face, used_font, loaded_sheet],
)
def too_many_fonts(
    declared: Facts,
    used: Facts,
    loaded: Facts,
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
    `font-family`, and its weight and style are those that the browser would take for one that is asked for. A weight
    without a family counts for the usual one. Subsets of one face (`unicode-range`) count once, with the Latin one.
    What counts together is a page with the style sheets it links, or a sheet with those it imports; the heaviest is
    told. Fonts of other hosts have no weight that could be known; fonts of icons are `css/icon-font-full-set`'s.

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

    ```css good file=main.css max_kilobytes=0 max_families=0
    @font-face { font-family: "Material Icons"; src: url(a.woff2); }
    .icon { font-family: "Material Icons"; }
    ```

    ```text file=a.woff2
    icons
    ```

    ```css good file=main.css max_families=0
    @font-face { font-family: A; src: url(a.woff2); }
    p { font-family: A; }
    ```

    ```text file=a.woff2
    light
    ```
    """
    worst: dict[_Variant, list[Fact]] = {}
    for page in pages(loaded, {one.path for one in (*declared, *used)}, files):
        letters = [one for one in declared if one.path in page and not is_icon_font(str(one["family"]))]
        variants = _downloaded(letters, [one for one in used if one.path in page])
        weighed = {variant: group for variant, group in variants.items() if _size(group, files)}
        if _total(weighed, files) > _total(worst, files):
            worst = weighed
    families = {variant.family for variant in worst}
    total = _total(worst, files)
    if (len(families) > max_families or len(worst) > max_variants) and total > max_kilobytes * 1000:
        first = min((one for group in worst.values() for one in group), key=lambda one: (one.path, one.span))
        yield report(
            first,
            "font families: {families}, variants: {variants}, {size} kB in all; {max_families} and {max_variants} do",
            families=len(families),
            variants=len(worst),
            size=round(total / 1000),
            max_families=max_families,
            max_variants=max_variants,
        )


def _downloaded(declared: Iterable[Fact], used: Iterable[Fact]) -> dict[_Variant, list[Fact]]:
    """The declared faces that the style sheets make a browser fetch; the subsets of a face together."""
    offered: dict[str, dict[_Variant, list[Fact]]] = {}
    for one in declared:
        if one["family"] and (weights := _weights(str(one["weight"]))):
            variant = _Variant(
                str(one["family"]), weights, "italic" if one["style"] == "oblique" else str(one["style"])
            )
            offered.setdefault(variant.family, {}).setdefault(variant, []).append(one)
    taken = {}
    for family, weight, style in _asked(used, offered):
        among = [variant.weights for variant in offered[family] if variant.style == style]
        if span := chosen(among, weight):
            variant = _Variant(family, span, style)
            taken[variant] = offered[family][variant]
    return taken


def _asked(used: Iterable[Fact], offered: Container[str]) -> set[tuple[str, int, str]]:
    """Families with the weights and styles that are asked of them. A block without family means the usual one."""
    asked: list[tuple[set[str], set[int], str]] = []
    for one in used:
        names = {unquoted(name) for name in split_list(str(one["families"]))}
        names |= {name.partition(" ")[2] for name in names} | {unquoted(name.rpartition(" ")[2]) for name in names}
        weights = {_NAMED.get(number) or int(number) for number in _NUMBER.findall(str(one["weights"]))}
        usual = 700 if one["heading"] else 400
        style = "italic" if one["italic"] else "normal"
        asked.append(({name for name in names if name in offered}, weights or {usual}, style))
    counted = Counter(name for names, _, _ in asked for name in names)
    if not counted:
        return set()
    usual_family = max(sorted(counted), key=counted.__getitem__)
    every = {(usual_family, weight, "normal") for weight in (400, 700)}
    return every | {
        (name, weight, style)
        for names, weights, style in asked
        for name in names or {usual_family}
        for weight in weights
    }


def _weights(written: str) -> tuple[int, int] | None:
    numbers = [int(_NAMED.get(word, word)) for word in written.split() if word in _NAMED or word.isdigit()]
    return (numbers[0], numbers[-1]) if numbers else None


def _size(group: Iterable[Fact], files: Files) -> int:
    """The weight of a face: of its Latin subset, or of its heaviest file."""
    found = [(one, file) for one in group if (file := files.resolve(one.path, str(one["url"])))]
    return max(((bool(_LATIN.match(str(one["range"]))), file.size) for one, file in found), default=(False, 0))[1]


def _total(variants: Mapping[_Variant, list[Fact]], files: Files) -> int:
    return sum(_size(group, files) for group in variants.values())
