"""`rdjsonl`: reviewdog's diagnostics, one a line."""

from typing import TextIO

from ..model.results import Results
from .json_text import compact
from .rdjson import SOURCE, diagnostics


def write(results: Results, stream: TextIO) -> None:
    """Each line names its source; a clean run is empty."""
    stream.writelines(compact({**diagnostic, "source": SOURCE}) + "\n" for diagnostic in diagnostics(results))
