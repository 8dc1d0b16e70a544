from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..sheet import sheet

_NAME = re.compile(rb"[.#](-?[a-zA-Z_][\w-]*)")
_ELSEWHERE = re.compile(rb"\[[^\]]*\]|/\*[\s\S]*?\*/|:global\([^)]*\)|:global\s[^,{]*")
"""What names no class of the project's own: attributes, comments, and what CSS modules take from others."""
_SIGNS = (b"[", b"/*", b":global")
_WORD = re.compile(r"-?[a-zA-Z_][\w-]*")
_MENTIONING = (
    "html",
    "htm",
    "vue",
    "js",
    "mjs",
    "jsx",
    "ts",
    "tsx",
    "py",
    "php",
    "twig",
    "jinja",
    "j2",
    "njk",
    "md",
    "erb",
)
_MENTIONING_TOO = ("svelte", "astro", "hbs", "handlebars", "liquid", "ejs", "pug", "xml", "svg", "txt", "json", "rst")


@fact("css", mentions=["{"])
def selector_names(doc: Document) -> Fact | None:
    """The classes and ids that a style sheet gives a style to, and where the first of them is named."""
    if doc.host is not None or doc.language.name != "css":
        return None
    read = sheet(doc)
    selectors = [one for one in read.written if not one.prelude.startswith(b"@")]
    named = dict.fromkeys(_names(b"\n".join(one.prelude for one in selectors)))
    if not named:
        return None
    first = next(one.number for one in selectors if _names(one.prelude))
    return fact(read.block(first), names=b" ".join(named).decode("utf-8", "replace"))


def _names(selectors: bytes) -> list[bytes]:
    bare = _ELSEWHERE.sub(b"", selectors) if any(sign in selectors for sign in _SIGNS) else selectors
    return _NAME.findall(bare)


@rule(
    saves=["network", "cpu"],
    evidence="contested",
    precision="low",
    preset="all",
    severity="note",
    refs=["rgesn:6.5", "wsg:minify-and-remove-unused-code", "rweb:0015", "rweb:0036"],
    facts=[selector_names],
    whole=True,
)
def unused_selector(names: Facts, files: Files, *, safe: tuple[str, ...] = ()) -> Iterator[Report]:
    """Classes have a style, and nothing in the project mentions them.

    Their rules are sent with each first visit and matched against every element, for nothing.

    Evidence: contested as a look at the code: coverage tools measure it in the browser, while texts of editors and
    markup of third parties can't be seen here. So it is of low precision, and in no preset but `all`.

    A name counts as mentioned if it stands anywhere in a page, template, script or text of the project, or begins
    with a part that stands there and ends in a hyphen or underscore (`"btn-" + kind`). `safe` lists beginnings of
    names that are used elsewhere. Only plain CSS is looked at; one finding for a style sheet.

    ```css bad file=main.css
    .card { top: 0 }
    .card--old { top: 1px }
    ```

    ```html file=index.html
    <p class="card">Hello</p>
    ```

    ```css bad file=main.css
    #menu { top: 0 }
    ```

    ```html file=index.html
    <p>Hello</p>
    ```

    ```css bad file=css/a.css
    .a:hover > .gone { top: 0 }
    ```

    ```js file=a.js
    element.className = "a";
    ```

    ```css good file=main.css
    .btn-large { top: 0 }
    ```

    ```js file=a.js
    element.className = "btn-" + size;
    ```

    ```css good file=main.css safe=editor-
    .editor-table { top: 0 }
    ```

    ```html file=index.html
    <p>Hello</p>
    ```

    ```css good file=main.css
    :global(.from-a-library) .card { top: 0 }
    ```

    ```js file=a.js
    element.className = styles.card;
    ```

    ```css good file=main.css
    .library { top: 0 }
    ```
    """
    endings = (*_MENTIONING, *_MENTIONING_TOO)
    words: set[str] = set()
    for ending in endings if names else ():
        for file in files.glob(f"**/*.{ending}"):
            words.update(_WORD.findall(files.text(file.path) or ""))
    if not words:
        return
    beginnings = tuple(word for word in words if len(word) > 2 and word.endswith(("-", "_")))
    for one in names:
        declared = str(one["names"]).split()
        unused = [name for name in declared if not _is_mentioned(name, words, (*beginnings, *safe))]
        if unused:
            yield report(
                one,
                "{count} of {all} names are mentioned nowhere in the project ({names}); delete their rules",
                count=len(unused),
                all=len(declared),
                names=", ".join(unused[:3]),
                key="names",
            )


def _is_mentioned(name: str, words: set[str], beginnings: tuple[str, ...]) -> bool:
    return name in words or name.startswith(beginnings)
