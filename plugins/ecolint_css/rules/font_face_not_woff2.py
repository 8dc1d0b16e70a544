from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..fonts import faces, first_choice
from ..origins import is_brought_along, is_documentation

_DEMONSTRATION = re.compile(r"demo(?![a-z])", re.IGNORECASE)
"""What makers of icon fonts put beside their files."""
_SAVED = {"woff": 22, "ttf": 59, "otf": 47}
"""Percent that WOFF2 takes less: medians of the fonts that the rule's documentation tells of."""


@fact("css", words=["font-face"])
def unpacked_face(doc: Document) -> Iterator[Fact]:
    """A face none of whose files is WOFF2, though a browser of today would take one."""
    if _DEMONSTRATION.match(doc.path.stem) or is_brought_along(doc.path) or is_documentation(doc.path):
        return
    served = {face.family for face in faces(doc) for source in face.sources if source.type == "woff2"}
    for face in faces(doc):
        types, taken = list(dict.fromkeys(source.type for source in face.sources)), first_choice(face)
        if taken and face.known and "woff2" not in types and not (face.family and face.family in served):
            inside = taken.address.startswith("data:")
            yield fact(
                face.written[-1],
                types=", ".join(types),
                taken=taken.type,
                url="" if inside else taken.address,
                size=len(taken.address) if inside else 0,
            )


@rule(
    saves=["network"],
    evidence="measured",
    preset="core",
    facts=[unpacked_face],
    refs=["rgesn:4.8", "wsg:use-optimized-web-typography", "rweb:0032"],
)
def font_face_not_woff2(declared: Facts, files: Files, *, min_kilobytes: int = 10) -> Iterator[Report]:
    """A font is served without WOFF2, the format that packs it best.

    Every browser of today reads WOFF2, which holds the same glyphs in about a fifth less than WOFF, and in about half
    of a TTF or OTF file, on each first visit. Converting is done once, with free tools, and changes nothing that is
    seen.

    Evidence: measured on fonts of 10 kB and more in other people's packages. 694 that are served in both formats were
    22 % smaller than in WOFF (the median; most of them 16 to 33 %), 494 were 59 % smaller than in TTF (49 to 70 %),
    and 52 OTF files, converted for this, became 47 % smaller (27 to 70 %). Marianne Regular, of the French State, has
    80 kB as WOFF and 58 kB as WOFF2.

    A face is judged only if all its files can be recognised by their ending, type or `format()`. A face with only
    `local()` loads nothing. If another rule for the same family in the sheet has WOFF2, nothing is said, nor of a font
    of less than `min_kilobytes` kB (10, of 1,000 bytes), in a file of the project or written into the sheet, nor of
    files that aren't found. A file that several sheets load is told once. Documentation is left alone, and so are
    folders of widgets and editors that others made (`plugins`, `lib`).

    ```css bad file=css/fonts.css min_kilobytes=0
    @font-face {
      font-family: "Montrivel";
      src: url("../fonts/montrivel.ttf") format("truetype");
    }
    ```

    ```text file=fonts/montrivel.ttf
    a font
    ```

    ```css bad file=a.css min_kilobytes=0
    @font-face{font-family:M;src:url(m.eot);src:url(m.eot?#x) format('embedded-opentype'),url(m.woff) format('woff')}
    ```

    ```text file=m.woff
    a font
    ```

    ```html bad file=a.html min_kilobytes=0
    <style>@font-face { font-family: M; src: local("M"), url(/fonts/m.otf?v=2) }</style>
    ```

    ```text file=fonts/m.otf
    a font
    ```

    ```css bad file=all.css min_kilobytes=0
    @font-face { font-family: M; src: url(m.woff) }
    @font-face { font-family: N; src: url(m.woff) }
    ```

    ```text file=m.woff
    a font
    ```

    ```scss bad file=a.scss
    @font-face { font-family: "M"; src: url("https://fonts.example/m.woff"); }
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: url(//fonts.example/m.woff2) format("woff2"), url(m.ttf) format("truetype"); }
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: local("Arial"); }
    @font-face { font-family: N; src: url("missing/n.woff"); }
    ```

    ```css good file=old.css
    @font-face { font-family: V; src: url("//fonts.example/v.eot?#iefix") format("eot"); }
    ```

    ```css good file=static/wangEditor/css/editor.css
    @font-face { font-family: icons; src: url(//fonts.example/icons.woff) format("woff"); }
    ```

    ```css good file=iconfont/demo_index.css
    @font-face { font-family: icons; src: url(//fonts.example/icons.woff) format("woff"); }
    ```

    ```css good file=slick.css
    @font-face { font-family: slick; src: url(slick.woff) format("woff"), url(slick.ttf) format("truetype"); }
    ```

    ```text file=slick.woff
    a few arrows
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: url("//fonts.example/4711"); }
    @font-face { font-family: N; src: url("//fonts.example/n") format("woff2"); }
    ```

    ```scss good file=a.scss
    @font-face { font-family: M; src: $sources; }
    @font-face { font-family: M; src: url($path + "/m.woff"); }
    ```

    ```less good file=a.less
    @font-face { font-family: M; src: url("@{path}/m"); }
    ```
    """
    told = set()
    for one in declared:
        address, saved = str(one["url"]), _SAVED[str(one["taken"])]
        if re.match(r"(?:https?:)?//", address):
            message = "no WOFF2 among the files ({types}), which takes some {saved} % less; convert it"
            yield report(one, message, types=one["types"], saved=saved)
            continue
        file = files.resolve(one.path, address)
        weight = file.size if file else int(str(one["size"]))
        if weight >= min_kilobytes * 1000 and (file is None or file.path not in told):
            if file is not None:
                told.add(file.path)
            yield report(
                one,
                "{size} kB as {type}, about {packed} kB as WOFF2; convert it",
                size=round(weight / 1000),
                type=str(one["taken"]).upper(),
                packed=round(weight * (100 - saved) / 100_000),
            )
