"""What is known of libraries, from the tables in `data/`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
import re
from typing import Any, NamedTuple

from .manifests import Manifest, lower_end


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


def is_built_upon(name: str, manifest: Manifest) -> bool:
    """Whether a project has no choice but to use a package of `heavy_dependencies`: it says that it extends it, or it
    needs another one that does, by what is known of it (`bootstrap<5` needs jQuery) or by its name (`jquery-form`).
    """
    said = [str(manifest.content.get(key, "")).lower() for key in ("name", "description", "keywords")]
    others = (other for other in manifest.dependencies if other != name)
    if any(name in re.split(r"[^a-z]+", text) for text in (*said, *others)):
        return True
    return any(_uses(manifest, other) for other in table("heavy_dependencies")[name].get("needed_by", ()))


def _uses(manifest: Manifest, written: str) -> bool:
    """Whether a project is a package, or depends on one, at a version before one that may be given: `bootstrap<5`."""
    name, _, before = written.partition("<")
    dependency = manifest.dependencies.get(name)
    if dependency is None:
        return manifest.content.get("name") == name
    return not before or lower_end(dependency.version)[0] < int(before)
