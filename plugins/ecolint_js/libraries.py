"""What is known of libraries, from the tables in `data/`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Whole(NamedTuple):
    """A module whose import brings all of a library along."""

    module: str
    """As written in an import."""
    imports: str
    """Which imports do: "any", or "namespace" (`import * as x`)."""
    instead: str
    """What to import; the message ends with it."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of `data/`; read at the first question."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("data").joinpath(f"{name}.toml").read_text("utf-8"))


def whole_library(module: str) -> Whole | None:
    """The entry for a module as an import names it."""
    module = module.removesuffix(".js") if module != "highlight.js" else module
    entry = table("whole_libraries").get("react-icons" if module.startswith("react-icons/") else module)
    return Whole(module, entry["imports"], entry["instead"]) if entry else None
