"""Sets of icons that come as one font or one style sheet. Names and addresses as their documentation gives them."""

import re

_SETS = (
    # pattern of the style sheet's address, name; written down on 2026-11-23
    (r"font-?awesome[^\s\"']*/(?:all|font-awesome|fontawesome)(?:\.min)?\.css", "Font Awesome"),
    (r"(?:use|kit|pro)\.fontawesome\.com/\S+\.css", "Font Awesome"),
    (r"fonts\.googleapis\.com/icon\?(?!.*icon_names)\S*family=material", "Material Icons"),
    (r"fonts\.googleapis\.com/css2?\?(?!.*icon_names)\S*family=material\+(?:icons|symbols)", "Material Symbols"),
    (
        r"material-(?:design-)?(?:icons|symbols)\S*/(?:index|material-icons|iconfont\S*?)(?:\.min)?\.css",
        "Material Icons",
    ),
    (r"materialdesignicons(?:\.min)?\.css", "Material Design Icons"),
    (r"remixicon(?:\.min)?\.css", "Remix Icon"),
    (r"bootstrap-icons(?:\.min)?\.css", "Bootstrap Icons"),
    (r"line-awesome(?:\.min)?\.css", "Line Awesome"),
    (r"boxicons(?:\.min)?\.css", "Boxicons"),
    (r"ionicons(?:\.min)?\.css", "Ionicons"),
    (r"tabler-icons(?:\.min)?\.css", "Tabler Icons"),
    (r"primeicons(?:\.min)?\.css", "PrimeIcons"),
    (r"themify-icons(?:\.min)?\.css", "Themify Icons"),
    (r"dsfr\S*/icons(?:\.main|\.legacy)?(?:\.min)?\.css", "icons of the DSFR"),
    (r"dsfr\S*/utility(?:\.main|\.legacy)?(?:\.min)?\.css", "icons of the DSFR"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in _SETS)
_FAMILY = re.compile(
    r"icon|awesome|material symbols|glyph|symbol|fontello|icomoon|ionicons|remixicon|dashicons|codicon"
)


def icon_set(address: str) -> str:
    """The name of the set whose whole style sheet an address means; "" for others."""
    return next((name for pattern, name in _PATTERNS if pattern.search(address)), "")


def is_icon_font(family: str) -> bool:
    """Whether a family, in lower case, holds icons rather than letters."""
    return _FAMILY.search(family) is not None
