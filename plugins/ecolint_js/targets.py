"""What a package says that it runs on: browsers and versions of Node."""

from pathlib import PurePosixPath

from ecolint import Files

from .libraries import table
from .manifests import Manifest, lower_end

_FRAMEWORKS = frozenset(
    {
        "@angular/core",
        "ember-source",
        "lit",
        "next",
        "nuxt",
        "preact",
        "react",
        "react-dom",
        "solid-js",
        "svelte",
        "vue",
    }
)
_BUILDERS = frozenset(
    {
        "@angular/cli",
        "@rsbuild/core",
        "@vitejs/plugin-react",
        "@vitejs/plugin-vue",
        "browserify",
        "css-loader",
        "html-webpack-plugin",
        "parcel",
        "react-scripts",
        "vite",
    }
)
"""What builds pages. Bundlers that as often build programs for Node, as esbuild and Rollup, tell nothing."""


def for_browsers(manifest: Manifest) -> bool:
    """Whether a package is bundled for pages, as far as its manifest tells; one that brings a command (`bin`) isn't."""
    if manifest.content.get("bin"):
        return False
    known = manifest.dependencies.keys() | manifest.development
    return bool(_FRAMEWORKS & known or _BUILDERS & manifest.development) or "browserslist" in manifest.content


def for_old_browsers(files: Files, manifest: Manifest) -> bool:
    """Whether a package declares browsers that lack what current ones have (`browserslist`)."""
    declared = str(manifest.content.get("browserslist", ""))
    declared += files.text(PurePosixPath(manifest.path.parent, ".browserslistrc")) or ""
    wanted = [line for part in declared.lower().replace("[", ",").split(",") for line in part.splitlines()]
    wanted = [line.strip(" '\"]") + " " for line in wanted if "not " not in line]
    return any(target in line for line in wanted for target in table("packages")["polyfills"]["old_targets"])


def oldest_node(manifest: Manifest) -> tuple[int, int] | None:
    """The oldest version of Node, as (major, minor), that a package declares to run on (`engines`); None if it doesn't.

    A range without a lower end, as `*` or `<12`, begins at (0, 0).
    """
    engines = manifest.content.get("engines")
    declared = engines.get("node") if isinstance(engines, dict) else None
    if not isinstance(declared, str):
        return None
    return lower_end(declared)
