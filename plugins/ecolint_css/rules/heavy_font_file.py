from collections.abc import Iterator

from ecolint import Facts, Files, Report, report, rule

from ..fonts import declared_face
from ..icons import is_icon_font


@rule(
    saves=["network"],
    evidence="measured",
    refs=["rgesn:4.8", "wsg:use-optimized-web-typography", "rweb:0032"],
    facts=[declared_face],
)
def heavy_font_file(declared: Facts, files: Files, *, max_kilobytes: int = 100) -> Iterator[Report]:
    """A font file is heavy, mostly for characters that the pages never show.

    Many fonts come with Cyrillic, Greek, Vietnamese and a hundred ornaments. Cut to the characters in use
    (`pyftsubset`, `glyphhanger`), or split by `unicode-range`, most weigh 15 to 40 kB.

    Evidence: the rule weighs the file itself, in kB of 1,000 bytes; performance tools have the same check.

    Judged is the first source that a browser of today takes, so an old TTF behind a light WOFF2 is fine. Services in
    Chinese, Japanese or Korean, or with texts by their users, raise `max_kilobytes`. Whole icon sets are reported by
    `css/icon-font-full-set`.

    ```css bad file=main.css max_kilobytes=0
    @font-face { font-family: A; src: url(a.woff2) format("woff2"); }
    ```

    ```text file=a.woff2
    heavier than allowed
    ```

    ```scss bad file=css/main.scss max_kilobytes=0
    @font-face { src: local("A"), url("../fonts/a.ttf?v=3"); }
    ```

    ```text file=fonts/a.ttf
    heavier than allowed
    ```

    ```html bad file=index.html max_kilobytes=0
    <style>@font-face{font-family:A;src:url(/static/a.woff)}</style>
    ```

    ```text file=static/a.woff
    heavier than allowed
    ```

    ```css good file=main.css
    @font-face { font-family: A; src: url(a.woff2); }
    ```

    ```text file=a.woff2
    light
    ```

    ```css good file=main.css max_kilobytes=0
    @font-face { font-family: A; src: url(missing.woff2); }
    @font-face { font-family: B; src: url(https://fonts.example/b.woff2); }
    ```

    ```css good file=main.css max_kilobytes=0
    @font-face { font-family: A; src: url(empty.woff2) format("woff2"), url(heavy.ttf) format("truetype"); }
    ```

    ```text file=empty.woff2
    ```

    ```text file=heavy.ttf
    heavier than allowed, but taken by no browser of today
    ```
    """
    seen = set()
    for one in declared:
        file = files.resolve(one.path, str(one["url"]))
        if file is None or file.path in seen or is_icon_font(str(one["family"])):
            continue
        seen.add(file.path)
        if file.size > max_kilobytes * 1000:
            yield report(
                one,
                "{name} weighs {size} kB; cut it to the characters in use",
                name=file.path.name,
                size=round(file.size / 1000),
                key=str(file.path),
            )
