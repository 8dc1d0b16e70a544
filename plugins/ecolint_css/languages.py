"""CSS and its two dialects."""

from ecolint import Language

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


CSS = Language(
    "css",
    _css,
    (".css", ".pcss", ".postcss"),
    aliases=("text/css", "postcss", "pcss"),
    comments=("comment", "js_comment"),
    groups={"block": _BLOCKS, "preamble": frozenset({"charset_statement"})},
)
SCSS = Language(
    "scss",
    _scss,
    (".scss",),
    family="css",
    aliases=("text/scss",),
    comments=("comment", "js_comment"),
    groups=CSS.groups,
)
LESS = Language(
    "less",
    _less,
    (".less",),
    family="css",
    aliases=("text/less",),
    comments=("comment", "js_comment"),
    groups=CSS.groups,
)
LANGUAGES = (CSS, SCSS, LESS)
