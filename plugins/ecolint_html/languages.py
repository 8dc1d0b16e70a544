"""HTML with its templates, Vue single-file components, SVG."""

from collections.abc import Mapping
import re

from ecolint import AttributeCode, Document, Gap, Injection, Language, Markup

from .templates import MUSTACHE, TEMPLATES


def _html() -> object:
    """The grammar alone: its package imports what reads its query files, which takes as long as linting a page."""
    from importlib.machinery import PathFinder

    package = PathFinder.find_spec("tree_sitter_html")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("tree_sitter_html._binding", places) if places else None
    if spec is None or spec.loader is None or not (binding := spec.loader.create_module(spec)):
        import tree_sitter_html

        return tree_sitter_html.language()
    spec.loader.exec_module(binding)
    return binding.language()


def _xml() -> object:
    import tree_sitter_xml

    return tree_sitter_xml.language_xml()


_TYPE = re.compile(r"""\s(lang|type|language)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_PLAIN_SCRIPT = re.compile(r"(text|application)/(x-)?(java|ecma)script|module|", re.IGNORECASE)


def _declared(tag: str) -> Mapping[str, str]:
    """`lang` and `type` of a start tag."""
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _TYPE.finditer(tag)}


def script_language(captured: Mapping[str, str]) -> str | None:
    """The language of a `<script>`; None for data blocks and client-side templates."""
    declared = _declared(captured["start"])
    if declared.get("lang"):
        return declared["lang"]
    kind = declared.get("type", "").split(";")[0].strip()
    if _PLAIN_SCRIPT.fullmatch(kind):
        return "javascript"
    return kind if kind in ("text/babel", "text/typescript") else None


def style_language(captured: Mapping[str, str]) -> str | None:
    """The language of a `<style>`."""
    declared = _declared(captured["start"])
    return declared.get("lang") or declared.get("type") or "css"


def _is_sound(doc: Document) -> bool:
    from .soundness import is_sound

    return is_sound(doc)


_ATTRIBUTES = r"""(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"<>{]*"|'[^'<>{]*'|[^\s"'<>{=]+))?)*\s*"""
_RAW = tuple(
    Injection(
        f"({name}_element (start_tag) @start (raw_text) @content)",
        language,
        mentions=(f"<{name}",),
        usual=f"(?P<start><{name}{_ATTRIBUTES}>)",
        end=f"</{name}",
    )
    for name, language in (("script", script_language), ("style", style_language))
)
_TEXTS = {"script_element": "script", "style_element": "style"}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_STYLE_ATTRIBUTE = AttributeCode("style", "css", (b"&{", b"}"), together=True)

_OTHERS = (
    *("js", "mjs", "cjs", "jsx", "ts", "tsx", "css", "scss", "less", "py", "rb", "sh", "sql", "go", "java", "tf"),
    *("json", "yml", "yaml", "toml", "ini", "cfg", "conf", "env", "service", "properties", "csv", "txt", "md", "rst"),
)
"""What templates with an ending of their own are also written of: `app.js.erb`, `nginx.conf.j2`."""

MARKUP = Markup(
    tags=("start_tag", "self_closing_tag"),
    element=frozenset({"element", "script_element", "style_element"}),
    void=_VOID,
    opaque=frozenset({"template", "textarea", "iframe", "noembed", "noframes", "xmp"}),
    code=(_STYLE_ATTRIBUTE, AttributeCode("on[a-z]+", "javascript")),
)
HTML = Language(
    "html",
    _html,
    (
        ".html",
        ".htm",
        ".xhtml",
        *(ending for syntax in TEMPLATES for ending in syntax.extensions),
        *(f"{page}{ending}" for syntax in TEMPLATES for ending in syntax.extensions for page in (".html", ".htm")),
    ),
    foreign=tuple(f".{other}{ending}" for syntax in TEMPLATES for ending in syntax.extensions for other in _OTHERS),
    aliases=("text/html", "htm"),
    injections=_RAW,
    markup=MARKUP,
    templates=TEMPLATES,
    groups={"preamble": frozenset({"doctype"}), "block": frozenset({"document"})},
    texts=_TEXTS,
    rare_gaps=(
        Gap(r"(<\?xml\b[^<>?]*+\?>)", " ", "<?xml"),
        Gap(r"(<)(?![A-Za-z/!?<])", "x", "<"),  # a < b, in text
        Gap(r"</?[A-Za-z]\w*+((?:\.\w++)+)(?=[\s/>])", "-", "<"),  # <Card.Title> in Handlebars
    ),
    stray=b"&>",
    is_sound=_is_sound,
    complete=r"(?i)<!doctype\s+html|<html[\s>]",
)
COMPONENT_NAMES = (
    Gap(r"</?([A-Z])(?![A-Z])", "x", "<"),
    Gap(r"</?[A-Za-z]\w*+((?:\.\w++)+)(?=[\s/>])", "-", "<"),
)
"""Names of components that the grammar takes for elements (`<Link>` for `<link>`), or doesn't know (`<Card.Title>`)."""
VUE = Language(
    "vue",
    _html,
    (".vue",),
    family="html",
    injections=HTML.injections,
    markup=Markup(
        tags=MARKUP.tags,
        element=MARKUP.element,
        void=_VOID,
        opaque=frozenset({"textarea"}),
        fold_tags=False,
        bound=r"(?::|v-bind:)(?P<name>[a-z][\w-]*)(?:\.\w+)*",
        spread_names=r"v-bind",
        constants={"true": "", "false": None, "null": None, "undefined": None},
        code=(
            _STYLE_ATTRIBUTE,
            AttributeCode(r"(?:@|v-on:)[\w:.-]+", "javascript"),
            AttributeCode(r"(?::|v-bind:)[\w:.-]+|v-(?:if|else-if|show|model|html|text)", "javascript", (b"(", b")")),
        ),
    ),
    templates=(MUSTACHE,),
    groups=HTML.groups,
    texts=_TEXTS,
    gaps=COMPONENT_NAMES,
    stray=b"&>",
)
_DRAWN = (
    '(element (STag (Name) @_name) (content) @content (#eq? @_name "{}") (#not-match? @content "<!.CDATA"))',
    '(element (STag (Name) @_name) (content (CDSect (CData) @content)) (#eq? @_name "{}"))',
)
SVG = Language(
    "svg",
    _xml,
    (".svg",),
    aliases=("image/svg+xml",),
    comments=("Comment",),
    injections=(
        *(Injection(query.format("style"), "css", mentions=("<style",)) for query in _DRAWN),
        *(Injection(query.format("script"), "javascript", mentions=("<script",)) for query in _DRAWN),
    ),
    markup=Markup(
        tags=("STag", "EmptyElemTag"),
        element=frozenset({"element"}),
        fold_tags=False,
        fold_attributes=False,
        code=MARKUP.code,
    ),
    groups={"preamble": frozenset({"prolog"})},
)
LANGUAGES = (HTML, VUE, SVG)
