"""Sets of icons that come as one font or one style sheet.

The table is `icons.json`: a name, the end of the address of its style sheet, the package that has it, source and day.
"""

from functools import cache
import re

_FAMILY = re.compile(
    r"icon|awesome|material symbols|glyph|symbol|fontello|icomoon|ionicons|remixicon|dashicons|codicon"
)


def icon_set(address: str) -> str:
    """The name of the set whose whole style sheet an address means; "" for others."""
    return next((name for pattern, name in _patterns() if pattern.search(address)), "")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    import json
    from pathlib import Path

    entries = json.loads((Path(__file__).parent / "icons.json").read_bytes())
    return tuple((re.compile(entry["sheet"], re.IGNORECASE), entry["name"]) for entry in entries)


def is_icon_font(family: str) -> bool:
    """Whether a family, in lower case, holds icons rather than letters."""
    return _FAMILY.search(family) is not None
