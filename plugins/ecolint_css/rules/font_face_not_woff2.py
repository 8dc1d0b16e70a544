from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..fonts import faces, first_choice

_SMALL = 10_000
"""Bytes of a font, in a file or written into the sheet: below, converting it gains next to nothing."""

_DEMONSTRATION = re.compile(r"demo\b", re.IGNORECASE)
"""What makers of icon fonts put beside their files."""


@fact("css", words=["font-face"])
def unpacked_face(doc: Document) -> Iterator[Fact]:
    """A face none of whose files is WOFF2, though a browser of today would take one."""
    if _DEMONSTRATION.match(doc.path.stem):
        return
    served = {face.family for face in faces(doc) for source in face.sources if source.type == "woff2"}
    for face in faces(doc):
        if all(source.address.startswith("data:") and len(source.address) < _SMALL for source in face.sources):
            continue
        types, taken = list(dict.fromkeys(source.type for source in face.sources)), first_choice(face)
        if taken and face.known and "woff2" not in types and not (face.family and face.family in served):
            url = "" if taken.address.startswith("data:") else taken.address
            yield fact(face.written[-1], types=", ".join(types), url=url)


@rule(
    saves=["network"],
    evidence="measured",
    preset="core",
    facts=[unpacked_face],
    refs=["rgesn:4.8", "wsg:use-optimized-web-typography", "rweb:0032"],
)
def font_face_not_woff2(declared: Facts, files: Files) -> Iterator[Report]:
    """A font is served without WOFF2, the format that packs it best.

    Every browser of today reads WOFF2. The same glyphs weigh about a quarter less than in WOFF and often half of a TTF
    or OTF file, on each first visit. Converting is done once, with free tools, and changes nothing that is seen.

    Evidence: measured on one family, Marianne Regular: 80 kB as WOFF, 58 kB as WOFF2.

    A face is judged only if all its files can be recognised by their ending, type or `format()`. A face with only
    `local()` loads nothing. If another rule for the same family in the sheet has WOFF2, nothing is said, nor of a small
    font (less than 10 kB), in a file of the project or written into the sheet.

    ```css bad file=a.css
    @font-face {
      font-family: "Montrivel";
      src: url("../fonts/montrivel.ttf") format("truetype");
    }
    ```

    ```css bad file=a.css
    @font-face{font-family:M;src:url(m.eot);src:url(m.eot?#x) format('embedded-opentype'),url(m.woff) format('woff')}
    ```

    ```html bad file=a.html
    <style>@font-face { font-family: M; src: local("M"), url(/fonts/m.otf?v=2) }</style>
    ```

    ```scss bad file=a.scss
    @font-face { font-family: "M"; src: url("~fonts/m.woff"); }
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: url(m.woff2) format("woff2"), url(m.ttf) format("truetype"); }
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: local("Arial"); }
    ```

    ```css good file=old.css
    @font-face { font-family: V; src: url("v.eot?#iefix") format("eot"), url(v.svg) format("svg"); }
    ```

    ```css good file=iconfont/demo.css
    @font-face { font-family: icons; src: url(icons.woff) format("woff"), url(icons.ttf) format("truetype"); }
    ```

    ```css good file=slick.css
    @font-face { font-family: slick; src: url(slick.woff) format("woff"), url(slick.ttf) format("truetype"); }
    ```

    ```text file=slick.woff
    a few arrows
    ```

    ```css good file=a.css
    @font-face { font-family: M; src: url("/font/4711"); }
    @font-face { font-family: N; src: url("n") format("woff2"); }
    ```

    ```scss good file=a.scss
    @font-face { font-family: M; src: $sources; }
    @font-face { font-family: M; src: url($path + "/m.woff"); }
    ```

    ```less good file=a.less
    @font-face { font-family: M; src: url("@{path}/m"); }
    ```
    """
    for one in declared:
        file = files.resolve(one.path, str(one["url"]))
        if file is None or file.size >= _SMALL:
            yield report(
                one,
                "no WOFF2 among the files ({types}), which packs the same glyphs best; convert it",
                types=one["types"],
            )
