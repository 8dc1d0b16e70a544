"""CSS and its two dialects."""

from ecolint import Document, Language, TemplateSyntax, TemplateTag

from .gaps import CSS_GAPS, LESS_GAPS, LESS_RARE_GAPS, SCSS_GAPS

_BLOCKS = frozenset({"stylesheet", "block", "keyframe_block_list"})


def _css() -> object:
    import tree_sitter_css

    return tree_sitter_css.language()


def _scss() -> object:
    import tree_sitter_scss

    return tree_sitter_scss.language()


def _less() -> object:
    import tree_sitter_less

    return tree_sitter_less.language()


def _is_sound(doc: Document) -> bool:
    from .sheet import sheet

    return sheet(doc).is_sound


CSS = Language(
    "css",
    _css,
    (".css", ".pcss", ".postcss"),
    aliases=("text/css", "postcss", "pcss"),
    minified=True,
    comments=("comment", "js_comment"),
    groups={"block": _BLOCKS, "preamble": frozenset({"charset_statement"})},
    gaps=CSS_GAPS,
    is_sound=_is_sound,
)
# The grammars know interpolation in few places; written over with a name, what stands around it parses everywhere.
SASS_INTERPOLATION = TemplateSyntax("sass-interpolation", (TemplateTag(b"#{", b"}", "output"),), signs=r"#\{")
LESS_INTERPOLATION = TemplateSyntax("less-interpolation", (TemplateTag(b"@{", b"}", "output"),), signs=r"@\{")

SCSS = Language(
    "scss",
    _scss,
    (".scss",),
    family="css",
    aliases=("text/scss",),
    templates=(SASS_INTERPOLATION,),
    gaps=SCSS_GAPS,
    is_sound=_is_sound,
    comments=("comment", "js_comment"),
    groups=CSS.groups,
)
LESS = Language(
    "less",
    _less,
    (".less",),
    family="css",
    aliases=("text/less",),
    templates=(LESS_INTERPOLATION,),
    gaps=LESS_GAPS,
    rare_gaps=LESS_RARE_GAPS,
    is_sound=_is_sound,
    comments=("comment", "js_comment"),
    groups=CSS.groups,
)
LANGUAGES = (CSS, SCSS, LESS)
