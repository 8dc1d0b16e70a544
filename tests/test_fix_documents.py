"""What must hold for all fixes together, on generated documents.

Documents are made of examples that several rules fix, in every place where their language may stand, and of start tags
with attributes that several rules want to change. Between the examples lie comments that nobody may touch.
"""

import codecs
import os
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mending import after, check, fixed, fixing
from second_opinion import differences, recorded

KEPT = "kept %d \té☃ \u2028end"
COMMENTS = {"python": "# @", "html": "<!-- @ -->", "": "/* @ */"}
SCRIPT, STYLE = "<script>\n@\n</script>\n", "<style>\n@\n</style>\n"
PAGE = "<!doctype html>\n<html><head>\n<title>T</title>\n@</head><body>\n</body></html>\n"
# Language of an example → the places where it may stand: language of the file, and what is around.
PLACES = {
    "css": [
        ("css", "@"),
        ("html", PAGE.replace("@", STYLE)),
        ("django", f"{{% load x %}}{STYLE}"),
        ("vue", STYLE),
        ("svelte", f"<p>{{a}}</p>\n{STYLE}"),
        ("scss", "@"),
    ],
    "js": [
        ("js", "@"),
        ("ts", "@"),
        ("html", PAGE.replace("@", SCRIPT)),
        ("html", PAGE.replace("@", SCRIPT.replace("<script>", '<script type="module">'))),
        ("jinja", f"{{{{ x }}}}{SCRIPT}"),
        ("vue", SCRIPT),
        ("svelte", f"{SCRIPT}<p>{{a}}</p>\n"),
        ("js", "export function run() {\n@\n}\n"),
    ],
    "jsx": [("jsx", "@"), ("tsx", "@")],
    "html": [
        ("html", "@"),
        ("django", "{% load x %}\n@"),
        ("jinja", "{% block x %}\n@{% endblock %}\n"),
        ("erb", "<%= x %>\n@"),
        ("php", "<?php echo 1; ?>\n@"),
        ("handlebars", "{{#if x}}\n@{{/if}}\n"),
        ("vue", "<template>\n@</template>\n"),
        ("svelte", "{#if x}\n@{/if}\n"),
        ("js", "const page = html`\n@`;\n"),
    ],
    "python": [("python", "@"), ("python", "def run(self):\n    pass\n\n\n@")],
}
ENDS = ("\n", "\r\n", "\r")
MORE = int(os.environ.get("ECOLINT_MORE_EXAMPLES", "1"))
QUICK = settings(max_examples=60 * MORE, suppress_health_check=list(HealthCheck))


def like(language: str) -> str:
    """The key under which the places and comments of a language are."""
    return {"ts": "js", "tsx": "jsx", "scss": "css", "less": "css"}.get(language, language)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, bytes]:
    """Examples that several rules fix, with comments between them, in a place of their language."""
    written_in = draw(st.sampled_from(sorted({like(example.files[0].language) for _, example in fixing()})))
    texts = [example.files[0].text for _, example in fixing() if like(example.files[0].language) == written_in]
    chosen = draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4))
    language, around = draw(st.sampled_from(PLACES.get(written_in, [(written_in, "@")])))
    markup = written_in not in ("css", "js", "jsx", "python")
    comment = COMMENTS["html" if markup else written_in if written_in == "python" else ""]
    blanks = draw(st.sampled_from(["", " \t"]))
    parts = [f"{text}{comment.replace('@', KEPT % number)}{blanks}\n" for number, text in enumerate(chosen)]
    text = around.replace("@", "".join(parts))
    if draw(st.booleans()):
        text = re.sub(r"^(?: {4}| {2})+", lambda found: "\t" * (len(found[0]) // 2), text, flags=re.MULTILINE)
    text = text.replace("\n", draw(st.sampled_from(ENDS)))
    return language, (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


def kept(raw: bytes) -> list[bytes]:
    """The lines that hold a comment of ours, with their blanks."""
    return re.findall(rb"[^\r\n]*kept \d[^\r\n]*(?:\r\n|\r|\n)", raw.removeprefix(codecs.BOM_UTF8))


@QUICK
@given(documents())
def test_documents_of_many_examples_still_parse_and_settle(document: tuple[str, bytes]) -> None:
    language, raw = document
    done = fixed(raw, language)
    check(done, raw, language)
    assert kept(after(done, raw)) == kept(raw)
    if b"\n" not in raw.replace(b"\r\n", b""):
        assert b"\n" not in after(done, raw).replace(b"\r\n", b"")


@settings(QUICK, max_examples=25 * MORE)
@given(documents())
def test_the_order_of_rules_doesnt_matter(document: tuple[str, bytes]) -> None:
    language, raw = document
    first, second = (fixed(raw, language, reverse=reverse) for reverse in (False, True))
    assert after(first, raw) == after(second, raw)


ATTRIBUTES = {
    "alt": ["", "é & ü"],
    "as": ["font", "image"],
    "autoplay": [""],
    "checked": [""],
    "class": ["carousel", "x"],
    "controls": [""],
    "crossorigin": [""],
    "data-interval": ["5000"],
    "data-ride": ["carousel"],
    "fetchpriority": ["high"],
    "height": ["100"],
    "href": ["a.woff2", "https://cdn.example/x.css", "a.webp"],
    "hx-get": ["/search"],
    "hx-trigger": ["keyup", "keyup changed delay:50ms"],
    "loading": ["lazy", "eager"],
    "muted": [""],
    "name": ["email", "consent", "q"],
    "onclick": ["go('a')", 'go("b")', "window.onunload = f"],
    "poster": ["a.webp"],
    "preload": ["", "auto", "none"],
    "rel": ["preload", "preconnect"],
    "src": ["", "a.webp", "https://maps.example/embed?a=1&b=2", "/app.js"],
    "style": [
        "margin-top: 0; margin-right: 1px; margin-bottom: 2px; margin-left: 3px",
        "-webkit-transition: top 1s; transition: top 1s",
    ],
    "title": ["a \"b\" 'c' <d>", "x > y"],
    "type": ["text", "email", "checkbox"],
}
VOID = ("img", "input", "link", "source")
TAGS = (*VOID, "a", "audio", "div", "iframe", "marquee", "p", "video")
SPELLED = {"autoplay": "autoPlay", "class": "className", "crossorigin": "crossOrigin", "fetchpriority": "fetchPriority"}


@st.composite
def elements(draw: st.DrawFn, dialect: str, depth: int = 2) -> str:
    """An element with attributes that rules look at, in any quotes, case and order."""
    tag = draw(st.sampled_from(TAGS))
    names = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=6, unique=True))
    written = "".join(draw(attribute(dialect, name)) for name in names)
    if dialect != "jsx" and draw(st.booleans()):
        tag = tag.upper()
    if tag.lower() in VOID:
        return f"<{tag}{written}{' /' if dialect == 'jsx' or draw(st.booleans()) else ''}>"
    inside = draw(st.lists(elements(dialect, depth - 1), max_size=3)) if depth else []
    between = draw(st.sampled_from(["", "\n  ", " é "]))
    return f"<{tag}{written}>{between.join(['', *inside, ''])}</{tag}>"


@st.composite
def attribute(draw: st.DrawFn, dialect: str, name: str) -> str:
    value, space = draw(st.sampled_from(ATTRIBUTES[name])), draw(st.sampled_from([" ", "\n    ", "  "]))
    if dialect == "jsx":
        if name == "style" or name.startswith("on"):
            return ""
        value = value.replace("\\", "").replace('"', "").replace("<", "")
        quoted = draw(
            st.sampled_from([f'"{value}"', f"{{'{value}'}}" if "'" not in value else f'"{value}"', "{value}"])
        )
        return f"{space}{SPELLED.get(name, name)}" + (f"={quoted}" if value else "")
    if dialect == "django" and draw(st.integers(0, 4)) == 0:
        whole = f'{name}="{{{{ x|y:"z" }}}}"' if draw(st.booleans()) else f"{{% if a < b %}}{name}{{% endif %}}"
        return f"{space}{whole}"
    if dialect == "vue" and draw(st.integers(0, 4)) == 0:
        return f'{space}:{name}="value"'
    name = name.upper() if draw(st.booleans()) else name
    if not value:
        return f"{space}{name}" + draw(st.sampled_from(["", '=""', "=''"]))
    if re.fullmatch(r"[\w.,:/-]+", value) and draw(st.booleans()):
        return f"{space}{name}={value}"
    escaped = value.replace("&", "&amp;")
    quote, reference = draw(st.sampled_from([('"', "&quot;"), ("'", "&#39;")]))
    return f"{space}{name}{draw(st.sampled_from(['=', ' = ']))}{quote}{escaped.replace(quote, reference)}{quote}"


AROUND = {
    "html": "<!doctype html>\n<html><head><title>T</title></head><body>%s</body></html>\n",
    "django": "{%% load x %%}\n%s\n",
    "vue": "<template><div>%s</div></template>\n",
    "jsx": "export const A = () => <>%s</>;\n",
}


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, bytes]:
    dialect = draw(st.sampled_from(sorted(AROUND)))
    parts = draw(st.lists(elements(dialect), min_size=1, max_size=5))
    return dialect, (AROUND[dialect] % draw(st.sampled_from(["", "\n"])).join(parts)).encode()


@QUICK
@given(pages())
def test_pages_of_any_attributes_differ_only_in_what_the_fixes_name(page: tuple[str, bytes]) -> None:
    language, raw = page
    with recorded() as changes:
        done = fixed.__wrapped__(raw, language)
    check(done, raw, language)
    for change in changes if language in ("html", "django") else ():
        assert differences(change) == []
