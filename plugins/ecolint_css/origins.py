"""Where a style sheet comes from: what others made, and what shows how something is used."""

from pathlib import PurePosixPath
import re

_BROUGHT_ALONG = re.compile(r"(?:^|/)(?:plugins?|libs?|vendors|\w*(?:editor|mce)|markitup)/", re.IGNORECASE)
_DOCUMENTATION = re.compile(r"/(?:docs?|documentation|demos?|examples?)/", re.IGNORECASE)


def is_brought_along(path: PurePosixPath) -> bool:
    """Whether a sheet lies in a folder of widgets and editors that others made, which nobody changes."""
    return _BROUGHT_ALONG.search(str(path)) is not None


def is_documentation(path: PurePosixPath) -> bool:
    """Whether a sheet lies below a folder of documentation or examples."""
    return _DOCUMENTATION.search(str(path)) is not None
